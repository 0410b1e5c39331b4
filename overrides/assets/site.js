// A reader who changes language stays at the same rule: the language links in the head take the
// anchor along. Without this script they lead to the same page.
addEventListener("click", (event) => {
  const link = event.target.closest(".languages a");
  if (link) link.hash = location.hash;
});

// The disclosure of the rule that a link has led to is open.
const openTarget = () => {
  const rule = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const control = rule && rule.querySelector(":scope > .rule-control");
  if (control) control.open = true;
};
// What was moved is where its old address says that it is now: a text, or a whole page.
const followMoved = () => {
  const id = decodeURIComponent(location.hash.slice(1)) || "page-moved";
  const former = document.getElementById(id);
  const within = former && (id === "page-moved" ? former.parentElement : former.closest(".gone > li"));
  const links = within ? [...within.querySelectorAll("a[data-moved]")] : [];
  if (id === "page-moved" && new Set(links.map((link) => link.pathname)).size === 1) {
    location.replace(links[0].pathname);
  } else if (links.length === 1) {
    location.replace(links[0].href);
  }
};

const arrive = () => {
  openTarget();
  followMoved();
};
addEventListener("hashchange", arrive);
arrive();

// The search opens by its button in the head, by Ctrl+K or Cmd+K, or by an address with ?q=. It is not
// loaded before that, and without this script the button is a link to the list of all subjects.
const folder = new URL("search/", document.currentScript.src);
const link = document.querySelector("[data-search-open]");
if (link) {
  const opener = document.createElement("button");
  opener.type = "button";
  for (const { name, value } of link.attributes) if (name !== "href") opener.setAttribute(name, value);
  opener.setAttribute("aria-haspopup", "dialog");
  opener.setAttribute("aria-keyshortcuts", "Control+K Meta+K");
  opener.append(...link.childNodes);
  link.replaceWith(opener);
  let dialog;
  const openSearch = async (query) => {
    try {
      const template = document.querySelector("[data-search-template]");
      const index = new URL(opener.dataset.searchIndex, location.href);
      // All at once: what one of them needs of the others is then on its way.
      const [main] = ["dialog.js", "engine.js", "letters.js"].map((name) => import(new URL(name, folder)));
      dialog ??= main.then(({ Dialog }) => new Dialog(template, index));
      await (await dialog).open(query);
    } catch {
      // Not even the dialog can be loaded: what it would have found stands in the list.
      location.href = link.href;
    }
  };
  opener.addEventListener("click", () => openSearch());
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      openSearch();
    }
  });
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) openSearch(asked);
}
if (new URLSearchParams(location.search).has("h")) import(new URL("marks.js", folder));

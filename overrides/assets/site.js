// Loaded in the head, so that a chosen palette is there before the first paint; all else waits for the
// page. Without this script everything works but the search, copying, and choosing a palette.
const root = document.documentElement;
root.classList.add("js");

// The palette is the one thing that is stored on the reader's device, once it is chosen. A browser may
// refuse to store: the choice then holds for the page.
const store = (change) => {
  try {
    return change(localStorage);
  } catch {
    return null;
  }
};
const setPalette = (palette) => {
  if (palette === "light" || palette === "dark") root.dataset.palette = palette;
  else delete root.dataset.palette;
};
const palettes = () => document.querySelectorAll("[name=palette]");
const readPalette = () => {
  setPalette(store((kept) => kept.getItem("palette")));
  for (const box of palettes()) box.checked = box.value === (root.dataset.palette ?? "system");
};
readPalette();
// Chosen in another tab; or the browser has gone back to a page, with the boxes as they were left.
addEventListener("storage", readPalette);
addEventListener("pageshow", readPalette);
const offerPalettes = () => {
  for (const box of palettes()) {
    box.addEventListener("change", () => {
      setPalette(box.value);
      store((kept) => (root.dataset.palette ? kept.setItem("palette", box.value) : kept.removeItem("palette")));
    });
  }
};

// A reader who changes language stays at the same rule: the language links in the head take the
// anchor along. Without this script they lead to the same page.
addEventListener("click", (event) => {
  const link = event.target.closest(".languages a");
  if (link) link.hash = location.hash;
});

// What the address leads to; a hash that is no text, as `#100%`, leads nowhere.
const targetId = () => {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
};
// The disclosure of the rule that a link has led to is open.
const openTarget = () => {
  const rule = document.getElementById(targetId());
  const control = rule && rule.querySelector(":scope > .rule-control");
  if (control) control.open = true;
};
// What was moved is where its old address says that it is now: a text, or a whole page.
const followMoved = () => {
  const id = targetId() || "page-moved";
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

// A link becomes a button where the script can do what the link only leads to.
const buttonFor = (link) => {
  const button = document.createElement("button");
  button.type = "button";
  for (const { name, value } of link.attributes) if (name !== "href") button.setAttribute(name, value);
  button.append(...link.childNodes);
  link.replaceWith(button);
  return button;
};

// An address as it is told: what was searched for is no part of it.
const told = (href) => {
  const address = new URL(href);
  address.search = "";
  return address.href;
};

// A rule's link to itself becomes a button that copies its citation. Where the browser keeps the
// clipboard to itself, as on plain http, the citation is shown, selected.
const offerCitations = () => {
  const template = document.querySelector("[data-citation]");
  const status = document.querySelector("[data-told]");
  for (const link of document.querySelectorAll("a[data-cite]")) {
    const text = `${link.dataset.cite} ${told(link.href)}`;
    const button = buttonFor(link);
    button.textContent = template.dataset.copy;
    let shown;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text);
        status.textContent = "";
        // A live region speaks when it changes, also when the same is said again.
        requestAnimationFrame(() => (status.textContent = template.dataset.copied));
        for (const other of document.querySelectorAll("[data-done]")) delete other.dataset.done;
        button.dataset.done = template.dataset.copied;
      } catch {
        if (!shown) {
          shown = template.content.firstElementChild.cloneNode(true);
          button.parentElement.append(shown);
        }
        const field = shown.querySelector("textarea");
        field.value = text;
        field.focus();
        field.select();
      }
    });
  }
};

// Paper cannot follow a link: whole addresses stand behind those that lead away from the page.
addEventListener("beforeprint", () => {
  for (const link of document.querySelectorAll("main a[href]")) {
    const isTold = link.textContent.trim() === link.href || link.hash === link.getAttribute("href");
    if (!isTold) link.dataset.address = link.href;
  }
  for (const town of document.querySelectorAll(".foot-town")) town.dataset.address = told(location.href);
});

// The search opens by its button in the head, by Ctrl+K or Cmd+K, or by an address with ?q=. It is not
// loaded before that, and without this script the button is a link to the list of all subjects.
const offerSearch = () => {
  const link = document.querySelector("[data-search-open]");
  if (!link) return;
  const fallback = link.href;
  const folder = new URL(link.dataset.searchFolder, location.href);
  const opener = buttonFor(link);
  opener.setAttribute("aria-haspopup", "dialog");
  opener.setAttribute("aria-keyshortcuts", "Control+K Meta+K");
  let dialog;
  const openSearch = async (query) => {
    try {
      const template = document.querySelector("[data-search-template]");
      const index = new URL(opener.dataset.searchIndex, location.href);
      if (!dialog) {
        const load = (name) => import(new URL(name, folder));
        // What the dialog needs is on its way at once; where that fails, the dialog says so.
        for (const name of ["engine.js", "letters.js"]) load(name).catch(() => {});
        const { Dialog } = await load("dialog.js");
        dialog ??= new Dialog(template, index);
      }
      await dialog.open(query);
    } catch {
      // Not even the dialog can be loaded: what it would have found stands in the list. Who came by an
      // address with ?q= goes back to where they were before that.
      if (query) location.replace(fallback);
      else location.href = fallback;
    }
  };
  opener.addEventListener("click", () => openSearch());
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      openSearch();
    }
  });
  const address = new URLSearchParams(location.search);
  if (address.get("q")) openSearch(address.get("q"));
  // A hit that was followed says which words to mark.
  if (address.has("h")) import(new URL("marks.js", folder));
};

addEventListener("hashchange", arrive);
addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => print());
  offerPalettes();
  offerCitations();
  offerSearch();
  arrive();
});

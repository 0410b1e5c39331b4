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

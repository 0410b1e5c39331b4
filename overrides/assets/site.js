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
// What was moved is where its old address says that it is now.
const followMoved = () => {
  const former = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const links = former ? former.querySelectorAll("a[data-moved]") : [];
  if (links.length === 1) location.replace(links[0].href);
};

const arrive = () => {
  openTarget();
  followMoved();
};
addEventListener("hashchange", arrive);
arrive();

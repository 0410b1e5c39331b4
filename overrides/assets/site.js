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
addEventListener("hashchange", openTarget);
openTarget();

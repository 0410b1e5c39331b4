// On the page that a hit leads to, the words that were found are marked; then the address is that of
// the text alone, so that whoever copies it copies nothing of the search.

import { checksum, marked } from "./letters.js";

const address = new URL(location.href);
const sums = new Set((address.searchParams.get("h") ?? "").split("-"));
const isMarked = (word) => sums.has(checksum(word));

const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT, (node) =>
  node.parentElement.closest(".rule-control, mark") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
);
const texts = [];
while (walker.nextNode()) texts.push(walker.currentNode);
for (const text of texts) {
  const nodes = marked(text.data, isMarked);
  if (nodes.length > 1 || nodes[0]?.nodeType === Node.ELEMENT_NODE) text.replaceWith(...nodes);
}

address.searchParams.delete("h");
history.replaceState(history.state, "", address);

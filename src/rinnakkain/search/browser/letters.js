// The words of a text, how they are compared, and a checksum that stands for one in an address;
// letters.py does the same for the index.

const WORD = /[\p{L}\p{N}]+/gu;

export const words = (text) => text.toLowerCase().match(WORD) ?? [];

// Readers leave dots and accents out.
export const folded = (word) => word.normalize("NFD").replace(/\p{M}/gu, "");

// A link says which words of a page are to be marked, and no word is sent with it.
export const checksum = (word) => {
  let sum = 7;
  for (const letter of word) sum = (sum * 31 + letter.codePointAt(0)) % 36 ** 4;
  return sum.toString(36);
};

// The pieces of a text, each with whether it is one of the words to be marked.
export const pieces = (text, isMarked) => {
  const found = [];
  let last = 0;
  for (const match of text.matchAll(WORD)) {
    if (!isMarked(match[0].toLowerCase())) continue;
    found.push([text.slice(last, match.index), false], [match[0], true]);
    last = match.index + match[0].length;
  }
  found.push([text.slice(last), false]);
  return found.filter(([piece]) => piece);
};

// A text as nodes, with its marks.
export const marked = (text, isMarked) =>
  pieces(text, isMarked).map(([piece, isFound]) => {
    if (!isFound) return document.createTextNode(piece);
    const mark = document.createElement("mark");
    mark.textContent = piece;
    return mark;
  });

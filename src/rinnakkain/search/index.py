"""The index: all that a reader's browser needs to search the texts of one language."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rinnakkain.search import grammar
from rinnakkain.search.documents import Document
from rinnakkain.search.letters import folded, words
from rinnakkain.search.lexicon import Analysis, Lexicon
from rinnakkain.synonyms import Synonym

__all__ = ["NAME", "Index", "text", "vocabulary"]

# The name of the file, in the folder of its language.
NAME = "search.json"


class Index:
    """The words of documents by their base forms: which of them hold a word or a phrase."""

    def __init__(self, documents: Sequence[Document], lexicon: Lexicon) -> None:
        self.documents = documents
        self._lexicon = lexicon
        self._ignored = frozenset(grammar.of(lexicon.code).ignored)
        self._held = [
            frozenset(
                run
                for word in words(f"{document.name} {document.text}")
                for analysis in lexicon.analyses(word)
                for run in _runs(analysis)
            )
            for document in documents
        ]

    def holding(self, phrase: str) -> list[Document]:
        """Return the documents that hold each word of a phrase, in any form or within a compound."""
        wanted = [
            {tuple(part.base for part in analysis) for analysis in self._lexicon.analyses(word)}
            for word in words(phrase)
            if folded(word) not in self._ignored
        ]
        return [
            document
            for document, held in zip(self.documents, self._held, strict=True)
            if wanted and all(own & held for own in wanted)
        ]

    def meant(self, synonym: Synonym) -> list[Document]:
        """Return the documents that a synonym leads to; none where it leads nowhere any more."""
        if synonym.id:
            return [document for document in self.documents if document.id == synonym.id]
        return self.holding(synonym.target)


def _runs(analysis: Analysis) -> Iterator[tuple[str, ...]]:
    """Yield each run of a word's parts: turva, ohje and turvaohje of tietoturvaohje."""
    bases = tuple(part.base for part in analysis)
    for start in range(len(bases)):
        for end in range(start + 1, len(bases) + 1):
            yield bases[start:end]


def vocabulary(
    documents: Iterable[Document], synonyms: Iterable[Synonym], terms: Iterable[str], code: str
) -> set[str]:
    """Return the words that the lexicon of a language has to know."""
    ignored = frozenset(grammar.of(code).ignored)
    texts = [f"{one.page} {one.name} {one.text}" for one in documents]
    texts += [f"{'' if one.id else one.target} {' '.join(one.typed)}" for one in synonyms]
    return {w for text in (*texts, *terms) for w in words(text) if folded(w) not in ignored}


@dataclass
class _Numbers:
    """The base forms of an index in the order in which they come, each with its number."""

    lexicon: Lexicon
    rows: dict[str, int]

    def of(self, base: str) -> str:
        return _short(self.rows.setdefault(base, len(self.rows)))

    def parts(self, analysis: Analysis) -> str:
        """Write an analysis: the length of each part but the last, and the number of its base."""
        *heads, last = analysis
        row = [f"{_short(len(part.letters))}.{self.of(part.base)}" for part in heads]
        return "+".join((*row, self.of(last.base)))

    def sequence(self, word: str) -> str:
        """Write what a word of a synonym is: the numbers of its parts."""
        return "+".join(self.of(part.base) for part in self.lexicon.analyses(word)[0])


def text(documents: Sequence[Document], synonyms: Sequence[Synonym], lexicon: Lexicon) -> str:
    """Return the index of a language as JSON, in the shape that search/engine.js reads.

    `forms` holds the analyses of each word of the texts that is not ignored, in the order in which
    the words first come: the pages' titles, then each document's name and text.
    """
    rules = grammar.of(lexicon.code)
    ignored = frozenset(rules.ignored)
    numbers = _Numbers(lexicon, {})
    pages = list(dict.fromkeys(document.page for document in documents))
    texts = [*pages, *(f"{document.name} {document.text}" for document in documents)]
    # The browser takes them in the same order.
    forms = dict.fromkeys(w for said in texts for w in words(said) if folded(w) not in ignored)
    analyses = ["/".join(map(numbers.parts, lexicon.analyses(word))) for word in forms]
    places = {document.id: place for place, document in enumerate(documents)}
    rows = [
        [target, [" ".join(map(numbers.sequence, words(typed))) for typed in one.typed]]
        for one in synonyms
        if (target := _target(one, places, numbers, ignored))
    ]
    table = {
        "pages": pages,
        "documents": [
            [one.at, one.kind, one.number, one.name, one.text, pages.index(one.page)]
            for one in documents
        ],
        "forms": " ".join(analyses),
        "synonyms": rows,
        "bases": [_base(base, lexicon) for base in numbers.rows],
        "endings": [rules.nominal, rules.verbal],
        "links": rules.links,
        "ignored": " ".join(rules.ignored),
    }
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n"


def _target(
    synonym: Synonym, places: dict[str, int], numbers: _Numbers, ignored: frozenset[str]
) -> str:
    if synonym.id:
        return f"#{places[synonym.id]}" if synonym.id in places else ""
    return " ".join(numbers.sequence(w) for w in words(synonym.target) if folded(w) not in ignored)


def _base(base: str, lexicon: Lexicon) -> str:
    """Write a base form and its other stems, each by how it ends; a verb has a mark before it."""
    stems = lexicon.stems_of(base)
    own = folded(base)
    rest = [stem for stem in stems.letters if stem != own]
    shared = [_shared(own, stem) for stem in rest]
    tails = (f"{len(own) - at}{stem[at:]}" for at, stem in zip(shared, rest, strict=True))
    return "!" * stems.is_verb + ",".join((base, *tails))


def _shared(one: str, other: str) -> int:
    at = 0
    while at < min(len(one), len(other)) and one[at] == other[at]:
        at += 1
    return at


def _short(number: int) -> str:
    """Write a number with the fewest signs that both sides read: base 36."""
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = ""
    while number or not text:
        number, rest = divmod(number, 36)
        text = digits[rest] + text
    return text

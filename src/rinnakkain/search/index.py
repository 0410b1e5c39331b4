"""The index: all that a reader's browser needs to search the texts of one language."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rinnakkain.search import grammar
from rinnakkain.search.concordance import Concordance
from rinnakkain.search.documents import Document
from rinnakkain.search.letters import folded, words
from rinnakkain.search.lexicon import Analysis, Lexicon
from rinnakkain.synonyms import Synonym

__all__ = ["NAME", "text"]

# The name of the file, in the folder of its language.
NAME = "search.json"


class _Bases:
    """The base forms of an index in the order in which they come, each with its number.

    `letters` has what each is in the text where it first comes: it is written by how it differs.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.letters: dict[str, str] = {}
        self._numbers: dict[str, int] = {}

    def number(self, base: str, letters: str = "") -> str:
        """Write the number of a base form; nothing where it comes for the first time."""
        if base not in self._numbers:
            self._numbers[base] = len(self._numbers)
            self.letters[base] = letters
            return ""
        return _short(self._numbers[base])

    def parts(self, analysis: Analysis) -> str:
        """Write an analysis: the length of each part but the last, and the number of its base."""
        *heads, last = analysis
        row = [f"{_short(len(p.letters))}.{self.number(p.base, p.letters)}" for p in heads]
        return "+".join((*row, self.number(last.base, last.letters)))

    def sequence(self, word: str) -> str:
        """Write what a word of a synonym is: the numbers of its parts."""
        return "+".join(self.number(part.base) for part in self.lexicon.analyses(word)[0])

    def rows(self) -> list[str]:
        """Write each base form and its other stems; a verb has a mark before it."""
        return [
            "!" * (stems := self.lexicon.stems_of(base)).is_verb
            + ",".join(
                (
                    _differing(letters, base),
                    *(_differing(own, stem) for stem in stems.letters if stem != own),
                )
            )
            for base, letters in self.letters.items()
            if (own := folded(base))
        ]


def text(documents: Sequence[Document], synonyms: Sequence[Synonym], lexicon: Lexicon) -> str:
    """Return the index of a language as JSON, in the shape that search/engine.js reads.

    `forms` holds the analyses of each word of the texts that is not ignored, in the order in which
    the words first come: the pages' titles, then each document's name and text.
    """
    rules = grammar.of(lexicon.code)
    ignored = frozenset(rules.ignored)
    bases = _Bases(lexicon)
    pages = dict.fromkeys(document.page for document in documents)
    page_places = {page: place for place, page in enumerate(pages)}
    texts = [*pages, *(f"{document.name} {document.text}" for document in documents)]
    # The browser takes them in the same order.
    forms = dict.fromkeys(w for said in texts for w in words(said) if folded(w) not in ignored)
    analyses = ["/".join(map(bases.parts, lexicon.analyses(word))) for word in forms]
    places = {document.id: place for place, document in enumerate(documents)}
    held = Concordance((f"{one.name} {one.text}" for one in documents), lexicon)
    rows = [
        [
            _target(one, places, bases, ignored),
            [" ".join(map(bases.sequence, words(typed))) for typed in one.typed],
        ]
        for one in synonyms
        if (one.id in places if one.id else held.holding(one.target))
    ]
    table = {
        "pages": list(pages),
        "documents": [
            [one.at, one.kind, one.number, one.name, one.text, page_places[one.page]]
            for one in documents
        ],
        "forms": " ".join(analyses),
        "synonyms": rows,
        "bases": bases.rows(),
        "endings": [rules.nominal, rules.verbal],
        "links": rules.links,
        "ignored": " ".join(rules.ignored),
    }
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n"


def _target(
    synonym: Synonym, places: dict[str, int], bases: _Bases, ignored: frozenset[str]
) -> str:
    if synonym.id:
        return f"#{places[synonym.id]}"
    return " ".join(bases.sequence(w) for w in words(synonym.target) if folded(w) not in ignored)


def _differing(one: str, other: str) -> str:
    """Write a word by how it differs from one: how many letters go, and which ones come."""
    at = 0
    while at < min(len(one), len(other)) and one[at] == other[at]:
        at += 1
    return f"{len(one) - at or ''}{other[at:]}"


def _short(number: int) -> str:
    """Write a number with the fewest signs that both sides read: base 36."""
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = ""
    while number or not text:
        number, rest = divmod(number, 36)
        text = digits[rest] + text
    return text

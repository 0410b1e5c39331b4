"""The subject index: what a reader without the search looks up, from A to Ö, as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from urllib.parse import quote

from rinnakkain.guideline import Guideline
from rinnakkain.search.concordance import Concordance
from rinnakkain.search.documents import Document
from rinnakkain.search.letters import folded
from rinnakkain.search.lexicon import Lexicon
from rinnakkain.synonyms import Synonym

__all__ = ["MOST", "body", "entries"]

# A word that a third of the rules holds, or more of them than anybody reads, leads nowhere in
# particular.
WIDEST, MOST = 3, 80
# Letters that Finnish and Swedish have at the end of the alphabet, in their order.
_LAST = "åäö"

# The documents of each subject, in the order of the subjects.
Entries = dict[str, list[Document]]


def entries(
    guideline: Guideline, documents: Sequence[Document], typed: Iterable[Synonym], lexicon: Lexicon
) -> Entries:
    """Return the subjects of a language: its terms, and the words that readers type for them."""
    answers = [one for one in documents if one.kind == "text"]
    held = Concordance((f"{one.name} {one.text}" for one in answers), lexicon)
    widest = min(max(len(answers) // WIDEST, 1), MOST)
    found: dict[str, set[int]] = {}

    def put(subject: str, places: Sequence[int]) -> None:
        if subject and _letter(subject) and 0 < len(places) <= widest:
            found.setdefault(subject, set()).update(places)

    for concept in guideline.terms.concepts:
        for terms in concept.terms.get(lexicon.code, ()):
            for term in re.split(r"[,:;]\s*", terms):
                put(term.strip(), held.holding(term))
    for one in typed:
        own = [place for place, answer in enumerate(answers) if answer.id == one.id]
        for word in one.typed:
            put(word, own if one.id else held.holding(one.target))
    return {
        subject: [answers[place] for place in sorted(found[subject])]
        for subject in sorted(found, key=_order)
    }


def body(found: Mapping[str, Entries], code: str, words: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of the page in a language; `found` are the subjects of every language.

    Each language has the anchors of all, so that a reader who changes language stays at the letter.
    """
    letters = sorted({_letter(subject) for own in found.values() for subject in own}, key=_order)
    own = {letter: [s for s in found[code] if _letter(s) == letter] for letter in letters}
    links = (f'<a href="#{_id(x, True)}">{x.upper()}</a>' for x in letters if own[x])
    yield f'<nav class="letters" aria-label="{escape(words["letters"])}">{" ".join(links)}</nav>'
    for letter in letters:
        if not own[letter]:
            yield f'<div id="{_id(letter)}"></div>'
            continue
        yield f'<h2 id="{_id(letter)}">{letter.upper()}</h2><dl class="subjects">'
        for subject in own[letter]:
            rows = "".join(f"<dd>{_link(one)}</dd>" for one in found[code][subject])
            yield f"<div><dt>{escape(subject)}</dt>{rows}</div>"
        yield "</dl>"


def _link(one: Document) -> str:
    number = f'<span class="rule-number">{one.number}</span> ' if one.number else ""
    return f'<a href="../{one.at}">{number}{escape(one.name)}</a>'


def _letter(subject: str) -> str:
    """Return the letter under which a subject stands; none for what begins with another sign."""
    first = subject[0].lower()
    letter = first if first in _LAST else folded(first)
    return letter if letter.isalpha() else ""


def _id(letter: str, is_link: bool = False) -> str:
    return f"letter-{quote(letter) if is_link else letter}"


def _order(subject: str) -> tuple[str, ...]:
    """Return what sorts a subject as Finnish and Swedish do: å, ä and ö behind z."""
    return tuple(f"~{_LAST.index(c)}" if c in _LAST else folded(c) for c in subject.lower())

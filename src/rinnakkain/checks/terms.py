"""Terms: a form that the termbase says to avoid is told, also where it is inflected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from rinnakkain.finding import Finding
from rinnakkain.guideline import Guideline
from rinnakkain.speech import page_sentences, plain
from rinnakkain.termbase import Concept
from rinnakkain.words import LANGUAGES, Words, stemmed

__all__ = ["check"]

_T = TypeVar("_T")


@dataclass(frozen=True)
class _Row:
    """An avoided form of one language, ready to be looked for.

    `rivals` are the words of preferred terms that have the same stem as one of its words.
    """

    form: str
    words: Words
    rivals: frozenset[str]
    concept: Concept
    blocks: bool


def check(guideline: Guideline) -> Iterator[Finding]:
    """Find avoided forms: as advice where the form is right for another concept."""
    codes = [code for code in guideline.settings.codes if code in LANGUAGES]
    concepts = guideline.terms.concepts
    rows = {code: _by_stem((row.words, row) for row in _rows(concepts, code)) for code in codes}
    wide = {
        code: _by_stem(
            (w, w) for c in concepts for t in c.terms[code] if len(w := stemmed(t, code)) > 1
        )
        for code in codes
    }
    slots = {code: _slots(guideline, code) for code in codes}
    for code in codes:
        for (file, slot), sentences in slots[code].items():
            for text, line in sentences:
                words = _without(stemmed(text, code), wide[code])
                for row in _met(words, rows[code]):
                    if not _holds(words, row.words, row.rivals):
                        continue
                    values = {"form": row.form, "concept": row.concept.name}
                    values["term"] = row.concept.terms[code][0]
                    if row.blocks:
                        yield Finding("term-avoided", file, line, values)
                    elif there := _elsewhere(row.concept, code, file, slot, slots):
                        values |= {"other": there[0], "there": there[1]}
                        yield Finding("term-doubtful", file, line, values)


def _by_stem(rows: Iterable[tuple[Words, _T]]) -> dict[str, list[_T]]:
    """Put rows under the stem of their first word: most of them need not be looked at."""
    table: dict[str, list[_T]] = {}
    for words, row in rows:
        table.setdefault(words[0][1] if words else "", []).append(row)
    return table


def _met(words: Words, table: dict[str, list[_T]]) -> list[_T]:
    return [row for stem in dict.fromkeys(s for _, s in words) for row in table.get(stem, ())]


def _rows(concepts: tuple[Concept, ...], code: str) -> Iterator[_Row]:
    terms = {stemmed(term, code) for concept in concepts for term in concept.terms[code]}
    preferred = {word for term in terms for word in term}
    for concept in concepts:
        for avoided in concept.avoided.get(code, ()):
            words = stemmed(avoided.form, code)
            stems = {stem for _, stem in words}
            rivals = (
                frozenset(word for word, stem in preferred if stem in stems) - dict(words).keys()
            )
            blocks = not avoided.means and words not in terms
            yield _Row(avoided.form, words, rivals, concept, blocks)


Slots = dict[tuple[str, str], list[tuple[str, int]]]


def _slots(guideline: Guideline, code: str) -> Slots:
    """Return the sentences of a language by their file and slot, each with its line."""
    slots: Slots = {}
    for page in guideline.of(code):
        for sentence in page_sentences(page):
            slots.setdefault((page.file, sentence.slot), []).append((sentence.text, sentence.line))
    names = guideline.names[code]
    for id_, text in names.by_id.items():
        slots[names.file, id_] = [(plain(text), names.parsed.line(id_))]
    return slots


def _elsewhere(
    concept: Concept, code: str, file: str, slot: str, slots: dict[str, Slots]
) -> tuple[str, str] | None:
    """Return the file and the term where another language has the concept at the same place.

    None where this language has the concept's own term there too: then the form is another word.
    """
    if _term_in(concept, code, slots[code].get((file, slot), [])):
        return None
    for other, theirs in slots.items():
        there = file.replace(f"/{code}/", f"/{other}/", 1)
        if other != code and (term := _term_in(concept, other, theirs.get((there, slot), []))):
            return there, term
    return None


def _term_in(concept: Concept, code: str, sentences: list[tuple[str, int]]) -> str:
    held = [stemmed(text, code) for text, _ in sentences]
    terms = concept.terms[code]
    return next((t for t in terms if any(_hints(h, stemmed(t, code)) for h in held)), "")


def _hints(words: Words, looked: Words) -> bool:
    """Say whether a term is there, by its beginnings: Finnish changes more than its ends."""
    width = len(looked)
    # So many letters must be the same; most words are passed over by their first ones.
    least = 5
    return bool(looked) and any(
        words[at][0][:least] == looked[0][0][:least]
        and all(
            _common(word, wanted) >= max(min(len(word), len(wanted)) - 3, least)
            for (word, _), (wanted, _) in zip(words[at : at + width], looked, strict=True)
        )
        for at in range(len(words) - width + 1)
    )


def _holds(words: Words, looked: Words, rivals: frozenset[str] = frozenset()) -> bool:
    width = len(looked)
    return bool(looked) and any(
        words[at][1] == looked[0][1]
        and all(_same(*pair, rivals) for pair in zip(words[at : at + width], looked, strict=True))
        for at in range(len(words) - width + 1)
    )


def _same(word: tuple[str, str], looked: tuple[str, str], rivals: frozenset[str]) -> bool:
    """Say whether a word is a form of the looked one, and no nearer to one of its rivals.

    A stemmer takes *meddelande* for a form of *meddela*, and *som* for one of *some*.
    """
    if word[1] != looked[1]:
        return False
    near = _common(word[0], looked[0])
    if near < min(len(looked[0]), max(len(looked[0]) - 3, 4)):
        return False
    return all(_common(word[0], rival) <= near for rival in rivals)


def _common(one: str, other: str) -> int:
    """Return how many letters two words have in common at their beginnings."""
    for at, (mine, theirs) in enumerate(zip(one, other, strict=False)):
        if mine != theirs:
            return at
    return min(len(one), len(other))


def _without(words: Words, terms: dict[str, list[Words]]) -> Words:
    """Blank out the terms of several words: what stands in them is right there."""
    met = _met(words, terms)
    if not met:
        return words
    left = list(words)
    stems = [stem for _, stem in words]
    for term in met:
        wanted = [stem for _, stem in term]
        if not set(wanted) <= set(stems):
            continue
        for at, stem in enumerate(stems):
            if stem == wanted[0] and stems[at : at + len(term)] == wanted:
                left[at : at + len(term)] = [("", "")] * len(term)
    return tuple(left)

"""Counterparts: a rule that lacks a term where all the other languages have it is advice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rinnakkain.finding import Finding
from rinnakkain.guideline import Guideline
from rinnakkain.speech import Rule, rules
from rinnakkain.termbase import Concept
from rinnakkain.words import LANGUAGES, Words, stemmed

__all__ = ["check"]

# So many letters begin a term and every form of it.
_KEY = 3


@dataclass(frozen=True)
class _Row:
    """A term that can be looked for: its text, its words, and the place of its longest one."""

    text: str
    words: Words
    longest: int
    concept: Concept


def check(guideline: Guideline) -> Iterator[Finding]:
    """Find rules in which one language alone has none of the terms of a concept."""
    codes = [code for code in guideline.settings.codes if code in LANGUAGES]
    concepts = guideline.terms.concepts
    tables = {code: _table(concepts, code) for code in codes}
    for rule in rules(guideline).values():
        spoken = {code: rule[code] for code in codes if code in rule}
        # One other language alone does not tell which of the two is right.
        if len(spoken) < 3:
            continue
        held = {code: _held(rule[code].sentences, code, tables[code]) for code in spoken}
        for code in spoken:
            others = {other: held[other] for other in spoken if other != code}
            if any(spoken[other].sentences == spoken[code].sentences for other in others):
                # It is not translated yet, and is told as such.
                continue
            first, *rest = others
            for name, there in others[first].items():
                if name in held[code] or any(name not in others[other] for other in rest):
                    continue
                if not _hinted(there.concept, code, spoken[code]):
                    values = {"concept": name, "term": there.concept.terms[code][0]}
                    values |= {"there": there.text, "other": spoken[first].file}
                    yield Finding("term-missing", spoken[code].file, spoken[code].line, values)


def _table(concepts: tuple[Concept, ...], code: str) -> dict[str, list[_Row]]:
    """Return the terms of a language by the beginning of their longest word.

    A term of two concepts does not tell which of them is meant, and is left out.
    """
    owners: dict[Words, set[str]] = {}
    for concept in concepts:
        for term in concept.terms[code]:
            owners.setdefault(stemmed(term, code), set()).add(concept.name)
    table: dict[str, list[_Row]] = {}
    for concept in concepts:
        for term in concept.terms[code]:
            words = stemmed(term, code)
            if words and not concept.everyday and len(owners[words]) == 1:
                longest = max(range(len(words)), key=lambda at: len(words[at][0]))
                row = _Row(term, words, longest, concept)
                table.setdefault(words[longest][0][:_KEY], []).append(row)
    return table


def _held(sentences: tuple[str, ...], code: str, table: dict[str, list[_Row]]) -> dict[str, _Row]:
    """Return the terms that surely stand in some sentences, by the name of their concept."""
    found: dict[str, _Row] = {}
    for sentence in sentences:
        words = stemmed(sentence, code)
        for at, (word, _) in enumerate(words):
            for row in table.get(word[:_KEY], ()):
                if row.concept.name not in found and _stands(row, words, at, code):
                    found[row.concept.name] = row
    return found


def _stands(row: _Row, words: Words, at: int, code: str) -> bool:
    """Say whether a term surely stands in a sentence, with its longest word at a place."""
    if not _is_form(words[at], row.words[row.longest], code):
        return False
    start = at - row.longest
    piece = words[max(start, 0) : start + len(row.words)]
    return len(piece) == len(row.words) and all(
        _is_form(*pair, code) for pair in zip(piece, row.words, strict=True)
    )


def _is_form(word: tuple[str, str], wanted: tuple[str, str], code: str) -> bool:
    """Say whether a word is surely a form of another one.

    Finnish changes what stands before an ending too (*asiakas*, *asiakkaita*): there a beginning
    is enough, the longer the word the shorter.
    """
    text, length = wanted[0], len(wanted[0])
    if word[1] == wanted[1] and word[0].startswith(text[: max(length - 3, _KEY)]):
        return True
    sure = length - min(max(length - 5, 1), 3)
    return code == "fi" and length > 4 and word[0].startswith(text[:sure])


def _hinted(concept: Concept, code: str, rule: Rule) -> bool:
    """Say whether a term may stand in a rule: also apart, within other words, or in an odd form."""
    words = [word for sentence in rule.sentences for word in stemmed(sentence, code)]
    for term in concept.terms[code]:
        looked = stemmed(term, code)
        weighty = [word for word in looked if len(word[0]) > 3] or list(looked)
        if all(
            any(stem == own[1] or text[: max(len(text) - 3, 4)] in own[0] for own in words)
            for text, stem in weighty
        ):
            return True
    return False

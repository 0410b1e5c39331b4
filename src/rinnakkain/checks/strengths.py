"""Strengths: a rule that binds more or less in one language than in another is advice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, takewhile

from rinnakkain.finding import Finding
from rinnakkain.guideline import Guideline
from rinnakkain.speech import Rule, rules
from rinnakkain.termbase import Strength
from rinnakkain.words import plain_words

__all__ = ["check"]

# A modal beside one of these binds in another way than alone. Swedish puts them before it in a
# subordinate clause, and both put words between; where the table has the whole, it is recognised.
_NOT = frozenset(("inte", "ej", "aldrig", "not", "never"))
_BEFORE, _BEHIND = 1, 3
# What begins another clause, whose negation is its own: *se till att du inte …*.
_CLAUSE = frozenset(("att", "om", "som", "när", "that", "if", "who", "which", "when"))


@dataclass(frozen=True)
class _Form:
    """A form that stands in a sentence, the strengths that it has, and those that rule it out."""

    text: str
    means: tuple[Strength, ...]
    avoided_for: frozenset[str]

    @property
    def begins(self) -> bool:
        """Whether it only begins a sentence: elsewhere *fråga*, *ask* are infinitives."""
        return self.text[0].isupper()


class _Reader:
    """What finds the forms of one language in a sentence, the longest first."""

    def __init__(self, strengths: Sequence[Strength], code: str) -> None:
        means: dict[str, list[Strength]] = {}
        avoided: dict[str, set[str]] = {}
        for strength in strengths:
            for text in strength.forms[code]:
                means.setdefault(text, []).append(strength)
            for text in strength.avoided.get(code, ()):
                avoided.setdefault(text, set()).add(strength.name)
        self._forms: dict[str, _Form] = {}
        self._parted: list[tuple[list[str], _Form]] = []
        for text in dict.fromkeys((*means, *avoided)):
            form = _Form(text, tuple(means.get(text, ())), frozenset(avoided.get(text, ())))
            parts = [words for part in text.split("…") if (words := _joined(part))]
            if len(parts) == 1:
                self._forms[parts[0]] = form
            elif parts:
                self._parted.append((parts, form))
        longest = sorted(self._forms, key=len, reverse=True)
        self._pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b")

    def read(self, sentences: Iterable[str]) -> tuple[_Form, ...]:
        """Return the forms that stand in some sentences."""
        return tuple(form for sentence in sentences for form in self._in(_joined(sentence)))

    def _in(self, text: str) -> Iterator[_Form]:
        for parts, form in self._parted:
            spans = _spans(parts, text)
            if spans and not (form.begins and spans[0][0]):
                yield form
                for start, end in spans:
                    text = text[:start] + "-" * (end - start) + text[end:]
        if not self._forms:
            return
        for match in self._pattern.finditer(text):
            form = self._forms[match[0]]
            if form.begins and match.start():
                continue
            before = text[: match.start()].split()[-_BEFORE:]
            behind = list(
                takewhile(lambda word: word not in _CLAUSE, text[match.end() :].split()[:_BEHIND])
            )
            negated = not _NOT.isdisjoint(match[0].split())
            if negated or _NOT.isdisjoint((*before, *behind)):
                yield form
                # What is only to be avoided is as strong as the modal in it: *du bör*, *may be*.
                if not form.means and not negated:
                    inner = f" {match[0]} "
                    yield from (
                        f
                        for key, f in self._forms.items()
                        if f.means and not f.begins and f" {key} " in inner
                    )


def _spans(parts: list[str], text: str) -> list[tuple[int, int]]:
    """Return where the parts of a form stand in a sentence, one behind the other, or nothing."""
    spans: list[tuple[int, int]] = []
    padded = f" {text} "
    at = 0
    for part in parts:
        at = padded.find(f" {part} ", at)
        if at < 0:
            return []
        spans.append((at, at + len(part)))
        at += len(part) + 1
    return spans


def check(guideline: Guideline) -> Iterator[Finding]:
    """Find rules whose words are of different strengths in two languages."""
    strengths = guideline.terms.strengths
    if not strengths:
        return
    readers = {code: _Reader(strengths, code) for code in guideline.settings.codes}
    for rule in rules(guideline).values():
        counts = {len(spoken.sentences) for spoken in rule.values()}
        # Where each sentence has its counterpart, what one sentence says excuses no other.
        places = (
            [slice(n, n + 1) for n in range(max(counts))] if len(counts) == 1 else [slice(None)]
        )
        for place in places:
            read = {code: readers[code].read(rule[code].sentences[place]) for code in rule}
            yield from _told(rule, read)


def _told(rule: dict[str, Rule], read: dict[str, tuple[_Form, ...]]) -> Iterator[Finding]:
    """Tell the language that differs from most of the others; between two, the later one."""
    order = list(rule)
    conflicts: dict[tuple[str, str], tuple[_Form, _Form]] = {}
    for one, other in combinations(order, 2):
        if pair := _conflict(read[one], read[other]):
            conflicts[one, other] = pair
            conflicts[other, one] = (pair[1], pair[0])
    while conflicts:
        odd = max(order, key=lambda code: (sum(c == code for c, _ in conflicts), order.index(code)))
        witness = next(other for code, other in conflicts if code == odd)
        own, there = conflicts[odd, witness]
        values = {
            "form": own.text,
            "there": there.text,
            "other": rule[witness].file,
            "strength": (there.means or own.means)[0].name,
        }
        yield Finding("strength-different", rule[odd].file, rule[odd].line, values)
        conflicts = {pair: forms for pair, forms in conflicts.items() if odd not in pair}


def _conflict(one: tuple[_Form, ...], other: tuple[_Form, ...]) -> tuple[_Form, _Form] | None:
    """Return a form of each that do not go together; nothing where one of them may be matched."""
    if pair := _ruled_out(one, other):
        return pair
    if pair := _ruled_out(other, one):
        return pair[1], pair[0]
    left, right = _degrees(one), _degrees(other)
    mine = next((form for form in one if form.means and right.isdisjoint(_degrees([form]))), None)
    theirs = next(
        (form for form in other if form.means and left.isdisjoint(_degrees([form]))), None
    )
    return (mine, theirs) if mine and theirs else None


def _ruled_out(
    witness: tuple[_Form, ...], accused: tuple[_Form, ...]
) -> tuple[_Form, _Form] | None:
    """Return a form whose strength the other lacks, and the avoided form that stands for it."""
    wanted, there = _names(witness), _names(accused)
    for form in witness:
        lacking = _names([form])
        if lacking and lacking.isdisjoint(there):
            for used in accused:
                if not lacking.isdisjoint(used.avoided_for) and wanted.isdisjoint(_names([used])):
                    return form, used
    return None


def _names(forms: Iterable[_Form]) -> set[str]:
    return {strength.name for form in forms for strength in form.means}


def _degrees(forms: Iterable[_Form]) -> set[str]:
    return {strength.degree for form in forms for strength in form.means}


def _joined(text: str) -> str:
    return " ".join(plain_words(text))

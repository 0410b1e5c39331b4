"""Advice across the languages: terms and strengths put out of step in the real text, one by one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rinnakkain import guideline, page
from rinnakkain.checks import counterparts, strengths
from rinnakkain.guideline import Guideline
from rinnakkain.markup import Renderer
from rinnakkain.page import Page, Statement
from rinnakkain.words import stemmed

__all__ = ["table"]

# A word of no concept, in the place of a term.
DUMMY = {"fi": "vastine", "sv": "motsvarighet", "en": "counterpart"}
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?:[’']s)?")


def table(root: Path) -> str:
    """Return the figures: what is told of the real text, and of what is planted in it."""
    read = guideline.read(root)
    found = [*strengths.check(read), *counterparts.check(read)]
    lines = [f"Advices on the real text: {len(found)}", *(f"  {finding}" for finding in found)]
    tried: Counter[str] = Counter()
    told: Counter[str] = Counter()
    missed = []
    for name, what, file, line, changed in (*_terms(read), *_modals(read)):
        check = strengths.check if name.startswith("strength") else counterparts.check
        tried[name] += 1
        if any((f.file, f.line) == (file, line) for f in check(changed)):
            told[name] += 1
        elif name == "term, in all languages":
            missed.append(f"    not told: {file}:{line}: {what}")
    lines += [f"Planted replacements told: {told.total()} of {tried.total()}"]
    lines += [f"  {name}: {told[name]} of {tried[name]}" for name in tried]
    return "\n".join((*lines, *missed))


def _terms(read: Guideline) -> Iterator[tuple[str, str, str, int, Guideline]]:
    """Replace each term of each rule, every time that it stands in the rule, by another word."""
    concepts = read.terms.concepts
    tables = {code: counterparts._table(concepts, code) for code in read.settings.codes}
    for own, rule in _rules(read):
        everywhere = [
            counterparts._held((r.text,), p.locale, tables[p.locale])
            for p, r in _rules(read)
            if r.id == rule.id
        ]
        code = own.locale
        spans = [match.span() for match in _WORD.finditer(rule.text)]
        words = tuple(stemmed(rule.text[start:end], code)[0] for start, end in spans)
        for row in (row for rows in tables[code].values() for row in rows):
            text = rule.text
            for at in range(len(words) - 1, -1, -1):
                first = at - row.longest
                if counterparts._stands(row, words, at, code):
                    start, end = spans[first][0], spans[first + len(row.words) - 1][1]
                    text = text[:start] + DUMMY[code] + text[end:]
            if text != rule.text:
                whole = all(row.concept.name in held for held in everywhere)
                name = "term, in all languages" if whole else "term, in one or two languages"
                changed = _changed(read, own, rule, text)
                yield name, f"{row.text} ({row.concept.name})", own.file, rule.line, changed


def _modals(read: Guideline) -> Iterator[tuple[str, str, str, int, Guideline]]:
    """Replace each form of a strength by one of each other strength, where nothing parts it."""
    table = read.terms.strengths
    readers = {code: strengths._Reader(table, code) for code in read.settings.codes}
    for own, rule in _rules(read):
        code = own.locale
        for form in readers[code].read((rule.text,)):
            place = re.compile(rf"\b{re.escape(form.text)}\b", re.IGNORECASE)
            if not form.means or not place.search(rule.text):
                continue
            for other in table:
                new = next((text for text in other.forms[code] if "…" not in text), "")
                if new and other.degree not in {strength.degree for strength in form.means}:
                    changed = _changed(read, own, rule, place.sub(new, rule.text))
                    yield "strength", f"{form.text} → {new}", own.file, rule.line, changed


def _rules(read: Guideline) -> Iterator[tuple[Page, Statement]]:
    for own in read.pages.values():
        for rule in own.statements:
            yield own, rule


def _changed(read: Guideline, own: Page, rule: Statement, text: str) -> Guideline:
    """Return the guideline with another text of a rule, and only the page that it stands on."""
    renderer = Renderer(read.settings.extensions, read.settings.options)
    source = read.texts[own.file].replace(rule.text, text, 1)
    changed, _ = page.parse(own.locale, own.name, own.file, source, renderer, is_part=True)
    siblings = {key: p for key, p in read.pages.items() if key[1] == own.name}
    return replace(read, pages={**siblings, (own.locale, own.name): changed})

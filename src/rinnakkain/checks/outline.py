"""The outline of a page: one main heading, no level skipped, text under it, an id on everything."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rinnakkain.finding import Finding
from rinnakkain.guideline import Guideline
from rinnakkain.page import Page

__all__ = ["check"]

_EXAMPLE = "a-name-in-english"
_UNDERLINE = re.compile(r"(=+|-+)\s*$")


def check(guideline: Guideline) -> Iterator[Finding]:
    """Find pages without text or heading, headings that skip a level, what has no id."""
    for page in guideline.pages.values():
        yield from _headings(page)
        versions = [
            guideline.pages[code, page.name]
            for code in guideline.settings.codes
            if (code, page.name) in guideline.pages
        ]
        for place, heading in enumerate(page.headings):
            if heading.id is None:
                id_ = _meant([[h.id for h in p.headings] for p in versions], place)
                values = {"text": heading.text, "id": id_}
                yield Finding("heading-without-id", page.file, heading.line, values)
        for text, line in _underlined(page):
            values = {"text": text, "id": _EXAMPLE}
            yield Finding("heading-without-id", page.file, line, values)
        for place, rule in enumerate(page.statements):
            if rule.id is None:
                id_ = _meant([[r.id for r in p.statements] for p in versions], place)
                values = {"text": _short(rule.text), "id": id_}
                yield Finding("statement-without-id", page.file, rule.line, values)
        if not page.statements and not any(passage.text for passage in page.passages):
            yield Finding("page-empty", page.file, page.first)


def _meant(versions: list[list[str | None]], place: int) -> str:
    """Return the id that another language has at the same place, or an example of one."""
    at_place = (ids[place] for ids in versions if len(ids) > place)
    return next((id_ for id_ in at_place if id_), _EXAMPLE)


def _headings(page: Page) -> Iterator[Finding]:
    if page.is_blank:
        return
    tops = [heading for heading in page.headings if heading.level == 1]
    if not tops and not any(level == 1 for level in page.rendered.headings):
        id_ = page.name.removesuffix(".md")
        yield Finding("h1-missing", page.file, page.first, {"id": id_})
    for heading in tops[1:]:
        yield Finding("h1-doubled", page.file, heading.line, {"text": heading.text})
    before = 0
    for heading in page.headings:
        if heading.level > before + 1 and before:
            values = {"text": heading.text, "before": before, "level": heading.level}
            values["expected"] = before + 1
            yield Finding("level-skipped", page.file, heading.line, values)
        before = heading.level


def _underlined(page: Page) -> Iterator[tuple[str, int]]:
    """Headings that are written with a line under them: only the renderer counts them."""
    if len(page.rendered.headings) == len(page.headings):
        return
    for place, line in enumerate(page.lines[1:], 1):
        text = page.lines[place - 1].strip()
        if _UNDERLINE.match(line) and text and not text.startswith(("#", "-", "*", "|", ">")):
            yield text, page.first + place - 1


def _short(text: str) -> str:
    words = text.replace("\n", " ")
    return words if len(words) <= 60 else words[:60].rsplit(" ", 1)[0] + " …"

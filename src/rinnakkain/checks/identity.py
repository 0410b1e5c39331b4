"""Ids: well formed, each once in a language, and where the renderer really puts them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rinnakkain.finding import Finding
from rinnakkain.guideline import Guideline
from rinnakkain.page import PLACEHOLDER, Page

__all__ = ["check"]

_FORM = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
# With what stands before them: of a word without an end, only so much is looked at.
_BRACES = re.compile(r"\S{0,60}\{[^{}\n]*\}?|[^\s{}]{0,60}\}")


def check(guideline: Guideline) -> Iterator[Finding]:
    """Find ids that are malformed or taken or come out elsewhere, and braces that are printed."""
    for code in guideline.settings.codes:
        first: dict[str, str] = {}
        for page in guideline.of(code):
            for id_, line in _typed(page):
                if not _FORM.fullmatch(id_):
                    yield Finding("id-malformed", page.file, line, {"id": id_})
                if id_ in first:
                    values = {"id": id_, "first": first[id_]}
                    yield Finding("id-doubled", page.file, line, values)
                first.setdefault(id_, f"{page.file}:{line}")
    for page in guideline.pages.values():
        braces = tuple(_braces(page))
        yield from braces
        if not braces:
            yield from _landed(page)


def _typed(page: Page) -> list[tuple[str, int]]:
    """Every id that somebody wrote on the page, with its line, in the order of the lines."""
    typed = [(heading.id, heading.line) for heading in page.headings if heading.id]
    typed += [(rule.id, rule.line) for rule in page.statements if rule.id]
    known = {id_ for id_, _ in typed}
    typed += [
        (id_, page.line_of(f"#{id_}"))
        for id_ in page.rendered.anchors
        if id_ not in known and any(f"#{id_}" in line for line in page.lines)
    ]
    return sorted(typed, key=lambda row: row[1])


def _braces(page: Page) -> Iterator[Finding]:
    at = 0
    for text in _BRACES.findall(PLACEHOLDER.sub("", page.rendered.text)):
        line = page.line_of(text, at)
        at = line - page.first
        yield Finding("braces-printed", page.file, line, {"text": text})


def _landed(page: Page) -> Iterator[Finding]:
    anchors = page.rendered.anchors
    for heading in page.headings:
        tag = anchors.get(heading.id or "")
        if heading.id and (tag is None or tag.name != f"h{heading.level}"):
            yield Finding("id-off-heading", page.file, heading.line, {"id": heading.id})
    for rule in page.statements:
        tag = anchors.get(rule.id or "")
        if rule.id and (tag is None or tag.name != "li" or tag.depth != 1):
            message = "id-not-alone"
            if tag is not None:
                message = "id-below-nested" if tag.depth > 1 else "id-loose"
            yield Finding(message, page.file, rule.line, {"id": rule.id})

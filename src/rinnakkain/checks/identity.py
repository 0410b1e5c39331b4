"""Ids: well formed, each once in a language, and where the renderer really puts them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rinnakkain.finding import Finding
from rinnakkain.guideline import Guideline
from rinnakkain.markup import Anchor
from rinnakkain.page import PLACEHOLDER, Page

__all__ = ["check"]

_FORM = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_BRACES = re.compile(r"\S*\{[^{}\n]*\}?|[^\s{}]*\}")

_OWN_LINE = "put it on a line of its own directly under the text, indented by four spaces"
_TIGHT = "remove the empty lines between the rules of this page"

_BEFORE = "put it directly under the rule's own text, before the list that is nested in it"
_AT_END = "put it at the end of the heading's own line"


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
    for anchor in page.rendered.anchors:
        if anchor.id not in known:
            written = (n for n, line in enumerate(page.lines) if f"#{anchor.id}" in line)
            typed += [(anchor.id, page.first + place) for place in list(written)[:1]]
    return sorted(typed, key=lambda row: row[1])


def _braces(page: Page) -> Iterator[Finding]:
    printed = _BRACES.findall(PLACEHOLDER.sub("", page.rendered.text))
    place = 0
    for text in printed:
        candidates = (*range(place, len(page.lines)), *range(place))
        place = next((n for n in candidates if text in page.lines[n]), place)
        yield Finding("braces-printed", page.file, page.first + place, {"text": text})


def _landed(page: Page) -> Iterator[Finding]:
    anchors: dict[str, Anchor] = {anchor.id: anchor for anchor in page.rendered.anchors}
    for heading in page.headings:
        anchor = anchors.get(heading.id or "")
        if heading.id and (anchor is None or anchor.tag != f"h{heading.level}"):
            values = {"id": heading.id, "what": "heading", "advice": _AT_END}
            yield Finding("id-elsewhere", page.file, heading.line, values)
    for rule in page.statements:
        anchor = anchors.get(rule.id or "")
        if rule.id and (anchor is None or anchor.tag != "li" or anchor.depth != 1):
            advice = _OWN_LINE
            if anchor is not None:
                advice = _BEFORE if anchor.depth > 1 else _TIGHT
            values = {"id": rule.id, "what": "rule", "advice": advice}
            yield Finding("id-elsewhere", page.file, rule.line, values)

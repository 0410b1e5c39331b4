"""Markdown: what does not come out as it was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rinnakkain.finding import Finding
from rinnakkain.guideline import Guideline
from rinnakkain.page import Page

__all__ = ["check"]

_ITEM = re.compile(r"( *)(?:[-*+]|1[.)])\s+\S")
_NOTE = re.compile(r"( *)!!!(?:\s+\S+)?(\s+\".+\")?\s*$")
_SEPARATOR = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_CODE = re.compile(r"(`+).*?\1")
_REFERENCE = re.compile(r"\[[^\[\]\n]+\]\[[^\[\]\n]*\]")
_GAPPED = re.compile(r"\[[^\[\]\n]+\]\s+\((?:https?:|www\.|#|[^()\s]+\.md)[^()\n]*\)")


def check(guideline: Guideline) -> Iterator[Finding]:
    """Find lists, notes, blocks of code, tables and links that would not come out as such."""
    for page in guideline.pages.values():
        if page.open_fence is not None:
            yield Finding("fence-open", page.file, page.open_fence)
            continue
        yield from _lists(page)
        yield from _notes(page)
        yield from _tables(page)
        yield from _printed(page)


def _lists(page: Page) -> Iterator[Finding]:
    """Follow the lines: whether we are in a paragraph or in a list, and how deep in it."""
    in_text = in_list = False
    indent = 0
    for place, line in enumerate(page.lines):
        stripped = line.strip()
        if place in page.code or not stripped:
            in_text = False
        elif item := _ITEM.match(line):
            mine = len(item[1])
            if in_text:
                yield Finding("list-glued", page.file, page.first + place)
            elif in_list and 0 < mine - indent < 4:
                yield Finding("nested-not-indented", page.file, page.first + place)
            in_text, in_list, indent = False, True, mine
        elif stripped.startswith(("#", ">", "|", "!!!", "<")):
            in_text = in_list = False
        elif not in_list or not (line[0].isspace() or page.lines[place - 1].strip()):
            in_text, in_list = not stripped.startswith("{"), False


def _notes(page: Page) -> Iterator[Finding]:
    for place, line in enumerate(page.lines):
        note = _NOTE.match(line)
        if not note or place in page.code:
            continue
        number = page.first + place
        if not note[2]:
            yield Finding("note-untitled", page.file, number)
        after = page.lines[place + 1 :]
        below = next((n for n, text in enumerate(after) if text.strip()), None)
        if below is not None and after[below].startswith(" " * (len(note[1]) + 4)):
            continue
        if below == 0:
            yield Finding("note-not-indented", page.file, number + 1)
        else:
            yield Finding("note-without-text", page.file, number)


def _tables(page: Page) -> Iterator[Finding]:
    wanted = 0
    for place, line in enumerate(page.lines):
        if place in page.code or "|" not in line:
            wanted = 0
        elif place and _SEPARATOR.match(line) and "|" in page.lines[place - 1]:
            wanted = _cells(page.lines[place - 1])
        if wanted and _cells(line) != wanted:
            values = {"count": _cells(line), "wanted": wanted}
            yield Finding("table-width", page.file, page.first + place, values)


def _cells(line: str) -> int:
    bare = _CODE.sub("", line.strip()).replace("\\|", "")
    return bare.removeprefix("|").removesuffix("|").count("|") + 1


def _printed(page: Page) -> Iterator[Finding]:
    """Links that the renderer did not take for links."""
    for message, pattern in (("reference-undefined", _REFERENCE), ("link-gapped", _GAPPED)):
        for text in pattern.findall(page.rendered.text):
            yield Finding(message, page.file, page.line_of(text), {"text": text})

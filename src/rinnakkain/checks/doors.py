"""The doors of the start page: each leads to rules, the one for threats to no more than three."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rinnakkain.finding import Finding
from rinnakkain.guideline import Guideline
from rinnakkain.page import Page, Passage

__all__ = ["DOOR", "LIMIT", "LINE", "URGENT", "check"]

# The classes that a heading of the start page carries in the Markdown.
DOOR, URGENT = "door", "urgent"
# A line of a door: the rule's id is the link's text, and staging puts its number and name there.
LINE = re.compile(r"[-*+] +\[([^\]]+)\]\([^()\s]*#\1\)\s*")
LIMIT = 3


def check(guideline: Guideline) -> Iterator[Finding]:
    """Find lines of a door that are no links to rules, and too many of them in the urgent one."""
    for page in guideline.pages.values():
        for passage in page.passages:
            if DOOR in passage.heading.classes:
                yield from _door(guideline, page, passage)


def _door(guideline: Guideline, page: Page, passage: Passage) -> Iterator[Finding]:
    rules = [line for line in passage.text.split("\n") if line.strip()]
    for text in rules:
        match = LINE.fullmatch(text)
        if not match or match[1] not in guideline.numbers:
            line = page.line_of(text, passage.heading.line - page.first)
            yield Finding("door-stray", page.file, line)
    if URGENT in passage.heading.classes and len(rules) > LIMIT:
        values = {"count": len(rules), "limit": LIMIT}
        yield Finding("door-crowded", page.file, passage.heading.line, values)

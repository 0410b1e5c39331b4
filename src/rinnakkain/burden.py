"""Burden: how much one file may hold, so that no file keeps whoever reads it waiting."""

from __future__ import annotations

import re

__all__ = ["FILE", "LINE", "of_page", "of_text"]

# Bytes of a file that people write. The largest of the guideline, its termbase, has 25,000.
FILE = 1_000_000
# Characters of a line: a paragraph may be one. The longest line of the guideline has 479.
LINE = 5_000
# What a page may hold: the largest of the guideline has 10,000 characters on 150 lines.
_PAGE = 100_000
_LINES = 3_000
# How often a sign may stand on a page. Python-Markdown looks from each of them to the end of its
# paragraph: 20,000 brackets take minutes. Measured: a page that has as many as it may of any one
# sign is checked in less than two seconds.
_COUNTS = {
    "[": 1000,
    "(": 2000,
    "!": 2000,
    "*": 2000,
    "_": 2000,
    "`": 2000,
    "<": 1000,
    ">": 1000,
    "&": 1000,
    "\\": 2000,
    "{": 1000,
    "}": 1000,
    "|": 5000,
}
# Columns before the first word of a line: Python-Markdown breaks on lists nested a hundred deep.
_DEEPEST = 60
# Marks of lists and quotations before the first word: each opens one more within the one before.
_MARKS = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)]|>)[ \t]+){11}")


def of_text(text: str) -> tuple[int, dict[str, int]] | None:
    """Return the line of a text that is too long to be read, and by how much; or None.

    The latter are the values of the message `line-heavy`: its `size`, and the `limit`.
    """
    for number, line in enumerate(text.split("\n"), 1) if len(text) > LINE else ():
        if len(line) > LINE:
            return number, {"size": len(line), "limit": LINE}
    return None


def of_page(text: str) -> tuple[str, int, dict[str, int | str]] | None:
    """Return why a page is too heavy to be read in a moment, and the line; or None.

    The first is the name of a message: `page-long`, `page-heavy` or `page-deep`; the last are its
    values.

    A page of a guideline comes nowhere near these bounds.
    """
    if len(text) > _PAGE:
        return "page-long", 1, {"size": len(text), "limit": _PAGE}
    lines = text.split("\n")
    if len(lines) > _LINES:
        return "page-heavy", 1, {"what": f"{len(lines)} × ↵"}
    for sign, limit in _COUNTS.items():
        if (count := text.count(sign)) > limit:
            place = next(re.finditer(re.escape(sign), text)).start()
            values: dict[str, int | str] = {"what": f"{count} × {sign}"}
            return "page-heavy", text.count("\n", 0, place) + 1, values
    for number, line in enumerate(lines, 1):
        deep = len(line) - len(line.lstrip(" \t>"))
        if deep > _DEEPEST or _MARKS.match(line):
            return "page-deep", number, {}
    return None

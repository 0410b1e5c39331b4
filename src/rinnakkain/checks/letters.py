"""Letters: every file is what an editor sees, with no letter lost, faked or invisible."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from html import unescape
from importlib.resources import files

from rinnakkain import act, facts, ui
from rinnakkain.finding import Finding
from rinnakkain.guideline import Guideline
from rinnakkain.page import CODE
from rinnakkain.settings import DOCS
from rinnakkain.textfile import BOM

__all__ = ["check"]

# Letters that UTF-8 becomes when it is read as Windows-1252 or Latin-1. Only a text that holds one
# of them is worth the third of the check's time that loading ftfy takes.
_SUSPECT = re.compile("[ÃÂâ€ð\u0080-\u009f]")
# What of the texts is printed: the rest is settings.
_PRINTED = (f"{DOCS}/", f"{act.FOLDER}/", facts.FILE, ui.FILE)
_INVISIBLE = ("Cc", "Cf", "Co", "Zl", "Zp")
_ENTITY = re.compile(r"&#?\w+;")
_CONFLICT = re.compile(r"(<{7}|>{7}|\|{7})( |$)|={7}$")


def check(guideline: Guideline) -> Iterator[Finding]:
    """Find marks of encodings, lost and invisible characters, and two versions side by side."""
    for file, text in guideline.texts.items():
        if text.startswith(BOM):
            yield Finding("byte-order-mark", file, 1)
        conflict = "<<<<<<<" in text or ">>>>>>>" in text
        for number, line in enumerate(text.removeprefix(BOM).split("\n"), 1):
            if conflict and _CONFLICT.match(line):
                yield Finding("conflict-marker", file, number)
            if not line.isascii() or not line.isprintable():
                yield from _line(file, number, line)
                if file.startswith(_PRINTED):
                    yield from _unprintable(file, number, line)
    for page in guideline.pages.values():
        for place, line in enumerate(page.lines):
            if "&" in line and place not in page.code:
                yield from _named(page.file, page.first + place, CODE.sub("", line))


def _named(file: str, number: int, line: str) -> Iterator[Finding]:
    """Find what is written by its name (`&shy;`, `&#128578;`), and comes out as a sign."""
    for name in dict.fromkeys(_ENTITY.findall(line)):
        shown = unescape(name)
        # Of some numbers nothing comes out at all.
        if not shown or unicodedata.category(shown[0]) in _INVISIBLE:
            sign = f"U+{ord(shown[0]):04X}" if shown else name
            values = {"name": sign, "text": name}
            yield Finding("invisible-character", file, number, values)
        elif shown != name:
            yield from _unprintable(file, number, shown)


def _line(file: str, number: int, line: str) -> Iterator[Finding]:
    if "\ufffd" in line:
        yield Finding("replacement-character", file, number, {"text": _around(line, "\ufffd")})
    if not unicodedata.is_normalized("NFC", line):
        word = next(w for w in line.split() if unicodedata.normalize("NFC", w) != w)
        meant = unicodedata.normalize("NFC", word)
        yield Finding("decomposed", file, number, {"text": word, "meant": meant})
    for char in () if line.isprintable() else dict.fromkeys(line):
        if unicodedata.category(char) in _INVISIBLE and char != "\t":
            name = f"U+{ord(char):04X}"
            text = "".join(c if c.isprintable() else " " for c in _around(line, char))
            yield Finding("invisible-character", file, number, {"name": name, "text": text})
    if _SUSPECT.search(line):
        yield from _mojibake(file, number, line)


def _unprintable(file: str, number: int, line: str) -> Iterator[Finding]:
    for sign in () if _coverage().issuperset(map(ord, line)) else dict.fromkeys(line):
        # What is invisible, or a letter that was lost, is told as that.
        if unicodedata.category(sign)[0] in "CZ" or sign == "\ufffd":
            continue
        if ord(sign) not in _coverage():
            yield Finding("sign-unprintable", file, number, {"sign": sign})


@cache
def _coverage() -> frozenset[int]:
    """Return the signs that the fonts of the printed guideline have, as numbers of Unicode."""
    text = (files("rinnakkain") / "fonts" / "coverage.txt").read_text(encoding="utf-8")
    rows = (line.split("-") for line in text.splitlines() if not line.startswith("#"))
    return frozenset(n for first, last in rows for n in range(int(first, 16), int(last, 16) + 1))


def _mojibake(file: str, number: int, line: str) -> Iterator[Finding]:
    from ftfy import fix_encoding

    for word in line.split():
        meant = fix_encoding(word)
        if meant != word:
            yield Finding("mojibake", file, number, {"text": word, "meant": meant})
            return


def _around(line: str, char: str) -> str:
    """Return the words around a character."""
    at = line.index(char)
    start = line.rfind(" ", 0, at) + 1
    end = line.find(" ", at)
    return line[start : end if end >= 0 else len(line)]

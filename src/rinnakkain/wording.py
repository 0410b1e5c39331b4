"""Wording: what a reader can tell of a text's words, and where two wordings part."""

from __future__ import annotations

import re
from collections.abc import Callable

from rinnakkain.page import CODE

__all__ = ["is_passage", "outside_code", "parted", "same"]

_EMPHASIS = re.compile(r"(?<![\w\\_])(_{1,3})(?=[^\s_])(.+?)(?<=[^\s_\\])\1(?![\w_])")
# What begins a line that does not go on with the one before it.
_BLOCK = re.compile(r"\s*(?:[-*+]\s|\d+[.)]\s|#{1,6}\s|\||>|!!!|```|~~~|\{:|:\s|(?:\*\s*){3,}$)")
_SENTENCE = re.compile(r"(?<=[.!?:;])\s+|\n+")


def same(one: str, other: str) -> bool:
    """Say whether two wordings are the same to a reader.

    Line breaks within a paragraph, spaces at the ends of lines and `_` for `*` are not seen; when
    in doubt it is a change.
    """
    return one == other or _key(one) == _key(other)


def is_passage(words: str) -> bool:
    """Say whether words are those of a passage, which begin with its heading, and not of a rule."""
    return bool(re.match(r"title: |#{1,6} ", words))


def parted(old: str, new: str) -> tuple[str, str]:
    """Return only the sentences of two wordings that differ, `…` standing for what is left out."""
    mine, theirs = (tuple(filter(None, _SENTENCE.split(text))) for text in (old, new))
    head = 0
    while head < min(len(mine), len(theirs)) and mine[head] == theirs[head]:
        head += 1
    tail = 0
    while tail < min(len(mine), len(theirs)) - head and mine[-1 - tail] == theirs[-1 - tail]:
        tail += 1
    return _middle(mine, head, tail), _middle(theirs, head, tail)


def _middle(sentences: tuple[str, ...], head: int, tail: int) -> str:
    kept = sentences[head : len(sentences) - tail]
    return " ".join(("…",) * bool(head) + kept + ("…",) * bool(tail)) if kept else ""


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """Change what is not code between backticks."""
    pieces = []
    at = 0
    for code in CODE.finditer(text):
        pieces += [change(text[at : code.start()]), code[0]]
        at = code.end()
    return "".join((*pieces, change(text[at:])))


def _key(text: str) -> str:
    """Return what a reader can tell from another text, in one form."""
    lines: list[str] = []
    fence = ""
    goes_on = False
    for line in text.split("\n"):
        mark = line.lstrip()[:3]
        if fence or mark in ("```", "~~~"):
            lines.append(line)
            fence = "" if fence == mark else fence or mark
            goes_on = False
            continue
        bare = line.rstrip()
        if goes_on and bare and not _BLOCK.match(line):
            lines[-1] += " " + _seen(bare.lstrip())
        elif bare or (lines and lines[-1]):
            lines.append(_seen(bare))
        # Two spaces at the end of a line break it for the reader too.
        goes_on = bool(bare) and not line.endswith("  ") and not re.match(r"\s*(?:#|\||\{:)", bare)
        if line.endswith("  ") and bare:
            lines[-1] += "  "
    # At the end of a paragraph they do not.
    after = (*lines[1:], "")
    ended = (
        line.rstrip() if not following or _BLOCK.match(following) else line
        for line, following in zip(lines, after, strict=True)
    )
    return "\n".join(ended).strip("\n")


def _seen(line: str) -> str:
    """Write emphasis with `*` only."""

    def starred(match: re.Match[str]) -> str:
        marks = "*" * len(match[1])
        return f"{marks}{match[2]}{marks}"

    return outside_code(line, lambda text: _EMPHASIS.sub(starred, text)) if "_" in line else line

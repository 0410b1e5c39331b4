"""Wording: what a reader can tell of a text's words, and where two wordings part."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from rinnakkain.page import CODE

__all__ = ["is_passage", "outside_code", "parted", "same"]

# Emphasis by `_` that holds no `*`; what is code, an address or an attribute is passed over. It is
# no longer than a paragraph is: each `_` without its twin is searched for that far.
_EMPHASIS = re.compile(
    rf"(?:{CODE.pattern}|\]\([^)]*\)|<[^>\s]*>|[a-z]+://\S*|\{{:[^}}]*\}})"
    r"|(?<![\w\\_*])(?P<marks>_{1,3})(?=[^\s_*])(?P<inner>(?:`[^`]*`|[^*`]){1,999}?)"
    r"(?<=[^\s_*\\])(?P=marks)(?![\w_*])"
)
# What begins a line that does not go on with the one before it: an item, a row, a heading …
_ITEM = r"[-*+]\s|\d+[.)]\s"
_DEFINED = r"\*?\[[^\]]+\]:"
_BLOCK = re.compile(
    rf"\s*(?:{_ITEM}|{_DEFINED}|#{{1,6}}\s|\||>|!!!|\{{:|:\s|[-=]+\s*$|(?:[-*_]\s*){{3,}}$)"
)
# … and one that nothing goes on with; what holds lines that are indented and no code.
_ALONE = re.compile(rf"\s*(?:{_DEFINED}|#|\||!!!|\{{:|[-=]+\s*$)")
_HOLDER = re.compile(rf"\s*(?:{_ITEM}|!!!)")
_FENCES = ("```", "~~~")
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
    if "`" not in text:
        return change(text)
    pieces = []
    at = 0
    for code in CODE.finditer(text):
        pieces += [change(text[at : code.start()]), code[0]]
        at = code.end()
    return "".join((*pieces, change(text[at:])))


# Every act is compared with those before it: the words of one are asked for again and again.
@lru_cache(maxsize=1 << 14)
def _key(text: str) -> str:
    """Return what a reader can tell from another text, in one form."""
    lines = text.split("\n")
    # What stands on a line of its own for the reader, and whether emphasis is seen there.
    seen: list[tuple[str, bool]] = []
    fence = ""
    goes_on = is_held = is_code = False
    for line, following in zip(lines, (*lines[1:], ""), strict=True):
        mark = line.lstrip()[:3]
        if fence or mark in _FENCES:
            seen.append((line, False))
            fence = "" if fence == mark else fence or mark
            goes_on = False
            continue
        bare = line.rstrip(" \t")
        if not bare:
            seen += [("", False)] if seen and seen[-1][0] else []
            goes_on = False
            continue
        is_block = bool(_BLOCK.match(line))
        indent = len(line) - len(line.lstrip())
        if indent < 4:
            is_held, is_code = bool(_HOLDER.match(line)), False
        elif not goes_on:
            is_code = is_code or indent >= (8 if is_held else 4)
        # Two spaces at the end of a line break it for the reader too, where it goes on.
        goes_on_below = bool(following.strip()) and not (is_block and _BLOCK.match(following))
        is_broken = line.expandtabs(4).endswith("  ") and goes_on_below
        end = "  " if is_broken else ""
        if goes_on and not is_block and not is_code:
            seen[-1] = (f"{seen[-1][0]} {bare.lstrip()}{end}", True)
        else:
            seen.append((bare + end, not is_code))
        goes_on = not is_code and not is_broken and not _ALONE.match(bare)
    return "\n".join(_starred(line) if is_text else line for line, is_text in seen).strip("\n")


def _starred(line: str) -> str:
    """Write emphasis with `*` only, where no other emphasis stands around it."""

    def star(match: re.Match[str]) -> str:
        if not match["marks"] or line.count("*", 0, match.start()) % 2:
            return match[0]
        marks = "*" * len(match["marks"])
        return f"{marks}{match['inner']}{marks}"

    return _EMPHASIS.sub(star, line) if "_" in line else line

"""What signs the fonts of print have: `python -m tests.paper.coverage` prints it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fontTools.ttLib import TTFont

from tests.small import ROOT

__all__ = ["FILE", "FONTS", "ranges", "shared"]

FONTS = ROOT / "src/rinnakkain/fonts"
FILE = FONTS / "coverage.txt"
_HEAD = """\
# The signs that every font here has, from the first to the last of each row, as hexadecimal numbers
# of Unicode. A text is held to it without reading a font. Made by `python -m tests.paper.coverage`.
"""


def shared() -> set[int]:
    """Return the signs that all the fonts have."""
    covers = [set(TTFont(font).getBestCmap()) for font in sorted(FONTS.glob("*.ttf"))]
    return set.intersection(*covers)


def ranges(signs: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of each row of signs that follow each other."""
    first = last = None
    for sign in sorted(signs):
        if last is not None and first is not None and sign != last + 1:
            yield first, last
            first = sign
        first = sign if first is None else first
        last = sign
    if first is not None and last is not None:
        yield first, last


def text() -> str:
    """Return what the file of the coverage holds."""
    return _HEAD + "".join(f"{first:04X}-{last:04X}\n" for first, last in ranges(shared()))


if __name__ == "__main__":
    print(text(), end="")

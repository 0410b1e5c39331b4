"""Pixels: what of a page is seen, by the contrasts between the colours that are painted."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from PIL import Image
from playwright.sync_api import Locator, Page

__all__ = ["Box", "Change", "Shot", "box", "change", "contrast", "edge", "luminance", "shot"]

Colour = tuple[int, int, int]
# Left, top, width and height on the screen, in CSS pixels.
Box = tuple[float, float, float, float]

# WCAG 2.2, 1.4.11 and 2.4.13: what tells a control, a state or the focus.
ENOUGH = 3.0


@cache
def _linear(value: float) -> float:
    part = value / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def luminance(colour: Sequence[float]) -> float:
    """Return the relative luminance of a colour of 0 to 255 a part, from 0 to 1.

    https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
    """
    red, green, blue = map(_linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the contrast ratio of two colours as WCAG 2 defines it, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@dataclass(frozen=True)
class Shot:
    """A picture of a piece of the screen, row by row."""

    width: int
    height: int
    pixels: list[Colour]

    @property
    def ground(self) -> Colour:
        """The colour that most of it has."""
        return Counter(self.pixels).most_common(1)[0][0]

    def column(self, x: int) -> list[Colour]:
        """Return the pixels of a column, from the top."""
        return self.pixels[x :: self.width]

    def row(self, y: int) -> list[Colour]:
        """Return the pixels of a row, from the left."""
        return self.pixels[y * self.width : (y + 1) * self.width]


def box(control: Locator) -> Box:
    """Return where a control is on the screen."""
    left, top, width, height = control.evaluate(
        "e => { const r = e.getBoundingClientRect(); return [r.left, r.top, r.width, r.height]; }"
    )
    return left, top, width, height


def shot(page: Page, of: Box, margin: int = 0) -> Shot:
    """Return the picture of a box on the screen and of the margin around it."""
    size = page.viewport_size
    assert size is not None
    left, top = max(0, int(of[0]) - margin), max(0, int(of[1]) - margin)
    right = min(size["width"], int(of[0] + of[2] + 0.999) + margin)
    bottom = min(size["height"], int(of[1] + of[3] + 0.999) + margin)
    clip = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    png = page.screenshot(clip=clip)  # type: ignore[arg-type] # a FloatRect
    image = Image.open(io.BytesIO(png)).convert("RGB")
    raw = image.tobytes()
    pixels = list(zip(raw[::3], raw[1::3], raw[2::3], strict=True))
    return Shot(image.width, image.height, pixels)


@dataclass(frozen=True)
class Change:
    """How two pictures of one place differ.

    `area` is how many pixels changed with a contrast of at least 3:1, `run` the longest straight
    line of them, `beside` the share of the unchanged pixels next to them that contrast with them by
    3:1 too: what is told apart from its own past may still drown in what lies around it.
    """

    area: int
    run: int
    beside: float


def change(before: Shot, after: Shot) -> Change:
    """Compare two pictures of the same box."""
    assert (before.width, before.height) == (after.width, after.height)
    width, height = before.width, before.height
    known: dict[tuple[Colour, Colour], bool] = {}

    def differs(one: Colour, other: Colour) -> bool:
        pair = (one, other)
        if pair not in known:
            known[pair] = contrast(one, other) >= ENOUGH
        return known[pair]

    changed = [
        one != other and differs(one, other)
        for one, other in zip(before.pixels, after.pixels, strict=True)
    ]
    lines = [changed[y * width : (y + 1) * width] for y in range(height)]
    lines += [changed[x::width] for x in range(width)]
    near = seen = 0
    for place, is_changed in enumerate(changed):
        if not is_changed:
            continue
        x, y = place % width, place // width
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            if 0 <= x + dx < width and 0 <= y + dy < height:
                other = place + dx + dy * width
                if before.pixels[other] == after.pixels[other]:
                    near += 1
                    seen += differs(after.pixels[place], after.pixels[other])
    return Change(sum(changed), max(map(_run, lines), default=0), seen / near if near else 1.0)


def _run(line: list[bool]) -> int:
    best = now = 0
    for is_changed in line:
        now = now + 1 if is_changed else 0
        best = max(best, now)
    return best


def edge(page: Page, of: Box, sides: Sequence[str], reach: int = 6) -> dict[str, float]:
    """Return how well a box's edges are seen: the least contrast of each with both of its sides.

    The line is the pixel within `reach` of the edge that is told best from both grounds; it is
    looked for at three places of the side, and the worst of them counts. The box and `reach` around
    it have to be on the screen.
    """
    seen = shot(page, of, reach)
    told = {}
    for side in sides:
        is_level = side in ("left", "right")
        length = seen.height if is_level else seen.width
        worst = 21.0
        for part in (0.3, 0.5, 0.7):
            at = int(length * part)
            line = seen.row(at) if is_level else seen.column(at)
            if side in ("right", "bottom"):
                line = line[::-1]
            line = line[: 2 * reach]
            outside, inside = line[0], line[-1]
            best = max(min(contrast(one, outside), contrast(one, inside)) for one in line)
            worst = min(worst, best)
        told[side] = worst
    return told

"""The mark of the site: a skerry from the sea chart, as the icon of a browser's tab and a phone."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rinnakkain.chart import LAND, SEA, SHALLOWS, Chart, Dots, outlines, rings

__all__ = ["ICON", "TOUCH_ICON", "TOUCH_SIZE", "png", "published", "svg"]

# Where they stand at the site.
ICON = "assets/favicon.svg"
TOUCH_ICON = "assets/touch-icon.png"

# What a phone shows on its home screen at most, in pixels: iPhones with three to a point.
TOUCH_SIZE = 180

# A skerry drawn out by the ice and a rock beside it, in one depth line, far from any coast. It is
# looked at in a tab, 16 pixels wide: one pixel is 6 units, and nothing that counts is thinner.
_SKERRY = Chart(
    96.0,
    96.0,
    placed=((240.0, 52.0, 42.0, 15.0, 500.0), (270.0, 54.0, 9.0, 6.0, 420.0)),
    depths=((9.0, 5.5, 8.0),),
    west=204.0,
    level=-195.0,
    steep=0.0,
    rocky=8.0,
)
_SIZE = round(_SKERRY.width * _SKERRY.dots)
_LINE = round(_SKERRY.depths[0][1] * _SKERRY.dots)
_CORNER = 200  # of the tab's icon; a phone cuts the corners itself
_FINER = 8  # so many times larger is the picture drawn whose pixels are then joined
_STEPS = 8  # straight pieces for one of a curve


def published() -> Iterator[tuple[str, bytes]]:
    """Yield each picture: its path at the site, and its data."""
    yield ICON, svg().encode()
    yield TOUCH_ICON, png(TOUCH_SIZE)


def svg() -> str:
    """Return the mark as an SVG document, with round corners."""
    line, land = (outlines(closed) for closed in rings(_SKERRY))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE} {_SIZE}">\n'
        f'<rect width="{_SIZE}" height="{_SIZE}" rx="{_CORNER}" fill="{SEA}"/>\n'
        f'<path fill="none" stroke="{SHALLOWS}" stroke-width="{_LINE}" d="{line}"/>\n'
        f'<path fill="{LAND}" d="{land}"/>\n</svg>\n'
    )


def png(size: int) -> bytes:
    """Return the mark as a PNG of `size` × `size` pixels, without transparency or metadata."""
    from PIL import Image, ImageDraw  # needed by a build alone

    scale = size * _FINER / _SIZE
    image = Image.new("RGB", (size * _FINER, size * _FINER), SEA)
    draw = ImageDraw.Draw(image)
    line, land = rings(_SKERRY)
    for controls in line:
        for x, y in _followed(controls, scale):
            draw.circle((x, y), _LINE * scale / 2, fill=SHALLOWS)
    for controls in land:
        draw.polygon(list(_followed(controls, scale)), fill=LAND)
    data = io.BytesIO()
    image.reduce(_FINER).save(data, "PNG", optimize=True)
    return data.getvalue()


def _followed(controls: Sequence[Dots], scale: float) -> Iterator[tuple[float, float]]:
    """Yield points along the closed quadratic B-spline of the controls."""
    spans = pairwise(pairwise([controls[-1], *controls, controls[0]]))
    for ((ax, ay), (bx, by)), (_, (cx, cy)) in spans:
        for n in range(_STEPS):
            t = n / _STEPS
            p, q, r = (1 - t) * (1 - t) / 2, 0.5 + t - t * t, t * t / 2
            yield (p * ax + q * bx + r * cx) * scale, (p * ay + q * by + r * cy) * scale

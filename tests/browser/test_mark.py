"""The mark as a browser draws it."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image, ImageChops, ImageStat

from rinnakkain.mark import TOUCH_SIZE, png, svg
from tests.browser.pixels import contrast, luminance
from tests.conftest import Reader

# What the tabs of Chrome, Edge, Firefox and Safari stand on, and a search result: light and dark.
TABS = ("#FFFFFF", "#F0F0F4", "#DEE1E6", "#202124", "#1C1B22", "#35363A")

Colour = tuple[int, int, int]


def shown(reader: Reader, size: int, ground: str) -> Image.Image:
    """Return the pixels of the vector icon on a ground."""
    data = base64.b64encode(svg().encode()).decode()
    page = reader(viewport={"width": size, "height": size})
    page.set_content(
        f'<body style="margin:0;background:{ground}">'
        f'<img style="display:block" alt="" width="{size}" src="data:image/svg+xml;base64,{data}">'
    )
    page.wait_for_function("document.images[0].complete")
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def pixels(picture: Image.Image) -> list[Colour]:
    data = picture.tobytes()
    return [(data[n], data[n + 1], data[n + 2]) for n in range(0, len(data), 3)]


@pytest.mark.parametrize("ground", TABS)
def test_the_mark_stands_out_in_a_tab(reader: Reader, ground: str) -> None:
    """At 16 pixels the mark is seen on light and on dark tabs, and so is the skerry in it."""
    found = pixels(shown(reader, 16, ground))
    tab = (int(ground[1:3], 16), int(ground[3:5], 16), int(ground[5:], 16))
    seen = sum(contrast(colour, tab) >= 3 for colour in found)
    assert seen >= 256 / 5
    middle = [found[16 * y + x] for y in range(4, 12) for x in range(2, 14)]
    dark, bright = min(middle, key=luminance), max(middle, key=luminance)
    assert contrast(dark, bright) >= 4.5


def test_both_pictures_are_drawn_alike(reader: Reader) -> None:
    """A reader finds the mark of the tab again on the phone's home screen."""
    size = TOUCH_SIZE
    inner = (size // 8, size // 8, size - size // 8, size - size // 8)  # without the corners
    tab = shown(reader, size, "#FFFFFF").crop(inner)
    phone = Image.open(io.BytesIO(png(size))).convert("RGB").crop(inner)
    apart = ImageStat.Stat(ImageChops.difference(tab, phone).convert("L")).mean[0]
    assert apart < 2
    turned = phone.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    assert ImageStat.Stat(ImageChops.difference(tab, turned).convert("L")).mean[0] > 20

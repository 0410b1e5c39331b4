"""The band of the start page as a browser draws it, with the site's own style sheet."""

from __future__ import annotations

import io
from typing import Literal

import pytest
from PIL import Image

from rinnakkain.chart import kept
from tests.conftest import Reader

# In place of the page's text: the band alone, and a field of each colour that it names.
BAND = """svg => {
  document.body.innerHTML = svg + ["paper", "shallows", "land", "ink", "sea"].map(
    name => `<i style="display: block; height: 1px; background: var(--${name})"></i>`).join("");
  document.documentElement.style.overflow = "hidden";
  document.body.style.cssText = "display: block; margin: 0; padding: 0";
  const band = document.querySelector("svg");
  band.style.cssText = "display: block; width: 100%; aspect-ratio: 36/5; min-height: 90px";
  const colour = (element, name) => getComputedStyle(element)[name].match(/\\d+/g).map(Number);
  const drawn = [...band.querySelectorAll("path")].flatMap(path => ["fill", "stroke"]
    .filter(name => getComputedStyle(path)[name] !== "none").map(name => colour(path, name)));
  return [drawn, [...document.querySelectorAll("i")].map(one => colour(one, "backgroundColor"))];
}"""


@pytest.mark.parametrize("palette", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 768, 1440, 2560])
def test_the_band_takes_the_palettes_colours(
    reader: Reader, address: str, palette: Literal["light", "dark"], width: int
) -> None:
    """Whatever the window and the palette, it begins in the paper and ends in the land."""
    page = reader(viewport={"width": width, "height": 400}, color_scheme=palette, bypass_csp=True)
    page.goto(f"{address}fi/")
    drawn, (paper, *colours) = page.evaluate(BAND, kept("start"))
    assert {tuple(colour) for colour in drawn} == {tuple(colour) for colour in colours}
    assert len({tuple(colour) for colour in (paper, *colours)}) == 5
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    last = int(page.evaluate("document.querySelector('svg').getBoundingClientRect().bottom")) - 1
    rows = [{picture.getpixel((x, y)) for x in range(width)} for y in (0, last - 1, last)]
    land = colours[1]
    assert rows == [{tuple(paper)}, {tuple(land)}, {tuple(land)}]

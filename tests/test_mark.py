"""The mark: the small picture by which a reader finds the site's tab and its icon again."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from xml.etree import ElementTree

from PIL import Image

from rinnakkain.mark import ICON, TOUCH_ICON, png, published, svg


def test_it_is_the_same_in_every_build() -> None:
    """Two builds of the same texts publish the same pictures."""
    code = "import sys; from rinnakkain.mark import *; sys.stdout.buffer.write(png(180))"
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        check=True,
    )
    assert dict(published()) == {ICON: svg().encode(), TOUCH_ICON: run.stdout}


def test_a_phone_gets_a_whole_square() -> None:
    """No corner of the icon is black on a home screen, where what is transparent becomes so."""
    with Image.open(io.BytesIO(png(180))) as picture:
        picture.load()
    assert (picture.format, picture.size, picture.mode) == ("PNG", (180, 180), "RGB")
    assert not picture.info  # neither a time nor the name of a program
    corners = {picture.getpixel((x, y)) for x in (0, 179) for y in (0, 179)}
    assert len(corners) == 1


def test_it_is_light() -> None:
    """The icons cost less than a paragraph of text."""
    sizes = {name: len(data) for name, data in published()}
    assert sizes[ICON] < 1_000
    assert sizes[TOUCH_ICON] < 10_000


def test_the_vector_icon_is_a_drawing_and_nothing_else() -> None:
    """A tab shows it in every browser: it needs no style sheet, script or second file."""
    root = ElementTree.fromstring(svg())
    names = {child.tag.rpartition("}")[2] for child in root.iter()}
    assert names == {"svg", "rect", "path"}
    assert not "".join(root.itertext()).strip()

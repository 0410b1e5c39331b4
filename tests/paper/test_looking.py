"""Pages as pictures."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from tests.paper.looking import pictures


def test_each_page_becomes_a_picture(good: Path, tmp_path: Path) -> None:
    """Whoever looks the pages over sees all of them, with something on each."""
    written = pictures(good, tmp_path / "pictures", dots=72)
    assert [path.name for path in written] == ["good-01.png", "good-02.png"]
    for path in written:
        with Image.open(path) as picture:
            assert picture.size == (341, 497)
            assert len(picture.convert("L").getcolors() or []) > 2

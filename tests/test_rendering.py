"""Rendering: the body of a page as the policy of the site lets it be shown."""

from __future__ import annotations

from bs4 import BeautifulSoup

from rinnakkain.rendering import Rendering
from tests.small import Small

TABLE = """\
| a | b | c | d |
|:--|:-:|--:|---|
| 1 | 2 | 3 | 4 |
"""


def test_a_column_is_aligned_without_styling_itself(small: Small) -> None:
    """A column of figures stands to the right, on a page that lets no element style itself."""
    rendering = Rendering(small.read().settings, small.root / "kept")
    cells = BeautifulSoup(rendering.html("fi/about.md", TABLE), "html.parser").select("th, td")
    assert [cell.get("class") for cell in cells] == [
        ["to-left"],
        ["to-center"],
        ["to-right"],
        None,
    ] * 2
    assert not any(cell.get("style") for cell in cells)

"""The focus is seen: by pixels, in both palettes, at both widths and in a reader's own colours."""

from __future__ import annotations

import pytest

from tests.browser import focus, keys
from tests.browser.kinds import KINDS, Places
from tests.conftest import Reader

NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 900}


# A reader's own colours depend on the control and not on the width.
WAYS = {
    "320, light": (NARROW, "light", "none"),
    "320, dark": (NARROW, "dark", "none"),
    "1280, light": (WIDE, "light", "none"),
    "1280, dark": (WIDE, "dark", "none"),
    "forced, light": (WIDE, "light", "active"),
    "forced, dark": (WIDE, "dark", "active"),
}


@pytest.mark.parametrize(("size", "scheme", "forced"), WAYS.values(), ids=WAYS.keys())
def test_the_focus_is_seen_on_every_kind_of_control(
    reader: Reader, places: Places, size: dict[str, int], scheme: str, forced: str
) -> None:
    """Whoever moves with the keyboard sees where they are, in the sun and at night."""
    page = reader(viewport=size, color_scheme=scheme, forced_colors=forced)
    known: set[str] = set()
    told = []
    for kind in KINDS:
        page.goto(places.url(kind))
        keys.thin(page)
        keys.unfold(page)
        told += [f"{kind}: {fault}" for fault in focus.faults(page, known)]
    page.goto(places.url("part"))
    page.locator("[data-search-open]").click()
    page.locator("dialog[data-ready]").wait_for()
    told += [f"search: {fault}" for fault in focus.faults(page, known)]
    assert len(known) > 10
    assert told == []


PLANTED = {
    "none": "a:focus-visible { outline: none !important; }",
    "thin": "a:focus-visible { outline: 1px solid !important; outline-offset: 0 !important; }",
    "pale": "a:focus-visible { outline: 3px solid #ccc !important; }",
    "only a shade": "a:focus-visible { outline: none !important; background: #f5f5f5 !important; }",
    "only below": (
        "a:focus-visible { outline: none !important; box-shadow: 0 3px 0 #000 !important; }"
    ),
    "clipped": "main ul { overflow: hidden } main ul a { display: block; outline-offset: 4px }",
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_focus_that_is_not_seen_is_told(reader: Reader, places: Places, fault: str) -> None:
    """The instrument sees a ring that is missing, thin, pale, cut off or a mere shade."""
    page = reader(viewport=WIDE, color_scheme="light", bypass_csp=True)
    page.goto(places.url("nowhere"))
    page.add_style_tag(content=PLANTED[fault])
    assert focus.faults(page, set())

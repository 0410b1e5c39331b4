"""Every text is read in the sun and at night: 7:1; what marks a thing, 3:1."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser import contrast, focus, keys, pixels, states
from tests.browser.kinds import KINDS, Places
from tests.browser.marks import CURRENT, a_rule, bar, lined, target_fault, ticked
from tests.conftest import Reader

NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 900}
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


def search_states(page: Page, places: Places) -> Iterator[str]:
    """Bring the search into each of its states, and yield the name of the state."""
    for name, search in states.SEARCHES.items():
        page.goto(places.url("notices"))
        search(page)
        yield name
    page.goto(places.url("notices"))
    page.locator("[data-search-open]").click()
    page.locator("dialog[data-ready]").wait_for()
    yield "search that is not asked yet"


@SCHEMES
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["320", "1280"])
def test_every_text_of_every_kind_of_page_has_contrast(
    reader: Reader, places: Places, size: dict[str, int], scheme: str
) -> None:
    """With all that unfolds unfolded, and with a sample seen as it is painted."""
    page = reader(viewport=size, color_scheme=scheme)
    told = []
    for kind in KINDS:
        page.goto(places.url(kind))
        keys.thin(page)
        keys.unfold(page)
        found = contrast.texts(page)
        assert found
        told += [f"{kind}: {fault}" for fault in contrast.faults(found)]
        told += [f"{kind}: {fault}" for fault in contrast.pixel_faults(page, found)]
    assert told == []


@SCHEMES
def test_every_text_of_every_state_has_contrast(
    reader: Reader, places: Places, scheme: str
) -> None:
    """A rule that a link has led to, and the search in each of its states."""
    page = reader(viewport=WIDE, color_scheme=scheme)
    rule = a_rule(page, places)
    found = contrast.texts(page, rule)
    told = contrast.faults(found) + contrast.pixel_faults(page, found)
    for state in search_states(page, places):
        found = contrast.texts(page, page.locator("dialog"))
        assert found
        told += [f"{state}: {fault}" for fault in contrast.faults(found)]
        told += [f"{state}: {fault}" for fault in contrast.pixel_faults(page, found)]
    assert told == []


@SCHEMES
def test_under_a_pointer_and_with_the_focus_every_text_keeps_its_contrast(
    reader: Reader, places: Places, scheme: str
) -> None:
    """What changes its colour where it is pointed at stays readable."""
    page = reader(viewport=WIDE, color_scheme=scheme)
    known: set[str] = set()
    told = []
    for kind in ("start", "part", "side by side", "notices"):
        page.goto(places.url(kind))
        keys.unfold(page)
        for control in focus.alike(page, known):
            for state in ("hover", "focus"):
                control.scroll_into_view_if_needed()
                if state == "focus":
                    control.focus()
                else:
                    x, y, width, height = control.evaluate(
                        "e => { const r = e.getClientRects()[0];"
                        " return [r.left, r.top, r.width, r.height]; }"
                    )
                    page.mouse.move(x + width / 2, y + height / 2)
                control.evaluate("e => { e.id ||= 'measured'; e.dataset.measured = ''; }")
                found = contrast.texts(page, page.locator("[data-measured]").first)
                control.evaluate("e => { delete e.dataset.measured; }")
                told += [f"{kind}, {state}: {fault}" for fault in contrast.faults(found)]
    assert told == []


PLANTED = {
    "grey": "main p, main h2, main a { color: #666 !important; }",
    "see-through": "main { opacity: 0.6; }",
    "colour with alpha": "main * { color: rgb(0 0 0 / 50%) !important; }",
    "another ground": "main section { background: #8ab !important; }",
    "before": "main h2::before { content: 'note'; color: #888; }",
    "picture": "main section { background-image: linear-gradient(#fff, #000) !important; }",
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_text_with_too_little_contrast_is_told(
    reader: Reader, places: Places, fault: str
) -> None:
    """The instrument sees pale words, opacity, a darker ground, made words and a picture."""
    page = reader(viewport=WIDE, color_scheme="light", bypass_csp=True)
    page.goto(places.url("nowhere"))
    page.add_style_tag(content=PLANTED[fault])
    assert contrast.faults(contrast.texts(page))


def test_a_ground_that_no_style_tells_is_seen_by_its_pixels(reader: Reader, places: Places) -> None:
    """What lies over or under a text without holding it is found on the screen."""
    page = reader(viewport=WIDE, color_scheme="light", bypass_csp=True)
    page.goto(places.url("nowhere"))
    page.evaluate("""() => document.body.insertAdjacentHTML("beforeend",
      "<div style='position:fixed;inset:0;background:rgb(90 90 90 / 50%)'></div>")""")
    assert contrast.pixel_faults(page, contrast.texts(page))


@SCHEMES
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["320", "1280"])
def test_every_edge_and_every_mark_is_seen(
    reader: Reader, places: Places, size: dict[str, int], scheme: str
) -> None:
    """Buttons, fields, boxes, the current language and part, a rule led to, a chosen result."""
    page = reader(viewport=size, color_scheme=scheme)
    told = []
    for kind in ("part", "side by side"):
        page.goto(places.url(kind))
        keys.unfold(page)
        told += lined(page, kind) + ticked(page)
    page.goto(places.url("part"))
    keys.unfold(page)
    for selector in (".languages [aria-current]", ".parts [aria-current]:visible"):
        marked = page.locator(selector).first
        marked.scroll_into_view_if_needed()
        seen = bar(page, marked, *CURRENT)
        told += [f"{selector} is marked by {seen:.2f} of its side"] if seen < 0.6 else []
    told += target_fault(page, places)
    page.goto(places.url("notices"))
    notice = page.locator(".notice").first
    notice.scroll_into_view_if_needed()
    of = pixels.box(notice)
    best = max(pixels.edge(page, of, ("left", "top")).values())
    told += [f"the notice is told by {best:.2f}"] if best < pixels.ENOUGH else []
    for state in search_states(page, places):
        told += lined(page, state)
        if state == "search with results":
            chosen = page.locator("[role=option][aria-selected=true]")
            seen = bar(
                page,
                chosen,
                "e => e.setAttribute('aria-selected', 'false')",
                "e => e.setAttribute('aria-selected', 'true')",
            )
            told += [f"the chosen result is marked by {seen:.2f}"] if seen < 0.6 else []
    assert told == []


PALE = {
    "edge": "button, .search-open { border-color: #ccc !important; }",
    "box": "input { appearance: none !important; border: 1px solid #ddd !important; }",
    "language": ".languages a { text-decoration: none !important; border: 0 !important;"
    " box-shadow: none !important; background: none !important }",
    "notice": ".notice { border-color: #ddd !important; }",
    "target": ".rule:target { border-color: #ddd !important; background: #f4f4f4 !important;"
    " box-shadow: none !important; outline: 0 !important; }",
}


@pytest.mark.parametrize("fault", PALE)
def test_a_mark_that_is_not_seen_is_told(reader: Reader, places: Places, fault: str) -> None:
    """The instrument sees edges, boxes and bars that are too pale, and one that is missing."""
    page = reader(viewport=WIDE, color_scheme="light", bypass_csp=True)
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => { const s = document.createElement('style');"
        f" s.textContent = `{PALE[fault]}`; document.head.append(s); }})"
    )
    page.goto(places.url("notices" if fault == "notice" else "side by side"))
    if fault == "edge":
        assert lined(page, "side by side")
    elif fault == "box":
        assert ticked(page)
    elif fault == "language":
        assert bar(page, page.locator(".languages [aria-current]"), *CURRENT) < 0.6
    elif fault == "notice":
        of = pixels.box(page.locator(".notice").first)
        assert max(pixels.edge(page, of, ("left", "top")).values()) < pixels.ENOUGH
    else:
        assert target_fault(page, places)

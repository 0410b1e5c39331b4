"""In a reader's own colours every control, mark and state is still told."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import pixels, states
from tests.browser.kinds import Places
from tests.browser.marks import CURRENT, bar, lined, target_fault, ticked
from tests.conftest import Reader

WIDE = {"width": 1280, "height": 900}
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


def unfolded(page: Page, summary: Locator) -> int:
    """Return how many pixels of a disclosure's own line tell that it is open."""
    of = pixels.box(summary)
    # Wider than the words: what marks it may stand before them.
    around = (of[0] - 24, of[1], of[2] + 48, of[3])
    page.mouse.move(1, 1)
    before = pixels.shot(page, around)
    summary.evaluate("e => { e.parentElement.open = !e.parentElement.open; }")
    after = pixels.shot(page, around)
    summary.evaluate("e => { e.parentElement.open = !e.parentElement.open; }")
    return pixels.change(before, after).area


def faults(page: Page, places: Places) -> list[str]:
    """Say which marks and states are not told."""
    told = []
    page.goto(places.url("part"))
    for selector in (".languages [aria-current]", ".parts [aria-current]:visible"):
        marked = page.locator(selector).first
        marked.scroll_into_view_if_needed()
        seen = bar(page, marked, *CURRENT)
        told += [f"{selector} is marked by {seen:.2f} of its side"] if seen < 0.6 else []
    told += lined(page, "part") + ticked(page)
    told += target_fault(page, places)
    page.goto(places.url("side by side"))
    told += ticked(page)
    page.goto(places.url("notices"))
    notice = page.locator(".notice").first
    notice.scroll_into_view_if_needed()
    best = max(pixels.edge(page, pixels.box(notice), ("left", "top")).values())
    told += [f"the notice is told by {best:.2f}"] if best < pixels.ENOUGH else []
    for selector in (".notice summary", ".parts--narrow summary"):
        if selector.startswith(".parts"):
            page.set_viewport_size({"width": 390, "height": 664})
        seen = unfolded(page, page.locator(selector).first)
        told += [f"{selector}: {seen} px tell that it is open"] if seen < 12 else []
        page.set_viewport_size(WIDE)  # type: ignore[arg-type] # a ViewportSize
    return told


@SCHEMES
def test_marks_and_states_are_told(reader: Reader, places: Places, scheme: str) -> None:
    """The current language and part, the rule led to, notices, boxes, what is open."""
    page = reader(viewport=WIDE, forced_colors="active", color_scheme=scheme)
    assert faults(page, places) == []


@SCHEMES
def test_the_chosen_result_and_the_edges_of_the_search_are_told(
    reader: Reader, places: Places, scheme: str
) -> None:
    """Which result Enter opens is seen, and where the field and the buttons are."""
    page = reader(viewport=WIDE, forced_colors="active", color_scheme=scheme)
    page.goto(places.url("notices"))
    states.SEARCHES["search with results"](page)
    chosen = page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_be_visible()
    off, on = (f"e => e.setAttribute('aria-selected', '{state}')" for state in ("false", "true"))
    assert bar(page, chosen, off, on) >= 0.6
    assert lined(page, "search") == []


# What forced colours can take away, and what is told of it.
TAKEN = {
    "language": (
        ".languages a { text-decoration: none !important; border: 0 !important;"
        " outline: 0 !important; forced-color-adjust: none }",
        ".languages",
    ),
    "target": (
        ".rule:target { border-color: Canvas !important; background: Canvas !important;"
        " outline: 0 !important; }",
        "led to",
    ),
    "notice": (".notice { border: 0 !important; outline: 0 !important; }", "the notice"),
    "box": ("input { appearance: none !important; }", "chosen"),
    "disclosure": (
        "summary, summary * { list-style: none !important; background: none !important; }"
        " summary::before, summary::after { display: none !important; }",
        "summary",
    ),
}


@pytest.mark.parametrize("fault", TAKEN)
def test_what_is_not_told_is_seen(reader: Reader, places: Places, fault: str) -> None:
    """The instrument sees a mark that forced colours have taken away."""
    page = reader(viewport=WIDE, bypass_csp=True, forced_colors="active", color_scheme="light")
    style, told = TAKEN[fault]
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => { const s = document.createElement('style');"
        f" s.textContent = `{style}`; document.head.append(s); }})"
    )
    assert any(told in line for line in faults(page, places))

"""A page adapts: to a small screen, large text, wide spacing, one thumb; and nothing moves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser import focus, keys, layout
from tests.browser.conftest import Reader
from tests.browser.kinds import KINDS, Places

# 1280 × 1024 px at 400 % zoom (WCAG 1.4.10).
ZOOMED = {"width": 320, "height": 256}
PHONE = {"width": 390, "height": 664}
WIDE = {"width": 1280, "height": 900}


def unfold(page: Page) -> None:
    """Open every disclosure of a page."""
    page.evaluate("document.querySelectorAll('details').forEach((e) => { e.open = true; })")


def views(page: Page, places: Places) -> Iterator[str]:
    """Show one page of every kind with all unfolded, then the search, and yield what is shown."""
    for kind in KINDS:
        page.goto(places.url(kind))
        keys.thin(page)
        unfold(page)
        yield kind
    page.goto(places.url("part"))
    name = page.locator(".turn-title").last.text_content() or ""
    page.keyboard.press("Control+k")
    page.locator("dialog[data-ready]").wait_for()
    for query in (name, "zzzzqq"):
        page.locator("dialog[open] input").fill(query)
        page.wait_for_timeout(50)
        yield f"search for {query}"


@pytest.mark.parametrize("spaced", [False, True], ids=["as set", "with text spacing"])
@pytest.mark.parametrize("size", [ZOOMED, WIDE], ids=["320", "1280"])
def test_nothing_is_cut_off_or_covered(
    reader: Reader, places: Places, size: dict[str, int], spaced: bool
) -> None:
    """At four times the size, and with the spacing that some readers need, all is readable."""
    page = reader(viewport=size)
    told = []
    for view in views(page, places):
        if spaced:
            page.add_style_tag(content=layout.SPACED)
        told += [f"{view}: {fault}" for fault in layout.misfits(page)]
    assert told == []


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["390", "1280"])
def test_text_of_twice_the_size_fits(reader: Reader, places: Places, size: dict[str, int]) -> None:
    """Whoever has set larger letters in the browser gets them, and loses nothing."""
    page = reader(viewport=size)
    page.goto(places.url("part"))
    measure = "parseFloat(getComputedStyle(document.querySelector('main p, main li')).fontSize)"
    before = page.evaluate(measure)
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    page.goto(places.url("part"))
    # A screen with room for half as many letters is set as a phone, with letters a little smaller.
    assert page.evaluate(measure) >= 1.85 * before
    told = []
    for view in views(page, places):
        told += [f"{view}: {fault}" for fault in layout.misfits(page)]
    assert told == []


CRAMPED = {
    "wide": ("main p { min-width: 2000px }", "wider than the screen"),
    "cut": ("main p { height: 10px; overflow: hidden }", "is cut off"),
    "laid over": (
        "main section { display: grid !important }"
        " main section > * { grid-area: 1 / 1 !important; margin: 0 !important }",
        "lies on",
    ),
}


@pytest.mark.parametrize("fault", CRAMPED)
def test_what_does_not_fit_is_told(reader: Reader, places: Places, fault: str) -> None:
    """The instrument sees what is too wide, cut off, and laid over another text."""
    page = reader(viewport=WIDE)
    page.goto(places.url("nowhere"))
    style, told = CRAMPED[fault]
    page.add_style_tag(content=style)
    assert any(told in line for line in layout.misfits(page))


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["390", "1280"])
def test_every_target_can_be_hit(reader: Reader, places: Places, size: dict[str, int]) -> None:
    """24 × 24 px for everything that is no word of a sentence."""
    page = reader(viewport=size)
    told = []
    for view in views(page, places):
        told += [f"{view}: {fault}" for fault in layout.small(page)]
    assert told == []


# Where a thumb goes, by the page on which it is met.
THUMBED = {
    "part": (
        ".head a, .head button",
        ".parts--narrow summary, .parts--narrow a",
        ".rule-control summary",
        ".rule-control a, .rule-control button",
        ".turn a",
        ".beside a, .beside button",
        ".foot-links a",
        ".palette input",
    ),
    "start": (".door a", ".parts--narrow summary", ".prints a"),
    "door": (".door a",),
    "nowhere": (".door a",),
    "side by side": (".side-choice input",),
    "notices": (".notice summary",),
}


def test_what_a_thumb_needs_is_as_large_as_a_thumb(reader: Reader, places: Places) -> None:
    """44 px on a phone: head, parts, numbers, doors, turning, foot, palette, results."""
    page = reader(viewport=PHONE, has_touch=True)
    told = []
    for kind, selectors in THUMBED.items():
        page.goto(places.url(kind))
        unfold(page)
        for selector in selectors:
            assert page.locator(selector).count(), f"{kind}: nothing is {selector}"
            told += [f"{kind}: {fault}" for fault in layout.thumbs(page, selector)]
    page.goto(places.url("part"))
    name = page.locator(".turn-title").last.text_content() or ""
    page.locator("[data-search-open]").click()
    page.locator("dialog[open] input").fill(name.split()[0])
    expect(page.locator("dialog [role=option]").first).to_be_visible()
    told += layout.thumbs(page, "dialog [role=option], dialog button, dialog input")
    assert told == []


def test_a_target_that_is_too_small_is_told(reader: Reader, places: Places) -> None:
    """The instrument sees a small target, one that is covered, and lets a sentence be."""
    page = reader(viewport=PHONE)
    page.goto(places.url("nowhere"))
    page.evaluate("""() => document.querySelector("main").insertAdjacentHTML("beforeend",
      "<p>See <a href='#' id='in'>x</a> there</p><button style='all:unset;height:9px'>y</button>" +
      "<p style='position:relative;height:60px'><a id='under' style='display:block;height:60px'" +
      " href='#'>z</a><span style='position:absolute;inset:20px 0 0'></span></p>")""")
    told = layout.small(page)
    assert len(told) == 1
    assert "<button" in told[0]
    assert layout.thumbs(page, "#under")


def moving(page: Page, places: Places) -> list[str]:
    """Use what can be used on a page and say what moves or fades then."""
    told: list[str] = []
    known: set[str] = set()

    def look(what: str) -> None:
        running = page.evaluate(
            "document.getAnimations().map((a) => a.transitionProperty || a.animationName || '?')"
        )
        told.extend(f"{what}: {name}" for name in running)

    for kind in ("start", "part", "side by side", "notices"):
        page.goto(places.url(kind))
        look(f"{kind} comes")
        for control in focus.alike(page, known):
            left, top, width, height = control.evaluate(
                "e => { e.scrollIntoView({block: 'center'}); const r = e.getClientRects()[0];"
                " return [r.left, r.top, r.width, r.height]; }"
            )
            page.mouse.move(left + width / 2, top + height / 2)
            look(f"{kind}, pointed at")
            control.focus()
            look(f"{kind}, focused")
            if control.evaluate("e => e.matches('summary, input')"):
                for _ in range(2):
                    page.keyboard.press("Space")
                    look(f"{kind}, opened or chosen")
    page.goto(places.url("part"))
    page.keyboard.press("Control+k")
    page.locator("dialog[data-ready]").wait_for()
    look("search opened")
    page.locator("dialog input").fill("a")
    look("search asked")
    page.keyboard.press("Escape")
    look("search closed")
    if page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") != "auto":
        told.append("the page: scrolls")
    return told


def test_nothing_moves(reader: Reader, places: Places) -> None:
    """Nobody is made sick: nothing moves, whether a reader has asked for that or not."""
    told = moving(reader(viewport=WIDE, reduced_motion="no-preference"), places)
    # A colour that fades into another one stays where it is.
    assert [line for line in told if not line.endswith("color")] == []


def test_with_reduced_motion_nothing_even_fades(reader: Reader, places: Places) -> None:
    """Whoever has asked for less motion gets none at all."""
    assert moving(reader(viewport=WIDE, reduced_motion="reduce"), places) == []


def test_what_moves_is_told(reader: Reader, places: Places) -> None:
    """The instrument sees a transition under the pointer and an animation that runs."""
    page = reader(viewport=WIDE)
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => { const s = document.createElement('style');"
        " s.textContent = `a { transition: color 9s } a:hover { color: red !important }"
        " @keyframes on { to { opacity: .5 } } h1 { animation: on 9s infinite }`;"
        " document.head.append(s); })"
    )
    told = moving(page, places)
    assert any("pointed at: color" in line for line in told)
    assert any("comes: on" in line for line in told)

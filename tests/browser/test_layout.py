"""A page adapts: to a small screen, large text, wide spacing, one thumb; and nothing moves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from rinnakkain.rendering import Rendering
from tests.browser import focus, keys, layout, states
from tests.browser.kinds import KINDS, Places, has_door
from tests.conftest import Reader
from tests.small import Small

# 1280 × 1024 px at 400 % zoom (WCAG 1.4.10).
ZOOMED = {"width": 320, "height": 256}
PHONE = {"width": 390, "height": 664}
WIDE = {"width": 1280, "height": 900}


# As in a guideline of 25 parts: each number of a part and of a rule has its most digits.
MANY = r"""() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let isNumbered = false;
  for (let node; (node = walker.nextNode()); ) {
    if (!node.parentElement.closest(".part-number, .number, .rule-number, .rule-control summary, " +
      ".parts summary, .turn-title")) continue;
    const many = node.data.replace(/\d+(\.\d+)?/, (_, rule) => rule ? "25.10" : "25");
    isNumbered ||= many !== node.data;
    node.data = many;
  }
  return isNumbered;
}"""


def views(page: Page, places: Places) -> Iterator[str]:
    """Show one page of every kind with all unfolded, the search, a citation; yield its name."""
    for kind in KINDS:
        page.goto(places.url(kind))
        keys.thin(page)
        keys.unfold(page)
        yield kind
        if page.evaluate(MANY):
            yield f"{kind}, with numbers of two digits"
    page.goto(places.url("part"))
    states.asked(page, states.neighbour(page))
    yield "search for a part"
    for name, search in states.SEARCHES.items():
        page.goto(places.url("notices"))
        search(page)
        yield name
    page.goto(places.url("part"))
    states.a_rule_without_clipboard(page)
    expect(page.locator(".citation")).to_be_visible()
    yield "a citation that is shown"


@pytest.mark.parametrize("spaced", [False, True], ids=["as set", "with text spacing"])
@pytest.mark.parametrize("size", [ZOOMED, PHONE, WIDE], ids=["320", "390", "1280"])
def test_nothing_is_cut_off_or_covered(
    reader: Reader, places: Places, size: dict[str, int], spaced: bool
) -> None:
    """At four times the size, and with the spacing that some readers need, all is readable."""
    # The spacing is the reader's own, which no policy of a page can refuse.
    page = reader(viewport=size, bypass_csp=True)
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
    page = reader(viewport=WIDE, bypass_csp=True)
    page.goto(places.url("nowhere"))
    style, told = CRAMPED[fault]
    page.add_style_tag(content=style)
    assert any(told in line for line in layout.misfits(page))


def test_what_a_box_scrolls_is_in_order(reader: Reader, places: Places) -> None:
    """A wide table that is scrolled by itself is not beyond the screen, and covers nothing."""
    page = reader(viewport=PHONE)
    page.goto(places.url("nowhere"))
    page.evaluate("""() => document.querySelector("main").insertAdjacentHTML("beforeend",
      "<div tabindex='0' style='overflow:auto;height:60px'><table><tr>" +
      "<td style='min-width:900px'>one</td><td>other</td></tr><tr><td><p style='margin:90px 0'>" +
      "below</p></td></tr></table></div><p>after</p>")""")
    assert layout.misfits(page) == []


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["390", "1280"])
def test_every_target_can_be_hit(reader: Reader, places: Places, size: dict[str, int]) -> None:
    """24 × 24 px for everything that is no word of a sentence."""
    page = reader(viewport=size)
    told = []
    for view in views(page, places):
        told += [f"{view}: {fault}" for fault in layout.small(page)]
    assert told == []


# Where a thumb goes, by the page on which it is met.
THUMBED = (
    ("part", (
        ".head a, .head button",
        ".parts--narrow summary, .parts--narrow a",
        ".rule-control summary",
        ".rule-control a, .rule-control button",
        ".turn a",
        ".beside a, .beside button",
        ".foot-links a",
        ".palette input",
    )),
    ("start", (".parts--narrow summary", ".prints a")),
    ("start", (".door a",)),
    ("door", (".door a",)),
    ("nowhere", (".door a",)),
    ("side by side", (".side-choice input",)),
    ("notices", (".notice summary",)),
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "selectors"), THUMBED, ids=[f"{kind} {of[0]}" for kind, of in THUMBED]
)
def test_what_a_thumb_needs_is_as_large_as_a_thumb(
    reader: Reader, built: Path, places: Places, kind: str, selectors: tuple[str, ...]
) -> None:
    """44 px on a phone: head, parts, numbers, doors, turning, foot, palette."""
    if (kind, selectors) == ("start", (".door a",)) and not has_door(built, places.code(kind)):
        pytest.skip("The start page of the guideline has no door.")
    page = reader(viewport=PHONE, has_touch=True)
    page.goto(places.url(kind))
    keys.unfold(page)
    for selector in selectors:
        assert page.locator(selector).count(), f"{kind}: nothing is {selector}"
        assert layout.thumbs(page, selector) == []


def test_what_is_found_is_as_large_as_a_thumb(reader: Reader, places: Places) -> None:
    """44 px on a phone, also in the search."""
    page = reader(viewport=PHONE, has_touch=True)
    page.goto(places.url("part"))
    states.asked(page, states.neighbour(page))
    assert layout.thumbs(page, "dialog [role=option], dialog button, dialog input") == []


def test_a_target_that_is_too_small_is_told(reader: Reader, places: Places) -> None:
    """The instrument sees small targets side by side and a covered one; a sentence it lets be."""
    page = reader(viewport=PHONE, bypass_csp=True)
    page.goto(places.url("nowhere"))
    page.evaluate("""() => document.querySelector("main").insertAdjacentHTML("beforeend",
      "<p>See <a href='#' id='in'>x</a> there</p>" +
      "<style>.low { all: unset; display: inline-block; height: 9px }</style>" +
      "<p><button class='low'>y</button> <button class='low'>y</button></p>" +
      "<p style='margin:40px'><button class='low'>far from others</button></p>" +
      "<p style='position:relative;height:60px'><a id='under' style='display:block;height:60px'" +
      " href='#'>z</a><span style='position:absolute;inset:20px 0 0'></span></p>")""")
    told = layout.small(page)
    assert len(told) == 2
    assert all(">y</button" in line for line in told)
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
    page = reader(viewport=WIDE, bypass_csp=True)
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => { const s = document.createElement('style');"
        " s.textContent = `a { transition: color 9s } a:hover { color: red !important }"
        " @keyframes on { to { opacity: .5 } } h1 { animation: on 9s infinite }`;"
        " document.head.append(s); })"
    )
    told = moving(page, places)
    assert any("pointed at: color" in line for line in told)
    assert any("comes: on" in line for line in told)


def test_a_column_stands_where_it_is_aligned(
    reader: Reader, places: Places, tmp_path: Path
) -> None:
    """Figures stand below each other, though the policy lets no cell style itself."""
    table = Rendering(Small(tmp_path).read().settings, tmp_path / "kept").html(
        "fi/about.md", "| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |\n"
    )
    page = reader(viewport=WIDE)
    page.goto(places.url("nowhere"))
    page.evaluate(
        "html => document.querySelector('article').insertAdjacentHTML('beforeend', html)", table
    )
    cells = page.locator("article table :is(th, td)")
    aligned = cells.evaluate_all("all => all.map((one) => getComputedStyle(one).textAlign)")
    assert aligned == ["left", "center", "right"] * 2

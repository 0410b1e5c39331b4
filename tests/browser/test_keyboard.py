"""Every page and every control by the keyboard alone, at four times the size and on a desktop."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from rinnakkain import guideline
from tests.browser import keys
from tests.browser.kinds import KINDS, Places
from tests.conftest import Reader
from tests.small import LANGUAGES

# 1280 px at 400 % zoom, and at 100 %.
NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 900}
SIZES = pytest.mark.parametrize("size", [NARROW, WIDE], ids=["320", "1280"])
PRESSES = pytest.mark.parametrize("press", ["Enter", "Space"])


def visited(page: Page, url: str) -> Page:
    """Open a page, with its longest lists thinned."""
    page.goto(url)
    keys.thin(page)
    return page


@SIZES
@pytest.mark.parametrize("kind", KINDS)
def test_every_control_is_reached_seen_and_left(
    reader: Reader, places: Places, kind: str, size: dict[str, int]
) -> None:
    """Tab meets all that can be used, in the order it is seen, and Shift+Tab leads back."""
    page = visited(reader(viewport=size), places.url(kind, size is WIDE))
    assert keys.faults(page) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_control_is_reached_seen_and_left_without_a_script(
    reader: Reader, places: Places, kind: str
) -> None:
    """Without JavaScript too, where the page is four times as large."""
    page = visited(reader(viewport=NARROW, java_script_enabled=False), places.url(kind, 2))
    assert keys.faults(page, back=False) == []


@SIZES
@pytest.mark.parametrize("kind", ["part", "notices"])
def test_with_everything_unfolded_the_order_is_still_the_one_that_is_seen(
    reader: Reader, places: Places, kind: str, size: dict[str, int]
) -> None:
    """Whoever has opened the numbers of the rules and the notices goes on downwards."""
    page = visited(reader(viewport=size), places.url(kind))
    keys.unfold(page, "main")
    assert keys.faults(page) == []


PLANTED = {
    "invisible": (
        "document.querySelector('main').insertAdjacentHTML('afterbegin',"
        ' \'<a href="#" style="opacity:0">ghost</a>\')',
        "is not visible",
    ),
    "off the screen": (
        "document.querySelector('main').insertAdjacentHTML('afterbegin',"
        ' \'<a href="#" style="position:fixed;left:-900px">away</a>\')',
        "is not visible",
    ),
    "not reached": (
        "document.querySelector('main a').tabIndex = -1",
        "is not reached",
    ),
    "trap": (
        "document.querySelector('main a').addEventListener('keydown', (e) => e.preventDefault())",
        "does not leave",
    ),
    "numbered": (
        "document.querySelectorAll('main a')[1].tabIndex = 1",
        "which stands behind it",
    ),
    "reversed": (
        "Object.assign(document.querySelector('main ul').style,"
        " {display: 'flex', flexDirection: 'column-reverse'})",
        "which is seen below it",
    ),
    "covered": (
        "document.body.insertAdjacentHTML('beforeend',"
        " '<div style=\"position:fixed;inset:0;background:#fff\"></div>')",
        "is covered by",
    ),
    "scrolls away": (
        "document.querySelector('main a').addEventListener('focus', () => scrollTo(0, 9e9));"
        "document.body.style.paddingBottom = '2000px'",
        "is not wholly on the screen",
    ),
    "one way": (
        "document.querySelectorAll('main a')[1].addEventListener('keydown', (e) => {"
        " if (e.shiftKey) { e.preventDefault(); document.querySelector('a').focus(); } })",
        "the way back is another one",
    ),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_the_walk_sees_a_planted_fault(reader: Reader, places: Places, fault: str) -> None:
    """A walk that finds nothing wrong is worth something only if it can find it."""
    page = visited(reader(viewport=WIDE, bypass_csp=True), places.url("nowhere"))
    planted, told = PLANTED[fault]
    page.evaluate(f"() => {{ {planted} }}")
    assert any(told in line for line in keys.faults(page))


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_stop_leads_past_the_head(reader: Reader, places: Places, kind: str) -> None:
    """On every page one key passes the head, and the next one is in the text."""
    page = visited(reader(viewport=NARROW), places.url(kind))
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert (skip.get_attribute("href") or "").startswith("#")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    goal = page.locator(":target")
    expect(goal).to_be_in_viewport()
    assert goal.evaluate("e => Boolean(e.closest('main'))")
    page.keyboard.press("Tab")
    assert page.locator(":focus").evaluate("e => Boolean(e.closest('main'))")


@PRESSES
def test_the_parts_open_and_close(reader: Reader, places: Places, press: str) -> None:
    """On a phone the list of parts is opened, read through and closed without a finger."""
    page = reader(viewport=NARROW)
    for kind in ("start", "part"):
        page.goto(places.url(kind))
        summary = page.locator(".parts--narrow > summary")
        keys.goto(page, summary)
        page.keyboard.press(press)
        expect(page.locator(".parts--narrow")).to_have_attribute("open", "")
        page.keyboard.press("Tab")
        expect(page.locator(".parts--narrow a").first).to_be_focused()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press(press)
        expect(page.locator(".parts--narrow a").first).to_be_hidden()
        expect(summary).to_be_focused()
    page.keyboard.press(press)
    keys.goto(page, page.locator(".parts--narrow a").last)
    page.keyboard.press("Enter")
    expect(page.locator("h1 .part-number")).to_have_text(
        page.locator(".parts--narrow a[aria-current] .number").text_content() or ""
    )


@SIZES
def test_the_language_is_changed(reader: Reader, places: Places, size: dict[str, int]) -> None:
    """Each language is some keys away."""
    page = reader(viewport=size)
    for code in LANGUAGES:
        page.goto(places.url("part"))
        keys.goto(page, page.locator(f".languages a[hreflang={code}]"))
        page.keyboard.press("Enter")
        expect(page.locator(f"html[lang={code}]")).to_be_attached()


def searched(page: Page) -> Locator:
    """Expect the open search, with the focus in its field, and return the field."""
    field = page.locator("dialog[open] input")
    expect(field).to_be_focused()
    page.locator("dialog[data-ready]").wait_for()
    return field


@pytest.mark.parametrize(
    ("press", "size"),
    [("Enter", NARROW), ("Space", WIDE), ("Control+k", NARROW), ("Meta+k", WIDE)],
    ids=["Enter", "Space", "Ctrl+K", "Cmd+K"],
)
def test_the_search_is_opened_used_and_left(
    reader: Reader, places: Places, built: Path, press: str, size: dict[str, int]
) -> None:
    """Open, type, choose with arrows, leave with Escape: the reader is where they were."""
    page = reader(viewport=size)
    page.goto(places.url("part"))
    # A shortcut works from wherever the reader is, and leads back there.
    opener = page.locator("[data-search-open]" if "+" not in press else ".rule-control summary")
    keys.goto(page, opener.first)
    page.keyboard.press(press)
    field = searched(page)
    names = guideline.read(built.parent).names[places.code("part")].by_id
    page.keyboard.type(next(iter(names.values())))
    options = page.locator("dialog [role=option]")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    expect(options.last).to_be_in_viewport(ratio=0.9)
    expect(field).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("dialog :focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(opener.first).to_be_focused()


def test_within_the_search_everything_is_reached(reader: Reader, places: Places) -> None:
    """Its field, its results as one, its suggestions and the button that closes it."""
    page = reader(viewport=NARROW)
    page.goto(places.url("part"))
    keys.goto(page, page.locator("[data-search-open]"))
    page.keyboard.press("Enter")
    for typed in ("", "zzzzqq"):
        searched(page).fill(typed)
        expected = set(keys.reachable(page))
        # The walk begins at the field, which comes first.
        walked = keys.walk(page)
        assert [stop for stop in walked if stop.fault] == []
        assert expected - {min(expected)} <= {stop.place for stop in walked}
        page.locator("dialog input").focus()
    keys.goto(page, page.locator("[data-search-close]"))
    page.keyboard.press("Space")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("[data-search-open]")).to_be_focused()


@SIZES
@PRESSES
def test_a_rules_number_opens_and_closes(
    reader: Reader, places: Places, press: str, size: dict[str, int]
) -> None:
    """The number of a rule opens to its links and its citation, and closes again."""
    page = reader(viewport=size)
    page.goto(places.url("part"))
    control = page.locator(".rule-control").first
    summary = control.locator("summary")
    keys.goto(page, summary)
    page.keyboard.press(press)
    expect(control).to_have_attribute("open", "")
    inner = control.locator("a[href], button")
    for one in inner.all():
        expect(one).to_be_visible()
        page.keyboard.press("Tab")
        expect(one).to_be_focused()
    for _ in inner.all():
        page.keyboard.press("Shift+Tab")
    expect(summary).to_be_focused()
    page.keyboard.press(press)
    expect(control.locator("a").first).to_be_hidden()
    expect(summary).to_be_focused()


@PRESSES
@pytest.mark.parametrize("clipboard", ["given", "refused"])
def test_a_citation_is_copied(
    reader: Reader, places: Places, built: Path, press: str, clipboard: str
) -> None:
    """One key copies number, name and link; where the browser refuses, they stand selected."""
    page = reader(viewport=NARROW, permissions=["clipboard-read", "clipboard-write"])
    if clipboard == "refused":
        # As on plain http, where a browser gives no clipboard to a page.
        page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(places.url("part"))
    control = page.locator(".rule-control").first
    keys.goto(page, control.locator("summary"))
    page.keyboard.press("Enter")
    button = control.locator("[data-cite]")
    keys.goto(page, button)
    page.keyboard.press(press)
    read = guideline.read(built.parent)
    id_ = control.locator("xpath=..").get_attribute("id") or ""
    if clipboard == "given":
        page.wait_for_function("async () => (await navigator.clipboard.readText()) !== ''")
        text = page.evaluate("navigator.clipboard.readText()")
        expect(button).to_be_focused()
        said = page.locator("[role=status]").filter(has_text=re.compile(r"\w"))
        expect(said).to_have_count(1)
    else:
        shown = page.locator("textarea[readonly]")
        expect(shown).to_be_visible()
        expect(shown).to_be_focused()
        expect(shown).to_have_accessible_name(re.compile(r"\w"))
        text = shown.evaluate("e => e.value.slice(e.selectionStart, e.selectionEnd)")
    assert read.numbers[id_] in text
    assert read.names[places.code("part")].by_id[id_] in text
    assert f"{places.url('part')}#{id_}" in text


@PRESSES
def test_the_words_in_force_unfold_in_a_notice(reader: Reader, places: Places, press: str) -> None:
    """What another language says is unfolded and folded where the notice stands."""
    page = reader(viewport=NARROW)
    page.goto(places.url("notices"))
    details = page.locator(".notice details:not([open])").first.element_handle()
    assert details is not None
    keys.goto(page, page.locator(".notice details:not([open]) > summary").first)
    for is_open in (True, False):
        page.keyboard.press(press)
        assert details.evaluate("e => e.open") == is_open
        assert details.evaluate("e => e.contains(document.activeElement)")


@SIZES
def test_a_language_is_left_out_side_by_side(
    reader: Reader, places: Places, size: dict[str, int]
) -> None:
    """A box for each language, ticked and emptied with the space bar."""
    page = reader(viewport=size)
    page.goto(places.url("side by side"))
    for box in page.locator(".side input[type=checkbox]").all():
        keys.goto(page, box)
        column = page.locator(f"td[lang={box.get_attribute('value')}]").first
        page.keyboard.press("Space")
        expect(column).to_be_hidden()
        page.keyboard.press("Space")
        expect(column).to_be_visible()
        expect(box).to_be_focused()


@SIZES
def test_the_palette_is_chosen_with_arrows(
    reader: Reader, places: Places, size: dict[str, int]
) -> None:
    """Three palettes, one stop: arrows choose, and the choice holds on the next page."""
    page = reader(viewport=size, color_scheme="light")
    page.goto(places.url("part"))
    radios = page.locator(".palette input[type=radio]")
    expect(radios).to_have_count(3)
    keys.goto(page, page.locator(".palette input:checked"))
    chosen = page.locator(".palette :checked")
    ground = "getComputedStyle(document.body).backgroundColor"
    grounds = {}
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        expect(chosen).to_be_focused()
        grounds[page.locator("html").get_attribute("data-palette")] = page.evaluate(ground)
    assert grounds[None] == grounds["light"] != grounds["dark"]
    while page.locator("html").get_attribute("data-palette") != "dark":
        page.keyboard.press("ArrowLeft")
    page.goto(places.url("start"))
    assert page.evaluate(ground) == grounds["dark"]
    # One stop: the next key leaves the group.
    keys.goto(page, chosen)
    page.keyboard.press("Tab")
    expect(page.locator(".palette :focus")).to_have_count(0)


@PRESSES
def test_the_page_is_printed(reader: Reader, places: Places, press: str) -> None:
    """The button for printing does what its name says."""
    page = reader(viewport=NARROW)
    page.add_init_script("window.print = () => { window.printed = true; }")
    page.goto(places.url("part"))
    keys.goto(page, page.locator("button[data-print]"))
    page.keyboard.press(press)
    assert page.evaluate("window.printed === true")


STATE = """() => [location.href, document.activeElement === document.body,
  document.documentElement.outerHTML, document.querySelectorAll(":modal").length,
  scrollX, scrollY]"""


def pressed(page: Page) -> list[str]:
    """Press every letter, digit and sign alone; return those that did something."""
    told = []
    before = page.evaluate(STATE)
    for sign in string.ascii_lowercase + string.digits + ".,/?-+<>":
        page.keyboard.press(sign)
        if page.evaluate(STATE) != before:
            told.append(sign)
            before = page.evaluate(STATE)
    page.wait_for_timeout(100)
    return told if page.evaluate(STATE) == before else [*told, "later"]


@pytest.mark.parametrize("kind", ["start", "part", "side by side", "nowhere"])
def test_no_single_key_does_anything(reader: Reader, places: Places, kind: str) -> None:
    """Whoever speaks to the computer, or whose hand slips, sets nothing off."""
    page = reader(viewport=WIDE)
    page.goto(places.url(kind))
    assert pressed(page) == []


def test_a_single_key_that_does_something_is_seen(reader: Reader, places: Places) -> None:
    """The instrument sees a key that opens, and one that goes on."""
    page = reader(viewport=WIDE)
    page.goto(places.url("nowhere"))
    page.evaluate("""() => addEventListener("keydown", (event) => {
      if (event.key === "s") document.querySelector("a").focus();
      if (event.key === ".") history.pushState(null, "", "#on");
    })""")
    assert pressed(page) == ["s", "."]

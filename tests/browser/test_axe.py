"""Every page and every state of it, by all rules of axe-core: no fault, and nothing left open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import keys
from tests.browser.axe import Finding, Note, Seen, look, never_seen, notes, told
from tests.browser.states import (
    DESKTOP,
    PHONE,
    SEARCHES,
    a_rule,
    a_rule_without_clipboard,
    arrived,
    no_language,
    on_paper,
    own_language,
    parts,
    without_script,
)
from tests.conftest import Reader
from tests.serving import served
from tests.small import LANGUAGES

View = tuple[dict[str, int], str]

# As wide as the paper: A4 at 96 pixels an inch.
SHEET = {"width": 794, "height": 1123}
EVERYWHERE = tuple(product((PHONE, DESKTOP), ("light", "dark")))
# Each window and each palette once.
ACROSS = ((PHONE, "dark"), (DESKTOP, "light"))
ON_PAPER = ((SHEET, "light"), (SHEET, "dark"))


@pytest.fixture
def at(changed: Path) -> Iterator[str]:
    """The address of the site of a guideline to which things have happened."""
    with served(changed) as address:
        yield address


def seen(page: Page, at: str, state: str, views: tuple[View, ...] = EVERYWHERE) -> list[Seen]:
    """Look at a page as it stands in windows and palettes, one after the other."""
    path = page.url.removeprefix(at)
    looks = []
    for size, scheme in views:
        page.set_viewport_size(size)  # type: ignore[arg-type] # a size
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] # a scheme
        looks.append(look(page, path, f"{state} {scheme} {size['width']}".strip()))
    return looks


def found(looks: list[Seen]) -> list[Finding]:
    """Return the findings of several looks."""
    return [one for each in looks for one in each.findings]


@pytest.mark.parametrize("site", ["built", "changed"])
def test_no_page_has_a_fault(reader: Reader, site: str, request: pytest.FixtureRequest) -> None:
    """In each language, light and dark, on a phone, a desktop and paper, closed and all open."""
    folder: Path = request.getfixturevalue(site)
    findings: list[Finding] = []
    # To measure, a style sheet of the instrument's own is laid over the page.
    page = reader(bypass_csp=True)
    with served(folder) as at:
        for file in sorted(folder.rglob("*.html")):
            page.goto(at + file.relative_to(folder).as_posix().removesuffix("index.html"))
            looks = seen(page, at, "")
            keys.unfold(page)
            looks += seen(page, at, "open", ACROSS)
            on_paper(page)
            looks += seen(page, at, "on paper", ON_PAPER[:1])
            page.emulate_media(media="screen")
            findings += found(looks) + never_seen(looks)
    assert not findings, told(findings)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_search_has_no_fault(reader: Reader, at: str, code: str) -> None:
    """With results, without, for half a word or an unknown one, and where it cannot be loaded."""
    page = reader(bypass_csp=True)
    page.goto(f"{at}{code}/safety/")
    looks = seen(page, at, "")
    for name, state in SEARCHES.items():
        page.goto(f"{at}{code}/safety/")
        state(page)
        looks += seen(page, at, name)
    findings = found(looks) + never_seen(looks)
    assert not findings, told(findings)


STATES: list[tuple[Callable[[Page], None], str, tuple[View, ...]]] = [
    (parts, "safety/", ((PHONE, "light"), (PHONE, "dark"))),
    (parts, "", ((PHONE, "light"), (PHONE, "dark"))),
    (a_rule, "safety/", EVERYWHERE),
    (a_rule_without_clipboard, "safety/", EVERYWHERE),
    (arrived, "safety/", EVERYWHERE),
    (without_script, "", EVERYWHERE),
    (without_script, "safety/", EVERYWHERE),
    (own_language, "side-by-side/safety/", EVERYWHERE),
    (no_language, "side-by-side/safety/", EVERYWHERE),
    (on_paper, "", ON_PAPER),
    (on_paper, "safety/", ON_PAPER),
    (on_paper, "changes/", ON_PAPER),
    (on_paper, "all/", ON_PAPER),
    (on_paper, "side-by-side/safety/", ON_PAPER),
]


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(
    ("act", "path", "views"), STATES, ids=[f"{act.__name__} {path}" for act, path, _ in STATES]
)
def test_no_state_has_a_fault(
    reader: Reader,
    at: str,
    code: str,
    act: Callable[[Page], None],
    path: str,
    views: tuple[View, ...],
) -> None:
    """What a reader opens, leaves out or prints is as good as the page that they came to."""
    page = reader(bypass_csp=True, permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{at}{code}/{path}")
    act(page)
    findings = found(seen(page, at, act.__name__.replace("_", " "), views))
    assert not findings, told(findings)


@pytest.mark.parametrize("system", ["light", "dark"])
def test_a_palette_that_is_chosen_has_no_fault(reader: Reader, at: str, system: str) -> None:
    """Whoever chooses light or dark against the system's reads as well."""
    page = reader(bypass_csp=True, color_scheme=system)
    page.goto(f"{at}sv/safety/")
    looks = []
    for choice in page.locator(".palette input[type=radio]").all():
        choice.check()
        state = f"palette {choice.get_attribute('value')} on"
        looks += seen(page, at, state, ((PHONE, system), (DESKTOP, system)))
    assert not found(looks), told(found(looks))


@pytest.mark.parametrize("note", notes(), ids=[f"{note.rule} {note.node}" for note in notes()])
def test_every_note_is_needed(reader: Reader, at: str, note: Note) -> None:
    """A note that settles nothing any more goes, or it would hide something one day."""
    page = reader(bypass_csp=True)
    page.goto(at + note.at)
    keys.unfold(page)
    assert any(note in one.noted for one in seen(page, at, "", ACROSS))


LIGHTS, DARKS = {"light 320", "light 1280"}, {"dark 320", "dark 1280"}
ALWAYS = LIGHTS | DARKS
# What is broken on a page: a style sheet or what is put at the end of the text; axe's rule; where
# it is to be told.
PLANTED = {
    "a link without a name": ("", "<a href='#here'></a>", "link-name", ALWAYS),
    "a field without a name": ("", "<input type='text'>", "label", ALWAYS),
    "letters too pale in the dark alone": (
        "@media (prefers-color-scheme: dark) { h1 { color: #456 !important } }",
        "",
        "color-contrast",
        DARKS,
    ),
    "letters too pale for the strictest alone": (
        ".planted { color: #6a6a6a; background: #fff }",
        "<p class='planted'>Pale</p>",
        "color-contrast-enhanced",
        ALWAYS,
    ),
    "letters that cross a shade": (
        ".planted { color: #000; background: linear-gradient(#fff, #333) }",
        "<p class='planted'>From what can be read to what cannot, on one line</p>",
        "color-contrast",
        ALWAYS,
    ),
    "targets too small for a thumb, on a phone": (
        "@media (width < 600px) { .planted { font-size: 8px; display: inline-block } }"
        "@media (width >= 600px) { .planted { padding: 1rem; display: inline-block } }",
        "<div><button class='planted'>a</button><button class='planted'>b</button></div>",
        "target-size",
        {"light 320", "dark 320"},
    ),
    "two main parts": ("", "<main>Once more</main>", "landmark-no-duplicate-main", ALWAYS),
    "two parts of one name": (
        "",
        "<nav aria-label='x'><a href='#a'>a</a></nav><nav aria-label='x'><a href='#b'>b</a></nav>",
        "landmark-unique",
        ALWAYS,
    ),
    "a language that is none": ("", "<p lang='finska'>Anvisning</p>", "valid-lang", ALWAYS),
    "a level left out": ("", "<h6>Deep down</h6>", "heading-order", ALWAYS),
    "a heading that is none": (
        "",
        "<p style='font: bold 2rem serif'>A part</p><p>Of what follows, some words more.</p>",
        "p-as-heading",
        ALWAYS,
    ),
    "two links of one name": (
        "",
        "<a href='../about/'>More</a> <a href='../all/'>More</a>",
        "identical-links-same-purpose",
        ALWAYS,
    ),
}


def plant(page: Page, style: str, html: str) -> None:
    """Put a style sheet into the page, and HTML at the end of its text."""
    script = """([style, html]) => {
      document.querySelector("main article").insertAdjacentHTML("beforeend", html);
      document.head.appendChild(document.createElement("style")).textContent = style;
    }"""
    page.evaluate(script, [style, html])


@pytest.mark.parametrize(("style", "html", "rule", "where"), PLANTED.values(), ids=list(PLANTED))
def test_a_planted_fault_is_told_where_it_is_and_nowhere_else(
    reader: Reader, at: str, style: str, html: str, rule: str, where: set[str]
) -> None:
    """Whoever breaks a page is told what, on which page, and in which window and palette."""
    page = reader(bypass_csp=True)
    page.goto(f"{at}en/safety/")
    plant(page, style, html)
    findings = [one for one in found(seen(page, at, "")) if one.rule == rule]
    assert {one.state for one in findings} == where, told(findings)
    assert rule in told(findings)
    assert "at en/safety/" in told(findings)


def test_what_axe_cannot_tell_is_measured(reader: Reader, at: str) -> None:
    """Letters on a shade that is pale from end to end are in order, though axe cannot tell."""
    page = reader(bypass_csp=True)
    page.goto(f"{at}en/safety/")
    style = ".planted { color: #000; background: linear-gradient(90deg, #fff, #bbb) }"
    plant(page, style, "<p class='planted'>From what can be read to what can be read</p>")
    looks = seen(page, at, "")
    assert not found(looks), told(found(looks))


def test_what_nobody_can_see_is_told(reader: Reader, at: str) -> None:
    """What is hidden in every window, closed or open, has been looked at by nobody."""
    page = reader(bypass_csp=True)
    page.goto(f"{at}en/safety/")
    plant(page, ".planted { display: none }", "<p class='planted'>No</p>")
    assert ".planted" in {one.node for one in never_seen(seen(page, at, ""))}

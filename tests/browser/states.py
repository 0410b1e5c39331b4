"""The states of a page, each brought about as a reader does it.

What is asked for is of the guideline of `tests/happened.py`, on whose page `safety/` everything is
that can be opened. Each takes a page that has been loaded, and returns when the state is there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from playwright.sync_api import Page, expect

from tests.small import LANGUAGES

__all__ = [
    "DESKTOP",
    "PHONE",
    "SEARCHES",
    "a_rule",
    "a_rule_without_clipboard",
    "arrived",
    "asked",
    "neighbour",
    "no_language",
    "on_paper",
    "own_language",
    "parts",
    "without_script",
]

State = Callable[[Page], None]

PHONE = {"width": 320, "height": 640}
DESKTOP = {"width": 1280, "height": 900}
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"

# What is typed into the search in each language, and what shows that it has answered.
QUERIES = {
    "search with results": ("[role=option]", {"fi": "linkki", "sv": "länk", "en": "link"}),
    "search without results": ("[data-search-nothing]", dict.fromkeys(LANGUAGES, "kaktus")),
    "search for an unknown word": (
        "[data-search-told]",
        {"fi": "linkki kaktus", "sv": "länk kaktus", "en": "link kaktus"},
    ),
    "search for half a word": (
        "[data-search-suggestions]",
        {"fi": "ystäväll", "sv": "vänl", "en": "kin"},
    ),
}


def neighbour(page: Page) -> str:
    """Return the title of the part that a part's page turns to, without its number."""
    return page.locator(".turn-title > span").last.text_content() or ""


def asked(page: Page, query: str, answer: str = "[role=option]") -> None:
    """Open the search, ask it, and wait for what shows that it has answered."""
    page.locator("[data-search-open]").click()
    page.locator("dialog[data-ready]").wait_for()
    page.locator("[data-search-input]").fill(query)
    page.locator(answer).first.wait_for()


def _search(page: Page, answer: str, query: dict[str, str]) -> None:
    asked(page, query[page.locator("html").get_attribute("lang") or ""], answer)
    page.keyboard.press("ArrowDown")


def _search_that_fails(page: Page) -> None:
    page.route("**/search.*.json", lambda route: route.abort())
    page.locator("[data-search-open]").click()
    page.get_by_role("alert").wait_for()
    page.unroute("**/search.*.json")


SEARCHES: dict[str, State] = {
    **{name: partial(_search, answer=one, query=query) for name, (one, query) in QUERIES.items()},
    "search that fails": _search_that_fails,
}


def parts(page: Page) -> None:
    """Open the list of parts on a phone."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type] # a size
    page.locator("details.parts--narrow > summary").click()
    expect(page.locator("details.parts--narrow nav")).to_be_visible()


def a_rule(page: Page) -> None:
    """Open the control of a rule, and press what copies its citation."""
    control = page.locator("li.rule > details").first
    control.locator("summary").click()
    expect(control).to_have_attribute("open", "")
    for button in control.locator("[data-cite]").all():
        before = page.locator("body").inner_html()
        button.click()
        page.wait_for_function("before => document.body.innerHTML !== before", arg=before)


def a_rule_without_clipboard(page: Page) -> None:
    """Do so where the browser refuses the clipboard, as on plain http."""
    page.add_init_script(NO_CLIPBOARD)
    page.reload()
    a_rule(page)


def without_script(page: Page) -> None:
    """Read where the script of the site does not come through."""
    page.route("**/*.js", lambda route: route.abort())
    page.reload()
    expect(page.locator("a[data-search-open]")).to_be_visible()


def arrived(page: Page) -> None:
    """Follow a link to a rule."""
    page.evaluate("id => { location.hash = id }", page.locator("li.rule").last.get_attribute("id"))
    page.locator("li.rule:target").wait_for()


def own_language(page: Page) -> None:
    """Leave out all languages but the page's own."""
    own = page.locator("html").get_attribute("lang")
    for box in page.locator("input[name=side]").all():
        box.set_checked(box.get_attribute("value") == own)


def no_language(page: Page) -> None:
    """Leave out all languages."""
    for box in page.locator("input[name=side]").all():
        box.uncheck()


def on_paper(page: Page) -> None:
    """Print."""
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")

"""Every page in a real browser."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, Response, expect

from rinnakkain import guideline
from tests.conftest import Reader
from tests.small import LANGUAGES

PHONE = {"width": 390, "height": 664}
NARROW = {"width": 320, "height": 640}
DESKTOP = {"width": 1280, "height": 900}


def a_rule(built: Path) -> tuple[str, str]:
    """Return the page and the id of a rule that does not stand first on its page."""
    read = guideline.read(built.parent)
    id_ = next(id_ for id_, number in read.numbers.items() if number.endswith(".2"))
    return f"{read.homes[id_].removesuffix('.md')}/", id_


def expect_at(page: Page, url: str, code: str, id_: str) -> None:
    """Expect the reader at the rule, in the language, with the rule in sight."""
    expect(page).to_have_url(f"{url}#{id_}")
    expect(page.locator(f"html[lang={code}]")).to_be_attached()
    expect(page.locator(f"#{id_}:target")).to_be_in_viewport()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_opens_without_an_error_and_asks_nobody_else(
    reader: Reader, address: str, paths: list[str], size: dict[str, int], scheme: str
) -> None:
    """No error in the console, no request that fails, none that leaves the machine."""
    page = reader(viewport=size, color_scheme=scheme)
    problems: list[str] = []

    def tell(what: object) -> None:
        problems.append(f"{page.url}: {what}")

    def answered(response: Response) -> None:
        if response.status >= 400:
            tell(f"{response.status} {response.url}")

    def failed(request: Request) -> None:
        # What the browser gives up because we go on to the next page has not failed.
        if request.failure != "net::ERR_ABORTED":
            tell(f"{request.failure} {request.url}")

    def asked(request: Request) -> None:
        if not request.url.startswith(address):
            tell(request.url)

    page.on("console", lambda message: tell(message.text))
    page.on("pageerror", tell)
    page.on("requestfailed", failed)
    page.on("response", answered)
    page.on("request", asked)
    for path in paths:
        page.goto(address + path)
        code = path.split("/")[0]
        lang = page.evaluate("document.documentElement.lang")
        assert lang == (code if code in LANGUAGES else "mul")
    assert problems == []


@pytest.mark.parametrize(("start", "goal"), list(permutations(LANGUAGES, 2)))
def test_the_head_changes_language_at_the_same_rule(
    reader: Reader, address: str, built: Path, start: str, goal: str
) -> None:
    """A reader who changes language at the top stays at the rule."""
    path, id_ = a_rule(built)
    page = reader(viewport=DESKTOP)
    page.goto(f"{address}{start}/{path}#{id_}")
    page.locator(f".languages a[hreflang={goal}]").click()
    expect_at(page, f"{address}{goal}/{path}", goal, id_)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
@pytest.mark.parametrize(("start", "goal"), list(permutations(LANGUAGES, 2)))
def test_a_rules_number_leads_to_the_same_rule_in_another_language(
    reader: Reader, address: str, built: Path, start: str, goal: str, script: bool
) -> None:
    """The number opens, and the way to the same rule works with and without JavaScript."""
    path, id_ = a_rule(built)
    for where in (path, "all/"):
        page = reader(viewport=PHONE, java_script_enabled=script)
        page.goto(f"{address}{start}/{where}")
        page.locator(f"#{id_} > details > summary").click()
        page.locator(f"#{id_} > details a[hreflang={goal}]").click()
        expect_at(page, f"{address}{goal}/{where}", goal, id_)


def test_without_a_script_the_head_still_changes_language(
    reader: Reader, address: str, built: Path
) -> None:
    """Without JavaScript the languages in the head lead to the same page."""
    path, _ = a_rule(built)
    page = reader(java_script_enabled=False)
    page.goto(f"{address}fi/{path}")
    page.locator(".languages a[hreflang=sv]").click()
    expect(page).to_have_url(f"{address}sv/{path}")


def test_the_rule_that_a_link_has_led_to_is_open(reader: Reader, address: str, built: Path) -> None:
    """Whoever follows a link to a rule sees what can be done with it."""
    path, id_ = a_rule(built)
    page = reader()
    page.goto(f"{address}en/{path}#{id_}")
    expect(page.locator(f"#{id_} > details")).to_have_attribute("open", "")
    page.goto(f"{address}en/")
    page.locator(f".door a[href$='#{id_}'], .door a").first.click()
    expect(page.locator(".rule:target > details[open]")).to_have_count(1)


def test_a_rules_number_is_a_control_for_the_keyboard(
    reader: Reader, address: str, built: Path
) -> None:
    """With the keyboard alone the number is reached, named, opened and left."""
    path, id_ = a_rule(built)
    page = reader()
    page.goto(f"{address}en/{path}")
    number = guideline.read(built.parent).numbers[id_]
    summary = page.locator(f"#{id_} > details > summary")
    expect(summary).to_have_accessible_name(f"Rule {number}")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#{id_} > details")).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    expect(page.locator(f"#{id_} > details button")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(f"#{id_} > details a").first).to_be_focused()


@pytest.mark.parametrize("size", [NARROW, PHONE, DESKTOP], ids=["narrow", "phone", "desktop"])
def test_no_page_is_wider_than_the_screen(
    reader: Reader, address: str, paths: list[str], size: dict[str, int]
) -> None:
    """Nobody scrolls sideways, also at four times the size."""
    page = reader(viewport=size)
    wide = []
    for path in paths:
        page.goto(address + path)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(path)
    assert wide == []


def test_the_parts_are_one_tap_away_on_a_phone(reader: Reader, address: str) -> None:
    """On a phone the list of parts opens under the head and leads on, without JavaScript."""
    page = reader(viewport=PHONE, java_script_enabled=False)
    page.goto(f"{address}sv/about/")
    page.locator(".parts--narrow > summary").click()
    page.locator(".parts--narrow a").first.click()
    expect(page.locator("h1 .part-number")).to_have_text("1")


@pytest.mark.parametrize("path", ["nowhere", "fi/nowhere/", "sv/a/b/c.html"])
def test_the_page_for_what_is_not_there_works_from_any_depth(
    reader: Reader, address: str, path: str
) -> None:
    """A reader who took a wrong turn finds a way on in each language."""
    page = reader()
    answer = page.goto(address + path)
    assert answer is not None
    assert answer.status == 404
    assert page.locator("section[lang] h2").evaluate_all("all => all.length") == 3
    # It is styled: the sheet was found from here too.
    assert page.locator(".doors").evaluate("e => getComputedStyle(e).display") == "grid"
    for code in LANGUAGES:
        page.goto(address + path)
        page.locator(f"section[lang={code}] a").first.click()
        expect(page).to_have_url(f"{address}{code}/")


def test_the_door_leads_to_each_language(reader: Reader, address: str) -> None:
    """At the root every reader finds their language, and none is the default."""
    for code in LANGUAGES:
        page = reader()
        page.goto(address)
        page.locator(f"section[lang={code}] a").click()
        expect(page).to_have_url(f"{address}{code}/")
        assert page.evaluate("document.documentElement.lang") == code


@pytest.mark.parametrize("path", ["fi/safety/", "sv/", "", "nowhere"])
def test_the_skip_link_leads_to_the_text(reader: Reader, address: str, path: str) -> None:
    """Whoever uses the keyboard passes the head in one step, on every page."""
    page = reader()
    page.goto(address + path)
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_page_says_where_it_is(reader: Reader, address: str, built: Path, code: str) -> None:
    """A part is marked among the parts, also side by side; any other page in the foot."""
    path, _ = a_rule(built)
    page = reader(viewport=DESKTOP)
    for at, where in (
        (path, ".parts--wide"),
        (f"side-by-side/{path}", ".parts--narrow"),
        ("about/", ".foot-links"),
        ("all/", ".foot-links"),
    ):
        page.goto(f"{address}{code}/{at}")
        marked = page.locator(f"{where} [aria-current]")
        expect(marked).to_have_count(1)
        leads = marked.evaluate("e => new URL(e.href).pathname")
        assert leads == f"/{code}/{path if where != '.foot-links' else at}"

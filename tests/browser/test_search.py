"""The dialog of the search, used as readers do: with a keyboard, a screen reader, a phone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Locator, Page, Request, expect

from rinnakkain import guideline
from rinnakkain.cli import main
from tests.browser.states import SEARCHES
from tests.conftest import Reader
from tests.happened import furnish
from tests.serving import served
from tests.small import LANGUAGES
from tests.tracked import tracked

NARROW = {"width": 320, "height": 640}
PHONE = {"width": 390, "height": 664}
DESKTOP = {"width": 1280, "height": 900}
# What a site is served under: everything from itself, no script or style within a page.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; base-uri 'none'; form-action 'none'"
)


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a small guideline's site, with a contact and a line of synonyms."""
    small = tracked(tmp_path_factory.mktemp("searched"))
    furnish(small)
    small.change("mkdocs.yml", "  - changes.md\n", "  - changes.md\n  - subjects.md\n")
    small.change("town.yml", "  communications:\n", "  communications: ask@small.example\n")
    lines = {
        "fi": "viesti: [tappouhkaus]",
        "sv": "meddelande: [dödshot]",
        "en": "message: [death threat]",
    }
    for code, line in lines.items():
        small.write(f"synonyms/{code}.yml", f"{line}\n")
    assert main(["--root", str(small.root), "build"]) == 0
    with served(small.root / "site") as address:
        yield address


def field(page: Page) -> Locator:
    """Return the field of the open dialog."""
    return page.locator("dialog[open] [data-search-input]")


def opened(page: Page, address: str) -> None:
    """Open the search on a page by its button."""
    page.goto(address)
    page.locator("[data-search-open]").click()
    expect(field(page)).to_be_focused()
    page.locator("dialog[data-ready]").wait_for()


def options(page: Page) -> Locator:
    """Return the results."""
    return page.locator("[role=listbox] a[role=option]")


def test_nothing_is_loaded_before_the_search_is_opened(reader: Reader, at: str) -> None:
    """Whoever only reads pays nothing for the search."""
    page = reader()
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(urlsplit(request.url).path))
    page.goto(f"{at}fi/safety/")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Tab")
    assert [path for path in loaded if "search" in path] == []
    opened(page, f"{at}fi/safety/")
    fingerprint = r"\.[0-9a-f]{8}(?=[./])"
    assert {re.sub(fingerprint, "", path) for path in loaded if "search" in path} == {
        "/fi/search.json",
        *(
            f"/assets/search/{name}"
            for name in ("dialog.js", "engine.js", "letters.js", "search.css")
        ),
    }


@pytest.mark.parametrize("keys", ["Control+k", "Meta+k"])
def test_a_key_opens_it_and_escape_gives_the_focus_back(reader: Reader, at: str, keys: str) -> None:
    """A reader at the keyboard searches from where they are, and goes on from there."""
    page = reader()
    page.goto(f"{at}sv/safety/")
    link = page.locator(".turn a").first
    link.focus()
    page.keyboard.press("k")
    expect(page.locator("dialog")).to_have_count(0)
    page.keyboard.press(keys)
    expect(field(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(link).to_be_focused()
    opener = page.locator("[data-search-open]")
    opener.click()
    expect(field(page)).to_be_focused()
    page.get_by_role("button", name="Stäng").click()
    expect(opener).to_be_focused()


def test_a_hit_leads_to_its_rule_with_the_words_marked(reader: Reader, at: str) -> None:
    """With the keyboard alone: type, go down, Enter, and read the rule with what was found."""
    page = reader()
    opened(page, f"{at}fi/")
    page.keyboard.type("uhkaavat viestit")
    expect(options(page).first.locator("mark").first).to_have_text("Uhkaavat")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.locator("mark").first.wait_for()
    # The words that were found, in their forms there; the address is the rule's own again.
    assert page.locator("#threatening-messages mark").all_inner_texts() == [
        "uhkaavasta",
        "viestistä",
    ]
    expect(page).to_have_url(f"{at}fi/safety/#threatening-messages")
    expect(page.locator("#threatening-messages:target")).to_be_in_viewport()


def test_the_results_are_walked_with_arrows_home_and_end(reader: Reader, at: str) -> None:
    """A screen reader is told which result is chosen, and the field keeps the focus."""
    page = reader()
    opened(page, f"{at}en/")
    page.keyboard.type("message link")
    expect(options(page).nth(1)).to_be_attached()
    count = options(page).count()
    expect(field(page)).to_have_attribute("aria-expanded", "true")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    walk = {"ArrowDown": 0, "End": count - 1, "ArrowUp": count - 2, "Home": 0}
    for key, place in walk.items():
        page.keyboard.press(key)
        option = options(page).nth(place)
        expect(option).to_have_attribute("aria-selected", "true")
        active = field(page).get_attribute("aria-activedescendant")
        assert active == option.get_attribute("id")
        expect(field(page)).to_be_focused()
    expect(page.locator("[aria-selected=true]")).to_have_count(1)
    page.keyboard.type("x")
    expect(field(page)).not_to_have_attribute("aria-activedescendant", re.compile("."))


@pytest.mark.parametrize(
    ("code", "query", "said"),
    [
        ("fi", "linkki", "1 osuma"),
        ("sv", "länk kaktus", "Finns inte i anvisningen: kaktus."),
        ("en", "mesage", "Showing results for: messag"),
        ("en", "walrus", "The guideline has no answer to this."),
    ],
)
def test_what_was_found_is_spoken_and_seen(
    reader: Reader, at: str, code: str, query: str, said: str
) -> None:
    """How many, what is not known and what was taken for a slip: heard and read alike."""
    page = reader()
    opened(page, f"{at}{code}/")
    page.keyboard.type(query)
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text(said)
    expect(page.locator(".search-body")).to_contain_text(said)


def test_where_nothing_is_found_there_is_a_way_on(reader: Reader, at: str) -> None:
    """The reader is told so in their language, with the way to all rules and to whom to ask."""
    page = reader()
    opened(page, f"{at}sv/safety/")
    page.keyboard.type("kaktus")
    note = page.locator("[data-search-nothing]")
    expect(note).to_contain_text("Anvisningen har inget svar på det här.")
    expect(note.get_by_role("link", name="ask@small.example")).to_be_visible()
    expect(page.get_by_role("listbox")).to_have_count(0)
    note.get_by_role("link", name="Sakregister").click()
    expect(page).to_have_url(f"{at}sv/subjects/")
    opened(page, f"{at}sv/")
    page.keyboard.type("kaktus")
    page.locator("[data-search-nothing] a").first.click()
    expect(page).to_have_url(f"{at}sv/all/")


def test_a_link_can_ask(reader: Reader, at: str) -> None:
    """A link with a question opens the search with its answers."""
    page = reader()
    page.goto(f"{at}en/about/?q=odd%20links")
    expect(options(page).first).to_contain_text("Odd links")
    expect(field(page)).to_have_value("odd links")


def test_a_word_half_typed_is_completed(reader: Reader, at: str) -> None:
    """Suggestions stand outside the results, and one press takes one."""
    page = reader()
    opened(page, f"{at}en/")
    page.keyboard.type("threat")
    button = page.locator("[data-search-suggestions]").get_by_role("button", name="threaten")
    assert not page.locator("[role=listbox] button").count()
    button.click()
    expect(field(page)).to_have_value(re.compile("^threaten"))
    expect(field(page)).to_be_focused()
    expect(options(page).first).to_contain_text("Threatening messages")


def test_words_that_only_readers_have_find_the_words_of_the_text(reader: Reader, at: str) -> None:
    """What an editor wrote into the synonyms finds, also of several words."""
    page = reader()
    for code, query in {"fi": "tappouhkauksesta", "sv": "dödshot", "en": "a death threat"}.items():
        opened(page, f"{at}{code}/")
        page.keyboard.type(query)
        expect(options(page).first).to_have_attribute("href", re.compile("#threatening-messages$"))


def test_a_search_that_cannot_be_loaded_says_so(reader: Reader, at: str) -> None:
    """Nobody waits for ever: the reader is told, tries again, or takes the list."""
    page = reader()
    page.route("**/search.*.json", lambda route: route.abort())
    page.goto(f"{at}fi/safety/")
    page.locator("[data-search-open]").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Hakua ei voitu ladata.")
    expect(alert.get_by_role("link")).to_have_attribute("href", "../all/")
    page.keyboard.type("linkki")
    page.unroute("**/search.*.json")
    alert.get_by_role("button").click()
    expect(options(page).first).to_contain_text("Oudot linkit")
    expect(alert).to_be_hidden()


def test_where_not_even_the_dialog_loads_the_button_leads_to_the_list(
    reader: Reader, at: str
) -> None:
    """The button always leads somewhere."""
    page = reader()
    page.route("**/dialog.js", lambda route: route.abort())
    page.goto(f"{at}fi/safety/")
    page.locator("[data-search-open]").click()
    expect(page).to_have_url(f"{at}fi/subjects/")


def test_without_a_script_the_button_leads_to_the_subject_index(reader: Reader, at: str) -> None:
    """Without JavaScript a reader looks the word up, as in a book, and comes to its rule."""
    page = reader(java_script_enabled=False)
    page.goto(f"{at}en/safety/")
    page.locator("[data-search-open]").click()
    expect(page).to_have_url(f"{at}en/subjects/")
    row = page.locator(".subjects > div", has_text="death threat")
    row.get_by_role("link").click()
    expect(page).to_have_url(f"{at}en/safety/#threatening-messages")


def test_nothing_is_sent_and_nothing_is_kept(reader: Reader, at: str) -> None:
    """What a reader types stays between them and their browser."""
    page = reader()
    sent: list[Request] = []
    opened(page, f"{at}fi/")
    page.on("request", lambda request: sent.append(request))
    page.keyboard.type("uhkaavat viestit")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Enter")
    page.locator("mark").first.wait_for()
    told = [unquote(f"{request.url} {request.post_data or ''}").lower() for request in sent]
    assert [text for text in told if re.search("uhka|viest", text)] == []
    assert all(request.url.startswith(at) for request in sent)
    kept = page.evaluate("[{...localStorage}, {...sessionStorage}, document.cookie]")
    assert kept == [{}, {}, ""]
    assert page.evaluate("indexedDB.databases()") == []


def test_only_texts_of_the_pages_language_are_found(reader: Reader, address: str) -> None:
    """Each language has its own search, over its own words."""
    read = {"fi": "viesti", "sv": "meddelande", "en": "message"}
    page = reader()
    for code in LANGUAGES:
        opened(page, f"{address}{code}/about/")
        for word in read.values():
            field(page).fill(word)
            hrefs = options(page).evaluate_all("all => all.map((one) => one.href)")
            assert all(href.startswith(f"{address}{code}/") for href in hrefs)
            assert not any(re.search("/(all|changes|side-by-side|subjects)/", h) for h in hrefs)


def test_every_rule_is_found_by_its_short_name(reader: Reader, built: Path, address: str) -> None:
    """What the contents call a rule finds it among the first three, in every language."""
    read = guideline.read(built.parent)
    page = reader()
    lost = []
    for code in LANGUAGES:
        opened(page, f"{address}{code}/")
        for id_, name in read.names[code].by_id.items():
            field(page).fill(name)
            hrefs = options(page).evaluate_all("all => all.slice(0, 3).map((one) => one.hash)")
            if f"#{id_}" not in hrefs:
                lost.append((code, name, hrefs))
    assert lost == []


@pytest.mark.parametrize("size", [NARROW, DESKTOP], ids=["narrow", "desktop"])
@pytest.mark.parametrize("state", SEARCHES)
def test_the_dialog_fits(reader: Reader, at: str, size: dict[str, int], state: str) -> None:
    """With results, without, with an unknown word and with an error: nobody scrolls sideways."""
    page = reader(viewport=size)
    page.goto(f"{at}fi/safety/")
    SEARCHES[state](page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("dialog").evaluate("one => one.scrollWidth <= one.clientWidth")


def test_the_chosen_result_is_seen_in_forced_colours(reader: Reader, at: str) -> None:
    """Whoever needs their own colours sees which result is chosen, and the marks."""
    page = reader(forced_colors="active")
    opened(page, f"{at}fi/")
    page.keyboard.type("viesti")
    page.keyboard.press("ArrowDown")
    style = "e => [getComputedStyle(e).outlineStyle, getComputedStyle(e).outlineWidth]"
    assert options(page).first.evaluate(style) == ["solid", "2px"]
    back = "e => getComputedStyle(e).backgroundColor"
    mark = page.locator("[role=option] mark").first
    assert mark.evaluate(back) != page.locator("dialog").evaluate(back)


def test_it_works_under_a_strict_policy(reader: Reader, at: str) -> None:
    """A server may forbid whatever stands within a page: nothing of the search does."""
    page = reader()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))

    def guard(route: object) -> None:
        answer = route.fetch()  # type: ignore[attr-defined] # a Route
        headers = {**answer.headers, "content-security-policy": POLICY}
        route.fulfill(response=answer, headers=headers)  # type: ignore[attr-defined]

    page.route("**/*", guard)
    opened(page, f"{at}sv/")
    page.keyboard.type("meddelande")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Enter")
    page.locator("mark").first.wait_for()
    assert told == []

"""What a screen reader says: a name for everything, in the language of the page, and its state."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from rinnakkain import guideline
from tests.browser import keys, names, states
from tests.browser.kinds import KINDS, Places
from tests.conftest import Reader
from tests.small import LANGUAGES

NARROW = {"width": 320, "height": 640}
WIDE = {"width": 1280, "height": 900}
IMAGES = {"image", "img", "graphics-document", "figure", "graphics-symbol"}
NAMED = names.CONTROLS | names.LANDMARKS | IMAGES | {"heading", "group", "table"}


@pytest.fixture(scope="module")
def words(built: Path) -> dict[str, set[str]]:
    """The site's own words by language."""

    def within(value: object) -> Iterator[str]:
        if isinstance(value, Mapping):
            for one in value.values():
                yield from within(one)
        elif isinstance(value, str):
            yield value

    read = guideline.read(built.parent)
    # A language is called by its own name in all of them.
    names_of = {locale.name for locale in read.settings.locales}
    return {code: set(within(own)) | names_of for code, own in read.words.items()}


def faults(page: Page, words: dict[str, set[str]]) -> list[str]:
    """Say what a page tells assistive technology wrongly."""
    found = names.read(page, NAMED)
    told = []
    for node in found:
        is_single = node.role in ("banner", "main", "contentinfo")
        if not node.name and node.role not in ("group", "table") and not is_single:
            told.append(f"{node.role} “{node.seen[:30]}” has no name")
        if node.role in names.CONTROLS - {"combobox", "textbox", "listbox"}:
            letters = "".join(re.findall(r"[\w]+", node.name.lower()))
            seen = "".join(re.findall(r"[\w]+", node.seen.lower()))
            if seen not in letters:
                told.append(f"{node.role} “{node.name}” shows “{node.seen}”")
        if names.foreign(words, node.lang, node.name):
            told.append(f"{node.role} “{node.name}” is not in {node.lang}")
    for role in sorted(names.LANDMARKS):
        own = [node.name for node in found if node.role == role]
        if len(own) > 1:
            told += [f"{n} {role}s are named “{name}”" for name, n in Counter(own).items() if n > 1]
    for role in ("banner", "main"):
        count = sum(node.role == role for node in found)
        told += [f"there are {count} of {role}"] if count != 1 else []
    return told + list(outline(found)) + speechless(page)


def outline(found: list[names.Node]) -> Iterator[str]:
    """Say where the headings of a page make no outline."""
    levels = [int(node.states["level"]) for node in found if node.role == "heading"]
    if levels.count(1) != 1:
        yield f"there are {levels.count(1)} headings of the first level"
    # What stands before the text, in the head, is below no heading of it.
    for one, other in pairwise(levels):
        if other > one + 1:
            yield f"a heading of level {other} follows one of level {one}"


_SPEECHLESS = """() => {
  const told = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const e = node.parentElement;
    if (!/\\p{L}/u.test(node.data) || e.closest("script, style, template")) continue;
    const lang = e.closest("[lang]")?.lang;
    if (!lang || lang === "mul") told.push(`“${node.data.trim()}” is in “${lang}”`);
  }
  return told;
}"""


def speechless(page: Page) -> list[str]:
    """Say which texts stand in no language that a screen reader could speak."""
    told: list[str] = page.evaluate(_SPEECHLESS)
    return told


@pytest.mark.parametrize(
    ("kind", "size"),
    # What a narrow screen has of its own stands on these.
    [(kind, WIDE) for kind in KINDS]
    + [(kind, NARROW) for kind in ("start", "part", "side by side")],
)
def test_everything_has_a_name_in_its_language(
    reader: Reader, places: Places, words: dict[str, set[str]], kind: str, size: dict[str, int]
) -> None:
    """Controls, landmarks and pictures are named, headings nest, words have a language."""
    page = reader(viewport=size)
    page.goto(places.url(kind, size is WIDE))
    keys.thin(page)
    keys.unfold(page)
    assert faults(page, words) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_search_speaks_the_language_of_its_page(
    reader: Reader, places: Places, words: dict[str, set[str]], code: str
) -> None:
    """With results, without any and where it fails, everything in it is named."""
    page = reader(viewport=NARROW)
    for state, search in states.SEARCHES.items():
        page.goto(f"{places.happened}{code}/safety/")
        search(page)
        found = names.read(page, names.CONTROLS | {"dialog", "status", "alert"})
        assert any(node.role == "dialog" and node.name for node in found)
        told = [
            f"{node.role} “{node.name}”"
            for node in found
            if (node.role in names.CONTROLS and not node.name)
            or names.foreign(words, code, node.name)
        ]
        assert told == [], state


def spoken(page: Page, role: str) -> str:
    """Return what the live regions of a role say now; they have to be live."""
    found = [node for node in names.read(page, {role}) if node.role == role]
    assert found, f"there is no {role}"
    assert all(node.states.get("live") in ("polite", "assertive") for node in found)
    regions = page.locator(f"[role={role}]:not(template *)").all_text_contents()
    return " ".join(" ".join(text.split()) for text in regions).strip()


def test_results_and_errors_are_announced(reader: Reader, places: Places) -> None:
    """How many there are, that there are none, and that something failed is said aloud."""
    page = reader(viewport=WIDE)
    page.goto(places.url("part"))
    name = states.neighbour(page)
    page.keyboard.press("Control+k")
    page.locator("dialog[data-ready]").wait_for()
    for query, answer in ((name, "[data-search-count]"), ("zzzzqq", "[data-search-nothing] p")):
        page.locator("dialog[open] input").fill(query)
        seen = page.locator(answer).first.inner_text()
        assert seen
        # It is said when the reader pauses.
        expect(page.locator("dialog [role=status]")).to_contain_text(seen)
        assert seen in spoken(page, "status")
        shown = page.locator("dialog [role=option]").count()
        assert shown < 2 or re.search(rf"\b{shown}\b", seen)
    page.route("**/search.*.json", lambda route: route.abort())
    page.goto(places.url("part"))
    page.keyboard.press("Control+k")
    expect(page.locator("dialog [role=alert]")).to_be_visible()
    assert spoken(page, "alert")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_rules_number_says_what_it_is_and_whether_it_is_open(
    reader: Reader, built: Path, places: Places, code: str
) -> None:
    """“Rule 7.2, collapsed”: in the page's language, for every rule of a page."""
    read = guideline.read(built.parent)
    word = read.words[code]["rule"]
    page = reader(viewport=WIDE)
    page.goto(f"{places.real}{code}/{places.part}")
    numbers = [
        number
        for id_, number in read.numbers.items()
        if read.homes[id_].removesuffix(".md") == places.part.rstrip("/")
    ]

    def told() -> dict[str, object]:
        found = names.read(page, {"DisclosureTriangle"})
        return {n.name: n.states.get("expanded") for n in found if "main" in n.within}

    expected = [f"{word} {number}" for number in numbers]
    assert {name: told().get(name) for name in expected} == dict.fromkeys(expected, False)
    page.locator(".rule-control summary").first.click()
    assert told()[expected[0]] is True


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("door", "nowhere")])
def test_each_language_is_offered_in_its_own(reader: Reader, places: Places, kind: str) -> None:
    """Links with `lang` and `hreflang`, and one of them is the page's own."""
    page = reader()
    page.goto(places.url(kind))
    links = page.locator(".languages a").evaluate_all(
        "all => all.map((a) => [a.lang, a.hreflang, a.getAttribute('aria-current')])"
    )
    assert [(lang, there) for lang, there, _ in links] == [(code, code) for code in LANGUAGES]
    own = page.evaluate("document.documentElement.lang")
    assert [lang for lang, _, current in links if current] == [own]
    assert own == places.code(kind)


PLANTED = {
    "no name": ("document.querySelector('main a').textContent = ''", "has no name"),
    "another name": (
        "document.querySelector('main a').setAttribute('aria-label', 'elsewhere')",
        "shows",
    ),
    "another language": (
        "document.querySelector('.languages').setAttribute('aria-label', 'Kielet')",
        "is not in sv",
    ),
    "one name twice": (
        "document.querySelectorAll('nav').forEach((e) => e.setAttribute('aria-label', 'x'))",
        "are named “x”",
    ),
    "no heading": ("document.querySelector('h1').remove()", "0 headings"),
    "skipped": (
        "document.querySelector('h1').insertAdjacentHTML('afterend', '<h4>x</h4>')",
        "level 4 follows",
    ),
    "no language": ("document.documentElement.lang = 'mul'", "is in “mul”"),
    "picture": (
        "document.querySelector('main').insertAdjacentHTML('beforeend',"
        " '<img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\" width=9 height=9>')",
        "has no name",
    ),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_wrong_name_is_told(
    reader: Reader, places: Places, words: dict[str, set[str]], fault: str
) -> None:
    """The instrument sees what is nameless, named otherwise, foreign, doubled or out of line."""
    page = reader(viewport=WIDE)
    page.goto(f"{places.real}sv/about/")
    assert faults(page, words) == []
    planted, told = PLANTED[fault]
    page.evaluate(f"() => {{ {planted} }}")
    assert any(told in line for line in faults(page, words))

"""What a reader sees first, chooses, and takes along."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from rinnakkain import guideline, ui
from rinnakkain.checks.doors import URGENT
from tests.browser.contrast import faults, texts
from tests.browser.kinds import has_door
from tests.browser.pixels import contrast
from tests.browser.test_walk import DESKTOP, NARROW, PHONE, a_rule
from tests.conftest import Reader
from tests.small import LANGUAGES


def citation(built: Path, address: str, code: str) -> tuple[str, str, str]:
    """Return the path and the id of a rule, and how it is cited."""
    read = guideline.read(built.parent)
    path, id_ = a_rule(built)
    words, day = read.words[code], read.history.edition
    said = (
        f"{words['rule']} {read.numbers[id_]} {read.names[code].by_id[id_]}",
        f"{words['guideline']}, {words['town_official']}",
        *([str(words["edition"]).format(day=ui.day(words, day))] if day else []),
    )
    return path, id_, " ".join((*(f"{one}." for one in said), f"{address}{code}/{path}#{id_}"))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("where", ["part", "all"])
def test_a_rule_is_copied_as_it_is_cited(
    reader: Reader, address: str, built: Path, code: str, where: str
) -> None:
    """Number, short name, the edition's day and the link are one press away, and it is said."""
    path, id_, wanted = citation(built, address, code)
    page = reader(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{address}{code}/{path if where == 'part' else 'all/'}")
    page.locator(f"#{id_} summary").click()
    page.locator(f"#{id_} [data-cite]").click()
    words = ui.group(guideline.read(built.parent).words[code], "citation")
    expect(page.get_by_role("status").filter(has_text=words["copied"])).to_be_attached()
    assert page.evaluate("navigator.clipboard.readText()") == wanted


@pytest.mark.parametrize("code", LANGUAGES)
def test_where_the_clipboard_is_refused_the_citation_is_shown_selected(
    reader: Reader, address: str, built: Path, code: str
) -> None:
    """On plain http nothing fails: the words stand there, marked, to be taken by hand."""
    path, id_, wanted = citation(built, address, code)
    page = reader()
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(f"{address}{code}/{path}#{id_}")
    for _ in range(2):  # pressed twice, it is not there twice
        page.locator(f"#{id_} [data-cite]").click()
    words = ui.group(guideline.read(built.parent).words[code], "citation")
    field = page.get_by_label(words["selected"])
    expect(field).to_be_focused()
    expect(field).to_have_value(wanted)
    assert page.evaluate("getSelection().toString()") == wanted
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        ground, colour = field.evaluate(
            """e => ["backgroundColor", "color"].map((name) =>
              getComputedStyle(e, "::selection")[name].match(/[0-9]+/g).map(Number))"""
        )
        assert contrast(tuple(colour), tuple(ground)) >= 7


def test_without_a_script_a_rule_has_a_link_to_be_taken_along(
    reader: Reader, address: str, built: Path
) -> None:
    """The same place holds a plain link, and no button that would do nothing."""
    path, id_, _ = citation(built, address, "sv")
    page = reader(java_script_enabled=False)
    page.goto(f"{address}sv/{path}")
    page.locator(f"#{id_} summary").click()
    page.locator(f"#{id_} a[data-cite]").click()
    expect(page).to_have_url(f"{address}sv/{path}#{id_}")
    expect(page.locator("button:visible")).to_have_count(0)
    expect(page.locator(".palette")).to_be_hidden()


def tokens(page: Page) -> dict[str, str]:
    """Return the colours of a page as they are computed."""
    names = ["paper", "shallows", "land", "ink", "sea", "granite", "magenta", "hairline", "mark"]
    return dict(
        page.evaluate(
            """names => {
              const style = getComputedStyle(document.documentElement);
              const tokens = names.map((name) => [name, style.getPropertyValue(`--${name}`)]);
              return [...tokens, ["scheme", style.colorScheme]];
            }""",
            names,
        )
    )


def test_a_chosen_palette_holds_on_every_page_and_is_all_that_is_stored(
    reader: Reader, address: str
) -> None:
    """Who reads better on dark or on light chooses once; the system decides until then."""
    systems = {scheme: reader(color_scheme=scheme) for scheme in ("light", "dark")}
    for page in systems.values():
        page.goto(f"{address}sv/safety/")
    seen = {scheme: tokens(page) for scheme, page in systems.items()}
    assert all(seen["light"][name] != seen["dark"][name] for name in seen["light"])
    for system, chosen in (("light", "dark"), ("dark", "light")):
        page = systems[system]
        page.locator(f"[name=palette][value={chosen}]").check()
        assert tokens(page) == seen[chosen]
        page.goto(f"{address}fi/")
        assert tokens(page) == seen[chosen]
        expect(page.locator(f"[name=palette][value={chosen}]")).to_be_checked()
        stored = page.evaluate("[{...localStorage}, {...sessionStorage}, document.cookie]")
        assert stored == [{"palette": chosen}, {}, ""]
        page.locator("[name=palette][value=system]").check()
        assert tokens(page) == seen[system]
        assert page.evaluate("localStorage.length") == 0


def test_a_chosen_palette_is_there_before_anything_is_painted(reader: Reader, address: str) -> None:
    """Nobody who reads on dark is dazzled between two pages."""
    page = reader(color_scheme="light")
    page.goto(f"{address}sv/")
    page.locator("[name=palette][value=dark]").check()
    page.add_init_script(
        """new MutationObserver((_, observer) => {
          if (!document.body) return;
          observer.disconnect();
          window.paletteAtBody = document.documentElement.dataset.palette;
        }).observe(document, {childList: true, subtree: true});"""
    )
    page.goto(f"{address}sv/safety/")
    assert page.evaluate("window.paletteAtBody") == "dark"


def test_a_browser_that_stores_nothing_still_shows_the_palette(
    reader: Reader, address: str
) -> None:
    """Where storage is forbidden the choice holds for the page, and nothing breaks."""
    page = reader(color_scheme="light")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused') }})"
    )
    page.goto(f"{address}en/")
    page.locator("[name=palette][value=dark]").check()
    assert tokens(page)["scheme"] == "dark"
    assert errors == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_on_a_phone_the_door_for_threats_is_seen_at_once(
    reader: Reader, address: str, built: Path, code: str
) -> None:
    """Whoever is threatened does not scroll."""
    if not has_door(built, code, URGENT):
        pytest.skip("The start page of the guideline has no door for what is urgent.")
    page = reader(viewport=PHONE)
    page.goto(f"{address}{code}/")
    expect(page.locator(".door.urgent")).to_be_in_viewport(ratio=1)
    assert page.locator(".chart").evaluate("e => e.offsetHeight") <= 80


@pytest.mark.parametrize("size", [NARROW, PHONE], ids=["narrow", "phone"])
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_head_takes_two_rows_on_a_phone_and_does_not_follow(
    reader: Reader, address: str, code: str, size: dict[str, int]
) -> None:
    """The screen belongs to the text."""
    page = reader(viewport=size)
    page.goto(f"{address}{code}/all/")
    tops = page.locator(".head a, .head button").evaluate_all(
        """all => all.map((one) => one.getBoundingClientRect())
          .map((box) => Math.round((box.top + box.bottom) / 2 / 20))"""
    )
    assert len(set(tops)) == 2
    page.mouse.wheel(0, 2000)
    expect(page.locator(".head")).not_to_be_in_viewport()


@pytest.mark.parametrize("code", LANGUAGES)
def test_beside_the_text_stands_what_can_be_done_with_it(
    reader: Reader, address: str, built: Path, code: str
) -> None:
    """Side by side, print, the PDF, what changed: each is one press away on a desktop."""
    path, _ = a_rule(built)
    page = reader(viewport=DESKTOP)
    page.add_init_script("window.print = () => { window.printed = true; }")
    page.goto(f"{address}{code}/{path}")
    words = guideline.read(built.parent).words[code]
    beside = page.get_by_role("complementary", name=ui.group(words, "beside")["page"])
    beside.get_by_role("button", name=ui.group(words, "beside")["print"]).click()
    assert page.evaluate("window.printed")
    for title in ("side", "changes", "all"):
        name = ui.group(words, title)["title"]
        expect(beside.get_by_role("link", name=name, exact=True)).to_be_visible()
    expect(beside.locator("a[type='application/pdf']")).to_have_attribute("hreflang", code)
    beside.get_by_role("link", name=ui.group(words, "side")["title"]).click()
    expect(page).to_have_url(f"{address}{code}/side-by-side/{path}")


@pytest.mark.parametrize("asked", ["q", "h"])
def test_a_citation_carries_nothing_of_what_was_searched_for(
    reader: Reader, address: str, built: Path, asked: str
) -> None:
    """Who finds a rule by a search passes on the rule, and not what they were looking for."""
    path, id_, wanted = citation(built, address, "fi")
    page = reader(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{address}fi/{path}?{asked}=uhka#{id_}")
    if asked == "q":
        page.locator("dialog[data-ready]").wait_for()
        page.keyboard.press("Escape")
    page.locator(f"#{id_} [data-cite]").click()
    expect(page.locator("[data-told]")).not_to_be_empty()
    assert page.evaluate("navigator.clipboard.readText()") == wanted


def test_only_the_rule_that_was_copied_last_says_so(
    reader: Reader, address: str, built: Path
) -> None:
    """The clipboard holds one citation, and the page does not claim two."""
    path, _ = a_rule(built)
    page = reader(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{address}sv/{path}")
    for rule in page.locator(".rule").all()[:2]:
        rule.locator("summary").first.click()
        rule.locator("[data-cite]").click()
        expect(rule.locator("[data-done]")).to_have_count(1)
    expect(page.locator("[data-done]")).to_have_count(1)


def test_the_boxes_tell_the_palette_after_going_back(reader: Reader, address: str) -> None:
    """What is ticked is what is seen, also where the browser remembers the boxes."""
    page = reader(color_scheme="light")
    page.goto(f"{address}sv/")
    page.locator("[name=palette][value=dark]").check()
    page.goto(f"{address}sv/about/")
    page.locator("[name=palette][value=light]").check()
    page.go_back()
    expect(page.locator("[name=palette][value=light]")).to_be_checked()
    assert tokens(page)["scheme"] == "light"


def test_a_palette_that_is_chosen_in_another_tab_is_there_at_once(
    browser: Browser, address: str
) -> None:
    """Two open pages of the guideline look alike."""
    with browser.new_context(color_scheme="light") as window:
        page, other = window.new_page(), window.new_page()
        page.goto(f"{address}sv/")
        other.goto(f"{address}fi/")
        other.locator("[name=palette][value=dark]").check()
        expect(page.locator("[name=palette][value=dark]")).to_be_checked()
        assert tokens(page)["scheme"] == "dark"


@pytest.mark.parametrize("anchor", ["#%", "#%E0%A4", '#"]', "#nowhere"])
def test_an_address_that_leads_nowhere_breaks_nothing(
    reader: Reader, address: str, built: Path, anchor: str
) -> None:
    """A link that was cut off in a mail opens the page, and what the page offers is there."""
    path, _ = a_rule(built)
    page = reader()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}en/{path}{anchor}")
    expect(page.locator("button[data-search-open]")).to_be_visible()
    page.evaluate("location.hash = '#%C3'")
    assert errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_may_stand_in_a_text_can_be_read_in_both_palettes(
    reader: Reader, address: str, scheme: str
) -> None:
    """Keys, code, marked words, a note, and a notice on the door for threats: 7:1 and more."""
    page = reader(viewport=DESKTOP, color_scheme=scheme)
    page.goto(f"{address}fi/")
    page.locator("article").evaluate(
        """article => {
          const made = article.appendChild(document.createElement("div"));
          const door = article.querySelector(".door") ?? made;
          door.className = "door urgent";
          door.insertAdjacentHTML("beforeend",
            `<div class="notice"><p><strong>A</strong></p><p>B</p>
             <details open><summary>C</summary><div><p>D <a href="#">E</a></p></div>
             </details></div>`);
          article.insertAdjacentHTML("beforeend",
            `<p><kbd>F</kbd> <code>G</code> <mark>H</mark> <em>I</em> <del>J</del></p>
             <pre><code>K</code></pre>
             <div class="admonition note"><p class="admonition-title">L</p><p>M</p></div>
             <table><thead><tr><th>N</th></tr></thead><tbody><tr><td>O</td></tr></tbody></table>`);
        }"""
    )
    found = texts(page, page.locator("article"))
    assert set("ABCDEFGHIJKLMNO") <= {one.words for one in found}
    assert faults(found) == []


def test_a_table_in_a_text_keeps_its_columns_side_by_side(
    reader: Reader, address: str, built: Path
) -> None:
    """Taking a language away takes no column of a table that stands within another's text."""
    path, _ = a_rule(built)
    page = reader(viewport=DESKTOP)
    page.goto(f"{address}fi/side-by-side/{path}")
    page.locator("td[lang=fi]").first.evaluate(
        """cell => cell.insertAdjacentHTML("beforeend",
          "<table><tr><td>1</td><td>2</td><td class=third>3</td></tr></table>")"""
    )
    page.get_by_role("checkbox", name="Svenska").uncheck()
    expect(page.locator("td[lang=sv]").first).to_be_hidden()
    expect(page.locator(".third")).to_be_visible()

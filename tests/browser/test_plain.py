"""Without JavaScript: everything to read and to go to is there, and no control does nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import keys
from tests.browser.kinds import KINDS, Places
from tests.conftest import Reader
from tests.small import LANGUAGES

NARROW = {"width": 320, "height": 640}

# A control that works by HTML and CSS alone changes what else is seen.
_SEEN = """() => document.body.innerText + [...document.querySelectorAll("body *")].map((e) =>
  e.checkVisibility({ visibilityProperty: true }) ? 1 : 0).join("")"""


def idle(page: Page) -> list[str]:
    """Say which visible controls do nothing without a script."""
    told = []
    controls = page.locator("button, input, select, textarea, [role=button], summary")
    for control in controls.all():
        if not control.is_visible():
            continue
        before = page.evaluate(_SEEN)
        control.click()
        after = page.evaluate(_SEEN)
        if before == after:
            told.append(control.evaluate("e => e.outerHTML.slice(0, 120)"))
        control.click()
    # A link to nowhere, or one that only a script gives a meaning.
    told += page.evaluate("""() => [...document.querySelectorAll("a[href]")]
      .filter((a) => a.checkVisibility() && (a.getAttribute("href") === "#" ||
        a.protocol === "javascript:" || a.hash && a.pathname === location.pathname &&
        !document.getElementById(decodeURIComponent(a.hash.slice(1)))))
      .map((a) => a.outerHTML.slice(0, 120))""")
    return told


@pytest.mark.parametrize("kind", KINDS)
def test_no_control_does_nothing(reader: Reader, places: Places, kind: str) -> None:
    """What only a script can do is not shown, and every other control works."""
    page = reader(viewport=NARROW, java_script_enabled=False)
    page.goto(places.url(kind))
    keys.thin(page)
    assert idle(page) == []


def test_a_control_that_does_nothing_is_told(reader: Reader, places: Places) -> None:
    """The instrument sees an idle button, an idle box and a link to nowhere."""
    page = reader(viewport=NARROW, java_script_enabled=False)
    page.goto(places.url("nowhere"))
    page.evaluate("""() => document.querySelector("main").insertAdjacentHTML("beforeend",
      "<button>x</button><input type='checkbox'><a href='#nowhere-at-all'>y</a>" +
      "<details><summary>works</summary>z</details>")""")
    assert len(idle(page)) == 3


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_whole_guideline_is_walked_through(reader: Reader, places: Places, code: str) -> None:
    """From the start page by the list of parts, then on by the links at the foot of each page."""
    page = reader(viewport=NARROW, java_script_enabled=False)
    page.goto(f"{places.real}{code}/")
    page.locator(".parts--narrow > summary").click()
    parts = page.locator(".parts--narrow a")
    count = parts.count()
    parts.first.click()
    for number in range(1, count + 1):
        expect(page.locator("h1 .part-number")).to_have_text(str(number))
        assert (page.locator("article").inner_text()).strip()
        page.locator(".turn a[rel=next]").click()
    page.locator(".turn a[rel=prev]").click()
    expect(page.locator("h1 .part-number")).to_have_text(str(count))


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_rule_leads_to_its_other_languages_and_to_all_side_by_side(
    reader: Reader, places: Places, code: str
) -> None:
    """The number unfolds; each of its links leads to the same rule."""
    page = reader(viewport=NARROW, java_script_enabled=False)
    page.goto(f"{places.real}{code}/{places.part}")
    rule = page.locator("li.rule").last
    id_ = rule.get_attribute("id")
    count = rule.locator(".rule-control a").count()
    assert count >= len(LANGUAGES)
    for place in range(count):
        page.goto(f"{places.real}{code}/{places.part}")
        page.locator(f"#{id_} summary").click()
        page.locator(f"#{id_} .rule-control a").nth(place).click()
        expect(page.locator(f"#{id_}:target")).to_be_in_viewport()


@pytest.mark.parametrize("code", LANGUAGES)
def test_search_leads_to_the_subjects_and_papers_open(
    reader: Reader, places: Places, code: str
) -> None:
    """In place of the search stands the index; every PDF is there."""
    page = reader(viewport=NARROW, java_script_enabled=False)
    page.goto(f"{places.real}{code}/")
    links = page.locator("a[type='application/pdf']").evaluate_all("all => all.map((a) => a.href)")
    assert links
    for link in set(links):
        answer = page.request.get(link)
        assert answer.ok
        assert answer.headers["content-type"] == "application/pdf"
        assert answer.body().startswith(b"%PDF-")
    page.locator(".search-open").click()
    expect(page).to_have_url(f"{places.real}{code}/subjects/")
    expect(page.locator("main a").first).to_be_visible()

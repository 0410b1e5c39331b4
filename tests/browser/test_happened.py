"""What has happened to a guideline, met in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from rinnakkain.cli import main
from tests.conftest import Reader
from tests.happened import renamed
from tests.serving import served
from tests.small import LANGUAGES

PHONE = {"width": 320, "height": 640}
DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def at(changed: Path) -> Iterator[str]:
    """The address of the site of a guideline to which things have happened."""
    with served(changed) as address:
        yield address


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_language_is_left_out_with_the_keyboard_and_without_a_script(
    reader: Reader, at: str, size: dict[str, int]
) -> None:
    """Whoever compares two languages takes the third away, and gets it back."""
    page = reader(viewport=size, java_script_enabled=False)
    page.goto(f"{at}fi/side-by-side/safety/")
    box = page.get_by_role("checkbox", name="Svenska")
    swedish = page.locator("td[lang=sv]")
    expect(swedish.first).to_be_visible()
    box.focus()
    page.keyboard.press("Space")
    for cell in swedish.all():
        expect(cell).to_be_hidden()
    expect(page.locator("td[lang=fi]").first).to_be_visible()
    page.keyboard.press("Space")
    expect(swedish.first).to_be_visible()


def test_the_languages_stand_beside_each_other_and_on_a_phone_below_each_other(
    reader: Reader, at: str
) -> None:
    """Nothing is cut off on a phone, and every cell says which language it is in."""
    wide, narrow = (reader(viewport=size) for size in (DESKTOP, PHONE))
    for page, is_stacked in ((wide, False), (narrow, True)):
        page.goto(f"{at}sv/side-by-side/safety/")
        cells = page.locator("#check-links td")
        tops = {cell.bounding_box()["y"] for cell in cells.all()}  # type: ignore[index] # visible
        assert (len(tops) == 3) == is_stacked
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        # Assistive technology finds a table in both.
        expect(page.get_by_role("table").get_by_role("row")).to_have_count(4)
    shown = "e => getComputedStyle(e, '::before').content"
    cells = narrow.locator("#check-links td")
    names = [narrow.evaluate(shown, cell.element_handle()) for cell in cells.all()]
    assert names == ['"Suomi"', '"Svenska"', '"English"']


def test_the_side_by_side_view_prints_across_the_sheet(reader: Reader, at: str) -> None:
    """A4, landscape, for a table that one talks over."""
    page = reader()
    page.goto(f"{at}fi/side-by-side/safety/")
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", page.pdf(prefer_css_page_size=True))
    assert boxes
    assert {(round(float(w)), round(float(h))) for w, h in boxes} == {(842, 595)}


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_old_link_leads_on_to_the_rule(reader: Reader, at: str, code: str) -> None:
    """With a script the reader arrives; without one the way on is in sight."""
    page = reader()
    page.goto(f"{at}{code}/safety/#ask")
    expect(page).to_have_url(f"{at}{code}/principles/#ask")
    plain = reader(java_script_enabled=False)
    plain.goto(f"{at}{code}/safety/#ask")
    link = plain.locator("#ask a")
    expect(link).to_be_in_viewport()
    link.click()
    expect(plain).to_have_url(f"{at}{code}/principles/#ask")


def test_an_old_link_to_a_renamed_page_leads_on(reader: Reader, tmp_path: Path) -> None:
    """A bookmark of the page opens the page, one of a rule the rule."""
    root = renamed(tmp_path).root
    assert main(["--root", str(root), "build"]) == 0
    with served(root / "site") as address:
        page = reader()
        page.goto(f"{address}sv/safety/")
        expect(page).to_have_url(f"{address}sv/secure/")
        page.goto(f"{address}sv/safety/#ask")
        expect(page).to_have_url(f"{address}sv/secure/#ask")


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_notice_opens_with_the_keyboard_and_fits(
    reader: Reader, at: str, size: dict[str, int], scheme: str
) -> None:
    """The words in force unfold under the rule, in both palettes, wherever it is read."""
    page = reader(viewport=size, color_scheme=scheme, java_script_enabled=False)
    page.goto(f"{at}en/safety/#check-links")
    notice = page.locator("#check-links .notice")
    expect(notice).to_be_visible()
    page.get_by_text("The text in force, in Swedish").first.focus()
    page.keyboard.press("Enter")
    expect(notice.get_by_text("Öppna aldrig en konstig länk.")).to_be_visible()
    page.goto(f"{at}en/changes/")
    reader_width = "document.documentElement.scrollWidth <= innerWidth"
    assert page.evaluate(reader_width)

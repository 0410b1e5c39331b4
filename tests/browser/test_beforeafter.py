"""The page of a proposal as its readers have it: a file from a mail or a disk, in any browser."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page

from rinnakkain import beforeafter, proposal
from rinnakkain.forge import Forge
from tests.browser import axe
from tests.browser.states import DESKTOP, PHONE
from tests.building.markup import faults
from tests.conftest import Reader
from tests.happened import CHANGED, happened
from tests.repository import FORGE
from tests.tracked import tracked


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a proposal in which a change of every kind has come about."""
    root = tmp_path_factory.mktemp("proposal")
    before, after = tracked(root / "before"), happened(root / "after")
    after.change("docs/sv/safety.md", "Byt lösenord.", "Byt *lösenord* nu.")
    after.change("town.yml", "  communications:\n", "  communications: me@town.example\n")
    compared = proposal.compare(before.read(), after.read())
    file = root / "a proposal ä.html"
    page = beforeafter.page(compared, CHANGED + datetime.timedelta(7), Forge(FORGE, "proposal"))
    file.write_text(page, encoding="utf-8")
    return file


def opened(reader: Reader, file: Path, **options: object) -> Page:
    """Open the file as it lies on a disk."""
    page = reader(**options)
    page.goto(file.as_uri())
    return page


def test_it_is_the_html_that_the_standard_describes(shown: Path) -> None:
    """Whatever opens it reads the same in it."""
    assert faults([shown], shown.parent) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_everybody_can_read_it(
    reader: Reader, shown: Path, size: dict[str, int], scheme: str
) -> None:
    """All rules of axe hold, in both palettes; nothing is cut off or to be scrolled sideways."""
    # The policy of the file lets no script run, and axe is one.
    page = opened(reader, shown, viewport=size, color_scheme=scheme, bypass_csp=True)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    seen = axe.look(page, shown.name, scheme)
    assert not seen.findings, axe.told(seen.findings)


def test_it_stands_alone(reader: Reader, shown: Path) -> None:
    """It has its look from itself and asks nothing of any address, with or without scripts."""
    page = reader(java_script_enabled=False)
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(shown.as_uri())
    assert (asked, said) == ([shown.as_uri()], [])
    boxes = [side.bounding_box() for side in page.locator(".side:nth-child(2)").all()[:1]]
    others = [side.bounding_box() for side in page.locator(".side:nth-last-child(2)").all()[:1]]
    # Its style came through: what stands before and after stands side by side.
    assert boxes[0]
    assert others[0]
    assert boxes[0]["y"] == others[0]["y"]
    assert boxes[0]["x"] > others[0]["x"] + others[0]["width"]


def test_on_a_phone_before_stands_over_after(reader: Reader, shown: Path) -> None:
    """Nobody reads two columns of three words."""
    page = opened(reader, shown, viewport=PHONE)
    pair = page.locator(".pair:has(> .side + .side) > .side")
    before, after = (pair.nth(number).bounding_box() for number in (0, 1))
    assert before
    assert after
    assert after["y"] >= before["y"] + before["height"]


def test_what_changed_is_told_without_colours_and_by_ear(reader: Reader, shown: Path) -> None:
    """A line through or under the words tells them apart; a screen reader says it in words."""
    page = opened(reader, shown, forced_colors="active")
    lines = {
        tag: page.locator(tag).first.evaluate("one => getComputedStyle(one).textDecorationLine")
        for tag in ("ins", "del")
    }
    assert lines == {"ins": "underline", "del": "line-through"}
    heard = page.locator(".language[lang=fi] ins").first.aria_snapshot()
    assert "lisätty:" in heard


def test_on_paper_nothing_stays_folded(reader: Reader, shown: Path) -> None:
    """Whoever takes it to a meeting has the text in force in hand, on white."""
    page = opened(reader, shown, color_scheme="dark")
    folded = page.locator(".notice details:not([open]) > div")
    assert folded.count()
    assert not folded.first.is_visible()
    page.emulate_media(media="print")
    assert folded.first.is_visible()
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(255, 255, 255)"

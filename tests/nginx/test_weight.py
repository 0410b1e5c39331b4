"""The weight of a page: what a reader on a bad line waits for, over a real nginx."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from rinnakkain import guideline
from rinnakkain.prose import address
from tests.conftest import Reader
from tests.nginx.asking import Site
from tests.nginx.weight import Load, Scales, told
from tests.small import LANGUAGES

# Bytes, with the heads of the answers, which weigh about a kilobyte each.
FIRST, SECOND, REQUESTS = 16 * 1024, 6 * 1024, 5
Rows = dict[str, tuple[Load, Load]]


@pytest.fixture(scope="module")
def weighed(browser: Browser, site: Site, built: Path) -> Rows:
    """What each page of text loads, opened first, and opened after another page."""
    read = guideline.read(built.parent)
    names = [name for name in read.settings.names if name != "all.md"]
    rows: Rows = {}
    for place, name in enumerate(names):
        code = LANGUAGES[place % 3]
        path = f"{code}/{address(name)}"
        loads = []
        for before in (None, f"{code}/{address(names[place - 1])}"):
            context = browser.new_context()
            page = context.new_page()
            scales = Scales(page, site)
            if before is not None:
                with scales.weighing():
                    page.goto(site.address + before)
            with scales.weighing() as load:
                page.goto(site.address + path)
            context.close()
            loads.append(load)
        rows[path] = (loads[0], loads[1])
    return rows


def test_a_page_of_text_is_light(weighed: Rows, capsys: pytest.CaptureFixture[str]) -> None:
    """On a bad line the page is there with what the line carries first, and the next one sooner."""
    with capsys.disabled():
        print("\n" + told([(path, *loads) for path, loads in weighed.items()]))
    for path, (first, second) in weighed.items():
        # The start page brings its drawing, the subjects are a list of all there is.
        if path.split("/")[1] in ("", "subjects"):
            continue
        assert first.total <= FIRST, (path, first.bytes)
        assert len(first.bytes) <= REQUESTS, (path, first.bytes)
        assert second.total <= SECOND, (path, second.bytes)


def test_every_page_loads_the_same_few_files(weighed: Rows) -> None:
    """No font, nothing of the search, nothing that is not there, and nothing twice."""
    for path, (first, second) in weighed.items():
        assert {*first.statuses.values()} == {200}, first.statuses
        kinds = sorted(Path(urlsplit(one).path).suffix for one in first.bytes)
        assert kinds == ["", ".css", ".js", ".svg"], (path, first.bytes)
        assert not any("search" in one for one in first.bytes), first.bytes
        assert len(second.bytes) == 1, (path, second.bytes)


def test_the_search_is_loaded_when_it_is_opened(reader: Reader, site: Site) -> None:
    """Whoever does not search pays nothing for it; whoever does, once."""
    page = reader()
    scales = Scales(page, site)
    with scales.weighing():
        page.goto(f"{site.address}sv/safety/")
    with scales.weighing() as opened:
        page.locator("[data-search-open]").click()
        page.locator("dialog[data-ready]").wait_for()
    assert opened.bytes
    assert all("search" in one for one in opened.bytes)
    assert {*opened.statuses.values()} == {200}
    with scales.weighing() as again:
        page.locator("[data-search-close]").click()
        page.locator("[data-search-open]").click()
        page.locator("dialog[open]").wait_for()
    assert not again.bytes


def test_no_map_of_a_source_is_published(built: Path) -> None:
    """What only its makers read is not on the server, and no file names it."""
    assert not [*built.rglob("*.map")]
    for file in built.rglob("*"):
        if file.suffix in (".css", ".js"):
            assert "sourceMappingURL" not in file.read_text(encoding="utf-8"), file


def test_what_is_too_heavy_is_seen(reader: Reader, site: Site) -> None:
    """The scales show what a page loads more: a picture of a known size, and a missing one."""
    page = reader()
    scales = Scales(page, site)
    with scales.weighing() as load:
        page.goto(f"{site.address}sv/safety/")
        before = load.total
        page.evaluate(
            "for (const src of ['assets/touch-icon.png', 'nowhere.png'])"
            " document.body.append(Object.assign(new Image(), { src: `../../${src}` }))"
        )
        page.wait_for_load_state("networkidle")
    [picture] = site.folder.glob("assets/touch-icon*.png")
    assert load.total >= before + picture.stat().st_size
    assert 404 in load.statuses.values()

"""The site that the successor of MkDocs builds, in a real browser."""

from __future__ import annotations

from playwright.sync_api import Page

from rinnakkain import guideline, rehearsal
from tests.conftest import Reader, Rehearsed
from tests.serving import served


def _heard(page: Page) -> tuple[list[str], list[str]]:
    """Return what the page asks and what its console says from now on, as it comes."""
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    return asked, said


def test_the_search_answers_and_nobody_else_is_asked(rehearsed: Rehearsed, reader: Reader) -> None:
    """After the move a rule is found by its name, and still no request leaves the site."""
    read = guideline.read(rehearsed.root)
    site = rehearsed.root / rehearsal.FOLDER / "zensical" / "site"
    with served(site) as at:
        for code in read.settings.codes:
            id_, name = next(iter(read.names[code].by_id.items()))
            page = reader()
            asked, said = _heard(page)
            page.goto(f"{at}{code}/?q={name}")
            hits = page.locator("dialog[open] [role=option]")
            hits.first.wait_for()
            home = f"{at}{code}/{read.homes[id_].removesuffix('.md')}/"
            found = hits.evaluate_all("hits => hits.slice(0, 3).map((hit) => hit.href)")
            assert any(str(hit).startswith(home) for hit in found), found
            assert [url for url in asked if not url.startswith(at)] == []
            assert said == []

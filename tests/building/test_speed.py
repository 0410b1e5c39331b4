"""What makes a build fast never shows on the site."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from rinnakkain import cache, engine
from tests.happened import furnish
from tests.small import LANGUAGES
from tests.tracked import Tracked, tracked


def built(small: Tracked) -> Path:
    """Build a small guideline and return the folder."""
    site = small.root / "site"
    shutil.rmtree(site, ignore_errors=True)
    engine.build(small.root, site, small.read())
    return site


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_a_build_that_keeps_what_it_made_gives_the_same_bytes(tmp_path: Path) -> None:
    """A site does not tell whether it was built anew or from what an earlier build has kept."""
    small = tracked(tmp_path)
    furnish(small)
    first = tree(built(small))
    small.change("docs/sv/safety.md", "Öppna inte", "Öppna aldrig")
    small.change("docs/en/safety.md", "title: Safety", "title: Being safe")
    again = tree(built(small))
    shutil.rmtree(small.root / cache.FOLDER)
    assert again == tree(built(small))
    assert "Öppna aldrig" in again["sv/safety/index.html"].decode()
    small.change("docs/sv/safety.md", "Öppna aldrig", "Öppna inte")
    small.change("docs/en/safety.md", "title: Being safe", "title: Safety")
    assert first == tree(built(small))


def many(folder: Path, parts: int) -> Path:
    """Build the small guideline with so many parts more."""
    small = tracked(folder)
    furnish(small)
    names = [f"extra-{number}.md" for number in range(parts)]
    for code in LANGUAGES:
        for name in names:
            head = f"---\ntitle: X\n---\n\n# X {{: #{name.removesuffix('.md')} }}\n\nX.\n"
            small.write(f"docs/{code}/{name}", head)
    listed = "".join(f"  - {name}\n" for name in names)
    small.change("mkdocs.yml", "  - all.md\n", f"{listed}  - all.md\n")
    return built(small)


def lists(page: Path) -> list[Tag]:
    """Return the lists of parts of a page."""
    found = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").select("nav:has(> ol)")
    assert found
    return [nav for nav in found if "parts" in str(nav.parent) or nav.get("class")]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a guideline of 62 parts."""
    return many(tmp_path_factory.mktemp("large"), 60)


@pytest.mark.parametrize("number", [0, 5, 30, 55, 59])
def test_a_page_lists_the_parts_around_it(large: Path, number: int) -> None:
    """Of very many parts a reader sees those before and after, itself, and the way to all."""
    for view in ("", "side-by-side/"):
        for nav in lists(large / f"sv/{view}extra-{number}/index.html"):
            links = nav.select("ol a")
            places = [int(link.select(".number")[0].get_text()) for link in links]
            assert places == list(range(places[0], places[0] + 21))
            own = [place for place, a in zip(places, links, strict=True) if a.get("aria-current")]
            assert own == [number + 3]
            assert own[0] - places[0] == 10 or places[0] == 1 or places[-1] == 62
            (way,) = nav.select("p a")
            assert str(way["href"]).endswith("../all/")


def test_the_page_of_all_parts_lists_them_all(large: Path) -> None:
    """The way to all parts leads to all of them, and each leads on down the page."""
    page = BeautifulSoup((large / "sv/all/index.html").read_text(encoding="utf-8"), "html.parser")
    ids = {str(tag["id"]) for tag in page.select("[id]")}
    for nav in lists(large / "sv/all/index.html"):
        targets = [str(link["href"]).removeprefix("#") for link in nav.select("a")]
        assert len(targets) == 62
        assert set(targets) <= ids


def test_a_page_does_not_grow_with_the_number_of_parts(large: Path, tmp_path: Path) -> None:
    """A guideline of many parts loads as fast, page by page, as one of half as many."""
    half = (many(tmp_path, 30) / "sv/extra-15/index.html").stat().st_size
    # Numbers alone are longer.
    assert abs((large / "sv/extra-15/index.html").stat().st_size - half) < 20

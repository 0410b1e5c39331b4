"""What a browser keeps, and for how long."""

from __future__ import annotations

import re
import shutil
import threading
import time
from pathlib import Path

import pytest

from rinnakkain import publication
from tests.nginx.asking import Site
from tests.nginx.conftest import Serve

FOREVER = "public, max-age=31536000, immutable"


def test_what_never_changes_is_kept_for_a_year_and_all_else_is_asked_for_anew(site: Site) -> None:
    """The second page is small, and a mended rule is read by everybody at once."""
    seen = set()
    for file in site.files(".html", ".css", ".js", ".json", ".svg", ".xml", ".pdf", ".png"):
        if file == "404.html":
            continue
        never_changes = bool(publication.FINGERPRINT.search(file))
        seen.add(never_changes)
        answer = site.ask(file, "HEAD", Accept_Encoding="br")
        assert answer.all("Cache-Control") == [FOREVER if never_changes else "no-cache"], file
    assert seen == {True, False}


@pytest.mark.parametrize("accepted", ["br", "gzip", ""])
def test_who_has_the_newest_page_loads_nothing(site: Site, accepted: str) -> None:
    """A page read before costs its headers alone, in whichever way it came."""
    tags = set()
    for target in ("sv/", "guideline.json", "sv/feed.xml", "jakobstad-desk-sv.pdf"):
        first = site.ask(target, Accept_Encoding=accepted)
        again = site.ask(target, Accept_Encoding=accepted, If_None_Match=first.one("ETag"))
        assert (again.status, again.body) == (304, b"")
        assert again.one("ETag") == first.one("ETag")
        tags.add(first.one("ETag"))
        other = site.ask(target, Accept_Encoding=accepted, If_None_Match='"other"')
        assert (other.status, other.body) == (200, first.body)
    assert len(tags) == 4


def test_each_way_of_packing_has_a_tag_of_its_own(site: Site) -> None:
    """A store on the way never hands out the one for the other."""
    tags = [site.ask("sv/", Accept_Encoding=one).one("ETag") for one in ("br", "gzip", "")]
    assert len(set(tags)) == 3


def test_what_is_not_there_yet_is_not_kept_as_missing(site: Site) -> None:
    """A file that was asked for too early is there once it is published."""
    style = site.files(".css")[0]
    missing = re.sub(r"\.[0-9a-f]{8}(?=[./])", ".01234567", style)
    assert missing != style
    answer = site.ask(missing)
    assert (answer.status, answer.all("Cache-Control")) == (404, ["no-cache"])


def test_no_reader_meets_a_moment_between_two_builds(serve: Serve, tmp_path: Path) -> None:
    """While one build takes the place of another, every page has its style sheet."""
    live = tmp_path / "live"
    numbers = ("11111111", "22222222", "33333333")

    def published(number: str) -> None:
        new = tmp_path / "new"
        shutil.rmtree(new, ignore_errors=True)
        (new / "assets").mkdir(parents=True)
        (new / "index.html").write_text(f"assets/site.{number}.css", encoding="utf-8")
        (new / f"assets/site.{number}.css").write_text(number, encoding="utf-8")
        publication.put(new, live)

    published(numbers[0])
    site = serve(live)
    wrong: list[object] = []
    seen: set[str] = set()
    done = threading.Event()
    reads = [0, 0]

    def read(who: int) -> None:
        while not done.is_set():
            page = site.ask("")
            style = site.ask(page.body.decode()) if page.status == 200 else page
            seen.add(style.body.decode())
            if (page.status, style.status) != (200, 200):
                wrong.append((page, style))
            reads[who] += 1

    def waited() -> None:
        """Wait until no reader has a page open that is older than the build before."""
        begun = list(reads)
        while any(now < then + 2 for now, then in zip(reads, begun, strict=True)):
            assert all(reader.is_alive() for reader in readers)
            time.sleep(0.001)

    readers = [threading.Thread(target=read, args=[who]) for who in range(len(reads))]
    for reader in readers:
        reader.start()
    try:
        for turn in range(30):
            published(numbers[turn % 3])
            before = site.ask("").body
            assert before == f"assets/site.{numbers[turn % 3]}.css".encode()
            waited()
        publication.back(live)
        assert site.ask("").body != before
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert wrong == []
    assert seen == set(numbers)

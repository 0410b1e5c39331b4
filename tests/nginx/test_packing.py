"""How much goes over the line: each text packed beforehand, for whoever takes it so."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest

from tests.nginx.asking import Site

TEXTS = (".html", ".css", ".js", ".json", ".svg", ".xml")
UNPACK = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}


def targets(site: Site) -> dict[str, str]:
    """Return how each text is asked for, by its file."""
    files = [file for file in site.files(*TEXTS) if file != "404.html"]
    return {file: file.removesuffix("index.html") for file in files}


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [
        ("gzip, deflate, br, zstd", "br"),  # as browsers ask
        ("br", "br"),
        ("br;q=0.1, gzip", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0", ""),
        ("identity", ""),
        ("", ""),
    ],
)
def test_every_text_comes_as_it_is_taken_and_is_the_same(
    site: Site, accepted: str, sent: str
) -> None:
    """On a bad line a page is a sixth of itself, and an old browser gets the same page as it is."""
    suffix = {"br": ".br", "gzip": ".gz", "": ""}[sent]
    packed = 0
    for file, target in targets(site).items():
        answer = site.ask(target, Accept_Encoding=accepted)
        is_there = (site.folder / f"{file}{suffix}").exists()
        assert answer.one("Content-Encoding") == (sent if is_there else ""), file
        unpack = UNPACK[sent if is_there else ""]
        assert unpack(answer.body) == site.page(file), file
        # A store on the way tells the three apart.
        if (site.folder / f"{file}.br").exists():
            assert answer.all("Vary") == ["Accept-Encoding"], file
        packed += bool(sent) and is_there
    assert packed > 100 or not sent


def test_a_proxy_on_the_way_changes_nothing(site: Site) -> None:
    """A reader behind the Town's proxy loads no more than others."""
    for accepted in ("br", "gzip"):
        answer = site.ask("sv/", Accept_Encoding=accepted, Via="1.1 proxy")
        assert answer.one("Content-Encoding") == accepted


def test_what_is_packed_in_itself_comes_as_it_is(site: Site) -> None:
    """A PDF or an image is not packed twice, and no store keeps it for each browser."""
    for file in site.files(".pdf", ".png"):
        answer = site.ask(file, Accept_Encoding="gzip, br")
        assert (answer.one("Content-Encoding"), answer.all("Vary")) == ("", [])
        assert answer.body == site.page(file)


def test_the_head_alone_tells_how_long_the_whole_is(site: Site) -> None:
    """Whoever asks for the head alone, as monitors do, hears of the same answer."""
    for accepted in ("br", "gzip", ""):
        whole = site.ask("sv/", Accept_Encoding=accepted)
        head = site.ask("sv/", "HEAD", Accept_Encoding=accepted)
        assert head.body == b""
        assert head.one("Content-Length") == str(len(whole.body))
        assert head.one("ETag") == whole.one("ETag")


def test_no_link_leads_out_of_what_is_published(built: Path) -> None:
    """The server would follow a link; there is none to follow."""
    assert [path for path in built.rglob("*") if path.is_symlink()] == []

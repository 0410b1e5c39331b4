"""A PDF, part by part: as viewers load it, and as nobody should."""

from __future__ import annotations

import pytest

from tests.nginx.asking import Site

PDF = "jakobstad-guideline-fi.pdf"


@pytest.mark.parametrize(
    ("asked", "begin", "end"),
    [("0-99", 0, 100), ("100-", 100, None), ("-50", -50, None), ("0-99999999", 0, None)],
)
def test_a_part_of_a_pdf_is_that_part(site: Site, asked: str, begin: int, end: int | None) -> None:
    """A viewer shows the first page before the last one is loaded."""
    whole = site.page(PDF)
    answer = site.ask(PDF, Range=f"bytes={asked}")
    assert (answer.status, answer.body) == (206, whole[begin:end])
    at = len(whole) + begin if begin < 0 else begin
    assert answer.one("Content-Range") == f"bytes {at}-{at + len(answer.body) - 1}/{len(whole)}"
    assert site.ask(PDF).one("Accept-Ranges") == "bytes"


def test_several_parts_come_together(site: Site) -> None:
    """A viewer that asks for the end and a middle at once gets both."""
    whole = site.page(PDF)
    answer = site.ask(PDF, Range="bytes=0-49, 1000-1099")
    assert answer.status == 206
    assert answer.one("Content-Type").startswith("multipart/byteranges")
    assert whole[:50] in answer.body
    assert whole[1000:1100] in answer.body


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0", "bytes=9-1"])
def test_a_part_that_is_not_there_is_told(site: Site, asked: str) -> None:
    """A viewer hears how long the PDF is, and asks anew."""
    answer = site.ask(PDF, Range=asked)
    assert answer.status == 416
    assert answer.one("Content-Range") == f"bytes */{len(site.page(PDF))}"


def test_a_part_of_another_state_is_the_whole_new_pdf(site: Site) -> None:
    """Two halves of two editions never become one PDF."""
    tag = site.ask(PDF).one("ETag")
    assert site.ask(PDF, Range="bytes=0-9", If_Range=tag).status == 206
    other = site.ask(PDF, Range="bytes=0-9", If_Range='"other"')
    assert (other.status, other.body) == (200, site.page(PDF))


@pytest.mark.parametrize(
    "asked",
    [
        ",".join(f"{at}-{at}" for at in range(0, 2000, 3)),
        ",".join("0-" for _ in range(1000)),
        ",".join(f"{at}-" for at in range(1000)),
    ],
    ids=["hundreds of crumbs", "a thousand times all", "a thousand ends"],
)
def test_a_thousand_parts_are_no_more_than_the_whole(site: Site, asked: str) -> None:
    """One short question cannot make the server send a hundred megabytes."""
    answer = site.ask(PDF, Range=f"bytes={asked}")
    assert answer.status in (200, 416)
    assert len(answer.body) <= len(site.page(PDF))

"""A document to be printed: its Typst code, the files it shows, and what stands in its way."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from lxml.html import HtmlElement, document_fromstring

from rinnakkain.guideline import Guideline
from rinnakkain.paper.article import Slip, quoted
from rinnakkain.prose import address

__all__ = ["Document", "anchors", "article", "date", "names", "template", "titled"]

_BETWEEN = '; " · "; '


@dataclass(frozen=True)
class Document:
    """A document: the name of its PDF, its code, its files by the name used there, its slips."""

    name: str
    code: str
    files: dict[str, bytes]
    slips: tuple[Slip, ...]


def article(site: Path, code: str, page: str) -> tuple[str, HtmlElement]:
    """Return the built page of a language: its file below `site`, and its article."""
    file = f"{code}/{address(page)}index.html"
    found = document_fromstring((site / file).read_bytes()).find(".//article")
    assert found is not None, file
    return file, found


def template(name: str) -> bytes:
    """Return one of the templates, in Typst."""
    return (files("rinnakkain.paper") / "templates" / name).read_bytes()


def names(guideline: Guideline, code: str) -> str:
    """Return the Town's names as Typst code, the language's own first, each in its language."""
    codes = guideline.settings.codes
    # A name that several languages have is of the one that comes first.
    owners: dict[str, str] = {}
    for own in codes:
        owners.setdefault(str(guideline.words[own]["town"]), own)
    towns = dict.fromkeys(str(guideline.words[own]["town"]) for own in (code, *codes))
    return f"{{ {_BETWEEN.join(f'within({quoted(owners[t])}, {quoted(t)})' for t in towns)} }}"


def titled(guideline: Guideline, code: str) -> str:
    """Return what the whole is called in a language: the guideline and whose it is."""
    words = guideline.words[code]
    return f"{words['guideline']} – {words['town_official']}"


def date(day: datetime.date | None) -> str:
    """Return a day as Typst code; without one the document has that of the press."""
    return f"datetime(year: {day.year}, month: {day.month}, day: {day.day})" if day else "auto"


def anchors(element: HtmlElement) -> Iterator[str]:
    """Yield the ids that stand on a page."""
    for found in element.iter():
        if isinstance(found.tag, str) and (name := found.get("id")):
            yield name

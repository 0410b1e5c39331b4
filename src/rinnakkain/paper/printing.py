"""Printing: every PDF of a site, made from its built pages, and its size told on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from rinnakkain import prints, ui
from rinnakkain.finding import Finding, ordered
from rinnakkain.guideline import Guideline
from rinnakkain.paper import booklet, ledger, press, sheets
from rinnakkain.paper.article import Slip
from rinnakkain.paper.document import Document
from rinnakkain.settings import DOCS

__all__ = ["Unprintable", "documents", "place", "pressed", "printed", "slips"]


class Unprintable(Exception):
    """Pages that cannot be printed; `found` says what is to be mended, and where."""

    def __init__(self, found: list[Finding]) -> None:
        super().__init__("\n".join(map(str, found)))
        self.found = found


def documents(guideline: Guideline, site: Path) -> list[Document]:
    """Return every document that is made of the pages built in `site`."""
    codes = guideline.settings.codes
    every = prints.all_of(guideline)
    walls = [one.codes for one in every if one.kind == prints.WALL]
    desks = [code for one in every if one.kind == prints.DESK for code in one.codes]
    changes = ledger.whole(guideline)
    return [
        *(booklet.booklet(guideline, site, code) for code in codes),
        *(made for own in walls if (made := sheets.wall(guideline, site, own))),
        *(sheets.desk(guideline, site, code) for code in desks),
        *([changes] if changes else []),
    ]


def printed(guideline: Guideline, site: Path) -> dict[str, bytes]:
    """Return each PDF by its name.

    Raises Unprintable for what a page holds and paper cannot, press.Jam for what Typst would not
    set all the same.
    """
    return pressed(guideline, documents(guideline, site))


def pressed(guideline: Guideline, made: Sequence[Document]) -> dict[str, bytes]:
    """Return the PDF of each document by its name; raises what `printed` does."""
    found = slips(guideline, (slip for one in made for slip in one.slips))
    if found:
        raise Unprintable(found)
    return press.printed(made, guideline.history.edition)


def place(guideline: Guideline, site: Path, pdfs: Mapping[str, bytes]) -> None:
    """Put the PDFs into the built site, and their sizes into the links that lead to them."""
    for name, pdf in pdfs.items():
        file = site / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(pdf)
    marks = {prints.size_mark(name): len(pdf) for name, pdf in pdfs.items()}
    for code in guideline.settings.codes:
        words = ui.group(guideline.words[code], "paper")
        said = {mark: ui.size(words, size) for mark, size in marks.items()}
        for page in sorted((site / code).rglob("*.html")):
            text = page.read_text(encoding="utf-8")
            if "[[size of " in text:
                for mark, size in said.items():
                    text = text.replace(mark, size)
                page.write_text(text, encoding="utf-8")


def slips(guideline: Guideline, found: Iterable[Slip]) -> list[Finding]:
    """Return what stands in the way of printing as findings, each with its file and line."""
    return ordered(_finding(guideline, slip) for slip in found)


def _finding(guideline: Guideline, slip: Slip) -> Finding:
    code, *rest = slip.page.split("/")
    stem = "/".join(rest).removesuffix("index.html").strip("/")
    names = [f"{stem}.md", f"{stem}/index.md"] if stem else ["index.md"]
    # What a language lacks is shown on its page in the words of another one.
    versions = ((own, name) for own in (code, *guideline.settings.codes) for name in names)
    page = next((guideline.pages[key] for key in versions if key in guideline.pages), None)
    if page is None:
        return Finding(slip.message, f"{DOCS}/{code}/{names[0]}", 1, slip.values)
    return Finding(slip.message, page.file, _line(page.lines, page.first, slip), slip.values)


def _line(lines: Iterable[str], first: int, slip: Slip) -> int:
    """Return the line on which the words near a slip stand, the first one where none has them."""
    told = list(lines)
    for near in _pieces(slip):
        for at, line in enumerate(told):
            if near in line:
                return first + at
    return first


def _pieces(slip: Slip) -> Iterator[str]:
    """Yield what may stand on the line of a slip: its words, ever fewer of them, and its tag."""
    words = slip.near.split()
    for many in range(min(len(words), 8), 0, -1):
        yield " ".join(words[:many])
    if tag := slip.values.get("tag"):
        yield f"<{tag}"

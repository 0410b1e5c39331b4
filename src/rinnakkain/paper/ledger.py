"""The ledger: what has changed, before and after, the equal languages side by side, to be printed.

It is made from the board's page (`boardpage`), so that the two cannot say different things.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path

from lxml.html import HtmlElement, document_fromstring

from rinnakkain import boardpage, changes, state, ui
from rinnakkain.changes import Change
from rinnakkain.guideline import Guideline
from rinnakkain.paper.article import UNBROKEN, Article, Frame, length, quoted
from rinnakkain.paper.document import Document, date, names, template
from rinnakkain.prints import CHANGES, Print
from rinnakkain.prose import Prose, address
from rinnakkain.settings import CHANGES as PAGE

__all__ = ["ledger", "whole"]

# A change that is longer than this, with all its languages, may go over pages between its rows.
_CHANGE = 2400


def whole(guideline: Guideline) -> Document | None:
    """Return the ledger of every change since the first edition, the newest first.

    A guideline that keeps no record has none.
    """
    first = min((one.day for one in guideline.history.acts), default=None)
    if first is None or not guideline.settings.equal:
        return None
    found = changes.of(guideline.history, list(state.read(guideline)))
    return ledger(guideline, found, first, Print(CHANGES, guideline.settings.equal).name)


def ledger(
    guideline: Guideline, found: Sequence[Change], day: datetime.date, name: str
) -> Document:
    """Return the document of changes after a day, in the order in which they come."""
    codes = guideline.settings.equal
    words = {code: guideline.words[code] for code in codes}
    site = str(guideline.facts.value("site.address", ""))
    one = Article(
        # No file of the site is shown: pictures stand in words on the board's page.
        Frame(Path(), codes[0], guideline.settings.codes, frozenset(), site),
        f"{codes[0]}/{address(PAGE)}index.html",
    )
    html = boardpage.page(guideline, Prose(guideline), found, day)
    (main,) = document_fromstring(html).iter("main")
    titles = main.findall("h1")
    edition = guideline.history.edition
    editions = {
        code: str(own["edition"]).format(day=ui.day(own, edition))
        for code, own in words.items()
        if edition
    }
    arguments = (
        quoted(codes[0]),
        quoted(" · ".join(_plain(part) for part in titles)),
        quoted(" · ".join(dict.fromkeys(str(own["town_official"]) for own in words.values()))),
        names(guideline, codes[0]),
        _parts((c, quoted(str(ui.group(own, "changes")["title"]))) for c, own in words.items()),
        date(edition),
        _parts((code, quoted(said)) for code, said in editions.items()),
    )
    body = [f"titles({_said(one, titles)})"]
    body += [_change(one, table) for table in main.iter("table")]
    if nothing := main.findall("p"):
        body.append(f"nothing({_said(one, nothing)})")
    lines = (
        '#import "/ledger.typ": *',
        # An address on the site is that of a text which is named by its number.
        f"#let address = beyond({quoted(site)})",
        f"#ledger({', '.join(arguments)}, {{",
        *body,
        "})",
    )
    return Document(
        name=name,
        code="\n".join((*lines, "")),
        files={"base.typ": template("base.typ"), "ledger.typ": template("ledger.typ")},
        slips=tuple(one.slips),
    )


def _change(one: Article, table: HtmlElement) -> str:
    """Return a change: what it is called, the languages, and its rows."""
    rows = [_row(one, row) for row in table.findall("tbody/tr")]
    is_kept = "true" if length(table) < _CHANGE else "false"
    called = _said(one, table.findall("caption/h2/span"))
    languages = _said(one, table.findall("thead/tr/th"))
    return f"change({is_kept}, {called}, {languages}, {', '.join(rows)})"


def _row(one: Article, row: HtmlElement) -> str:
    """Return a row: each language's cell, with the row's name in that language above its words."""
    head, *cells = row
    labels = {_lang(part): one.inline(part, is_whole=True) for part in head}
    parts = []
    for cell in cells:
        is_kept = "true" if length(cell) < UNBROKEN else "false"
        code = _lang(cell)
        cell.tag = "div"
        parts.append(f"({quoted(code)}, {is_kept}, {labels[code]}, {one.blocks([cell]) or '[]'})")
    return f"({', '.join(parts)},)"


def _said(one: Article, parts: Iterable[HtmlElement]) -> str:
    return _parts((_lang(part), one.inline(part, is_whole=True)) for part in parts)


def _parts(parts: Iterable[tuple[str, str]]) -> str:
    """Return, in Typst, code beside the language that it is in."""
    made = ", ".join(f"({quoted(code)}, {said})" for code, said in parts)
    return f"({made},)" if made else "()"


def _lang(element: HtmlElement) -> str:
    return element.get("lang", "")


def _plain(element: HtmlElement) -> str:
    return " ".join((element.text_content() or "").split())

"""The board's page: what has changed since a day, languages side by side, to print."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files

from rinnakkain import ui
from rinnakkain.changes import Change
from rinnakkain.guideline import Guideline
from rinnakkain.prose import Prose

__all__ = ["page"]

# A line does not begin with a dash.
_DASH = "\N{NO-BREAK SPACE}– "
_INWARD = re.compile(r'<a (?![^>]*href="(?:https?|mailto|tel):)[^>]*>(.*?)</a>', re.DOTALL)


def page(guideline: Guideline, prose: Prose, found: Sequence[Change], day: datetime.date) -> str:
    """Return the page as HTML: one table a change, before and after, in the equal languages."""
    return "\n".join((*_lines(guideline, prose, found, day), ""))


def _lines(
    guideline: Guideline, prose: Prose, found: Sequence[Change], day: datetime.date
) -> Iterator[str]:
    codes = guideline.settings.equal
    main = codes[0]
    title = " · ".join(str(guideline.words[code]["guideline"]) for code in codes)
    yield f'<!doctype html>\n<html lang="{main}">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    # A page of its own, that opens from a disk and a mail alike: its look stands in it.
    style = (files("rinnakkain") / "board.css").read_text(encoding="utf-8")
    yield f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>"
    for code in codes:
        words = guideline.words[code]
        since = _word(guideline, code, "since").format(day=ui.day(words, day))
        name = escape(str(words["guideline"]))
        yield f'<h1 lang="{code}">{name}{_DASH}{escape(since)}</h1>'
    if not found:
        for code in codes:
            yield f'<p lang="{code}">{escape(_word(guideline, code, "nothing"))}</p>'
    for change in found:
        yield from _table(guideline, prose, change, codes)
    yield "</main>\n</body>\n</html>"


def _table(
    guideline: Guideline, prose: Prose, change: Change, codes: Sequence[str]
) -> Iterator[str]:
    names = (
        f'<span lang="{code}">{prose.name(change.id, code)}{_DASH}'
        f"{escape(_kind(guideline, code, change))}</span>"
        for code in codes
    )
    languages = {locale.code: escape(locale.name) for locale in guideline.settings.locales}
    yield f"<table><caption><h2>{' · '.join(names)}</h2></caption>\n<thead><tr><td></td>"
    for code in codes:
        yield f'<th scope="col" lang="{code}">{languages[code]}</th>'
    yield "</tr></thead>\n<tbody>"
    if change.what:
        cells = {code: f"<strong>{escape(change.what.get(code, '–'))}</strong>" for code in codes}
        yield _row(guideline, _labels(guideline, codes, "what"), cells, codes)
    site = str(guideline.facts.value("site.address", ""))
    if origins := dict.fromkeys(origin.page for origin in change.origins):
        cells = {c: ", ".join(prose.title(name, c) for name in origins) for c in codes}
        yield _row(guideline, _labels(guideline, codes, "origin"), cells, codes)
    if change.replaced_by:
        cells = {c: ", ".join(prose.name(id_, c) for id_ in change.replaced_by) for c in codes}
        yield _row(guideline, _labels(guideline, codes, "replaced_by"), cells, codes)
    for key, texts in (("before", change.before), ("after", change.after)):
        # What only moved says the same as before.
        if texts and (key == "after" or change.before != change.after):
            shown = {
                code: _led(prose.any(texts[code], code, site), site)
                if code in texts
                else escape(_word(guideline, code, "lacks"))
                for code in codes
            }
            yield _row(guideline, _labels(guideline, codes, key), shown, codes)
    yield "</tbody></table>"


def _led(html: str, site: str) -> str:
    """Take the links to the site out where nobody knows its address: they would lead nowhere."""
    return html if site else _INWARD.sub(r"\1", html)


def _labels(guideline: Guideline, codes: Sequence[str], key: str) -> str:
    words = ((code, escape(_word(guideline, code, key))) for code in codes)
    return " · ".join(f'<span lang="{code}">{word}</span>' for code, word in words)


def _row(guideline: Guideline, label: str, cells: dict[str, str], codes: Sequence[str]) -> str:
    names = {locale.code: escape(locale.name) for locale in guideline.settings.locales}
    own = "".join(f'<td lang="{c}" data-name="{names[c]}">{cells[c]}</td>' for c in codes)
    return f'<tr><th scope="row">{label}</th>{own}</tr>'


def _word(guideline: Guideline, code: str, key: str) -> str:
    return str(ui.group(guideline.words[code], "changes")[key])


def _kind(guideline: Guideline, code: str, change: Change) -> str:
    """Return what has become of a text, and when: `Muuttunut 27.11.2026`."""
    words = guideline.words[code]
    kind = ui.group(words, "changes")["kinds"][change.kind]
    return f"{kind}\N{NO-BREAK SPACE}{ui.day(words, change.day)}"

"""The page of changes: what has changed, newest first, and the editions, as HTML."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby

from rinnakkain import prints, ui
from rinnakkain.changes import Change
from rinnakkain.guideline import Guideline
from rinnakkain.prose import Prose
from rinnakkain.wording import is_passage

__all__ = ["body", "content", "headline"]


def body(
    guideline: Guideline,
    prose: Prose,
    found: Sequence[Change],
    editions: Mapping[datetime.date, Mapping[str, int | None]],
    code: str,
) -> Iterator[str]:
    """Yield the lines of the page in a language.

    `editions` has by its day, the newest first, the PDFs of each: their addresses below the site
    with their sizes in bytes, or none while a PDF is still to be made.
    """
    words = ui.group(guideline.words[code], "changes")
    up = "../../"
    yield f'<p><a href="../feed.xml">{escape(words["feed"])}</a></p>'
    for day, changes in groupby(found, lambda change: change.day):
        yield f'<h2 id="{day}">{ui.day(guideline.words[code], day)}</h2>'
        for change in changes:
            kind = escape(words["kinds"][change.kind])
            yield f'<section class="change"><h3>{headline(prose, change, code, up)}</h3>'
            yield f'<p><span class="change-kind">{kind}</span></p>'
            yield content(guideline, prose, change, code, up)
            yield "</section>"
    first = min((one.day for one in guideline.history.acts), default=None)
    if first:
        if all(change.day != first for change in found):
            yield f'<h2 id="{first}">{ui.day(guideline.words[code], first)}</h2>'
        rules = sum(
            not is_passage(text)
            for one in guideline.history.acts
            if one.kind == "first"
            for entry in one.entries
            for text in list(entry.words.values())[:1]
        )
        yield f"<p>{escape(words['first'].format(rules=rules))}</p>"
    yield f"<h2>{escape(words['editions'])}</h2>"
    yield "<ul>"
    for day, pdfs in editions.items():
        named = str(guideline.words[code]["edition"]).format(day=ui.day(guideline.words[code], day))
        decision = guideline.facts.decision(day, code)
        said = f" – {escape(words['decision'])}: {escape(decision)}" if decision else ""
        named_data = escape(words["data"].format(day=ui.day(guideline.words[code], day)))
        data = f'<a href="{up}editions/{day}/guideline.json">{named_data}</a>'
        own = f"editions/{day}/{prints.Print(prints.BOOKLET, (code,)).name}"
        printed = _pdf(guideline, named, own, pdfs[own], code, up) if own in pdfs else ""
        yield f"<li>{printed or escape(named)}{said} – {data}</li>"
    yield "</ul>"


def _pdf(
    guideline: Guideline, named: str, address: str, size: int | None, code: str, up: str
) -> str:
    """Return the link to the PDF of an edition; its size is marked until it is made."""
    words = ui.group(guideline.words[code], "paper")
    said = prints.size_mark(address) if size is None else ui.size(words, size)
    text = str(words["link"]).format(title=named, languages=words["in"][code], size=said)
    return f'<a href="{up}{address}">{escape(text)}</a>'


def headline(prose: Prose, change: Change, code: str, up: str) -> str:
    """Return what a changed text is called, as a link where it stands."""
    return _link(prose, change.id, code, up)


def _link(prose: Prose, id_: str, code: str, up: str) -> str:
    href = prose.href(id_, code, up)
    name = prose.name(id_, code)
    return f'<a href="{href}">{name}</a>' if href else name


def content(guideline: Guideline, prose: Prose, change: Change, code: str, up: str) -> str:
    """Return what changed, in a sentence and in the words before and after.

    A language that has not the new words yet shows those of another one, marked as such.
    """
    words = ui.group(guideline.words[code], "changes")
    parts = []
    if change.what:
        own = code if code in change.what else next(iter(change.what))
        parts.append(f"<p{_lang(own, code)}>{escape(change.what[own])}</p>")
    before = _any(change.before, guideline.settings.codes, code)
    after = _any(change.after, guideline.settings.codes, code)
    if before:
        parts.append(_words_html(prose, words["before"], change.before[before], before, code, up))
    if after:
        lacks = f"<p>{escape(words['lacks'])}</p>" if after != code else ""
        shown = _words_html(prose, words["after"], change.after[after], after, code, up, lacks)
        parts.append(shown)
    pages = dict.fromkeys(origin.page for origin in change.origins)
    if pages:
        titles = ", ".join(prose.title(page, code) for page in pages)
        parts.append(f"<p>{escape(words['origin'])}: {titles}</p>")
    if change.replaced_by:
        links = ", ".join(_link(prose, id_, code, up) for id_ in change.replaced_by)
        parts.append(f"<p>{escape(words['replaced_by'])}: {links}</p>")
    return "".join(parts)


def _words_html(
    prose: Prose, label: str, words: str, own: str, code: str, up: str, lacks: str = ""
) -> str:
    text = prose.any(words, own, up)
    return (
        f'<div class="change-words"><p class="change-label">{escape(label)}</p>{lacks}'
        f"<div{_lang(own, code)}>{text}</div></div>"
    )


def _lang(own: str, code: str) -> str:
    return "" if own == code else f' lang="{own}"'


def _any(words: Mapping[str, str], codes: Sequence[str], code: str) -> str:
    """Return the language to show: its own, or else the first one that has words."""
    return next((own for own in (code, *codes) if own in words), "")

"""The record: its acts are whole, and every rule and passage stands as they say."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from rinnakkain import act, state, ui
from rinnakkain.act import Act
from rinnakkain.finding import Finding
from rinnakkain.guideline import Guideline
from rinnakkain.settings import DOCS, FILE
from rinnakkain.state import State
from rinnakkain.wording import parted

__all__ = ["check", "due"]


def check(guideline: Guideline) -> Iterator[Finding]:
    """Find acts that are wrong, and texts that are not declared, behind, gone or elsewhere."""
    if not guideline.settings.equal:
        return
    history = guideline.history
    yield from history.found
    if not history.acts and history.is_whole:
        yield Finding("record-absent", FILE, 1)
    if not history.acts or not history.is_whole:
        return
    yield from _unwritten(guideline)
    pages = guideline.pages
    written = {name for _, name in pages}
    bare = {
        (code, name)
        for code in guideline.settings.codes
        for name in guideline.settings.names
        if (code, name) not in pages and name in written
    }
    for code, name in sorted(bare):
        if code not in guideline.settings.equal:
            yield Finding("later-page-missing", f"{DOCS}/{code}/{name}", 1)
    # That a page is empty, or code from some line on, is told once, and not for each rule.
    bare |= {place for place, page in pages.items() if page.is_blank or page.open_fence is not None}
    for states in state.read(guideline).values():
        yield from _whole(guideline, list(states.values()))
        for own in states.values():
            if own.lags and (own.text or (own.locale, _page(own)) not in bare):
                yield from _standing(guideline, own, states)


def due(guideline: Guideline, today: datetime.date) -> Iterator[Finding]:
    """Find what only a day can tell: a deferral whose date has passed, a day still to come."""
    for one in guideline.history.acts:
        if one.day > today:
            yield _of_day("day-ahead", one, "day", one.day)
    for id_, states in state.read(guideline).items():
        for own in states.values():
            deferral = own.deferral
            if own.lags and deferral and deferral.until and deferral.until < today:
                values = {"id": id_, "code": own.locale}
                yield _of_day("deferral-due", deferral, "until", deferral.until, **values)


def _of_day(message: str, one: Act, key: str, day: datetime.date, **values: object) -> Finding:
    return Finding(message, one.file, one.line(key), {**values, "day": day})


def _page(own: State) -> str:
    return own.record.page if own.record else ""


def _unwritten(guideline: Guideline) -> Iterator[Finding]:
    """Find the sentence on what changed where a language still lacks it."""
    told: set[tuple[str, str]] = set()
    for record in guideline.history.records.values():
        for revision in record.revisions:
            for code in guideline.settings.codes:
                file = revision.act.file
                if revision.act.kind in ("changed", "withdrawn") and code not in revision.what:
                    if (file, code) not in told:
                        line = revision.act.line("what")
                        yield Finding("sentence-unwritten", file, line, {"code": code})
                    told.add((file, code))


def _whole(guideline: Guideline, states: list[State]) -> Iterator[Finding]:
    """Find what is wrong with a text in all languages at once."""
    record = states[0].record
    stand = [own.text for own in states if own.text]
    if record is None:
        for own in states:
            if own.text and own.locale in guideline.settings.equal:
                yield Finding("text-new", own.text.file, own.text.line, {"id": own.id})
            elif own.text and any(other.locale != own.locale for other in stand):
                yield Finding("later-new", own.text.file, own.text.line, {"id": own.id})
        return
    if record.newest.ends:
        for text in stand:
            values = {"id": text.id, "file": record.newest.act.file}
            yield Finding("text-ended", text.file, text.line, values)
    elif not stand:
        file = f"{DOCS}/{guideline.settings.equal[0]}/{record.page}"
        yield Finding("text-gone", file, 1, {"id": record.id})
    for text in stand if not record.newest.ends else ():
        if text.page != record.page:
            values = {"id": text.id, "page": record.page}
            yield Finding("text-moved", text.file, text.line, values)


def _standing(guideline: Guideline, own: State, states: Mapping[str, State]) -> Iterator[Finding]:
    """Find a text that does not say what is in force in its language."""
    record = own.record
    if record is None or not any(other.text for other in states.values()):
        return
    code, text = own.locale, own.text
    page = guideline.pages.get((code, record.page))
    file = text.file if text else f"{DOCS}/{code}/{record.page}"
    line = text.line if text else page.headings[0].line if page and page.headings else 1
    values: dict[str, object] = {"id": own.id}
    if own.unseen:
        values |= _change(guideline, own)
    if own.deferral and own.name in ("behind", "missing"):
        values |= {"until": ui.day(guideline.words[code], own.deferral.until or own.deferral.day)}
        values |= {"reason": own.deferral.reason}
        yield Finding("text-deferred", file, line, values)
        return
    if own.name == "changed" and text:
        held = [r.words[code][-1] for r in record.revisions if r.words.get(code)]
        old, new = parted(held[-1], text.words) if held else ("", text.words)
        values |= {"was": _line(old) or act.UNWRITTEN, "now": _line(new) or act.UNWRITTEN}
    kind = "text" if code in guideline.settings.equal else "later"
    # That a language which must agree lacks a text is told by the comparison of the pages.
    if own.name != "missing" or kind == "later":
        yield Finding(f"{kind}-{own.name}", file, line, values)


def _change(guideline: Guideline, own: State) -> dict[str, object]:
    """Return since when a language lags, what changed, and the words before and after."""
    assert own.record is not None
    assert own.since is not None
    code = own.locale
    said = (r.what.get(code) or next(iter(r.what.values()), "") for r in own.unseen)
    first = own.unseen[0]
    older = [r for r in own.record.revisions if r.number < first.number]
    before = {c: words[-1] for r in older for c, words in r.words.items()}
    after = {c: words[-1] for r in own.unseen for c, words in r.words.items()}
    # Of the others, one whose words show the change: a language may have been reviewed only.
    others = [c for c in guideline.settings.codes if c in after and c != code] or [code]
    there = next((c for c in others if before.get(c) != after.get(c)), others[0])
    old, new = parted(before.get(there, ""), after.get(there, ""))
    return {
        "since": ui.day(guideline.words[code], own.since),
        "what": " ".join(dict.fromkeys(filter(None, said))) or act.UNWRITTEN,
        "there": f"{DOCS}/{there}/{_page(own)}",
        "old": _line(old) or act.UNWRITTEN,
        "new": _line(new) or act.UNWRITTEN,
    }


def _line(words: str) -> str:
    return " ".join(words.split())

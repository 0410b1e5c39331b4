"""Declarations: the act that says what became of texts, made from how they stand."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rinnakkain import history, state
from rinnakkain.act import Act, Entry, Origin
from rinnakkain.guideline import Guideline
from rinnakkain.history import Record
from rinnakkain.state import State, Table

__all__ = ["Refused", "first", "make", "moved_from"]


class Refused(Exception):
    """An act that would not be true; the text says why, in a sentence."""


def first(guideline: Guideline, day: datetime.date) -> list[Act]:
    """Return the first record: an act a page, which names every text in every language.

    Raises Refused where there is a record already.
    """
    if guideline.history.acts or not guideline.history.is_whole:
        raise Refused("there is a record already; declare what has become new as `new`")
    pages: dict[str, list[Entry]] = {}
    for id_, states in state.read(guideline).items():
        own = [one.text for one in states.values() if one.text]
        words = {text.locale: text.words for text in own}
        pages.setdefault(own[0].page, []).append(Entry(id_, page=own[0].page, words=words))
    return [
        Act(f"{day}-first-{page.removesuffix('.md').replace('/', '-')}", "first", day, tuple(rows))
        for page, rows in pages.items()
    ]


def moved_from(guideline: Guideline, page: str) -> list[str]:
    """Return the ids of the texts that the record has on a page, and that stand elsewhere now."""
    return [
        own.id
        for own in (next(iter(states.values())) for states in state.read(guideline).values())
        if own.record and own.record.page == page and own.text and own.text.page != page
    ]


def make(
    guideline: Guideline,
    kind: str,
    ids: Sequence[str],
    day: datetime.date,
    *,
    table: Table | None = None,
    languages: Sequence[str] = (),
    what: Mapping[str, str] | None = None,
    origins: Sequence[str] = (),
    replaced_by: Sequence[str] = (),
    reason: str = "",
    until: datetime.date | None = None,
) -> Act:
    """Return an act of a kind about the texts `ids`, in the words that stand now.

    `what` is the sentence on what changed in each language. `languages` are those it
    speaks of (where none is named, those that it can be true of);
    `origins` the ids that moved texts had before; `table` the states, where they are known already.
    Raises Refused where it would not be true.
    """
    table = state.read(guideline) if table is None else table
    if not ids:
        raise Refused("name the texts: their ids stand under them, `{: #check-links }`")
    if not guideline.history.is_whole:
        raise Refused("the record cannot be read whole: `rinnakkain check` says what to mend first")
    if strange := {*(what or ()), *languages} - set(guideline.settings.codes):
        raise Refused(f"the guideline has no language {', '.join(sorted(strange))}")
    unknown = [id_ for id_ in (*ids, *origins) if id_ not in table]
    if unknown:
        raise Refused(f"no page and no entry knows {', '.join('#' + id_ for id_ in unknown)}")
    if kind == "moved":
        entries = tuple(_moved(table, ids, origins))
    else:
        entries = tuple(_entry(kind, table[id_], languages, replaced_by) for id_ in ids)
    spoken = tuple(dict.fromkeys(code for entry in entries for code in entry.words))
    made = Act(
        name="",
        kind=kind,
        day=day,
        entries=entries,
        what=dict(what or {}),
        languages=_lagging(table, ids, languages) if kind == "deferred" else (),
        reason=reason,
        until=until,
    )
    made = replace(made, name=_name(made, spoken, [one.name for one in guideline.history.acts]))
    known = set(guideline.history.found)
    codes = guideline.settings.codes
    wrong = history.joined((*guideline.history.acts, made), codes).found
    if new := [finding for finding in wrong if finding not in known]:
        # The act's own file is not there to be looked into.
        raise Refused("\n".join(str(f).removeprefix(f"{made.file}:1: ") for f in new))
    return made


def _name(made: Act, spoken: Sequence[str], taken: Sequence[str]) -> str:
    """Return a name that says when, what, which text, and the language if it is one alone."""
    start = f"{made.day.isoformat()}-{made.kind}"
    languages = made.languages or spoken
    end = "-".join((made.entries[0].id, *(languages if len(languages) == 1 else ())))
    names = (f"{start}-{number}-{end}" for number in range(2, len(taken) + 3))
    return next(name for name in (f"{start}-{end}", *names) if name not in taken)


def _entry(
    kind: str, states: Mapping[str, State], languages: Sequence[str], replaced_by: Sequence[str]
) -> Entry:
    one = next(iter(states.values()))
    record = one.record
    if kind == "new":
        return _new(one.id, states, record)
    if record is None:
        raise Refused(f"#{one.id} is not in the record yet: declare it new")
    if record.newest.ends:
        raise Refused(f"#{one.id} was withdrawn: declare it new")
    if kind in ("withdrawn", "deferred"):
        return Entry(one.id, record.last, replaced_by=tuple(replaced_by))
    meant = [states[code] for code in languages] or list(_meant(kind, states))
    stand = {own.locale: own.text.words for own in meant if own.text}
    if not stand:
        raise Refused(f"no language of #{one.id} is one of which `{kind}` could be said")
    after = record.last
    if kind == "mended":
        held = {_held_before(record, code) for code in stand}
        if len(held) != 1:
            raise Refused(f"the languages of #{one.id} follow different changes: one entry each")
        after = (held.pop(),)
    return Entry(one.id, after, words=stand)


def _new(id_: str, states: Mapping[str, State], record: Record | None) -> Entry:
    if record is not None and not record.newest.ends:
        raise Refused(f"#{id_} is in the record already: declare what became of it")
    stand = [own.text for own in states.values() if own.text]
    if not stand:
        raise Refused(f"#{id_} stands on no page")
    words = {text.locale: text.words for text in stand}
    return Entry(id_, record.last if record else (), stand[0].page, words=words)


def _meant(kind: str, states: Mapping[str, State]) -> Iterator[State]:
    """Yield the languages that an act of a kind can be true of, as far as the words can tell."""
    fitting: tuple[str, ...] = ("behind",) if kind == "reviewed" else ("changed",)
    record = next(iter(states.values())).record
    if kind == "changed" and record and len(record.heads) > 1:
        # What joins two changes holds the words of each language that follows one of them.
        fitting = ("changed", "agrees")
    yield from (own for own in states.values() if own.name in fitting)


def _held_before(record: Record, code: str) -> str:
    """Return the act of the newest revision that a language has words for."""
    held = [revision for revision in record.revisions if revision.words.get(code)]
    if not held:
        raise Refused(
            f"nothing of #{record.id} is recorded in `{code}` yet: declare that it follows"
        )
    return held[-1].act.name


def _lagging(table: Table, ids: Sequence[str], languages: Sequence[str]) -> tuple[str, ...]:
    lagging = [code for id_ in ids for code, own in table[id_].items() if own.lags]
    return tuple(dict.fromkeys(languages or lagging))


def _moved(table: Table, ids: Sequence[str], origins: Sequence[str]) -> Iterator[Entry]:
    """Yield the entries of a move: to another page or id, from one text to several or back."""
    if origins and list(ids) == list(origins):
        raise Refused(f"#{ids[0]} is not moved from itself: declare what became of it")
    written = {code for code in table[ids[0]] if _took_part(table, ids, origins, code)}
    for old in origins:
        # A language that lags has the old one still; one that has both has kept it.
        if old not in ids and any(table[old][code].text for code in written):
            raise Refused(f"#{old} still stands: name it too, as one of those that were made")
    if not written and len(ids) + len(origins) > 2:
        raise Refused("no language has changed what these texts say: there is nothing to declare")
    is_new = not any(own.record for id_ in ids for own in table[id_].values())
    is_one = not origins or (len(ids) == len(origins) == 1 and is_new)
    for id_ in ids:
        stand = [own.text for own in table[id_].values() if own.text]
        if not stand:
            raise Refused(f"#{id_} stands on no page")
        own = next(iter(table[id_].values())).record
        before = [next(iter(table[old].values())).record for old in origins] or [own]
        records = [record for record in before if record is not None]
        if not records or len(records) != len(before):
            raise Refused(f"#{id_} is not in the record yet: name the texts that it was made from")
        if not origins and records[0].page == stand[0].page:
            raise Refused(f"#{id_} still stands on {records[0].page}")
        names = [name for record in (*records, *([own] if own else [])) for name in record.last]
        yield Entry(
            id_,
            tuple(dict.fromkeys(names)),
            stand[0].page,
            tuple(
                Origin(record.page, record.id)
                for record in records
                if not (origins and record.id == id_)
            ),
            {} if is_one else {t.locale: t.words for t in stand if t.locale in written},
        )


def _took_part(table: Table, ids: Sequence[str], origins: Sequence[str], code: str) -> bool:
    """Say whether a language says what others were made of, and no longer as it did before.

    One that lagged behind an origin, or whose words are untouched, has not followed by standing
    there: it stays behind until somebody says that it follows.
    """
    records = [own.record for old in origins if (own := table[old][code]).record]
    return (
        all(table[id_][code].text for id_ in ids)
        and all(record.newest.words.get(code) for record in records if record)
        and all(table[id_][code].name != "agrees" for id_ in ids if id_ in origins)
    )

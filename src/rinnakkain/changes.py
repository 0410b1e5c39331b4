"""Changes: what became of the rules and passages, act by act or since a day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rinnakkain import history
from rinnakkain.act import Act, Origin
from rinnakkain.history import History, Record, Revision

__all__ = ["Change", "of", "since"]

Kind = Literal["new", "changed", "moved", "withdrawn"]
# The kinds of acts that readers are told of.
_KINDS: dict[str, Kind] = {
    "new": "new",
    "changed": "changed",
    "moved": "moved",
    "withdrawn": "withdrawn",
}


@dataclass(frozen=True)
class Change:
    """What became of a text: its id, the act and its day, and the words before and after.

    `what` says in each language what changed, `updated` is the day since which a language has it;
    `origins` are the places it had before, `replaced_by` the ids that stand in its place.
    """

    kind: Kind
    id: str
    act: Act
    what: Mapping[str, str] = field(hash=False)
    before: Mapping[str, str] = field(hash=False)
    after: Mapping[str, str] = field(hash=False)
    updated: Mapping[str, datetime.date] = field(hash=False)
    origins: tuple[Origin, ...] = ()
    replaced_by: tuple[str, ...] = ()

    @property
    def day(self) -> datetime.date:
        """The day of the change."""
        return self.act.day


def of(record: History, order: Iterable[str]) -> list[Change]:
    """Return every change since the first record, the newest first.

    Those of one day come in the `order` of their texts; what stands nowhere comes last.
    """
    places = {id_: place for place, id_ in enumerate(order)}
    found = [change for one in record.records.values() for change in _of_text(record, one)]
    found.sort(key=lambda change: (places.get(change.id, len(places)), change.id))
    return sorted(found, key=lambda change: change.day, reverse=True)


def _of_text(record: History, one: Record) -> Iterator[Change]:
    by_act = {revision.act.name: revision for revision in one.revisions}
    for step in one.steps:
        revision = by_act.get(step.act.name)
        kind = step.act.kind
        if kind == "moved" and revision is None:
            yield Change("moved", one.id, step.act, {}, {}, {}, {}, step.entry.origins)
        # What ends because others were made of it is told with those.
        if revision is None or kind == "first" or (kind == "moved" and revision.ends):
            continue
        yield Change(
            kind=_KINDS[kind],
            id=one.id,
            act=step.act,
            what=revision.what,
            before=_before(record, one, revision),
            after={code: words[-1] for code, words in revision.words.items()},
            updated=_updated(one, revision),
            origins=revision.origins,
            replaced_by=revision.replaced_by,
        )


def _before(record: History, one: Record, revision: Revision) -> dict[str, str]:
    """Return the words in each language that the revision took the place of.

    Where it was made of several texts they stand one below the other; of two changes that it joins,
    the words are those that it has not.
    """
    ids = dict.fromkeys((one.id, *(origin.id for origin in revision.origins)))
    texts = [record.records[id_] for id_ in ids if id_ in record.records]
    before: dict[str, list[str]] = {}
    for text in texts:
        older = [r for r in text.revisions if r.act.name != revision.act.name and not r.ends]
        older = [r for r in older if r.number < revision.number or text is not one]
        for code, words in _expressed(older).items():
            now = revision.words.get(code, ("",))[-1]
            held = [r.words[code][-1] for r in older if r.words.get(code)]
            other = next((w for w in reversed(held) if w != now), words)
            before.setdefault(code, []).append(other)
    return {code: "\n\n".join(dict.fromkeys(words)) for code, words in before.items()}


def _expressed(revisions: Sequence[Revision]) -> dict[str, str]:
    return {code: words[-1] for revision in revisions for code, words in revision.words.items()}


def _updated(one: Record, revision: Revision) -> dict[str, datetime.date]:
    """Return the newest day on which a language got its words or its sentence."""
    days: dict[str, datetime.date] = {}
    for step in one.steps:
        if step.act.name == revision.act.name or revision.act.name in step.entry.after:
            for code in (*step.entry.words, *step.act.what) if step.act.kind != "mended" else ():
                days[code] = max(days.get(code, step.act.day), step.act.day)
    return days


def since(
    record: History, day: datetime.date, codes: Sequence[str], order: Iterable[str]
) -> list[Change]:
    """Return what is another thing now than at the end of a day, one change a text, in its order.

    The words before are those of that day, those after the ones in force now.
    """
    then = history.joined((one for one in record.acts if one.day <= day), codes).records
    places = {id_: place for place, id_ in enumerate(order)}
    found = []
    for one in record.records.values():
        old = then.get(one.id) or next((then[o.id] for o in one.past if o.id in then), None)
        fresh = [r for r in one.revisions if r.day > day]
        if (change := _net(record, one, old, fresh, day)) is not None:
            found.append(change)
    return sorted(found, key=lambda change: (places.get(change.id, len(places)), change.id))


def _net(
    record: History, one: Record, old: Record | None, fresh: list[Revision], day: datetime.date
) -> Change | None:
    head = one.newest
    had = old is not None and not old.newest.ends
    moves = [step for step in one.steps if step.act.kind == "moved" and step.act.day > day]
    if head.ends:
        if not had or head.day <= day or head.act.kind == "moved":
            return None
        kind: Kind = "withdrawn"
    elif not had:
        if not fresh:
            return None
        kind = "moved" if head.origins else "new"
    elif fresh:
        kind = "changed"
    elif moves:
        kind = "moved"
    else:
        return None
    before = _expressed(old.revisions) if old and had else {}
    if kind == "moved" and not before:
        before = _before(record, one, head)
    what: dict[str, str] = {}
    for revision in fresh:
        for code, text in revision.what.items():
            what[code] = f"{what[code]} {text}" if code in what else text
    return Change(
        kind=kind,
        id=one.id,
        act=fresh[-1].act if fresh else moves[-1].act,
        what=what,
        before=before,
        after=_expressed([r for r in one.revisions if not r.ends]) if not head.ends else {},
        updated={},
        origins=tuple(origin for step in moves for origin in step.entry.origins) or head.origins,
        replaced_by=head.replaced_by,
    )

"""A proposal: what it changes in the texts and in the record, from two readings of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from rinnakkain import act, state
from rinnakkain.act import Act
from rinnakkain.guideline import Guideline
from rinnakkain.history import Record
from rinnakkain.settings import DOCS
from rinnakkain.state import State, Table
from rinnakkain.wording import same

__all__ = ["Change", "Kin", "Proposal", "compare"]

# The share of its words that a text must have from another one to look like it, or like a piece
# of it; and the share from which on it may still be by chance.
_ALIKE, _CHANCE = 0.6, 0.5


@dataclass(frozen=True)
class Change:
    """One text of which a proposal says something, or whose languages do not agree.

    `words` are its wordings before and after, of each language in which a reader sees another one
    (None where it does not stand); `before` and `states` how it stood and stands in each language;
    `acts` those of the proposal that name it; `number` and `earlier` its number now and before.
    """

    id: str
    is_rule: bool
    words: Mapping[str, tuple[str | None, str | None]] = field(hash=False)
    before: Mapping[str, State] = field(hash=False)
    states: Mapping[str, State] = field(hash=False)
    acts: tuple[Act, ...]
    number: str
    earlier: str

    @property
    def record(self) -> Record | None:
        """What the record knows of it."""
        return next(iter(self.states.values())).record

    @property
    def standing(self) -> list[str]:
        """The languages in which it stands."""
        return [code for code, own in self.states.items() if own.text]

    @property
    def page(self) -> str:
        """The page on which it stands now, or stood last."""
        texts = [own.text for own in (*self.states.values(), *self.before.values()) if own.text]
        return texts[0].page if texts else self.record.page if self.record else ""

    def lost(self, code: str) -> bool:
        """Say whether it stood in a language, and does no more."""
        known = self.record
        had = known is not None and any(r.words.get(code) for r in known.revisions)
        return had and not self.states[code].text


@dataclass(frozen=True)
class Kin:
    """Texts that seem to have become others: their ids before and after (one stays: in both)."""

    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True)
class Proposal:
    """What changes from `base` to `head`; there is no base where none could be read.

    `spoiled` are the acts of the base that are deleted or changed (their file, whether it still
    stands); `numbers` the rules whose number moves, with the number before and after; `files` the
    files that change; the record `is_kept` where it can be leaned on.
    """

    base: Guideline | None
    head: Guideline
    table: Table = field(hash=False)
    changes: tuple[Change, ...]
    kin: tuple[Kin, ...]
    added: tuple[Act, ...]
    spoiled: tuple[tuple[str, bool], ...]
    numbers: tuple[tuple[str, str, str], ...]
    files: frozenset[str]
    is_kept: bool

    @property
    def touches(self) -> bool:
        """Whether it changes anything in the texts or the record, as far as can be known."""
        return (
            not self.base
            or not self.head.pages
            or any(file.startswith((f"{DOCS}/", f"{act.FOLDER}/")) for file in self.files)
        )


def compare(base: Guideline | None, head: Guideline) -> Proposal:
    """Return what a proposal changes from `base` to `head`, in the order of the pages.

    Where a reading has no pages, because its settings could not be read, there is nothing to
    compare: a base like that is none.
    """
    if base is not None and not base.pages:
        base = None
    if not head.pages:
        return Proposal(base, head, {}, (), (), (), (), (), frozenset(), False)
    history = head.history
    spoiled = tuple(_spoiled(base, head)) if base else ()
    is_kept = bool(head.settings.equal and history.acts and history.is_whole and not spoiled)
    old = base.history.acts if base else ()
    known = {one.name for one in old}
    added = tuple(one for one in history.acts if one.name not in known) if base else ()
    table = state.read(head)
    before = state.read(base) if base else {}
    changes = tuple(_changes(base, head, before, table, added, is_kept=is_kept))
    return Proposal(
        base=base,
        head=head,
        table=table,
        changes=changes,
        kin=tuple(_kin(changes)) if is_kept else (),
        added=added,
        spoiled=spoiled,
        numbers=tuple(
            (id_, base.numbers[id_], number)
            for id_, number in head.numbers.items()
            if base.numbers.get(id_, number) != number
        )
        if base
        else (),
        files=_files(base, head) if base else frozenset(),
        is_kept=is_kept,
    )


def _files(base: Guideline, head: Guideline) -> frozenset[str]:
    both = {*base.texts, *head.texts}
    changed = {file for file in both if base.texts.get(file) != head.texts.get(file)}
    return frozenset(changed | (base.files ^ head.files))


def _spoiled(base: Guideline, head: Guideline) -> Iterator[tuple[str, bool]]:
    for one in base.history.acts:
        if head.texts.get(one.file) != base.texts[one.file]:
            yield one.file, one.file in head.texts


def _changes(
    base: Guideline | None,
    head: Guideline,
    before: Table,
    table: Table,
    added: Sequence[Act],
    *,
    is_kept: bool,
) -> Iterator[Change]:
    named: dict[str, list[Act]] = {}
    # That the record starts is told once, not of each text.
    for one in added if base and base.history.acts else ():
        for entry in one.entries:
            for id_ in (entry.id, *(origin.id for origin in entry.origins)):
                named.setdefault(id_, []).append(one)
    for id_ in dict.fromkeys((*table, *before)):
        states, earlier = table.get(id_, {}), before.get(id_, {})
        words = dict(_words(earlier, states)) if base else {}
        acts = tuple(dict.fromkeys(named.get(id_, ())))
        if not (
            words
            or acts
            or (base and _pages(earlier) != _pages(states))
            or (is_kept and _waits(states, head.settings.equal))
        ):
            continue
        texts = [own.text for own in (*states.values(), *earlier.values()) if own.text]
        nothing = {c: State(id_, c, "missing", None, None, None, None) for c in head.settings.codes}
        yield Change(
            id=id_,
            is_rule=texts[0].is_rule if texts else not _is_passage(states),
            words=words,
            before=earlier,
            states=states or nothing,
            acts=acts,
            number=head.numbers.get(id_, ""),
            earlier=base.numbers.get(id_, "") if base else "",
        )


def _words(
    before: Mapping[str, State], states: Mapping[str, State]
) -> Iterator[tuple[str, tuple[str | None, str | None]]]:
    for code in dict.fromkeys((*states, *before)):
        old, new = (
            own.text.words if (own := side.get(code)) and own.text else None
            for side in (before, states)
        )
        if old is None or new is None:
            if old != new:
                yield code, (old, new)
        elif not same(old, new):
            yield code, (old, new)


def _pages(states: Mapping[str, State]) -> dict[str, str]:
    return {code: own.text.page for code, own in states.items() if own.text}


def _waits(states: Mapping[str, State], equal: Sequence[str]) -> bool:
    """Say whether something is to be done before a text can be published."""
    record = next(iter(states.values())).record if states else None
    if record and record.newest.ends:
        return any(own.text for own in states.values())
    if record and (len(record.heads) > 1 or set(_pages(states).values()) - {record.page}):
        return True
    return any(
        own.name != "agrees" and not own.deferral for code, own in states.items() if code in equal
    )


def _is_passage(states: Mapping[str, State]) -> bool:
    """Say whether a text that stands nowhere was a passage: its words begin with its heading."""
    record = next(iter(states.values())).record if states else None
    words = (
        [text for r in record.revisions for own in r.words.values() for text in own]
        if (record)
        else []
    )
    return any(line.startswith("#") for text in words for line in text.split("\n"))


def _kin(changes: Sequence[Change]) -> Iterator[Kin]:
    """Yield the texts that were renamed, parted or joined, as far as their words tell."""
    pairs = {pair for one in changes for other in changes for pair in _pairs(one, other)}
    while pairs:
        old, new = ({pair[side] for pair in (min(pairs),)} for side in (0, 1))
        grown = True
        while grown:
            near = {pair for pair in pairs if pair[0] in old or pair[1] in new}
            grown = not ({a for a, _ in near} <= old and {b for _, b in near} <= new)
            old |= {a for a, _ in near}
            new |= {b for _, b in near}
        pairs = {pair for pair in pairs if pair[0] not in old}
        order = [change.id for change in changes]
        yield Kin(*(tuple(sorted(side, key=order.index)) for side in (old, new)))


def _pairs(one: Change, other: Change) -> Iterator[tuple[str, str]]:
    """Yield what became what, where the text `one` seems to have become the text `other`."""
    if one.id == other.id or one.page != other.page or one.is_rule != other.is_rule:
        return
    record = one.record
    if record is None or record.newest.ends:
        return
    for code in other.standing:
        gone = one.lost(code)
        was, now = _last(one, code), one.states[code].text
        new = other.states[code].text
        if not was or not new:
            continue
        if other.record is None and (gone or now):
            at_its_place = bool(one.earlier) and one.earlier == other.number
            if gone and _likeness(was, new.words) >= (_CHANCE if at_its_place else _ALIKE):
                yield one.id, other.id
            elif (
                now
                and _likeness(was, new.words) >= _ALIKE
                and _likeness(now.words, new.words) < _CHANCE
            ):
                yield from ((one.id, other.id), (one.id, one.id))
        elif (
            gone
            and other.states[code].name == "changed"
            and _likeness(was, new.words) >= _ALIKE
            and _likeness(was, _last(other, code)) < _CHANCE
        ):
            yield from ((one.id, other.id), (other.id, other.id))


def _last(change: Change, code: str) -> str:
    """Return the words that the record holds of a text in a language, the newest ones."""
    revisions = change.record.revisions if change.record else ()
    return next((r.words[code][-1] for r in reversed(revisions) if r.words.get(code)), "")


def _likeness(one: str, other: str) -> float:
    """Return the share of the words of the shorter text that stand in the other, in order."""
    mine, theirs = one.casefold().split(), other.casefold().split()
    blocks: Iterable[int] = (
        block.size for block in SequenceMatcher(None, mine, theirs, False).get_matching_blocks()
    )
    return sum(blocks) / max(1, min(len(mine), len(theirs)))

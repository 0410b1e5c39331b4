"""Requests: what a proposal still asks for, text by text, and the acts that could be meant."""

from __future__ import annotations

import datetime
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rinnakkain import declaration
from rinnakkain.act import UNWRITTEN, Act
from rinnakkain.proposal import Change, Kin, Proposal
from rinnakkain.settings import DOCS

__all__ = ["Offer", "Request", "kindred", "of"]


@dataclass(frozen=True)
class Offer:
    """An act that could be meant, made as far as a program can.

    `name` says what it would say (that of its kind, if nothing else); `languages` are those it
    speaks of, `unwritten` those whose sentence is left to write.
    """

    name: str
    act: Act
    languages: tuple[str, ...]
    unwritten: tuple[str, ...] = ()

    @property
    def command(self) -> str:
        """The command that makes it on the machine of whoever looks after the guideline."""
        words = ["rinnakkain", "declare", self.act.kind, *(entry.id for entry in self.act.entries)]
        if origins := dict.fromkeys(o.id for entry in self.act.entries for o in entry.origins):
            words += ["--from", *origins]
        if self.languages and self.act.kind not in ("new", "moved", "withdrawn"):
            words += ["--languages", *self.languages]
        if self.unwritten:
            words += ["--say", *(f"{code}={UNWRITTEN}" for code in self.unwritten)]
        if self.act.kind == "deferred":
            words += ["--until", UNWRITTEN, "--reason", UNWRITTEN]
        return shlex.join([*words, "--day", self.act.day.isoformat()]).replace(
            f"'{UNWRITTEN}'", "…"
        )


@dataclass(frozen=True)
class Request:
    """Something that is asked of whoever writes the languages `codes`.

    `others` are the languages that it is measured by, `files` those to be edited (or that are
    meant), `offers` the acts of which one is to be chosen; it `blocks` where nothing is published
    before.
    """

    name: str
    codes: tuple[str, ...]
    files: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()
    others: tuple[str, ...] = ()
    blocks: bool = True


@dataclass(frozen=True)
class _Maker:
    """Makes the acts about one text of a proposal, dated `day` or as late as they must be."""

    proposal: Proposal
    change: Change
    day: datetime.date

    def offer(
        self,
        kind: str,
        languages: Sequence[str] = (),
        *,
        unwritten: Sequence[str] = (),
        ids: Sequence[str] = (),
        origins: Sequence[str] = (),
        name: str = "",
    ) -> Iterator[Offer]:
        """Yield the act as an offer, or nothing where it would not be true."""
        head, table = self.proposal.head, self.proposal.table
        meant = [table[id_] for id_ in (*(ids or (self.change.id,)), *origins) if id_ in table]
        records = [own.record for states in meant for own in states.values() if own.record]
        # Nothing is dated before what it builds on, nor before an edition that is kept.
        known = self.proposal.base.history.edition if self.proposal.base else None
        day = max([self.day, *(step.act.day for record in records for step in record.steps)])
        day = max(day, known) if known else day
        is_deferral = kind == "deferred"
        try:
            made = declaration.make(
                head,
                kind,
                list(ids or (self.change.id,)),
                day,
                table=table,
                languages=languages,
                origins=origins,
                reason=UNWRITTEN if is_deferral else "",
                until=day if is_deferral else None,
            )
        except declaration.Refused:
            return
        if is_deferral:
            made = replace(made, reason="", until=None)
        yield Offer(name or kind, made, tuple(languages), tuple(unwritten))


def of(proposal: Proposal, change: Change, day: datetime.date) -> tuple[Request, ...]:
    """Return what is asked about a text, the acts that are offered dated `day`.

    Of texts that seem to have become others, only what `kindred` does not ask.
    """
    record = change.record
    if not proposal.is_kept:
        return ()
    if record is None:
        return tuple(_new(proposal, change, day))
    if record.newest.ends:
        return tuple((*_ended(proposal, change, day), *_sentences(proposal, change)))
    if not change.standing:
        return tuple(_gone(proposal, change, day))
    if len(record.heads) > 1:
        return tuple(_forked(proposal, change, day))
    undone = _undone(change)
    kin = any(change.id in one.old for one in proposal.kin)
    return (
        *(() if kin else _taken(proposal, change)),
        *_elsewhere(proposal, change, day),
        # Both acts would build on the same one: what became of it is asked first.
        *(() if kin else _undeclared(proposal, change, day, undone)),
        *_behind(proposal, change, day, undone),
        *_sentences(proposal, change),
    )


def kindred(proposal: Proposal, kin: Kin, day: datetime.date) -> Request:
    """Return what is asked of texts that seem to have become others."""
    by_id = {change.id: change for change in proposal.changes}
    olds, news = ([by_id[id_] for id_ in side] for side in (kin.old, kin.new))
    equal = proposal.head.settings.equal
    done = [
        code
        for code in proposal.head.settings.codes
        if all(code in new.standing for new in news)
        and all(code not in old.standing for old in olds if old.id not in kin.new)
    ]
    left = [code for code in equal if code not in done]
    if left:
        files = dict.fromkeys(_file(proposal, old, code) for code in left for old in olds)
        return Request("kin_too", tuple(left), tuple(files), others=tuple(done))
    make = _Maker(proposal, news[0], day).offer
    offers = [*make("moved", ids=kin.new, origins=kin.old, name=_became(kin))]
    for one in (*olds, *news):
        if one.record is None:
            offers += _Maker(proposal, one, day).offer("new")
        elif not one.standing:
            codes = proposal.head.settings.codes
            offers += _Maker(proposal, one, day).offer("withdrawn", unwritten=codes)
    return Request("kin", tuple(equal), offers=tuple(offers))


def _became(kin: Kin) -> str:
    if len(kin.old) == len(kin.new) == 1:
        return "renamed"
    return "parted" if len(kin.old) == 1 else "joined"


def _file(proposal: Proposal, change: Change, code: str) -> str:
    """Return the file in which a language has, or must have, a text."""
    own = change.states[code].text
    return own.file if own else f"{DOCS}/{code}/{change.page}"


def _files(proposal: Proposal, change: Change, codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_file(proposal, change, code) for code in codes))


def _new(proposal: Proposal, change: Change, day: datetime.date) -> Iterator[Request]:
    equal = proposal.head.settings.equal
    lacking = tuple(code for code in equal if code not in change.standing)
    is_kin = any(change.id in kin.new for kin in proposal.kin)
    if is_kin or not change.standing:
        return
    if lacking:
        files = _files(proposal, change, lacking)
        yield Request("write_new", lacking, files, others=tuple(change.standing))
    else:
        offers = tuple(_Maker(proposal, change, day).offer("new"))
        yield Request("declare_new", tuple(change.standing), offers=offers)
    later = _later(proposal, [code for code in change.states if code not in change.standing])
    if later:
        yield Request("later_new", later, _files(proposal, change, later), blocks=False)


def _later(proposal: Proposal, codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(code for code in codes if code not in proposal.head.settings.equal)


def _ended(proposal: Proposal, change: Change, day: datetime.date) -> Iterator[Request]:
    codes = tuple(change.standing)
    if codes:
        offers = tuple(_Maker(proposal, change, day).offer("new"))
        yield Request("ended", codes, _files(proposal, change, codes), offers)


def _gone(proposal: Proposal, change: Change, day: datetime.date) -> Iterator[Request]:
    if not any(change.id in kin.old for kin in proposal.kin):
        codes = proposal.head.settings.codes
        offers = tuple(_Maker(proposal, change, day).offer("withdrawn", unwritten=codes))
        yield Request("declare_gone", proposal.head.settings.equal, offers=offers)


def _forked(proposal: Proposal, change: Change, day: datetime.date) -> Iterator[Request]:
    """Yield what is asked where two acts made a revision of the same one."""
    equal = proposal.head.settings.equal
    codes = tuple(code for code in equal if code in change.standing)
    make = _Maker(proposal, change, day).offer
    offers = tuple(make("changed", codes, unwritten=codes, name="agreed"))
    yield Request("forked", codes, _files(proposal, change, codes), offers)


def _taken(proposal: Proposal, change: Change) -> Iterator[Request]:
    """Yield what is asked where a text was taken out in one language and stands in another."""
    equal = proposal.head.settings.equal
    lost = tuple(c for c in equal if change.lost(c) and not change.states[c].deferral)
    if lost:
        left = tuple(change.standing)
        files = _files(proposal, change, (*left, *lost))
        yield Request("taken", lost, files, others=left)


def _elsewhere(proposal: Proposal, change: Change, day: datetime.date) -> Iterator[Request]:
    """Yield what is asked of a text that stands on another page than before."""
    assert change.record is not None
    pages = {code: own.text.page for code, own in change.states.items() if own.text}
    moved = tuple(code for code, page in pages.items() if page != change.record.page)
    if not moved:
        return
    staying = tuple(
        c for c in proposal.head.settings.equal if c in pages and pages[c] != pages[moved[0]]
    )
    if staying:
        names = (change.record.page, pages[moved[0]])
        files = tuple(f"{DOCS}/{code}/{name}" for code in staying for name in names)
        yield Request("move_too", staying, files, others=moved)
    else:
        offers = tuple(_Maker(proposal, change, day).offer("moved"))
        yield Request("declare_moved", moved, offers=offers)


def _undone(change: Change) -> tuple[str, ...]:
    """Return the languages in which the proposal puts an older wording back."""
    return tuple(
        code
        for code, own in change.states.items()
        if own.name == "behind" and change.words.get(code, (None,))[0] is not None
    )


def _undeclared(
    proposal: Proposal, change: Change, day: datetime.date, undone: Sequence[str]
) -> Iterator[Request]:
    """Yield what is asked where words changed and nothing says what that means."""
    equal, codes = proposal.head.settings.equal, proposal.head.settings.codes
    words = [own for own in change.states.values() if own.name == "changed"]
    make = _Maker(proposal, change, day).offer
    following = tuple(own.locale for own in words if own.unseen)
    fresh = tuple(own.locale for own in words if not own.unseen)
    if following:
        lacking = [
            code
            for code in following
            if not all(revision.what.get(code) for revision in change.states[code].unseen)
        ]
        offers = [*make("follows", following, unwritten=lacking)]
        for code in following:
            offers += make("mended", (code,))
        blocks = bool(set(following) & set(equal))
        yield Request("choose_following", following, offers=tuple(offers), blocks=blocks)
    if undone:
        back = (*fresh, *undone)
        sentences = (*back, *(code for code in codes if code not in back))
        undoing = tuple(make("changed", back, unwritten=sentences, name="undone"))
        yield Request("undone", back, offers=undoing, blocks=bool(set(back) & set(equal)))
        others = tuple(c for c in equal if c not in back and change.states[c].name == "agrees")
        if others:
            files = _files(proposal, change, others)
            yield Request("if_changed", others, files, others=back)
    if undone or not fresh:
        return
    sentences = (*fresh, *(code for code in codes if code not in fresh))
    offers = [*make("changed", fresh, unwritten=sentences), *make("mended", fresh)]
    for code in fresh if len(fresh) > 1 else ():
        offers += make("mended", (code,), name="mended_only")
    is_equal = bool(set(fresh) & set(equal))
    yield Request("choose", fresh, offers=tuple(offers), blocks=is_equal)
    others = tuple(c for c in equal if c not in fresh and change.states[c].name == "agrees")
    if others:
        files = _files(proposal, change, others)
        yield Request("if_changed", others, files, others=fresh, blocks=is_equal)
    later = tuple(c for c in _later(proposal, codes) if change.states[c].name == "agrees")
    if later and is_equal:
        yield Request("later_if", later, blocks=False)


def _behind(
    proposal: Proposal, change: Change, day: datetime.date, undone: Sequence[str]
) -> Iterator[Request]:
    """Yield what is asked of the languages that do not say yet what is in force."""
    equal = proposal.head.settings.equal
    make = _Maker(proposal, change, day).offer
    for code, own in change.states.items():
        if own.name not in ("behind", "missing") or code in undone:
            continue
        files = _files(proposal, change, (code,))
        reviewed = tuple(make("reviewed", (code,))) if own.name == "behind" else ()
        if own.deferral:
            yield Request("deferred", (code,), files, reviewed, blocks=False)
        elif code not in equal:
            name = "later" if own.name == "behind" or change.lost(code) else "later_new"
            yield Request(name, (code,), files, reviewed, blocks=False)
        elif own.name == "behind" or not change.lost(code):
            deferred = tuple(make("deferred", (code,)))
            name = "follow" if own.name == "behind" else "write"
            others = tuple(c for c in equal if c != code)
            yield Request(name, (code,), files, (*reviewed, *deferred), others)


def _sentences(proposal: Proposal, change: Change) -> Iterator[Request]:
    """Yield the entries of this proposal in which a sentence for readers is still to be written."""
    record = change.record
    if record is None or record.newest.act.kind not in ("changed", "withdrawn"):
        return
    added = {one.name for one in proposal.added}
    lacking: dict[str, list[str]] = {}
    for code in proposal.head.settings.equal:
        if record.newest.what.get(code) or change.states[code].name not in ("agrees", "withdrawn"):
            continue
        spoke = [s.act for s in record.steps if code in s.entry.words or s.ends]
        if spoke and spoke[-1].name in added:
            lacking.setdefault(spoke[-1].file, []).append(code)
    for file, codes in lacking.items():
        yield Request("sentence", tuple(codes), (file,), blocks=False)

"""History: all acts of the record, as the revisions of each rule and passage."""

from __future__ import annotations

import datetime
import itertools
import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from rinnakkain import act
from rinnakkain.act import MAKING, Act, Entry, Origin
from rinnakkain.finding import Finding
from rinnakkain.textfile import Folder
from rinnakkain.wording import same

__all__ = ["History", "Record", "Revision", "Step", "joined", "read"]


@dataclass(frozen=True)
class Step:
    """What one act says of one text, and how many acts lie before it.

    `makes` says whether the text has another revision since, `ends` whether that is its end.
    """

    act: Act
    entry: Entry
    depth: int
    makes: bool
    ends: bool

    @property
    def order(self) -> tuple[int, datetime.date, str]:
        """Where the step stands among those of its text."""
        return self.depth, self.act.day, self.act.name


@dataclass(frozen=True)
class Revision:
    """What a rule or passage means since an act; `number` counts from 1, `bases` are the acts.

    `words` are its wordings in each language, the newest last; `what` says in each language what
    changed; one that `ends` its text withdraws it, or makes others of it (`replaced_by`).
    """

    act: Act
    number: int
    bases: tuple[str, ...]
    ends: bool
    words: Mapping[str, tuple[str, ...]] = field(hash=False)
    what: Mapping[str, str] = field(hash=False)
    origins: tuple[Origin, ...] = ()
    replaced_by: tuple[str, ...] = ()

    @property
    def day(self) -> datetime.date:
        """The day since which it exists."""
        return self.act.day

    def holds(self, code: str, words: str) -> bool:
        """Say whether words are, to a reader, among its wordings in a language."""
        return any(same(words, own) for own in self.words.get(code, ()))


@dataclass(frozen=True)
class Record:
    """All that the record says of one text: its id, its page, its revisions, the oldest first.

    `heads` are the revisions that no other one builds on: more than one is a fork. `steps` are
    the acts about it in their order; `past` the pages and ids that it had before.
    """

    id: str
    page: str
    revisions: tuple[Revision, ...]
    heads: tuple[Revision, ...]
    steps: tuple[Step, ...]
    past: tuple[Origin, ...]
    deferrals: Mapping[str, Act] = field(hash=False)

    @property
    def newest(self) -> Revision:
        """The revision that is in force."""
        return self.heads[-1]

    @property
    def last(self) -> tuple[str, ...]:
        """The names of the acts that a further one builds on: all that no other one knows of.

        They are several where the record forks, and where a text was moved while it was changed.
        """
        by_name = {step.act.name: step for step in self.steps}
        placing = [step for step in self.steps if step.makes or step.act.kind == "moved"]
        known: set[str] = set()
        left = [name for step in placing for name in step.entry.after]
        while left:
            name = left.pop()
            if name in by_name and name not in known:
                known.add(name)
                left += by_name[name].entry.after
        return tuple(step.act.name for step in placing if step.act.name not in known)


@dataclass(frozen=True)
class History:
    """The record: every act, what they say of each text by its id, and what is wrong with them.

    It `is_whole` where every act could be taken in, and gainsays no other one: what is said of the
    texts leans on all of them. A fork leaves it whole: people have to mend it, act by act.
    """

    acts: tuple[Act, ...] = ()
    records: Mapping[str, Record] = field(default_factory=dict, hash=False)
    found: tuple[Finding, ...] = ()
    is_whole: bool = True

    @cached_property
    def edition(self) -> datetime.date | None:
        """The day of the newest act: that of the edition."""
        return max((one.day for one in self.acts), default=None)


_HARMLESS = ("act-fork", "act-stray")
_FILE = re.compile(rf"{act.FOLDER}/[\w.-]+\.yml")
# What an entry of each kind of act must hold, and what it may.
_KEYS = {
    "first": (("page", "words"), ()),
    "new": (("page", "words"), ("after",)),
    "changed": (("after", "words"), ()),
    "follows": (("after", "words"), ()),
    "mended": (("after", "words"), ()),
    "reviewed": (("after", "words"), ()),
    "moved": (("after", "page"), ("from", "words")),
    "deferred": (("after",), ()),
    "withdrawn": (("after",), ("replaced_by",)),
}


def read(folder: Folder, codes: Sequence[str]) -> History:
    """Read the record below the folder; what is malformed or contradicts itself is a finding."""
    beside = folder.root / act.FOLDER
    if beside.is_symlink():
        return History(found=(Finding("symlink", act.FOLDER, 1),), is_whole=False)
    paths = sorted(beside.iterdir()) if beside.is_dir() else []
    # The name of a file may be bytes that are no text.
    names = [os.fsencode(path.name).decode(errors="replace") for path in paths]
    files = [f"{act.FOLDER}/{name}" for name in names]
    kept = [file for file in files if _FILE.fullmatch(file)]
    stray = [
        Finding("act-stray", file, 1)
        for file in files
        if file not in kept and not file.endswith("/README.md")
    ]
    files = kept
    acts = [act.read(folder, file) for file in files]
    unread = [act.name_of(file) for file, one in zip(files, acts, strict=True) if one is None]
    return joined([one for one in acts if one], codes, stray, unread)


def joined(
    acts: Iterable[Act],
    codes: Sequence[str],
    found: Iterable[Finding] = (),
    unread: Iterable[str] = (),
) -> History:
    """Join acts, in whatever order they come, to the record of each text.

    `unread` are the names of acts that could not be read, `found` what was found of other files.
    """
    ordered = tuple(sorted(acts, key=lambda one: (one.day, one.name)))
    told = list(found)
    broken = set(unread)
    names = {one.name for one in ordered} | broken
    one_text, taken = _renamed(ordered)
    told += taken
    broken |= {act.name_of(finding.file) for finding in taken}
    rows: dict[str, list[Row]] = {}
    for one in ordered:
        slips = list(_shape(one, names, codes))
        told += slips
        if slips:
            broken.add(one.name)
            continue
        for entry in one.entries:
            row = (one, entry, _makes(one, entry), one.kind == "withdrawn")
            rows.setdefault(one_text(entry.id), []).append(row)
        for entry in _ending(one):
            rows.setdefault(one_text(entry.id), []).append((one, entry, True, True))
    spoken = {(one.name, text) for text, own in rows.items() for one, *_ in own}
    told += _unknown(ordered)
    records = {}
    for text, own in rows.items():
        misplaced = list(_misplaced(text, own, spoken, broken, one_text))
        record, slips = _record(own)
        # An act that builds on none of its text would look like a fork too.
        told += misplaced or slips
        if record:
            records[record.id] = record
    is_whole = not broken and all(finding.message in _HARMLESS for finding in told)
    return History(ordered, records, tuple(told), is_whole)


Row = tuple[Act, Entry, bool, bool]


def _makes(one: Act, entry: Entry) -> bool:
    """Say whether a text has another revision since an act."""
    return one.kind in MAKING or (one.kind == "moved" and bool(entry.words))


def _is_renaming(one: Act, entry: Entry) -> bool:
    """Say whether a text goes on under another id."""
    origins = entry.origins
    return (
        one.kind == "moved" and not entry.words and len(origins) == 1 and origins[0].id != entry.id
    )


def _renamed(acts: Sequence[Act]) -> tuple[Callable[[str], str], list[Finding]]:
    """Return what leads every id that a text has had to one and the same id.

    An act that gives a text the id of another one, or speaks of a text twice, is a finding.
    """
    leads: dict[str, str] = {}

    def followed(id_: str) -> str:
        while id_ in leads:
            id_ = leads[id_]
        return id_

    found = []
    spoken = {(one.name, entry.id) for one in acts for entry in one.entries}
    # The ids under which a text began: what an act makes of an older one has that already.
    made = {
        entry.id: one.name
        for one in acts
        for entry in one.entries
        if _makes(one, entry) and not any((name, entry.id) in spoken for name in entry.after)
    }
    for one in acts:
        for entry in one.entries:
            if _is_renaming(one, entry):
                old, new = followed(entry.origins[0].id), followed(entry.id)
                if old != new and entry.id in made:
                    found.append(_taken(one, entry, made[entry.id]))
                elif old != new:
                    leads[new] = old
    for one in acts if leads else ():
        texts = set[str]()
        for entry in one.entries:
            if followed(entry.id) in texts:
                found.append(_taken(one, entry, one.name))
            texts.add(followed(entry.id))
    return followed, found


def _taken(one: Act, entry: Entry, name: str) -> Finding:
    return Finding("act-id-taken", one.file, entry.line, {"id": entry.id, "name": name})


def _ending(one: Act) -> Iterator[Entry]:
    """Yield what an act that moves texts says of those that became others by it."""
    if one.kind != "moved":
        return
    standing = {entry.id for entry in one.entries}
    became: dict[str, list[Entry]] = {}
    for entry in one.entries:
        for origin in entry.origins if entry.words else ():
            if origin.id not in standing:
                became.setdefault(origin.id, []).append(entry)
    for id_, entries in became.items():
        after = tuple(dict.fromkeys(name for entry in entries for name in entry.after))
        into = tuple(entry.id for entry in entries)
        yield Entry(id_, after, replaced_by=into, line=entries[0].line)


def _shape(one: Act, names: set[str], codes: Sequence[str]) -> Iterator[Finding]:
    """Find what an act lacks or holds in vain, and what it names that does not exist."""
    must, may = _KEYS[one.kind]
    for key, own in (("what", one.what), ("languages", one.languages)):
        for code in own:
            if code not in codes:
                yield Finding("act-language", one.file, one.line(key, code), {"code": code})
    deferral = {"languages": one.languages, "reason": one.reason, "until": one.until}
    if one.kind == "deferred":
        if not all(deferral.values()) or (one.until and one.until < one.day):
            yield Finding("act-deferral", one.file, one.line("until"))
        deferral = {}
    for key in (key for key, value in deferral.items() if value):
        values = {"key": key, "id": one.entries[0].id}
        yield Finding("act-needless", one.file, one.line(key), values)
    for entry in one.entries:
        for code in entry.words:
            if code not in codes:
                yield Finding("act-language", one.file, entry.line, {"code": code})
        held = {
            "after": entry.after,
            "page": entry.page,
            "from": entry.origins,
            "words": entry.words,
            "replaced_by": entry.replaced_by,
        }
        for key, value in held.items():
            if key in must and (not value or (key == "words" and "" in entry.words.values())):
                yield Finding("act-lacks", one.file, entry.line, {"key": key, "id": entry.id})
            if value and key not in (*must, *may):
                yield Finding("act-needless", one.file, entry.line, {"key": key, "id": entry.id})
        for name in entry.after:
            if name not in names:
                yield Finding("act-unknown", one.file, entry.line, {"name": name, "id": entry.id})


def _unknown(acts: Sequence[Act]) -> Iterator[Finding]:
    """Find texts that an act names, and that have never stood there."""
    places = {(entry.page, entry.id) for one in acts for entry in one.entries if entry.page}
    ids = {id_ for _, id_ in places}
    for one in acts:
        for entry in one.entries:
            named = [(f"{o.page}#{o.id}", (o.page, o.id) in places) for o in entry.origins]
            named += [(f"#{id_}", id_ in ids) for id_ in entry.replaced_by]
            for other, is_known in named:
                if not is_known:
                    values = {"other": other, "id": entry.id}
                    yield Finding("act-unknown-text", one.file, entry.line, values)


def _misplaced(
    text: str,
    rows: list[Row],
    spoken: set[tuple[str, str]],
    broken: set[str],
    one_text: Callable[[str], str],
) -> Iterator[Finding]:
    """Find entries that build on an act that says nothing of their text."""
    for one, entry, *_ in rows:
        texts = {text, *(one_text(origin.id) for origin in entry.origins)}
        texts |= {one_text(id_) for id_ in entry.replaced_by} if one.kind == "moved" else set()
        for name in entry.after:
            if name not in broken and not any((name, own) in spoken for own in texts):
                values = {"name": name, "id": entry.id}
                yield Finding("act-other-text", one.file, entry.line, values)


def _record(rows: list[Row]) -> tuple[Record | None, list[Finding]]:
    """Make the record of one text from what the acts say of it."""
    by_name = {one.name: (one, entry, makes, ends) for one, entry, makes, ends in rows}
    depths, circle = _depths({name: row[1].after for name, row in by_name.items()})
    if circle:
        return None, [
            Finding("act-circle", one.file, entry.line, {"id": entry.id})
            for one, entry, *_ in rows
            if one.name in circle
        ]
    steps = sorted(
        (Step(*row[:2], depths[name], *row[2:]) for name, row in by_name.items()),
        key=lambda step: step.order,
    )
    bases: dict[str, tuple[str, ...]] = {}
    found: list[Finding] = []
    for step in steps:
        nearest: dict[str, None] = {}
        for name in step.entry.after:
            if name in by_name:
                nearest |= dict.fromkeys([name] if by_name[name][2] else bases[name])
        older = set(_older(nearest, bases)) if len(nearest) > 1 else set()
        bases[step.act.name] = tuple(name for name in nearest if name not in older)
    revisions = _revisions(steps, bases)
    if not revisions:
        return None, found
    by_act = {revision.act.name: revision for revision in revisions}
    # The languages in which a revision was made, and those that have followed it since.
    led = {(step.act.name, code) for step in steps if step.makes for code in step.entry.words}
    meant = led | {
        (name, code)
        for step in steps
        if step.act.kind in ("follows", "reviewed")
        for name in bases[step.act.name]
        for code in step.entry.words
    }
    for step in steps:
        found += _contradictions(step, bases, by_act, led, meant)
    based = {name for revision in revisions for name in revision.bases}
    heads = tuple(revision for revision in revisions if revision.act.name not in based)
    found += _forks(steps, heads)
    moves = [step for step in steps if step.entry.page and not step.ends]
    record = Record(
        id=moves[-1].entry.id if moves else steps[-1].entry.id,
        page=moves[-1].entry.page if moves else "",
        revisions=revisions,
        heads=heads,
        steps=tuple(steps),
        past=tuple(_past(moves)),
        deferrals={
            code: step.act
            for step in steps
            if step.act.kind == "deferred" and heads[-1].act.name in bases[step.act.name]
            for code in step.act.languages
        },
    )
    return record, found


def _depths(after: Mapping[str, tuple[str, ...]]) -> tuple[dict[str, int], set[str]]:
    """Return how many acts lie before each one, or those that lie before themselves."""
    depths: dict[str, int] = {}
    known = {name: [n for n in names if n in after] for name, names in after.items()}
    try:
        for name in TopologicalSorter(known).static_order():
            depths[name] = 1 + max((depths[n] for n in known[name]), default=0)
    except CycleError as error:
        return {}, set(error.args[1])
    return depths, set()


def _speaks_of(step: Step, bases: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the revisions whose words an act holds: its own, or those that it builds on."""
    return (step.act.name,) if step.makes else bases[step.act.name]


def _older(names: Iterable[str], bases: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield the revisions that lie before some others, the nearest first."""
    seen = set[str]()
    left = deque(base for name in names for base in bases[name])
    while left:
        name = left.popleft()
        if name not in seen:
            seen.add(name)
            yield name
            left += bases[name]


def _revisions(steps: list[Step], bases: Mapping[str, tuple[str, ...]]) -> tuple[Revision, ...]:
    words: dict[str, dict[str, tuple[str, ...]]] = {}
    what: dict[str, dict[str, str]] = {}
    for step in steps:
        for revision in _speaks_of(step, bases):
            held = words.setdefault(revision, {})
            for code, text in step.entry.words.items():
                held[code] = (*(w for w in held.get(code, ()) if w != text), text)
            what.setdefault(revision, {}).update(step.act.what)
    numbers: dict[str, int] = {}
    revisions = []
    for step in steps:
        if step.makes:
            name = step.act.name
            numbers[name] = 1 + max((numbers[base] for base in bases[name]), default=0)
            revisions.append(
                Revision(
                    act=step.act,
                    number=numbers[name],
                    bases=bases[name],
                    ends=step.ends,
                    words=words[name],
                    what=what[name],
                    origins=step.entry.origins,
                    replaced_by=step.entry.replaced_by,
                )
            )
    return tuple(revisions)


def _past(moves: list[Step]) -> Iterator[Origin]:
    """Yield every page and id that a text had before it stood where it stands."""
    for before, after in itertools.pairwise(moves):
        if (before.entry.page, before.entry.id) != (after.entry.page, after.entry.id):
            yield Origin(before.entry.page, before.entry.id)


def _forks(steps: list[Step], heads: tuple[Revision, ...]) -> Iterator[Finding]:
    """Find two acts that each make another revision out of the same one."""
    lines = {step.act.name: step for step in steps}
    starts = [step for step in steps if step.makes and not step.entry.after]
    if len(heads) > 1 and len(starts) > 1 and len({step.entry.id for step in steps}) > 1:
        # A text took the id that another one had before.
        yield from (_taken(s.act, s.entry, starts[0].act.name) for s in starts[1:])
        return
    for head in heads if len(heads) > 1 else ():
        others = ", ".join(other.act.file for other in heads if other is not head)
        entry = lines[head.act.name].entry
        yield Finding("act-fork", head.act.file, entry.line, {"id": entry.id, "others": others})


def _contradictions(
    step: Step,
    bases: Mapping[str, tuple[str, ...]],
    revisions: Mapping[str, Revision],
    led: set[tuple[str, str]],
    meant: set[tuple[str, str]],
) -> Iterator[Finding]:
    """Find what an act says of a text that the acts before it gainsay."""
    kind, entry = step.act.kind, step.entry
    own = [revisions[name] for name in bases[step.act.name]]

    def finding(message: str, **values: object) -> Finding:
        return Finding(message, step.act.file, entry.line, {"id": entry.id, **values})

    for base in own:
        if step.act.day < base.day:
            yield finding("act-before", name=base.act.name)
        if base.ends and kind != "new":
            yield finding("act-after-end", name=base.act.name)
        if kind == "new" and not base.ends:
            yield finding("act-not-new", name=base.act.name)
    for code, words in entry.words.items():
        if kind == "mended" and not any(
            (base.act.name, code) in meant and base.words[code] != (words,) for base in own
        ):
            yield finding("act-mends-nothing", code=code)
        if kind in ("follows", "reviewed"):
            for base in own:
                if (base.act.name, code) in led:
                    yield finding("act-follows-itself", code=code, name=base.act.name)
        # What the language said before, the newest first.
        older = map(revisions.__getitem__, _older(bases[step.act.name], bases))
        said = (revision for revision in older if revision.words.get(code))
        if kind == "follows" and (last := next(said, None)) and last.holds(code, words):
            yield finding("act-follows-unchanged", code=code)
        if kind == "reviewed" and not any(revision.holds(code, words) for revision in said):
            yield finding("act-reviewed-changed", code=code)
    # An act that joins two changes may keep the words of both.
    if kind == "changed" and len(own) < 2:
        held = (base.holds(code, words) for code, words in entry.words.items() for base in own)
        if own and all(held):
            yield finding("act-changed-nothing")

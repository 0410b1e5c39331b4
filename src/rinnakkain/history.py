"""History: all acts of the record, as the revisions of each rule and passage."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

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
        """The names of the acts that a further one builds on: several where the record forks."""
        if len(self.heads) > 1:
            return tuple(head.act.name for head in self.heads)
        *_, last = (step.act.name for step in self.steps if step.makes or step.act.kind == "moved")
        return (last,)


@dataclass(frozen=True)
class History:
    """The record: every act, what they say of each text by its id, and what is wrong with them.

    It `is_whole` where every act could be taken in: what is said of the texts leans on all of them.
    """

    acts: tuple[Act, ...] = ()
    records: Mapping[str, Record] = field(default_factory=dict, hash=False)
    found: tuple[Finding, ...] = ()
    is_whole: bool = True

    @property
    def edition(self) -> datetime.date | None:
        """The day of the newest act: that of the edition."""
        return max((one.day for one in self.acts), default=None)


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
    names = sorted(path.name for path in beside.iterdir()) if beside.is_dir() else []
    files = [f"{act.FOLDER}/{name}" for name in names]
    stray = [Finding("act-stray", f, 1) for f in files if not f.endswith((".yml", "/README.md"))]
    files = [file for file in files if file.endswith(".yml")]
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
    one_text = _renamed(ordered)
    rows: dict[str, list[tuple[Act, Entry, bool, bool]]] = {}
    for one in ordered:
        slips = list(_shape(one, names, codes))
        told += slips
        if slips:
            broken.add(one.name)
            continue
        for entry in one.entries:
            makes = one.kind in MAKING or (one.kind == "moved" and bool(entry.words))
            row = (one, entry, makes, one.kind == "withdrawn")
            rows.setdefault(one_text(entry.id), []).append(row)
        for entry in _ending(one):
            rows.setdefault(one_text(entry.id), []).append((one, entry, True, True))
    spoken = {(one.name, text) for text, own in rows.items() for one, *_ in own}
    records = {}
    for text, own in rows.items():
        told += _misplaced(text, own, spoken | {(name, text) for name in broken}, one_text)
        record, slips = _record(own)
        told += slips
        if record:
            records[record.id] = record
    return History(ordered, records, tuple(told), not broken)


def _is_renaming(one: Act, entry: Entry) -> bool:
    """Say whether a text goes on under another id."""
    origins = entry.origins
    return (
        one.kind == "moved" and not entry.words and len(origins) == 1 and origins[0].id != entry.id
    )


def _renamed(acts: Iterable[Act]) -> Callable[[str], str]:
    """Return what leads every id that a text has had to one and the same id."""
    leads: dict[str, str] = {}

    def followed(id_: str) -> str:
        while id_ in leads:
            id_ = leads[id_]
        return id_

    for one in acts:
        for entry in one.entries:
            if _is_renaming(one, entry):
                old, new = followed(entry.origins[0].id), followed(entry.id)
                if old != new:
                    leads[new] = old
    return followed


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
    unknown = {*one.what, *one.languages} - set(codes)
    if one.kind == "deferred" and not (one.languages and one.until and one.reason):
        yield Finding("act-deferral", one.file, 1)
    for entry in one.entries:
        unknown |= entry.words.keys() - set(codes)
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
    for code in sorted(unknown):
        yield Finding("act-language", one.file, 1, {"code": code})


Row = tuple[Act, Entry, bool, bool]


def _misplaced(
    text: str, rows: list[Row], spoken: set[tuple[str, str]], one_text: Callable[[str], str]
) -> Iterator[Finding]:
    """Find entries that build on an act that says nothing of their text."""
    for one, entry, *_ in rows:
        texts = {text, *(one_text(origin.id) for origin in entry.origins)}
        texts |= {one_text(id_) for id_ in entry.replaced_by} if one.kind == "moved" else set()
        for name in entry.after:
            if not any((name, own) in spoken for own in texts):
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
        nearest: list[str] = []
        for name in step.entry.after:
            if name in by_name:
                nearest += [name] if by_name[name][2] else bases[name]
        bases[step.act.name] = tuple(dict.fromkeys(nearest))
    revisions = _revisions(steps, bases)
    by_act = {revision.act.name: revision for revision in revisions}
    for step in steps:
        found += _contradictions(step, [by_act[name] for name in bases[step.act.name]], by_act)
    if not revisions:
        return None, found
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
    """Return how many acts lie before each one, and those that lie before themselves."""
    depths: dict[str, int] = {}
    left = dict(after)
    while left:
        ready = [
            name
            for name, names in left.items()
            if all(n in depths or n not in after for n in names)
        ]
        if not ready:
            return depths, set(left)
        for name in ready:
            depths[name] = 1 + max((depths[n] for n in after[name] if n in depths), default=0)
        left = {name: names for name, names in left.items() if name not in depths}
    return depths, set()


def _revisions(steps: list[Step], bases: Mapping[str, tuple[str, ...]]) -> tuple[Revision, ...]:
    words: dict[str, dict[str, tuple[str, ...]]] = {}
    what: dict[str, dict[str, str]] = {}
    for step in steps:
        name = step.act.name
        for revision in (name,) if step.makes else bases[name]:
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
    lines = {step.act.name: step.entry for step in steps}
    for head in heads if len(heads) > 1 else ():
        others = ", ".join(other.act.file for other in heads if other is not head)
        entry = lines[head.act.name]
        yield Finding("act-fork", head.act.file, entry.line, {"id": entry.id, "others": others})


def _contradictions(
    step: Step, bases: list[Revision], revisions: Mapping[str, Revision]
) -> Iterator[Finding]:
    """Find what an act says of a text that the acts before it gainsay."""
    kind, entry = step.act.kind, step.entry

    def finding(message: str, **values: object) -> Finding:
        return Finding(message, step.act.file, entry.line, {"id": entry.id, **values})

    for base in bases:
        if step.act.day < base.day:
            yield finding("act-before", name=base.act.name)
        if base.ends and kind != "new":
            yield finding("act-after-end", name=base.act.name)
        if kind == "new" and not base.ends:
            yield finding("act-not-new", name=base.act.name)
    for code, words in entry.words.items():
        older = [own for base in bases for own in _before(base, revisions)]
        if kind == "mended" and not any(base.words.get(code) != (words,) for base in bases):
            yield finding("act-mends-nothing", code=code)
        if kind == "follows" and any(revision.holds(code, words) for revision in older):
            yield finding("act-follows-unchanged", code=code)
        if kind == "reviewed" and not any(revision.holds(code, words) for revision in older):
            yield finding("act-reviewed-changed", code=code)
    # What joins two changes of one text may keep the words of either.
    if (
        kind == "changed"
        and len(bases) < 2
        and all(
            any(base.holds(code, words) for base in bases) for code, words in entry.words.items()
        )
    ):
        yield finding("act-changed-nothing")


def _before(revision: Revision, revisions: Mapping[str, Revision]) -> Iterator[Revision]:
    """Yield the revisions that one builds on, however far back."""
    seen: set[str] = set()
    left = list(revision.bases)
    while left:
        name = left.pop()
        if name not in seen:
            seen.add(name)
            yield revisions[name]
            left += revisions[name].bases

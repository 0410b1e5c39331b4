"""An act: one file of the record, which says what became of the texts that it names."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import yaml

from rinnakkain import schema, yamlfile
from rinnakkain.finding import Finding, setting
from rinnakkain.textfile import Folder

__all__ = [
    "FOLDER",
    "KINDS",
    "MAKING",
    "UNWRITTEN",
    "Act",
    "Entry",
    "Origin",
    "name_of",
    "read",
    "written",
]

FOLDER = "history"
KINDS = (
    "first",
    "new",
    "changed",
    "follows",
    "mended",
    "reviewed",
    "moved",
    "deferred",
    "withdrawn",
)
# The kinds that make a revision of the texts they name; `moved` does where it holds words.
MAKING = ("first", "new", "changed", "withdrawn")
# What stands in a file that an editor still has to write a sentence into.
UNWRITTEN = "…"
_PLAIN = re.compile(r"[a-z0-9][a-z0-9./-]*")
# What a block of lines in YAML cannot hold as it is.
_UNFIT = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


@dataclass(frozen=True)
class Origin:
    """Where a text that was moved stood before: its page and its id."""

    page: str
    id: str


@dataclass(frozen=True)
class Entry:
    """What an act says of one text; `after` names the acts that it builds on, `line` its line.

    `words` are the wordings by language; `page` is where the text stands from now on (where it
    stood, for one that is withdrawn), `origins` where it comes from, `replaced_by` what stands in
    its place.
    """

    id: str
    after: tuple[str, ...] = ()
    page: str = ""
    origins: tuple[Origin, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict, hash=False)
    replaced_by: tuple[str, ...] = ()
    line: int = field(default=1, compare=False)


@dataclass(frozen=True)
class Act:
    """An act: its name (that of its file), its kind, its day, and an entry for each text.

    `what` says in one sentence in each language what changed. A deferral holds the languages that
    may follow later, the reason, and the day until which. `lines` are those of what it says of no
    single text, by their keys.
    """

    name: str
    kind: str
    day: datetime.date
    entries: tuple[Entry, ...]
    what: Mapping[str, str] = field(default_factory=dict, hash=False)
    languages: tuple[str, ...] = ()
    reason: str = ""
    until: datetime.date | None = None
    lines: Mapping[yamlfile.Path, int] = field(default_factory=dict, compare=False)

    def line(self, *path: str) -> int:
        """Return the line of a key or of the one that holds it, or the first one."""
        return next((self.lines[at] for at in (path, path[:1]) if at in self.lines), 1)

    @property
    def file(self) -> str:
        """The act's file, relative to the root."""
        return f"{FOLDER}/{self.name}.yml"


def name_of(file: str) -> str:
    """Return the name of the act that a file holds."""
    return file.removeprefix(f"{FOLDER}/").removesuffix(".yml")


def read(folder: Folder, file: str) -> Act | None:
    """Read an act; what is not of its shape is a finding, and there is no act then."""
    before = len(folder.found)
    parsed = folder.read_yaml(file)
    if parsed.value is None:
        folder.found[before:] = [_readable(found) for found in folder.found[before:]]
        return None
    table = parsed.mapping
    folder.found += schema.check(parsed, file, "act")
    if len(folder.found) > before:
        return None
    days = {
        key: _day(table[key]) for key in ("day", "until") if table.get(key) not in (None, UNWRITTEN)
    }
    folder.found += [
        setting(file, parsed.line(key), f"`{key}` is no day", "write it as 2026-11-27")
        for key, day in days.items()
        if day is None
    ]
    day = days.get("day")
    if len(folder.found) > before or day is None:
        return None
    rows = _table(table["texts"])
    return Act(
        name=name_of(file),
        kind=str(table["act"]),
        day=day,
        entries=tuple(
            Entry(
                id=id_,
                after=_listed(row.get("after")),
                page=str(row.get("page") or ""),
                origins=tuple(
                    Origin(str(origin["page"]), str(origin["id"]))
                    for origin in _rows(row.get("from"))
                ),
                words={
                    code: str(text or "").strip() for code, text in _table(row.get("words")).items()
                },
                replaced_by=_listed(row.get("replaced_by")),
                line=parsed.line("texts", id_),
            )
            for id_, row in ((id_, _table(row)) for id_, row in rows.items())
        ),
        what={
            code: " ".join(str(text).split())
            for code, text in _table(table.get("what")).items()
            if str(text or "").strip() not in ("", UNWRITTEN)
        },
        languages=_listed(table.get("languages")),
        reason="" if (reason := str(table.get("reason") or "").strip()) == UNWRITTEN else reason,
        until=days.get("until"),
        lines={path: line for path, line in parsed.lines.items() if path[:1] != ("texts",)},
    )


def _readable(found: Finding) -> Finding:
    """Tell what YAML cannot read in the words of somebody who writes one sentence into it."""
    is_text = found.message in ("file-unreadable", "file-key-twice")
    return Finding("act-broken", found.file, found.line) if is_text else found


def _table(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _rows(value: object) -> list[dict[str, object]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _listed(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(map(str, value))
    return (str(value),) if value else ()


def _day(value: object) -> datetime.date | None:
    """Return the day that a value is, written with quotes or without; no other value is one."""
    if isinstance(value, datetime.date):
        return value if type(value) is datetime.date else None
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        return None


def written(act: Act, unwritten: Sequence[str] = (), notes: Sequence[str] = ()) -> str:
    """Return the text of an act's file, as `read` reads it.

    `unwritten` are the languages whose sentence an editor still has to write, `notes` the lines
    that say so above them.
    """
    return "\n".join((*_lines(act, unwritten, notes), ""))


def _lines(act: Act, unwritten: Sequence[str], notes: Sequence[str]) -> Iterator[str]:
    yield f"act: {act.kind}"
    yield f"day: {act.day.isoformat()}"
    if act.until or act.kind == "deferred":
        yield f"until: {act.until.isoformat() if act.until else UNWRITTEN}"
    if act.languages:
        yield f"languages: [{', '.join(map(_name, act.languages))}]"
    yield from (f"# {note}" for note in notes)
    if act.kind == "deferred":
        yield f"reason: {_scalar(act.reason or UNWRITTEN, 2)}"
    sentences = dict(act.what) | {code: UNWRITTEN for code in unwritten}
    if sentences:
        yield "what:"
        for code, text in sentences.items():
            yield f"  {_name(code)}: {_scalar(text, 4)}"
    yield "texts:"
    for entry in act.entries:
        yield f"  {_name(entry.id)}:"
        if entry.after:
            yield f"    after: {_names(entry.after)}"
        if entry.page:
            yield f"    page: {_name(entry.page)}"
        if entry.origins:
            yield "    from:"
            for origin in entry.origins:
                yield f"      - {{page: {_name(origin.page)}, id: {_name(origin.id)}}}"
        if entry.replaced_by:
            yield f"    replaced_by: {_names(entry.replaced_by)}"
        if entry.words:
            yield "    words:"
            for code, text in entry.words.items():
                yield f"      {_name(code)}: {_scalar(text, 8)}"


def _names(names: Sequence[str]) -> str:
    return _name(names[0]) if len(names) == 1 else f"[{', '.join(map(_name, names))}]"


def _name(name: str) -> str:
    """Quote a name that YAML would take for something else: `no`, `2026-11-24`."""
    is_plain = _PLAIN.fullmatch(name) and yaml.safe_load(name) == name
    return name if is_plain else json.dumps(name, ensure_ascii=False)


def _scalar(text: str, indent: int) -> str:
    """Write a text as a block of lines, which needs no quotes whatever it holds."""
    if not text or text != text.strip() or _UNFIT.search(text):
        quoted: str = yaml.dump(text, default_style='"', allow_unicode=False, width=float("inf"))
        return quoted.strip()
    pad = " " * indent
    return "|-\n" + "\n".join(pad + line if line else "" for line in text.split("\n"))

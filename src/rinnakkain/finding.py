"""Findings: what is wrong in a file, at which line, and what to do about it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

__all__ = ["Finding", "Kind", "kinds", "ordered", "setting"]


@dataclass(frozen=True)
class Kind:
    """A kind of finding, with its number and the sentences it is told in.

    `wrong` and `todo` are format strings over the values of a finding.
    """

    name: str
    number: int
    wrong: str
    todo: str


@cache
def kinds() -> dict[str, Kind]:
    """Return every kind of finding by its name, read from `kinds.toml` beside this module."""
    table = tomllib.loads((files("rinnakkain") / "kinds.toml").read_text(encoding="utf-8"))
    return {name: Kind(name=name, **row) for name, row in table.items()}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: its kind's name, the file below the root, the line from 1."""

    kind: str
    file: str
    line: int
    values: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def number(self) -> int:
        """The number of the finding's kind."""
        return kinds()[self.kind].number

    def __str__(self) -> str:
        kind = kinds()[self.kind]
        wrong, todo = kind.wrong.format(**self.values), kind.todo.format(**self.values)
        return f"{self.file}:{self.line}: {wrong} – {todo} ({kind.number})"


def setting(file: str, line: int, what: str, advice: str) -> Finding:
    """Return the finding that something in a file of settings or facts is not as it must be."""
    return Finding("setting-wrong", file, line, {"what": what, "advice": advice})


def ordered(found: Iterable[Finding]) -> list[Finding]:
    """Return the findings sorted by file, line, number and text, each once."""
    unique = {str(finding): finding for finding in found}
    return sorted(unique.values(), key=lambda f: (f.file, f.line, f.number, str(f)))

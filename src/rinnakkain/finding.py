"""Findings: what is wrong in a file, at which line, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from rinnakkain import yamlfile

__all__ = ["Finding", "Kind", "kinds", "ordered", "setting"]

# The language of a message about a file that is no text of the guideline.
_PLAIN = "en"
# Signs that a screen obeys: a file's name or a text that is told may hold any of them.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True)
class Kind:
    """A kind of finding: its number, whether it blocks, its messages, and its page for people.

    One that blocks but `previews` stops what is published, and not what is looked at while writing.
    `messages` has a message's name and a language as its keys; the value is what is wrong and what
    to do, as format strings over the values of a finding.
    """

    number: int
    blocks: bool
    previews: bool
    messages: dict[tuple[str, str], tuple[str, str]]
    page: str


@cache
def kinds() -> dict[str, Kind]:
    """Return the kind of each message by the message's name, from the pages in `kinds/`."""
    table: dict[str, Kind] = {}
    for file in sorted((files("rinnakkain") / "kinds").iterdir(), key=lambda file: file.name):
        _, front, page = file.read_text(encoding="utf-8").split("---\n", 2)
        row = yamlfile.parse(front).value
        assert isinstance(row, dict), file.name
        messages = {
            (name, language): (text["wrong"], text["todo"])
            for name, languages in row["messages"].items()
            for language, text in languages.items()
        }
        kind = Kind(
            row["number"], row["blocks"], row.get("previews", False), messages, page.strip()
        )
        table.update(dict.fromkeys(row["messages"], kind))
    return table


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: its message's name, the file below the root, the line from 1."""

    message: str
    file: str
    line: int
    values: Mapping[str, object] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        """Keep a file's name to one line: a finding is printed on a screen, and read by a forge."""
        object.__setattr__(self, "file", _shown(self.file))

    @property
    def kind(self) -> Kind:
        """The kind of the finding."""
        return kinds()[self.message]

    @property
    def language(self) -> str:
        """The language to tell it in: that of the file, English for what is of no language.

        Files of a language lie below docs/<tag>/, or are named by it (history/…-fi.yml).
        """
        parts = self.file.split("/")
        own = parts[1] if len(parts) > 2 and parts[0] == "docs" else _named(parts[-1])
        return own if (self.message, own) in self.kind.messages else _PLAIN

    def sentences(self) -> tuple[str, str]:
        """Return what is wrong and what to do, in the finding's language."""
        wrong, todo = self.kind.messages[self.message, self.language]
        return _shown(wrong.format(**self.values)), _shown(todo.format(**self.values))

    def __str__(self) -> str:
        wrong, todo = self.sentences()
        return f"{self.file}:{self.line}: {wrong} – {todo} ({self.kind.number})"


def _shown(text: str) -> str:
    """Return a text without the signs that would move, hide or recolour what is printed."""
    return _CONTROL.sub("\ufffd", text)


def _named(name: str) -> str:
    return name.rsplit(".", 1)[0].rsplit("-", 1)[-1]


def setting(file: str, line: int, what: str, advice: str) -> Finding:
    """Return the finding that something in a file of settings or facts is not as it must be."""
    return Finding("setting-wrong", file, line, {"what": what, "advice": advice})


def ordered(found: Iterable[Finding]) -> list[Finding]:
    """Return the findings sorted by file, line, number and text, each once."""
    unique = {str(finding): finding for finding in found}
    return sorted(unique.values(), key=lambda f: (f.file, f.line, f.kind.number, str(f)))

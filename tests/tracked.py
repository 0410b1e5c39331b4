"""The small guideline with a record: what each language says of each text, since when."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from rinnakkain import act, checks, declaration, state
from rinnakkain.act import Act
from tests.small import LANGUAGES, Small

__all__ = ["DAY", "LATER", "Tracked", "tracked"]

# The day of the first record, and the one on which a declaration is made where none is named.
DAY = datetime.date(2026, 11, 20)
LATER = datetime.date(2026, 11, 27)


class Tracked(Small):
    """A small guideline that keeps a record: edit its pages, declare, read how each text stands."""

    def declare(self, kind: str, *ids: str, day: datetime.date = LATER, **options: Any) -> Act:
        """Write an act about texts in the words that stand now, as the command does."""
        made = declaration.make(self.read(), kind, ids, day, **options)
        self.keep(made)
        return made

    def keep(self, one: Act) -> None:
        """Put an act into the record."""
        self.write(one.file, act.written(one))

    def states(self) -> dict[str, dict[str, str]]:
        """Return the name of each text's state by its id and the language."""
        table = state.read(self.read())
        return {id_: {code: own.name for code, own in row.items()} for id_, row in table.items()}

    def stand(self, id_: str) -> tuple[str, ...]:
        """Return the name of a text's state in Finnish, Swedish and English."""
        states = self.states()[id_]
        return tuple(states[code] for code in LANGUAGES)

    def blocking(self) -> list[str]:
        """Return what stops a publication."""
        return [str(finding) for finding in checks.blocking(checks.run(self.read()))]


def tracked(root: Path, day: datetime.date = DAY) -> Tracked:
    """Return the small guideline in a folder, its first record written on a day."""
    small = Tracked(root)
    small.change("mkdocs.yml", "  - all.md\n", "  - all.md\n  - changes.md\n")
    small.change(
        "mkdocs.yml",
        "apart: [index.md, all.md, about.md]\n",
        "apart: [index.md, all.md, changes.md, about.md]\n      equal: [fi, sv]\n",
    )
    for one in declaration.first(small.read(), day):
        small.keep(one)
    return small

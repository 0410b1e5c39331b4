"""The termbase: what each concept is called in each language, and which forms are wrong for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rinnakkain import schema
from rinnakkain.textfile import Folder

__all__ = ["FILE", "Avoided", "Concept", "Termbase", "read"]

FILE = "termbase.yml"

# What stands in round brackets is a note and no part of a term.
_NOTE = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True)
class Avoided:
    """A form that is wrong for a concept, and the other concept that it belongs to, if any."""

    form: str
    means: str


@dataclass(frozen=True)
class Concept:
    """A concept: its name in English, its terms and its avoided forms by language."""

    name: str
    terms: dict[str, tuple[str, ...]]
    avoided: dict[str, tuple[Avoided, ...]]


@dataclass(frozen=True)
class Termbase:
    """All concepts, in the order of the file."""

    concepts: tuple[Concept, ...]


def read(folder: Folder, locales: Sequence[str]) -> Termbase:
    """Read the termbase; what is not of its shape is a finding."""
    parsed = folder.read_yaml(FILE)
    found = list(schema.check(parsed, FILE, "termbase", locales))
    folder.found += found
    rows = parsed.mapping.get("concepts")
    if found or not isinstance(rows, list):
        return Termbase(())
    return Termbase(
        tuple(
            Concept(
                name=row["concept"],
                terms={code: tuple(map(_bare, row[code])) for code in locales},
                avoided={
                    code: tuple(Avoided(a["form"], a.get("means", "")) for a in forms)
                    for code, forms in row.get("avoid", {}).items()
                },
            )
            for row in rows
        )
    )


def _bare(term: str) -> str:
    return _NOTE.sub("", term).strip()

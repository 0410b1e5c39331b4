"""The termbase: what each concept and each strength of a rule is called in each language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rinnakkain import schema
from rinnakkain.textfile import Folder

__all__ = ["FILE", "Avoided", "Concept", "Strength", "Termbase", "read"]

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
    """A concept: its name in English, its terms and its avoided forms by language.

    The terms of an `everyday` one are ordinary words, often used for other things too.
    """

    name: str
    terms: dict[str, tuple[str, ...]]
    avoided: dict[str, tuple[Avoided, ...]]
    everyday: bool = False


@dataclass(frozen=True)
class Strength:
    """How strongly a rule binds: its name in English, its forms and avoided ones by language."""

    name: str
    forms: dict[str, tuple[str, ...]]
    avoided: dict[str, tuple[str, ...]]

    @property
    def degree(self) -> str:
        """How strong it is, whichever way it is said: the name up to its comma."""
        return self.name.partition(",")[0]


@dataclass(frozen=True)
class Termbase:
    """All concepts and strengths, in the order of the file."""

    concepts: tuple[Concept, ...]
    strengths: tuple[Strength, ...] = ()


def read(folder: Folder, locales: Sequence[str]) -> Termbase:
    """Read the termbase; what is not of its shape is a finding."""
    parsed = folder.read_yaml(FILE)
    found = list(schema.check(parsed, FILE, "termbase", locales))
    folder.found += found
    if found:
        return Termbase(())
    concepts, strengths = (_rows(parsed.mapping.get(key)) for key in ("concepts", "strengths"))
    return Termbase(
        tuple(
            Concept(
                name=row["concept"],
                terms={code: tuple(map(_bare, row[code])) for code in locales},
                avoided={
                    code: tuple(Avoided(a["form"], a.get("means", "")) for a in forms)
                    for code, forms in row.get("avoid", {}).items()
                },
                everyday=row.get("everyday", False),
            )
            for row in concepts
        ),
        tuple(
            Strength(
                name=row["strength"],
                forms={code: _forms(row[code]) for code in locales},
                avoided={code: _forms(forms) for code, forms in row.get("avoid", {}).items()},
            )
            for row in strengths
        ),
    )


def _rows(value: object) -> list[dict[str, Any]]:
    return value if isinstance(value, list) else []


def _forms(texts: list[str]) -> tuple[str, ...]:
    return tuple(form for form in map(_bare, texts) if form)


def _bare(term: str) -> str:
    return _NOTE.sub("", term).strip()

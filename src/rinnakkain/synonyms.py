"""Synonyms: the words that readers type and the text does not have, from `synonyms/<tag>.yml`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rinnakkain import schema
from rinnakkain.termbase import FILE, Termbase
from rinnakkain.textfile import Folder

__all__ = ["FOLDER", "Synonym", "of_terms", "read"]

FOLDER = "synonyms"


@dataclass(frozen=True)
class Synonym:
    """What readers `typed` for some words of the text, or for a text by its id (`#channels`)."""

    target: str
    typed: tuple[str, ...]
    file: str
    line: int

    @property
    def id(self) -> str:
        """The id of the text that is meant, empty where words of the text are."""
        return self.target[1:] if self.target.startswith("#") else ""


def read(folder: Folder, locales: Sequence[str]) -> dict[str, tuple[Synonym, ...]]:
    """Return the synonyms of each language; what is not of their shape is a finding.

    A guideline that keeps none has no folder for them.
    """
    if not (folder.root / FOLDER).is_dir():
        return {}
    table: dict[str, tuple[Synonym, ...]] = {}
    for code in locales:
        file = f"{FOLDER}/{code}.yml"
        parsed = folder.read_yaml(file)
        found = list(schema.check(parsed, file, "synonyms"))
        folder.found += found
        rows = {} if found else parsed.mapping
        table[code] = tuple(
            Synonym(target, tuple(map(str, typed)), file, parsed.line(target))
            for target, typed in rows.items()
            if isinstance(typed, list)
        )
    return table


def of_terms(terms: Termbase, code: str) -> tuple[Synonym, ...]:
    """Return what the termbase adds: forms that are wrong in a text find its own term all the same.

    One that is right for another concept would find what it does not mean.
    """
    right = {part for concept in terms.concepts for t in concept.terms[code] for part in _parts(t)}
    return tuple(
        Synonym(concept.terms[code][0], typed, FILE, 1)
        for concept in terms.concepts
        if (
            typed := tuple(
                a.form
                for a in concept.avoided.get(code, ())
                if not a.means and a.form.casefold() not in right
            )
        )
    )


def _parts(term: str) -> list[str]:
    """Return the terms of a row that holds several between commas."""
    return [part.strip().casefold() for part in term.split(",")]

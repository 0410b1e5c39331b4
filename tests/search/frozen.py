"""Texts frozen for the floors of the search: a change of the living text moves no floor.

`python -m tests.search.frozen` freezes what stands in the guideline now.
"""

from __future__ import annotations

import json
from dataclasses import astuple
from functools import cache
from pathlib import Path
from typing import Any

from rinnakkain import guideline, synonyms
from rinnakkain.prose import Prose
from rinnakkain.search import documents, index, lexicon
from rinnakkain.search.documents import Document
from rinnakkain.search.lexicon import Lexicon
from rinnakkain.synonyms import Synonym
from tests.small import ROOT

__all__ = ["FILE", "Frozen", "homes", "read"]

FILE = Path(__file__).parent / "frozen.json"


class Frozen:
    """What the index of one language is made from."""

    def __init__(self, code: str, row: dict[str, Any]) -> None:
        self.code = code
        self.documents = [Document(*fields) for fields in row["documents"]]
        self.synonyms = [
            Synonym(target, tuple(typed), "", 0) for target, typed in row["synonyms"].items()
        ]
        self.lexicon: Lexicon = lexicon.parsed(row["lexicon"], code)

    def index(self) -> str:
        """Return the index as it is published, made by the code as it stands."""
        return index.text(self.documents, self.synonyms, self.lexicon)


@cache
def read() -> dict[str, Frozen]:
    """Return what is frozen of each language."""
    table = json.loads(FILE.read_text(encoding="utf-8"))
    return {code: Frozen(code, row) for code, row in table.items()}


def homes(found: list[Document]) -> dict[str, str]:
    """Return the page of each document (`safety/`) by its id."""
    return {one.id: one.at.partition("#")[0] for one in found}


def main() -> None:
    """Freeze the guideline as it stands."""
    living = guideline.read(ROOT)
    table = {}
    for code in living.settings.codes:
        typed: dict[str, list[str]] = {}
        for one in (*living.synonyms[code], *synonyms.of_terms(living.terms, code)):
            typed.setdefault(one.target, []).extend(one.typed)
        table[code] = {
            "documents": [astuple(one) for one in documents.read(living, Prose(living), code)],
            "synonyms": typed,
            "lexicon": json.loads(lexicon.written(living.lexicons[code])),
        }
    FILE.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Grammar: the endings, the links of compounds and the words to ignore of each language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rinnakkain import yamlfile
from rinnakkain.search.letters import folded

__all__ = ["Grammar", "of"]


@dataclass(frozen=True)
class Grammar:
    """What is known of a language: patterns of endings, links of compounds, words to ignore.

    All are folded, `ignored` is in the order of languages.yml; but not `parts` and `no_parts`: what
    is a part of compounds though it is short, and what only seems to be one.
    """

    nominal: str
    verbal: str
    links: tuple[str, ...]
    ignored: tuple[str, ...]
    parts: frozenset[str] = frozenset()
    no_parts: frozenset[str] = frozenset()

    def is_ending(self, letters: str, *, is_verb: bool) -> bool:
        """Say whether some letters may follow a stem of a verb, or of another word."""
        return bool(re.fullmatch(self.verbal if is_verb else self.nominal, letters))


@cache
def of(code: str) -> Grammar:
    """Return the grammar of a language; one that nothing is known of has no endings."""
    text = (files("rinnakkain.search") / "languages.yml").read_text(encoding="utf-8")
    row = yamlfile.parse(text).mapping.get(code)
    if not isinstance(row, dict):
        return Grammar("", "", ("",), ())
    return Grammar(
        nominal="".join(str(row["nominal"]).split()),
        verbal="".join(str(row["verbal"]).split()),
        links=tuple(row["links"]),
        ignored=tuple(dict.fromkeys(map(folded, str(row["ignored"]).split()))),
        parts=frozenset(str(row.get("parts", "")).split()),
        no_parts=frozenset(str(row.get("no_parts", "")).split()),
    )

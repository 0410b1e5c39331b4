"""The words of the site's own furniture, in every language, from `ui.yml`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rinnakkain import textfile
from rinnakkain.finding import Finding, setting
from rinnakkain.yamlfile import Parsed

__all__ = ["FILE", "read"]

FILE = "ui.yml"

Words = dict[str, dict[str, object]]


def read(root: Path, locales: Sequence[str]) -> tuple[Words, list[Finding]]:
    """Return the words of each locale by their name; a word that a language lacks is a finding."""
    parsed, found = textfile.read_yaml(root, FILE)
    table = parsed.value if isinstance(parsed.value, dict) else {}
    words = {code: dict(_mapping(table.get(code))) for code in locales}
    names = {name: None for code in locales for name in _paths(words[code])}
    for code in locales:
        have = set(_paths(words[code]))
        for name in names:
            if name not in have:
                found.append(_missing(parsed, code, name))
    return words, found


def _mapping(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _paths(words: dict[str, object], before: str = "") -> list[str]:
    paths = []
    for key, value in words.items():
        inner = _paths(value, f"{before}{key}/") if isinstance(value, dict) else [f"{before}{key}"]
        paths += inner
    return paths


def _missing(parsed: Parsed, code: str, name: str) -> Finding:
    what = f"the words `{name.replace('/', ' / ')}` are missing in `{code}`"
    advice = "write them, as in the other languages"
    line = parsed.line(code, *name.split("/"))
    return setting(FILE, line, what, advice)

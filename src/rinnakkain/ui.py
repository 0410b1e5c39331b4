"""The words of the site's own furniture, in every language, from `ui.yml`."""

from __future__ import annotations

from collections.abc import Sequence

from rinnakkain.finding import setting
from rinnakkain.textfile import Folder

__all__ = ["FILE", "Words", "read"]

FILE = "ui.yml"

Words = dict[str, dict[str, object]]


def read(folder: Folder, locales: Sequence[str]) -> Words:
    """Return the words of each locale by their name; a word that a language lacks is a finding."""
    parsed = folder.read_yaml(FILE)
    words = {code: _mapping(parsed.mapping.get(code)) for code in locales}
    names = {code: _paths(words[code]) for code in locales}
    for code in locales:
        for path in dict.fromkeys(path for other in locales for path in names[other]):
            if path not in names[code]:
                what = f"the words `{' / '.join(path)}` are missing in `{code}`"
                line = parsed.line(code, *path)
                advice = "write them, as in the other languages"
                folder.found.append(setting(FILE, line, what, advice))
    return words


def _mapping(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _paths(words: dict[str, object], before: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    paths = []
    for key, value in words.items():
        inner = _paths(value, (*before, key)) if isinstance(value, dict) else [(*before, key)]
        paths += inner
    return paths

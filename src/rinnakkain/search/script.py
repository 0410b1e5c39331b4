"""The script of the search: what a browser loads when it is opened, as it is published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

__all__ = ["FOLDER", "published"]

# The folder of its files, at the root of the site.
FOLDER = "assets/search"
# Comments that fill lines of their own, and what indents lines: a quarter of the bytes.
_COMMENT = re.compile(r"^[ \t]*//.*\n|^[ \t]*/\*(?:.|\n)*?\*/\n", re.MULTILINE)
_INDENT = re.compile(r"^\s+", re.MULTILINE)


def published() -> Iterator[tuple[str, str]]:
    """Yield each file of the script, its styles among them: its path at the site, and its text."""
    for file in sorted((files("rinnakkain.search") / "browser").iterdir(), key=lambda f: f.name):
        text = file.read_text(encoding="utf-8")
        yield f"{FOLDER}/{file.name}", _INDENT.sub("", _COMMENT.sub("", text))

"""The script of the search: what a browser loads when it is opened, as it is published."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

import rcssmin
import rjsmin

__all__ = ["FOLDER", "published"]

# The folder of its files, at the root of the site.
FOLDER = "assets/search"


def published() -> Iterator[tuple[str, str]]:
    """Yield each file of the script, its styles among them: its path at the site, and its text."""
    for file in sorted((files("rinnakkain.search") / "browser").iterdir(), key=lambda f: f.name):
        text = file.read_text(encoding="utf-8")
        minify = rcssmin.cssmin if file.name.endswith(".css") else rjsmin.jsmin
        yield f"{FOLDER}/{file.name}", minify(text)

"""The built site: every link within it leads to a page and an anchor that are there."""

from __future__ import annotations

import posixpath
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

__all__ = ["lost_links"]


def lost_links(site: Path) -> list[str]:
    """Return a line for each link within the built site `site` that leads nowhere.

    404.html is shown at any depth and so names addresses from the top of its host: it is left out.
    """
    lines = []

    @cache
    def read(file: Path) -> _Reader:
        reader = _Reader()
        reader.feed(file.read_text(encoding="utf-8"))
        return reader

    for file in sorted(site.rglob("*.html")):
        here = file.relative_to(site)
        for link in read(file).links if here.name != "404.html" else ():
            target = urlsplit(link)
            if target.scheme or target.netloc:
                continue
            path = posixpath.normpath(posixpath.join(here.parent.as_posix(), unquote(target.path)))
            goal = site / path if target.path else file
            goal = goal / "index.html" if goal.is_dir() else goal
            anchor = unquote(target.fragment)
            if not goal.is_file() or (anchor and anchor not in read(goal).ids):
                lines.append(f"{here}: the link to {link} leads nowhere")
    return lines


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.links.append(value)
            elif name == "id" and value:
                self.ids.add(value)

"""The built site: every link within it leads to a page and an anchor that are there."""

from __future__ import annotations

import os
import posixpath
import re
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

__all__ = ["lost_links"]

_TAG = re.compile(r"""<[a-zA-Z](?:[^<>"']++|"[^"]*+"|'[^']*+')*+>""")
_ATTRIBUTE = re.compile(
    r"""\s([^\s"'<>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>=`]++)))?"""
)


def lost_links(site: Path) -> list[str]:
    """Return a line for each link within the built site `site` that leads nowhere.

    404.html is shown at any depth and so names addresses from the top of its host: it is left out.
    """
    files = frozenset(_files(site))
    pages = sorted(name for name in files if name.endswith(".html"))
    # Twice read is sooner done than all links kept at once: a large site has half a million.
    ids = {page: _read(site / page)[1] for page in pages}
    lines = []
    for here in pages:
        for link in dict.fromkeys(_read(site / here)[0]) if here != "404.html" else ():
            if (target := _target(link, here)) is None:
                continue
            goal, anchor = target
            if goal not in files:
                goal = "index.html" if goal == "." else f"{goal}/index.html"
            if goal not in files or (anchor and anchor not in ids.get(goal, ())):
                lines.append(f"{here}: the link to {link} leads nowhere")
    return lines


def _files(site: Path) -> Iterator[str]:
    for folder, _, names in os.walk(site):
        below = Path(folder).relative_to(site).as_posix()
        yield from (name if below == "." else f"{below}/{name}" for name in names)


def _read(page: Path) -> tuple[list[str], frozenset[str]]:
    """Return the addresses that a page names, in their order, and its ids."""
    links: list[str] = []
    ids: list[str] = []
    for tag in _TAG.findall(page.read_text(encoding="utf-8")):
        if "id=" not in tag and "href=" not in tag and "src=" not in tag:
            continue
        for name, *values in _ATTRIBUTE.findall(tag):
            if name in ("id", "href", "src") and (value := "".join(values)):
                value = unescape(value) if "&" in value else value
                # The same ids stand on the pages of every language.
                (ids if name == "id" else links).append(sys.intern(value))
    return links, frozenset(ids)


def _target(link: str, here: str) -> tuple[str, str] | None:
    """Return the file or folder that a link on the page `here` leads to, and the anchor there.

    None where it leads out of the site.
    """
    path, _, anchor = link.partition("#")
    if ":" in path or "?" in path or path.startswith("//"):
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            return None
        path = parts.path
    path, anchor = (unquote(text) if "%" in text else text for text in (path, anchor))
    folder = posixpath.dirname(here)
    return (posixpath.normpath(posixpath.join(folder, path)) if path else here), anchor

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

# A tag that names an address or an id, and of its attributes these.
_TAG = re.compile(r"""<[a-zA-Z](?:[^<>"']++|"[^"]*+"|'[^']*+')*+>""")
_ATTRIBUTE = re.compile(
    r"""\s(?:(id|href|src)(?=[\s=])|[^\s"'<>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'<>=`]++)))?"""
)


def lost_links(site: Path) -> list[str]:
    """Return a line for each link within the built site `site` that leads nowhere.

    404.html is shown at any depth and so names addresses from the top of its host: it is left out.
    """
    files = frozenset(_files(site))
    read = {page: _read(site / page) for page in sorted(files) if page.endswith(".html")}
    lines = []
    for here, (links, _) in read.items():
        folder = posixpath.dirname(here)
        for link in links if here != "404.html" else ():
            if (target := _target(link, here, folder)) is None:
                continue
            goal, anchor = target
            if goal not in files:
                goal = "index.html" if goal == "." else f"{goal}/index.html"
            if goal not in files or (anchor and (goal not in read or anchor not in read[goal][1])):
                lines.append(f"{here}: the link to {link} leads nowhere")
    return lines


def _files(site: Path) -> Iterator[str]:
    for folder, _, names in os.walk(site):
        below = Path(folder).relative_to(site).as_posix()
        yield from (name if below == "." else f"{below}/{name}" for name in names)


def _read(page: Path) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the addresses that a page names, each once in their order, and its ids."""
    tags = "".join(_TAG.findall(page.read_text(encoding="utf-8")))
    links: dict[str, None] = {}
    ids = set()
    for name, *values in _ATTRIBUTE.findall(tags):
        if name and (value := "".join(values)):
            value = unescape(value) if "&" in value else value
            # The same ones stand on many pages.
            value = sys.intern(value)
            if name == "id":
                ids.add(value)
            else:
                links[value] = None
    return tuple(links), frozenset(ids)


def _target(link: str, here: str, folder: str) -> tuple[str, str] | None:
    """Return the file or folder that a link on the page `here` leads to, and the anchor there.

    `folder` is the one that the page is in. None where the link leads out of the site.
    """
    path, _, anchor = link.partition("#")
    if ":" in path or "?" in path or path.startswith("//"):
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            return None
        path = parts.path
    if "%" in link:
        path, anchor = unquote(path), unquote(anchor)
    return (posixpath.normpath(posixpath.join(folder, path)) if path else here), anchor

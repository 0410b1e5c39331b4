"""Links: each one within the guideline leads to a page, a rule or a file of the same language."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from urllib.parse import unquote

from rinnakkain.finding import Finding
from rinnakkain.guideline import Guideline
from rinnakkain.page import Link, Page
from rinnakkain.settings import DOCS, MADE

__all__ = ["check"]

_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def check(guideline: Guideline) -> Iterator[Finding]:
    """Find links that lead nowhere, or out of their language's folder."""
    for page in guideline.pages.values():
        for link in page.links:
            if not _OUTSIDE.match(link.target):
                yield from _followed(guideline, page, link)


def _followed(guideline: Guideline, page: Page, link: Link) -> Iterator[Finding]:
    path, _, anchor = unquote(link.target).partition("#")
    name = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), path))
    name = name if path else page.name
    file = posixpath.normpath(f"{DOCS}/{page.locale}/{name}")

    def finding(kind: str, **values: str) -> Finding:
        return Finding(kind, page.file, link.line, {"target": link.target or "nothing", **values})

    if not link.target:
        advice = "write the page it leads to between the round brackets"
        yield finding("link-nowhere", advice=advice)
    elif path.startswith("/"):
        advice = "name the page as it stands in this folder: `safety.md`"
        yield finding("link-nowhere", advice=advice)
    elif name.startswith("../") and file in guideline.files:
        yield finding("link-other-language", page=posixpath.basename(file))
    elif (anchors := _anchors(guideline, page.locale, name)) is not None:
        if anchor and not _somewhere(guideline, name, anchor):
            home = guideline.homes.get(anchor)
            advice = f"correct what stands after the #{_meant(anchor, anchors)}"
            advice = f"it stands on {home}: link there" if home else advice
            yield finding("anchor-nowhere", page=name, id=anchor, advice=advice)
    elif not name.endswith(".md") and file not in guideline.files and path.count("."):
        advice = "put the file there, or correct its name"
        yield finding("link-nowhere", advice=advice)
    elif file not in guideline.files and not _somewhere(guideline, name):
        names = {name for _, name in guideline.pages} | {MADE}
        advice = f"correct the name of the page{_meant(posixpath.basename(name), names)}"
        yield finding("link-nowhere", advice=advice)


def _anchors(guideline: Guideline, code: str, name: str) -> frozenset[str] | None:
    """Return the ids of a page, written or made; None where there is no such page."""
    if name == MADE:
        parts = (guideline.pages.get((code, part)) for part in guideline.settings.parts)
        return frozenset().union(*(part.anchors for part in parts if part))
    page = guideline.pages.get((code, name))
    return page.anchors if page else None


def _somewhere(guideline: Guideline, name: str, anchor: str = "") -> bool:
    """Say whether any language has the page and the id: what this one lacks is told as missing."""
    versions = (_anchors(guideline, code, name) for code in guideline.settings.codes)
    return any(ids is not None and (not anchor or anchor in ids) for ids in versions)


def _meant(word: str, known: Iterable[str]) -> str:
    near = get_close_matches(word, sorted(known), n=1)
    return f"; did you mean {near[0]}?" if near else ""

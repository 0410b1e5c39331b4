"""Links: each one leads somewhere, stays in its language, and is of a kind that is allowed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from urllib.parse import unquote, urlsplit

from rinnakkain.finding import Finding
from rinnakkain.guideline import Guideline
from rinnakkain.page import Link, Page
from rinnakkain.settings import DOCS, MADE

__all__ = ["check", "is_allowed"]

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_BARE = re.compile(r"www\.[^\s/]+", re.IGNORECASE)
# A host in the letters of these languages: those of others can look like them (а for a).
_LETTER = "a-z0-9à-öø-ÿāčēšžő"
_HOST = re.compile(rf"(?:[{_LETTER}](?:[{_LETTER}-]*[{_LETTER}])?\.)+[a-z]{{2,}}", re.IGNORECASE)
_ALLOWED = ("https", "http", "mailto", "tel")


def check(guideline: Guideline) -> Iterator[Finding]:
    """Find links that lead nowhere, out of their language's folder, or to what is not allowed."""
    for page in guideline.pages.values():
        images = {tag.get("src") for tag in page.rendered.tags if tag.name == "img"}
        for link in page.links:
            # A browser passes over white space and control characters in an address.
            target = _seen(link.target)
            scheme = _SCHEME.match(target)
            if link.target in images and not is_allowed(link.target, is_image=True):
                yield Finding("image-outside", page.file, link.line, {"target": link.target})
            elif target.startswith("//"):
                bare = target.lstrip("/")
                yield Finding("address-without-scheme", page.file, link.line, {"target": bare})
            elif scheme:
                yield from _outside(page, link, target, scheme[1].lower())
            elif _BARE.match(target):
                yield Finding("address-without-scheme", page.file, link.line, {"target": target})
            else:
                yield from _followed(guideline, page, link)


def is_allowed(target: str, *, is_image: bool) -> bool:
    """Say whether an address is of a kind that is allowed: for an image, a file of the site."""
    seen = _seen(target)
    scheme = _SCHEME.match(seen)
    if scheme and not is_image:
        return scheme[1].lower() in _ALLOWED
    return not scheme and not seen.startswith("//")


def _seen(target: str) -> str:
    """Return an address as a browser takes it, for which a backslash is a slash."""
    return "".join(char for char in target if char > " ").replace("\\", "/")


def _outside(page: Page, link: Link, target: str, scheme: str) -> Iterator[Finding]:
    def finding(message: str, **values: str) -> Finding:
        return Finding(message, page.file, link.line, {"target": link.target, **values})

    if scheme and scheme not in _ALLOWED:
        yield finding("link-scheme", scheme=scheme)
        return
    try:
        parts = urlsplit(link.target)
        host, whole = parts.hostname or "", parts.port is None or parts.port > 0
    except ValueError:
        host, whole = "", False
    if scheme == "mailto":
        whole = bool(re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", parts.path)) if whole else False
    elif scheme == "tel":
        whole = bool(re.fullmatch(r"\+?[\d-]+", target.partition(":")[2]))
    else:
        whole = (
            whole
            and bool(_HOST.fullmatch(_spelt(host)))
            and target == link.target
            and "@" not in parts.netloc
        )
    if not whole:
        yield finding("address-malformed")
    elif scheme == "http":
        yield finding("address-insecure")


def _spelt(host: str) -> str:
    """Return a host in its letters: `xn--…` hides which they are."""
    try:
        return host.encode("ascii").decode("idna") if "xn--" in host else host
    except UnicodeError:
        return ""


def _followed(guideline: Guideline, page: Page, link: Link) -> Iterator[Finding]:
    path, _, anchor = unquote(link.target).partition("#")
    name = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), path))
    name = name if path else page.name
    file = posixpath.normpath(f"{DOCS}/{page.locale}/{name}")

    def finding(message: str, **values: str) -> Finding:
        return Finding(message, page.file, link.line, {"target": link.target, **values})

    if not link.target:
        yield finding("link-empty")
    elif path.startswith("/"):
        yield finding("link-absolute")
    elif name.startswith("../") and _in_a_language(guideline, file):
        yield finding("link-other-language", page=posixpath.basename(file))
    elif (anchors := _anchors(guideline, page.locale, name)) is not None:
        if anchor and not _somewhere(guideline, name, anchor):
            home, near = guideline.homes.get(anchor), _near(anchor, anchors)
            message = "anchor-moved" if home else "anchor-misspelt" if near else "anchor-nowhere"
            yield finding(message, page=name, id=anchor, home=home or "", near=near)
    elif file not in guideline.files and not _somewhere(guideline, name):
        known = {n for _, n in guideline.pages} | set(guideline.settings.made)
        near = _near(posixpath.basename(name), known)
        if near or name.endswith(".md") or "." not in posixpath.basename(name):
            yield finding("link-misspelt" if near else "link-nowhere", near=near)
        else:
            yield finding("file-missing")


def _anchors(guideline: Guideline, code: str, name: str) -> frozenset[str] | None:
    """Return the ids of a page, written or made; None where there is no such page."""
    if name == MADE:
        parts = (guideline.pages.get((code, part)) for part in guideline.settings.parts)
        return frozenset().union(*(part.anchors for part in parts if part))
    if name in guideline.settings.made:
        return frozenset()
    page = guideline.pages.get((code, name))
    return page.anchors if page else None


def _in_a_language(guideline: Guideline, file: str) -> bool:
    """Say whether a path leads to a file of a language, or to the page that is made for it."""
    names = guideline.settings.made
    made = {f"{DOCS}/{code}/{name}" for code in guideline.settings.codes for name in names}
    return file in guideline.files or file in made


def _somewhere(guideline: Guideline, name: str, anchor: str = "") -> bool:
    """Say whether any language has the page and the id: what this one lacks is told as missing."""
    versions = (_anchors(guideline, code, name) for code in guideline.settings.codes)
    return any(ids is not None and (not anchor or anchor in ids) for ids in versions)


def _near(word: str, known: Iterable[str]) -> str:
    return next(iter(get_close_matches(word, sorted(known), n=1)), "")

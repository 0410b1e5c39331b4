"""Files: each one belongs to a language, has a name that can be an address, and is used."""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from rinnakkain.finding import Finding
from rinnakkain.guideline import SHORT_NAMES, Guideline
from rinnakkain.settings import DOCS
from rinnakkain.tree import PICTURES

__all__ = ["check"]

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+)?")


def check(guideline: Guideline) -> Iterator[Finding]:
    """Find files that are stray, misnamed, of another type or unused, and images without words."""
    used = {
        posixpath.normpath(posixpath.join(posixpath.dirname(page.file), unquote(link.target)))
        for page in guideline.pages.values()
        for link in page.links
    }
    # Of names that differ in capitals only, the one in small letters is the one to keep.
    kept: dict[str, str] = {}
    for file in sorted(guideline.files, reverse=True):
        kept.setdefault(file.casefold(), file)
    for file in sorted(guideline.files):
        yield from _file(guideline, file, kept[file.casefold()], used)
    for page in guideline.pages.values():
        for tag in page.rendered.tags:
            if tag.name == "img" and not (tag.get("alt") or "").strip():
                target = tag.get("src") or ""
                line = page.line_of(target)
                yield Finding("image-without-alt", page.file, line, {"target": target})


def _file(guideline: Guideline, file: str, twin: str, used: set[str]) -> Iterator[Finding]:
    name = posixpath.basename(file)
    suffix = posixpath.splitext(name)[1].lower()
    folders = tuple(f"{DOCS}/{code}/" for code in guideline.settings.codes)
    if file in guideline.symlinks:
        yield Finding("symlink", file, 1)
    elif not file.startswith(folders):
        values = {"folders": ", ".join(folder.rstrip("/") for folder in folders)}
        yield Finding("file-stray", file, 1, values)
    elif name == SHORT_NAMES:
        return
    elif suffix not in (".md", *PICTURES):
        values = {"suffix": suffix or name, "allowed": ", ".join((".md", *PICTURES))}
        yield Finding("file-type", file, 1, values)
    elif twin != file:
        yield Finding("file-case", file, 1, {"other": twin})
    elif not all(_NAME.fullmatch(part) for part in file.split("/")):
        yield Finding("file-name", file, 1, {"near": _near(name)})
    elif suffix in PICTURES and file not in used:
        yield Finding("file-unused", file, 1)


def _near(name: str) -> str:
    stem, suffix = posixpath.splitext(name)
    plain = unicodedata.normalize("NFD", stem).encode("ascii", "ignore").decode().lower()
    return (re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "name") + suffix.lower()

"""Kinds: one page of every kind of the site, and the language in which it is read.

What is measured on a page of a kind holds for all of that kind: they come from one template. The
languages rotate over the kinds, so that a walk over all of them meets each of the three.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup

from rinnakkain import guideline
from rinnakkain.checks.doors import DOOR
from tests.small import LANGUAGES

__all__ = ["KINDS", "Places", "has_door"]

# The paths below a language's folder; what is in braces is a part with links in its text.
_REAL = {
    "start": "",
    "part": "{part}",
    "all": "all/",
    "changes": "changes/",
    "subjects": "subjects/",
    "side by side": "side-by-side/{part}",
    "about": "about/",
    "accessibility": "accessibility/",
}
# Pages of the guideline to which things have happened, with the language to which they did.
_HAPPENED = {"notices": "en/safety/", "gone": "fi/safety/", "changed": "sv/changes/"}
# Pages of no language, at the root.
_ROOT = {"door": "", "nowhere": "nowhere/at/all"}

KINDS = (*_REAL, *_ROOT, *_HAPPENED)


def has_door(built: Path, code: str, kind: str = DOOR) -> bool:
    """Tell whether the start page of a language of the site in `built` has a door of a kind."""
    start = guideline.read(built.parent).pages[code, "index.md"]
    return any({DOOR, kind} <= {*passage.heading.classes} for passage in start.passages)


@dataclass(frozen=True)
class Places:
    """Where the pages of every kind are served, in the real site and in the changed one."""

    real: str
    happened: str
    part: str

    @classmethod
    def of(cls, built: Path, real: str, happened: str) -> Places:
        """Find the part of the site in `built` whose rules hold most links in their text."""
        read = guideline.read(built.parent)
        parts = [f"{name.removesuffix('.md')}/" for name in read.part_numbers]

        def links(part: str) -> int:
            html = (built / LANGUAGES[0] / part / "index.html").read_text(encoding="utf-8")
            return len(BeautifulSoup(html, "lxml").select(".rule-text a"))

        return cls(real, happened, max(parts, key=links))

    def code(self, kind: str, shift: int = 0) -> str:
        """Return the language in which a kind is read; another `shift` gives another one."""
        if kind in _HAPPENED:
            return _HAPPENED[kind][:2]
        return "" if kind in _ROOT else LANGUAGES[(list(_REAL).index(kind) + shift) % 3]

    def url(self, kind: str, shift: int = 0) -> str:
        """Return the address of the page of a kind."""
        if kind in _HAPPENED:
            return self.happened + _HAPPENED[kind]
        if kind in _ROOT:
            return self.real + _ROOT[kind]
        return f"{self.real}{self.code(kind, shift)}/{_REAL[kind].format(part=self.part)}"

"""Prints: the PDFs that go with the site, by name and language, and the words of their links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rinnakkain import ui
from rinnakkain.checks.doors import DOOR, URGENT
from rinnakkain.guideline import Guideline

__all__ = ["BOOKLET", "CHANGES", "DESK", "WALL", "Print", "all_of", "for_reader", "size_mark"]

BOOKLET = "guideline"
WALL = "wall"
DESK = "desk"
CHANGES = "changes"


@dataclass(frozen=True)
class Print:
    """A PDF at the root of the site: what it is, and the tags of the languages in it."""

    kind: str
    codes: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name of its file: `jakobstad-wall-fi-sv.pdf`."""
        return f"jakobstad-{self.kind}-{'-'.join(self.codes)}.pdf"


def all_of(guideline: Guideline) -> list[Print]:
    """Return every PDF of a guideline.

    The languages that must agree share what hangs on a wall and what tells of changes: neither
    comes first. Each of the others has a sheet of its own. Without an urgent door there is nothing
    for the wall, without any nothing for the desk, and without a record nothing has changed.
    """
    settings = guideline.settings
    others = [(code,) for code in settings.codes if code not in settings.equal]
    walls = [settings.equal, *others] if settings.equal else others
    return [
        *(Print(BOOKLET, (code,)) for code in settings.codes),
        *(Print(WALL, codes) for codes in walls if _has_door(guideline, codes, URGENT)),
        *(Print(DESK, (c,)) for c in settings.codes if _has_door(guideline, (c,), DOOR)),
        *([Print(CHANGES, settings.equal)] if guideline.history.acts else []),
    ]


def _has_door(guideline: Guideline, codes: Sequence[str], kind: str) -> bool:
    """Say whether the start page of one of the languages has a door of a kind, by its class."""
    starts = (guideline.pages.get((code, "index.md")) for code in codes)
    return any(
        {DOOR, kind} <= {*passage.heading.classes}
        for page in starts
        if page
        for passage in page.passages
    )


def for_reader(guideline: Guideline, code: str) -> Iterator[tuple[Print, str]]:
    """Yield the PDFs for a reader of a language, each with the words of its link.

    They say what it is, its type, its languages and its size; the size is known when it is made,
    and until then `size_mark` stands there.
    """
    words = ui.group(guideline.words[code], "paper")
    for one in all_of(guideline):
        if code in one.codes or one.kind == CHANGES:
            named = [str(words["in"][own]) for own in one.codes]
            languages = f" {words['and']} ".join(named)
            said = str(words["link"])
            title = str(words[one.kind])
            yield one, said.format(title=title, languages=languages, size=size_mark(one.name))


def size_mark(name: str) -> str:
    """Return what stands in a built page for the size of a PDF until that is made."""
    return f"[[size of {name}]]"

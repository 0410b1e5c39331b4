"""Neighbours: other open proposals, and how they meet the one that is looked at."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rinnakkain.settings import DOCS

__all__ = ["Meeting", "Neighbour", "meetings", "read"]


@dataclass(frozen=True)
class Neighbour:
    """Another open proposal: its number, title and branch, and the files that it changes.

    `address` is that of its page, empty where the list does not say it.
    """

    number: int
    title: str
    branch: str
    files: frozenset[str]
    address: str = ""


@dataclass(frozen=True)
class Meeting:
    """How a neighbour meets the proposal: over which files.

    They wait for each other (`waits`) where neither agrees without what the other one holds.
    """

    neighbour: Neighbour
    waits: bool
    files: tuple[str, ...]


def read(text: str) -> list[Neighbour]:
    """Read what `gh pr list --json number,title,headRefName,files` prints, with `url` or without.

    Raises ValueError, with a sentence, where it is something else.
    """
    try:
        rows = json.loads(text)
        if not isinstance(rows, list):
            raise TypeError
        return [
            Neighbour(
                number=int(row["number"]),
                title=str(row["title"]),
                branch=str(row["headRefName"]),
                files=frozenset(str(file["path"]) for file in row["files"] or ()),
                address=str(row.get("url") or ""),
            )
            for row in rows
        ]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ValueError(
            "the list of open proposals is not what"
            " `gh pr list --json number,title,headRefName,files` prints"
        ) from error


def meetings(
    neighbours: Iterable[Neighbour],
    files: frozenset[str],
    needed: Iterable[str],
    equal: Sequence[str],
) -> Iterator[Meeting]:
    """Yield the neighbours that meet a proposal which changes `files`.

    `needed` are the files that it still needs changed before it can be published, `equal` the
    languages that must agree.
    """
    wanted = frozenset(needed) | frozenset(_counterparts(files, equal))
    for one in neighbours:
        waiting = one.files & wanted - files
        shared = one.files & files
        if waiting:
            yield Meeting(one, True, tuple(sorted(waiting)))
        elif shared:
            yield Meeting(one, False, tuple(sorted(shared)))


def _counterparts(files: Iterable[str], equal: Sequence[str]) -> Iterator[str]:
    """Yield the same pages in the other languages that must agree."""
    for file in files:
        folder, _, rest = file.partition("/")
        code, _, name = rest.partition("/")
        if folder == DOCS and code in equal and name.endswith(".md"):
            yield from (f"{DOCS}/{other}/{name}" for other in equal if other != code)

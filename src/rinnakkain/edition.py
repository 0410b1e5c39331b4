"""Editions: the days on which the guideline came to say something else; what is kept of them."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from pathlib import Path

from rinnakkain.guideline import Guideline
from rinnakkain.prints import BOOKLET, Print

__all__ = ["FOLDER", "booklets", "days", "is_kept", "keep", "kept", "pending"]

# Where each edition is kept: its data, a file a day, and its PDFs in a folder of the day beside it.
# An edition never changes again.
FOLDER = "editions"


def kept(root: Path) -> dict[datetime.date, str]:
    """Return the kept data by the edition's day."""
    found = {}
    for path in sorted((root / FOLDER).glob("????-??-??.json")):
        found[datetime.date.fromisoformat(path.stem)] = path.read_text(encoding="utf-8")
    return found


def booklets(root: Path, guideline: Guideline) -> dict[str, Path]:
    """Return the kept PDFs by their address below the site: `editions/<day>/<name>`.

    Those of the newest edition are left out while more acts come to its day.
    """
    unkept = None if is_kept(root, guideline) else guideline.history.edition
    return {
        path.relative_to(root).as_posix(): path
        for day in kept(root)
        if day != unkept
        for path in sorted((root / FOLDER / str(day)).glob("*.pdf"))
    }


def pending(root: Path, guideline: Guideline) -> dict[str, str]:
    """Return which PDFs of the newest edition are not kept yet, each by its address below the site.

    The values are the names of those at the site's root, whose bytes they have.
    """
    day, held = guideline.history.edition, booklets(root, guideline)
    names = [Print(BOOKLET, (code,)).name for code in guideline.settings.codes]
    wanted = {f"{FOLDER}/{day}/{name}": name for name in names if day}
    return {address: name for address, name in wanted.items() if address not in held}


def days(guideline: Guideline, root: Path) -> list[datetime.date]:
    """Return the days of the editions that are published, the newest first."""
    newest = guideline.history.edition
    return sorted({*kept(root), *((newest,) if newest else ())}, reverse=True)


def keep(root: Path, guideline: Guideline, data: str, pdfs: Mapping[str, bytes]) -> list[str]:
    """Keep the newest edition: its data, and of its PDFs by their names those that are `pending`.

    Return the files of the edition, relative to the root. What is kept stays as it is. Only while
    more acts come to its day is it written anew.
    """
    file = f"{FOLDER}/{guideline.history.edition}.json"
    # The data come last: where they are, the edition is whole.
    for address, name in pending(root, guideline).items():
        if name in pdfs:
            (root / address).parent.mkdir(parents=True, exist_ok=True)
            (root / address).write_bytes(pdfs[name])
    if not is_kept(root, guideline):
        (root / FOLDER).mkdir(exist_ok=True)
        (root / file).write_text(data, encoding="utf-8")
    own = f"{FOLDER}/{guideline.history.edition}/"
    return [file, *(held for held in booklets(root, guideline) if held.startswith(own))]


def is_kept(root: Path, guideline: Guideline) -> bool:
    """Say whether the data of the newest edition is kept, made of the acts that there are now."""
    path = root / FOLDER / f"{guideline.history.edition}.json"
    try:
        acts = json.loads(path.read_text(encoding="utf-8"))["acts"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return bool(acts == [one.name for one in guideline.history.acts])

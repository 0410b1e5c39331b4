"""Editions: the days on which the guideline came to say something else, and their kept data."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

from rinnakkain.guideline import Guideline

__all__ = ["FOLDER", "days", "is_kept", "keep", "kept"]

# Where the data of each edition is kept, a file a day: an edition never changes again.
FOLDER = "editions"


def kept(root: Path) -> dict[datetime.date, str]:
    """Return the kept data by the edition's day."""
    found = {}
    for path in sorted((root / FOLDER).glob("????-??-??.json")):
        found[datetime.date.fromisoformat(path.stem)] = path.read_text(encoding="utf-8")
    return found


def days(guideline: Guideline, root: Path) -> list[datetime.date]:
    """Return the days of the editions whose data is published, the newest first."""
    newest = guideline.history.edition
    return sorted({*kept(root), *((newest,) if newest else ())}, reverse=True)


def keep(root: Path, guideline: Guideline, data: str) -> str:
    """Keep the data of the newest edition; return its file, relative to the root.

    What is kept stays as it is. Only while more acts come to its day is the file written anew.
    """
    file = f"{FOLDER}/{guideline.history.edition}.json"
    if is_kept(root, guideline):
        return file
    (root / FOLDER).mkdir(exist_ok=True)
    (root / file).write_text(data, encoding="utf-8")
    return file


def is_kept(root: Path, guideline: Guideline) -> bool:
    """Say whether the data of the newest edition is kept, made of the acts that there are now."""
    path = root / FOLDER / f"{guideline.history.edition}.json"
    try:
        acts = json.loads(path.read_text(encoding="utf-8"))["acts"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return bool(acts == [one.name for one in guideline.history.acts])

"""Editions: the days on which the guideline came to say something else, and their kept data."""

from __future__ import annotations

import datetime
from pathlib import Path

from rinnakkain.guideline import Guideline

__all__ = ["FOLDER", "days", "kept"]

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

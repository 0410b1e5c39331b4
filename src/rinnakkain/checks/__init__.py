"""Checks: pure functions that turn the guideline into findings."""

from __future__ import annotations

from rinnakkain.checks import (
    doors,
    identity,
    links,
    navigation,
    outline,
    parallel,
    shortnames,
    told,
)
from rinnakkain.finding import Finding, ordered
from rinnakkain.guideline import Guideline

__all__ = ["run"]

_CHECKS = (
    navigation.check,
    parallel.check,
    outline.check,
    identity.check,
    shortnames.check,
    links.check,
    doors.check,
    told.check,
)


def run(guideline: Guideline) -> list[Finding]:
    """Return every finding of the guideline, those of reading it included, in order."""
    if not guideline.files:
        return ordered(guideline.found)
    return ordered((*guideline.found, *(f for check in _CHECKS for f in check(guideline))))

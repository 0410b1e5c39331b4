"""Checks: pure functions that turn the guideline into findings."""

from __future__ import annotations

from rinnakkain.checks import (
    counterparts,
    doors,
    exceptions,
    files,
    html,
    identity,
    languages,
    letters,
    links,
    markdown,
    navigation,
    outline,
    parallel,
    shortnames,
    strengths,
    terms,
    told,
)
from rinnakkain.finding import Finding, ordered
from rinnakkain.guideline import Guideline

__all__ = ["blocking", "run"]

_CHECKS = (
    navigation.check,
    parallel.check,
    outline.check,
    identity.check,
    shortnames.check,
    links.check,
    doors.check,
    told.check,
    markdown.check,
    html.check,
    files.check,
    languages.check,
    terms.check,
    strengths.check,
    counterparts.check,
)


def run(guideline: Guideline) -> list[Finding]:
    """Return every finding of the guideline, those of reading it included, in order.

    What the settings let through is left out; an exception that lets nothing through is a finding.
    """
    found = [*guideline.found, *letters.check(guideline)]
    if guideline.pages:
        found += (finding for check in _CHECKS for finding in check(guideline))
    return ordered(exceptions.apply(ordered(found), guideline.settings.exceptions))


def blocking(found: list[Finding]) -> list[Finding]:
    """Return the findings that stop a build: all but advice."""
    return [finding for finding in found if finding.kind.blocks]

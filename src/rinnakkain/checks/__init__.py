"""Checks: pure functions that turn the guideline into findings."""

from __future__ import annotations

import datetime

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
    record,
    secrets,
    shortnames,
    strengths,
    terms,
    told,
    typed,
    wordings,
)
from rinnakkain.finding import Finding, ordered
from rinnakkain.guideline import Guideline

__all__ = ["blocking", "run"]

_CHECKS = (
    navigation.check,
    parallel.check,
    record.check,
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
    typed.check,
    wordings.check,
)


def run(guideline: Guideline, today: datetime.date | None = None) -> list[Finding]:
    """Return every finding of the guideline, those of reading it included, in order.

    What only a day can tell is asked where `today` is given: nothing else depends on the clock.
    What the settings let through is left out; an exception that lets nothing through is a finding.
    """
    found = [*guideline.found, *letters.check(guideline), *secrets.check(guideline)]
    if guideline.pages:
        found += (finding for check in _CHECKS for finding in check(guideline))
        found += record.due(guideline, today) if today else ()
    return ordered(exceptions.apply(ordered(found), guideline.settings.exceptions))


def blocking(found: list[Finding], *, preview: bool = False) -> list[Finding]:
    """Return the findings that stop a build: all but advice.

    For a `preview` what is not declared yet stops nothing: a text is looked at while it is written.
    """
    return [f for f in found if f.kind.blocks and not (preview and f.kind.previews)]

"""Checks: pure functions that turn the guideline into findings."""

from __future__ import annotations

import datetime
import hashlib
import json
import sys
from importlib.metadata import version
from pathlib import Path

from rinnakkain.cache import Cache
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
from rinnakkain.words import stemmed

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
# What else the findings depend on: the code, its tables, and the packages that it asks.
_MADE_BY = (".py", ".md", ".txt")
_ASKS = ("ftfy", "lingua-language-detector", "markdown", "pystemmer", "pyyaml")


def run(guideline: Guideline, today: datetime.date | None = None) -> list[Finding]:
    """Return every finding of the guideline, those of reading it included, in order.

    What only a day can tell is asked where `today` is given: nothing else depends on the clock.
    What the settings let through is left out; an exception that lets nothing through is a finding.
    What was found in the very same texts before is kept with them, and not looked for again.
    """
    folder = guideline.kept and guideline.kept / "findings"
    if not folder:
        return _found(guideline, today)
    package = Path(__file__).parent.parent
    makers = (path for path in sorted(package.rglob("*")) if path.suffix in _MADE_BY)
    kept = Cache(folder, makers, repr((sys.version, *map(version, _ASKS))))
    source = _source(guideline, today)
    if before := kept.get(source):
        return [Finding(*row) for row in json.loads(before)]
    found = _found(guideline, today)
    rows = [[f.message, f.file, f.line, dict(f.values)] for f in found]
    kept.put(source, json.dumps(rows))
    kept.sweep()
    return found


def _source(guideline: Guideline, today: datetime.date | None) -> str:
    """Return, as one checksum, all that was read and that findings can depend on."""
    sum_ = hashlib.sha256()
    for name, text in guideline.texts.items():
        sum_.update(f"{len(name)} {len(text)} {name}{text}".encode(errors="backslashreplace"))
    others = sorted(guideline.files), sorted(guideline.symlinks), guideline.found
    sum_.update(repr((*others, guideline.lexicons, today)).encode())
    return sum_.hexdigest()


def _found(guideline: Guideline, today: datetime.date | None) -> list[Finding]:
    found = [*guideline.found, *letters.check(guideline), *secrets.check(guideline)]
    if guideline.pages:
        found += (finding for check in _CHECKS for finding in check(guideline))
        found += record.due(guideline, today) if today else ()
    # A large guideline has half a million words, of no use to what follows.
    stemmed.cache_clear()
    return ordered(exceptions.apply(ordered(found), guideline.settings.exceptions))


def blocking(found: list[Finding], *, preview: bool = False) -> list[Finding]:
    """Return the findings that stop a build: all but advice.

    For a `preview` what is not declared yet stops nothing: a text is looked at while it is written.
    """
    return [f for f in found if f.kind.blocks and not (preview and f.kind.previews)]

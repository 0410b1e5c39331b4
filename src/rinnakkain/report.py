"""Reports: the findings as text for people, as JSON, or as annotations of a pull request."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rinnakkain.finding import Finding, kinds

__all__ = ["FORMATS", "explained", "reported"]

FORMATS = ("text", "json", "github")
_ADVICE = {"fi": "ehdotus", "sv": "förslag", "en": "advice"}


def reported(found: Sequence[Finding], form: str) -> str:
    """Return the findings in one of `FORMATS`, one a line (JSON: a list of objects)."""
    if form == "json":
        rows = [
            {
                "number": finding.kind.number,
                "message": finding.message,
                "blocks": finding.kind.blocks,
                "file": finding.file,
                "line": finding.line,
                "wrong": finding.sentences()[0],
                "todo": finding.sentences()[1],
            }
            for finding in found
        ]
        return json.dumps(rows, ensure_ascii=False, indent=2)
    return "\n".join(_annotation(f) if form == "github" else _line(f) for f in found)


def _line(finding: Finding) -> str:
    if finding.kind.blocks:
        return str(finding)
    place, text = str(finding).split(": ", 1)
    return f"{place}: {_ADVICE[finding.language]}: {text}"


def _annotation(finding: Finding) -> str:
    """Return a workflow command of GitHub and Forgejo, with what would end it escaped."""
    wrong, todo = finding.sentences()
    text = f"{wrong} – {todo}".replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")
    file = finding.file.replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
    level = "error" if finding.kind.blocks else "notice"
    return f"::{level} file={file},line={finding.line},title={finding.kind.number}::{text}"


def explained(number: int) -> str | None:
    """Return the page of a kind of finding by its number, or None where there is none."""
    return next((kind.page for kind in kinds().values() if kind.number == number), None)

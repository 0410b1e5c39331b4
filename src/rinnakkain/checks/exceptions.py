"""Exceptions: a finding is let through only with its reason, and only while there is one."""

from __future__ import annotations

from rinnakkain.finding import Finding, kinds
from rinnakkain.settings import FILE, Exemption

__all__ = ["apply"]


def apply(found: list[Finding], exceptions: tuple[Exemption, ...]) -> list[Finding]:
    """Return the findings that no exception lets through, and a finding for each that lets none."""
    served: set[Exemption] = set()
    left = []
    for finding in found:
        mine = [row for row in exceptions if _lets(row, finding)]
        served.update(mine)
        if not mine:
            left.append(finding)
    numbers = {kind.number for kind in kinds().values()} if exceptions else set()
    for row in exceptions:
        if row.number not in numbers:
            left.append(Finding("exception-unknown", FILE, row.line, {"number": row.number}))
        elif row not in served:
            left.append(Finding("exception-unused", FILE, row.line))
    return left


def _lets(row: Exemption, finding: Finding) -> bool:
    return (
        row.number == finding.kind.number
        and row.file == finding.file
        and row.contains in str(finding)
    )

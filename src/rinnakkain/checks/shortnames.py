"""Short names: one for each rule in each language, short, its own, in the rules' order."""

from __future__ import annotations

from collections.abc import Iterator

from rinnakkain.finding import Finding
from rinnakkain.guideline import Guideline, Names

__all__ = ["LIMIT", "check"]

# Characters: what fits a bookmark, a line of a door and a row of an index on a phone.
LIMIT = 40


def check(guideline: Guideline) -> Iterator[Finding]:
    """Find short names that are missing, doubled, too long, unknown or in another order."""
    rules = list(guideline.numbers)
    for code, names in guideline.names.items():
        if any(finding.file == names.file for finding in guideline.found):
            continue
        # A language that may follow later needs no name for a rule that it lacks.
        lacking = set(rules) - {r.id or "" for page in guideline.of(code) for r in page.statements}
        may_lack = bool(guideline.settings.equal) and code not in guideline.settings.equal
        yield from _each(names, rules, lacking if may_lack else set())
        yield from _order(names, rules)


def _each(names: Names, rules: list[str], needless: set[str]) -> Iterator[Finding]:
    first: dict[str, str] = {}
    before = 1
    for id_ in rules:
        text = names.by_id.get(id_, "")
        if not text.strip() and id_ in needless:
            continue
        if not text.strip():
            line = names.parsed.line(id_) if id_ in names.by_id else before
            yield Finding("short-name-missing", names.file, line, {"id": id_})
            continue
        line = before = names.parsed.line(id_)
        if len(text) > LIMIT:
            values = {"id": id_, "length": len(text), "limit": LIMIT}
            yield Finding("short-name-long", names.file, line, values)
        if text in first:
            values = {"id": id_, "text": text, "first": first[text]}
            yield Finding("short-name-doubled", names.file, line, values)
        first.setdefault(text, id_)
    for id_ in names.by_id.keys() - set(rules):
        yield Finding("short-name-unknown", names.file, names.parsed.line(id_), {"id": id_})


def _order(names: Names, rules: list[str]) -> Iterator[Finding]:
    known = set(rules)
    written = [id_ for id_ in names.by_id if id_ in known]
    wanted = [id_ for id_ in rules if id_ in names.by_id]
    for own, right in zip(written, wanted, strict=True):
        if own != right:
            line = names.parsed.line(own)
            yield Finding("short-name-order", names.file, line, {"id": own, "right": right})
            return

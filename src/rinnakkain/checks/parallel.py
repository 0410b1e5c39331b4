"""Parallel texts: every language has the same pages, headings and rules, in the same order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rinnakkain.finding import Finding
from rinnakkain.guideline import Guideline
from rinnakkain.page import Page
from rinnakkain.settings import DOCS

__all__ = ["check"]

# An id and its line, in the order of the page.
Sequence = list[tuple[str, int]]


def check(guideline: Guideline) -> Iterator[Finding]:
    """Find what one language has and another lacks, and what stands in another order."""
    codes = guideline.settings.codes
    unread = {finding.file for finding in guideline.found}
    for name in sorted({name for _, name in guideline.pages}):
        versions = {c: guideline.pages[c, name] for c in codes if (c, name) in guideline.pages}
        others = _listed(page.file for page in versions.values())
        for code in codes:
            file = f"{DOCS}/{code}/{name}"
            if code not in versions and file not in unread:
                yield Finding("page-missing", file, 1, {"others": others})
        yield from _compared("heading", versions, {c: _headings(p) for c, p in versions.items()})
        yield from _compared("statement", versions, {c: _rules(p) for c, p in versions.items()})


def _headings(page: Page) -> Sequence:
    return [(heading.id, heading.line) for heading in page.headings if heading.id]


def _rules(page: Page) -> Sequence:
    return [(rule.id, rule.line) for rule in page.statements if rule.id]


def _compared(
    kind: str, versions: dict[str, Page], sequences: dict[str, Sequence]
) -> Iterator[Finding]:
    ids = {code: [id_ for id_, _ in sequence] for code, sequence in sequences.items()}
    for id_ in dict.fromkeys(id_ for own in ids.values() for id_ in own):
        having = [code for code, own in ids.items() if id_ in own]
        others = _listed(versions[code].file for code in having)
        for code, sequence in sequences.items():
            if code not in having:
                line = _place(id_, ids[having[0]], dict(sequence))
                yield Finding(
                    f"{kind}-missing", versions[code].file, line, {"id": id_, "others": others}
                )
    common = set.intersection(*(set(own) for own in ids.values())) if ids else set()
    orders = {c: tuple(dict.fromkeys(i for i in own if i in common)) for c, own in ids.items()}
    if len(set(orders.values())) > 1:
        agreed = Counter(orders.values()).most_common(1)[0][0]
        others = _listed(versions[c].file for c, order in orders.items() if order == agreed)
        for code, order in orders.items():
            if order != agreed:
                id_ = next(
                    mine for mine, theirs in zip(order, agreed, strict=True) if mine != theirs
                )
                values = {"id": id_, "others": others, "order": ", #".join(agreed)}
                yield Finding(
                    f"{kind}-order", versions[code].file, dict(sequences[code])[id_], values
                )


def _place(id_: str, there: list[str], here: dict[str, int]) -> int:
    """Return the line of what stands before `id_` there, or of the page's beginning."""
    before = there[: there.index(id_)]
    return next((here[near] for near in reversed(before) if near in here), 1)


def _listed(files: object) -> str:
    return ", ".join(files)  # type: ignore[arg-type]

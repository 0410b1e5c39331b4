"""Parallel texts: every language has the same pages, headings and rules, in the same order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from rinnakkain.finding import Finding
from rinnakkain.guideline import Guideline
from rinnakkain.page import Page
from rinnakkain.settings import DOCS

__all__ = ["check", "misnamed"]

# An id (empty where it is not written yet) and its line, in the order of the page.
Sequence = list[tuple[str, int]]


def check(guideline: Guideline) -> Iterator[Finding]:
    """Find what one language has and another lacks, and what stands in another order."""
    codes = guideline.settings.codes
    unread = {finding.file for finding in guideline.found}
    moved = tuple(_moved(guideline))
    yield from moved
    elsewhere = {str(finding.values["id"]) for finding in moved}
    renamed = tuple(misnamed(guideline))
    yield from renamed
    later = _later(guideline)
    told = {str(f.values["near"]) for f in renamed} | {f.file.split("/", 2)[2] for f in renamed}
    for name in sorted({name for _, name in guideline.pages}):
        versions = {c: guideline.pages[c, name] for c in codes if (c, name) in guideline.pages}
        others = _listed(versions.values())
        for code in codes:
            file = f"{DOCS}/{code}/{name}"
            absent = code not in versions and file not in unread and name not in told
            if absent and code not in later:
                yield Finding("page-missing", file, 1, {"others": others})
        # That a page is empty, or code from some line on, is told once, and not for each rule.
        versions = {
            code: page
            for code, page in versions.items()
            if not page.is_blank and page.open_fence is None
        }
        for kind, sequence in (("heading", _headings), ("statement", _rules)):
            sequences = {
                code: [row for row in sequence(page) if row[0] not in elsewhere]
                for code, page in versions.items()
            }
            yield from _compared(guideline, kind, versions, sequences)


def misnamed(guideline: Guideline) -> Iterator[Finding]:
    """Find pages that stand under another name than their siblings."""
    codes = guideline.settings.codes
    for (code, name), page in guideline.pages.items():
        if any((other, name) in guideline.pages for other in codes if other != code):
            continue
        siblings = {n for c, n in guideline.pages if c != code and (code, n) not in guideline.pages}
        if near := get_close_matches(name, sorted(siblings), n=1):
            others = _listed(p for (_, n), p in guideline.pages.items() if n == near[0])
            yield Finding("page-renamed", page.file, 1, {"near": near[0], "others": others})


def _moved(guideline: Guideline) -> Iterator[Finding]:
    """Find the rules that stand on another page in one language than in the others."""
    places: dict[str, dict[str, tuple[Page, int]]] = {}
    for (code, _), page in guideline.pages.items():
        for rule in page.statements:
            if rule.id:
                places.setdefault(rule.id, {}).setdefault(code, (page, rule.line))
    for id_, by_code in places.items():
        agreed, count = Counter(page.name for page, _ in by_code.values()).most_common(1)[0]
        others = _listed(page for page, _ in by_code.values() if page.name == agreed)
        for page, line in by_code.values() if count < len(by_code) else ():
            if page.name != agreed:
                values = {"id": id_, "others": others}
                yield Finding("statement-elsewhere", page.file, line, values)


def _headings(page: Page) -> Sequence:
    return [(heading.id or "", heading.line) for heading in page.headings]


def _rules(page: Page) -> Sequence:
    return [(rule.id or "", rule.line) for rule in page.statements]


def _later(guideline: Guideline) -> set[str]:
    """Return the languages that may lack what others have: the record follows what they lack."""
    settings = guideline.settings
    is_kept = bool(settings.equal and guideline.history.acts)
    return set(settings.codes) - set(settings.equal) if is_kept else set()


def _may_lack(guideline: Guideline, code: str, id_: str, having: list[str]) -> bool:
    """Say whether a text may be missing: later languages lag, and an act can defer any."""
    record = guideline.history.records.get(id_)
    if record and code in record.deferrals:
        return True
    return code in _later(guideline) and any(c in guideline.settings.equal for c in having)


def _compared(
    guideline: Guideline, kind: str, versions: dict[str, Page], sequences: dict[str, Sequence]
) -> Iterator[Finding]:
    ids = {code: [id_ for id_, _ in sequence] for code, sequence in sequences.items()}
    for id_ in dict.fromkeys(id_ for own in ids.values() for id_ in own if id_):
        having = [code for code, own in ids.items() if id_ in own]
        others = _listed(versions[code] for code in having)
        for code, sequence in sequences.items():
            # What has no id yet may be the one that is looked for: that is told first.
            if (
                code not in having
                and "" not in ids[code]
                and not _may_lack(guideline, code, id_, having)
            ):
                top = next((heading.line for heading in versions[code].headings), 1)
                line = _place(id_, ids[having[0]], dict(sequence), top)
                yield Finding(
                    f"{kind}-missing", versions[code].file, line, {"id": id_, "others": others}
                )
    common = set.intersection(*(set(own) for own in ids.values())) if ids else set()
    orders = {c: tuple(dict.fromkeys(i for i in own if i in common)) for c, own in ids.items()}
    if len(set(orders.values())) > 1:
        agreed = Counter(orders.values()).most_common(1)[0][0]
        others = _listed(versions[c] for c, order in orders.items() if order == agreed)
        for code, order in orders.items():
            if order != agreed:
                id_ = next(
                    mine for mine, theirs in zip(order, agreed, strict=True) if mine != theirs
                )
                values = {"id": id_, "others": others, "order": ", #".join(agreed)}
                yield Finding(
                    f"{kind}-order", versions[code].file, dict(sequences[code])[id_], values
                )


def _place(id_: str, there: list[str], here: dict[str, int], top: int) -> int:
    """Return the line of what stands before `id_` there, or of the page's main heading."""
    before = there[: there.index(id_)]
    return next((here[near] for near in reversed(before) if near in here), top)


def _listed(pages: Iterable[Page]) -> str:
    return ", ".join(page.file for page in pages)

"""Asking: queries typed into the dialog of the search in a browser, and how well it answered."""

from __future__ import annotations

import json
import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

__all__ = ["Answer", "Figures", "Query", "asked", "figures", "opened", "queries", "table"]

HERE = Path(__file__).parent
# A word that has nothing to do with the guideline.
UNRELATED = "negative"

# Types each query and reads the results that stand there, with the milliseconds that it took: the
# least of three, because a machine that does something else between makes one longer.
ASK = """(queries) => {
  const input = document.querySelector("[data-search-input]");
  const list = document.querySelector("dialog[open] [role=listbox]");
  const ask = (query) => {
    const start = performance.now();
    input.value = query;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    return performance.now() - start;
  };
  return queries.map((query) => {
    const times = [ask(query), ask(query), ask(query)];
    const hrefs = [...list.querySelectorAll("a[role=option]")].map((option) => option.href);
    return [hrefs, Math.min(...times)];
  });
}"""


@dataclass(frozen=True)
class Query:
    """What a reader types, of which kind it is, and the ids of the rules that answer it."""

    lang: str
    kind: str
    query: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What was found: the place (from 1) of the first right page, or 0; whether it found at all.

    `strangers` is how many results are in another language.
    """

    query: Query
    place: int
    is_found: bool
    strangers: int
    milliseconds: float


@dataclass(frozen=True)
class Figures:
    """What came of some queries: how many, recall in the first three, mean reciprocal rank."""

    count: int
    recall: float
    rank: float


def queries(*names: str) -> list[Query]:
    """Return the queries of the files beside this one."""
    rows = (row for name in names for row in json.loads((HERE / name).read_text(encoding="utf-8")))
    return [Query(r["lang"], r["kind"], r["query"], tuple(r["answers"])) for r in rows]


def opened(page: Page, address: str) -> None:
    """Open the search on a page and wait until it is ready."""
    page.goto(address)
    with page.expect_response("**/search.*.json"):
        page.locator("[data-search-open]").click()
    page.wait_for_function(
        "document.querySelector('[data-search-input]').closest('dialog').dataset.ready === 'true'"
    )


def asked(
    page: Page, address: str, code: str, rows: Sequence[Query], homes: Mapping[str, str]
) -> list[Answer]:
    """Ask queries of one language in the dialog; `homes` has the page of each rule by its id."""
    own = [row for row in rows if row.lang == code]
    opened(page, f"{address}{code}/safety/")
    results = page.evaluate(ASK, [row.query for row in own])
    return [
        Answer(
            row,
            _place(hrefs, f"{address}{code}/", {homes[id_] for id_ in row.answers if id_ in homes}),
            bool(hrefs),
            sum(not href.startswith(f"{address}{code}/") for href in hrefs),
            milliseconds,
        )
        for row, (hrefs, milliseconds) in zip(own, results, strict=True)
    ]


def _place(hrefs: Sequence[str], folder: str, right: set[str]) -> int:
    pages = [href.removeprefix(folder).partition("#")[0].partition("?")[0] for href in hrefs]
    return next((place for place, page in enumerate(pages, 1) if page in right), 0)


def figures(answers: Iterable[Answer]) -> Figures:
    """Return the figures of answers to queries that the guideline answers."""
    places = [one.place for one in answers if one.query.kind != UNRELATED]
    if not places:
        return Figures(0, 1, 1)
    return Figures(
        len(places),
        sum(0 < place <= 3 for place in places) / len(places),
        statistics.mean(1 / place if place else 0 for place in places),
    )


def table(answers: Sequence[Answer]) -> str:
    """Return the figures by language and kind as lines of text."""
    groups: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for one in answers:
        groups[one.query.lang, one.query.kind].append(one)
    lines = ["language  kind      queries  recall@3   MRR"]
    for (code, kind), own in groups.items():
        if kind == UNRELATED:
            found = sum(one.is_found for one in own)
            lines.append(f"{code:8}  {'unrelated':9} {len(own):6}  find something: {found}")
        else:
            row = figures(own)
            lines.append(
                f"{code:8}  {kind:9} {row.count:6}     {row.recall:.2f}     {row.rank:.2f}"
            )
    for code in dict.fromkeys(one.query.lang for one in answers):
        own = [one for one in answers if one.query.lang == code]
        row = figures(own)
        strangers = sum(one.strangers for one in own)
        lines.append(
            f"{code:8}  all       {row.count:6}     {row.recall:.2f}     {row.rank:.2f}"
            f"   in another language: {strangers}"
        )
    return "\n".join(lines)

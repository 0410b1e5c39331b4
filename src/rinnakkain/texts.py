"""Texts: every rule and passage in every language, in the words that the record holds of it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from rinnakkain.guideline import Guideline, merged
from rinnakkain.page import ATTRIBUTES, Page
from rinnakkain.wording import outside_code

__all__ = ["Text", "mains", "places", "read"]

_TARGET = re.compile(r"(?:(?<=\]\()|(?<=\]: ))<?([^()\s<>]+)>?")
_OUTSIDE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


@dataclass(frozen=True)
class Text:
    """A rule or a passage in one language: its id, its page, its words, its first line."""

    id: str
    locale: str
    page: str
    is_rule: bool
    words: str
    file: str
    line: int


def read(guideline: Guideline) -> dict[str, dict[str, Text]]:
    """Return every text by its id and the language, in the order of the pages."""
    main = mains(guideline)
    table: dict[str, dict[str, Text]] = {}
    codes, pages = guideline.settings.codes, guideline.pages
    names = dict.fromkeys((*guideline.settings.names, *sorted({name for _, name in pages})))
    for name in names:
        rows: dict[str, dict[str, Text]] = {}
        for code in codes:
            for row in _of_page(pages[code, name], main) if (code, name) in pages else ():
                # Where an id is written twice, the first text is the one that has it.
                rows.setdefault(code, {}).setdefault(row.id, row)
        for id_ in merged(rows.values()):
            versions = {code: own[id_] for code, own in rows.items() if id_ in own}
            table[id_] = versions | table.get(id_, {})
    return table


def places(guideline: Guideline) -> dict[str, str]:
    """Return the name of the page on which each id stands that a link can lead to."""
    where = {id_: name for name, id_ in mains(guideline).items()}
    for page in guideline.pages.values():
        for heading in page.headings:
            if heading.id:
                where.setdefault(heading.id, page.name)
    return where | guideline.homes


def mains(guideline: Guideline) -> dict[str, str]:
    """Return the id of the main heading of each page, written or made, by the page's name."""
    main = {name: name.removesuffix(".md") for name in guideline.settings.made}
    for page in guideline.pages.values():
        if page.headings and page.headings[0].id:
            main.setdefault(page.name, page.headings[0].id)
    return main


def _of_page(page: Page, main: dict[str, str]) -> Iterator[Text]:
    """Yield the texts of a page in the order of their lines."""
    rows = []
    for place, passage in enumerate(page.passages):
        heading = passage.heading
        if heading.id:
            front = [f"title: {page.title}", f"description: {page.description}", ""]
            title = f"{'#' * heading.level} {heading.text}"
            words = "\n".join((*(() if place else front), title, "", passage.text))
            rows.append((heading.id, False, words, heading.line))
    for rule in page.statements:
        if rule.id:
            text = "\n".join(filter(None, (rule.text, rule.nested)))
            own = ATTRIBUTES.search(text)
            if own and f"#{rule.id}" in own[1].split():
                text = text[: own.start()]
            rows.append((rule.id, True, text, rule.line))
    for id_, is_rule, words, line in sorted(rows, key=lambda row: row[3]):
        held = _held(words.strip(), page, main)
        yield Text(id_, page.locale, page.name, is_rule, held, page.file, line)


def _held(words: str, page: Page, main: dict[str, str]) -> str:
    """Return words as the record holds them: a link with the id that it leads to, not its path."""

    def target(match: re.Match[str]) -> str:
        path, _, id_ = match[1].partition("#")
        if _OUTSIDE.match(match[1]) or not path.endswith(".md"):
            return match[1]
        name = posixpath.normpath(posixpath.join(posixpath.dirname(page.name), path))
        return f"#{id_ or main.get(name, name)}"

    return outside_code(words, lambda text: _TARGET.sub(target, text)) if "]" in words else words

"""Synonyms: each line leads to a word that the text has, or to a text that there is."""

from __future__ import annotations

from collections.abc import Iterator

from rinnakkain.finding import Finding
from rinnakkain.guideline import Guideline
from rinnakkain.search.concordance import Concordance
from rinnakkain.speech import plain

__all__ = ["check"]


def check(guideline: Guideline) -> Iterator[Finding]:
    """Advise where a line of the synonyms leads nowhere any more."""
    for code, synonyms in guideline.synonyms.items():
        pages = guideline.of(code)
        ids = {rule.id for page in pages for rule in page.statements}
        ids |= {heading.id for page in pages for heading in page.headings}
        names = guideline.names[code].by_id
        texts = [
            f"{names.get(rule.id or '', '')} {plain(rule.text)} {plain(rule.nested)}"
            for page in pages
            for rule in page.statements
        ]
        texts += [
            f"{page.title} {page.description} {plain(passage.heading.text)} {plain(passage.text)}"
            for page in pages
            for passage in page.passages
        ]
        held = Concordance(texts, guideline.lexicons[code])
        for one in synonyms:
            if not (one.id in ids if one.id else held.holding(one.target)):
                yield Finding("synonym-idle", one.file, one.line, {"word": one.target})

"""Wordings: words of the record and of questions are published as pages are, and as safe."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rinnakkain import burden, facts
from rinnakkain.checks import html, links
from rinnakkain.finding import Finding
from rinnakkain.guideline import Guideline
from rinnakkain.markup import Renderer, Tag

__all__ = ["check"]

# Without any of these a text has no tag, no attribute and no address but that of a text by its id.
_SUSPECT = re.compile(r"<|\{:?[^{}]*[=.]|\](?:[\[:\s]|\((?!#[\w.-]+\)))")


def check(guideline: Guideline) -> Iterator[Finding]:
    """Find tags, attributes and addresses in the words of the record that no page may hold."""
    renderer = Renderer(guideline.settings.extensions, guideline.settings.options)
    for act in guideline.history.acts:
        for entry in act.entries:
            yield from _checked(renderer, entry.words.values(), act.file, entry.line)
    for place, question in enumerate(guideline.facts.questions):
        line = guideline.facts.parsed.line("questions", place, "ask")
        yield from _checked(renderer, question.ask.values(), facts.FILE, line)


def _checked(renderer: Renderer, texts: Iterable[str], file: str, line: int) -> Iterator[Finding]:
    for words in dict.fromkeys(texts):
        if heavy := burden.of_page(words):
            yield Finding(heavy[0], file, line, heavy[2])
        elif _SUSPECT.search(words):
            for tag in renderer.render(words).tags:
                yield from _tag(tag, file, line)


def _tag(tag: Tag, file: str, line: int) -> Iterator[Finding]:
    for message, values in html.amiss(tag):
        yield Finding(message, file, line, values)
    target = tag.get("src" if tag.name == "img" else "href")
    if target and not links.is_allowed(target, is_image=tag.name == "img"):
        values = {"target": target, "scheme": target.partition(":")[0].strip()}
        yield Finding("link-scheme", file, line, values)

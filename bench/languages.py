"""Sentences in another language: each one of the guideline, planted in the place of its sibling."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path

from rinnakkain import guideline, page
from rinnakkain.checks import languages
from rinnakkain.guideline import Guideline
from rinnakkain.markup import Renderer
from rinnakkain.page import Page
from rinnakkain.speech import Sentence, page_sentences

__all__ = ["planted", "table"]


def planted(read: Guideline) -> Iterator[tuple[str, str, str, Guideline]]:
    """Yield each planted sentence: its language, that of its page, its text, the guideline with it.

    The guideline holds the one page that was changed, beside its siblings.
    """
    renderer = Renderer(read.settings.extensions, read.settings.options)
    for name in read.settings.names:
        for code, other in permutations(read.settings.codes, 2):
            own, theirs = read.pages.get((code, name)), read.pages.get((other, name))
            if own is None or theirs is None:
                continue
            source = read.texts[own.file]
            for mine, foreign in _pairs(own, theirs):
                if mine.text == foreign.text or mine.text not in source:
                    continue
                text = source.replace(mine.text, foreign.text, 1)
                changed, _ = page.parse(
                    code, name, own.file, text, renderer, is_part=name in read.settings.parts
                )
                siblings = {key: p for key, p in read.pages.items() if key[1] == name}
                pages = {**siblings, (code, name): changed}
                yield other, code, foreign.text, replace(read, pages=pages, names={})


def _pairs(own: Page, theirs: Page) -> Iterator[tuple[Sentence, Sentence]]:
    """Pair the sentences that stand at the same place of the same slot."""
    slots: dict[str, list[Sentence]] = {}
    for sentence in page_sentences(theirs):
        slots.setdefault(sentence.slot, []).append(sentence)
    for sentence in page_sentences(own):
        if slots.get(sentence.slot):
            yield sentence, slots[sentence.slot].pop(0)


def table(root: Path) -> str:
    """Return the shares caught, by the language of the sentence and that of its page."""
    read = guideline.read(root)
    caught: Counter[tuple[str, str]] = Counter()
    tried: Counter[tuple[str, str]] = Counter()
    missed = []
    for other, code, text, changed in planted(read):
        tried[other, code] += 1
        files = {finding.file.split("/")[1] for finding in languages.check(changed)}
        caught[other, code] += code in files
        if code not in files:
            missed.append(f"    {other} in {code}: {text}")
    alarms = sum(1 for _ in languages.check(read))
    share = caught.total() / tried.total()
    lines = [f"Sentences in another language: {tried.total()}, caught: {share:.3f}"]
    lines += [f"  {o} in {c}: {caught[o, c]} of {tried[o, c]}" for o, c in sorted(tried)]
    return "\n".join((*lines, *missed, f"  false alarms on the guideline itself: {alarms}"))

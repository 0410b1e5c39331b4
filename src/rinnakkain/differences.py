"""Differences: two renderings of one text, with the words marked in which they part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from lxml.html import Element, HtmlElement

__all__ = ["mark"]

_TOKEN = re.compile(r"\s+|\d+(?:[.,:]\d+)*|\w+(?:[-'’]\w+)*|[^\w\s]")


@dataclass(frozen=True)
class _Word:
    """A word, the text of an element (or what follows it) in which it stands, and its place there.

    `shape` are the elements around it, and where they lead: what is emphasised now, or leads
    elsewhere, is not the same to a reader.
    """

    text: str
    shape: tuple[tuple[str, str], ...]
    element: HtmlElement
    is_tail: bool
    place: int


def mark(old: HtmlElement, new: HtmlElement, labels: Mapping[str, str]) -> None:
    """Put the words that only one of two trees has into `<del>` and `<ins>` there.

    `labels` says in a word what each is (`del`: removed), for those who hear the page.
    """
    mine, theirs = list(_words(old)), list(_words(new))
    gone: set[int] = set()
    come: set[int] = set()
    for a, b, c, d in _edits(
        [(w.text, w.shape) for w in mine], [(w.text, w.shape) for w in theirs]
    ):
        gone |= set(range(a, b))
        come |= set(range(c, d))
    for words, chosen, tag in ((mine, gone, "del"), (theirs, come, "ins")):
        by_slot: dict[tuple[HtmlElement, bool], set[int]] = {}
        for number in chosen:
            word = words[number]
            by_slot.setdefault((word.element, word.is_tail), set()).add(word.place)
        for (element, is_tail), places in by_slot.items():
            _wrap(element, places, tag, labels[tag], is_tail=is_tail)


def _words(element: HtmlElement, shape: tuple[tuple[str, str], ...] = ()) -> Iterator[_Word]:
    """Yield the words below an element, in the order in which they are read."""
    shape = (*shape, (str(element.tag), element.get("href", "")))
    yield from _of(element, shape, is_tail=False)
    for child in element:
        yield from _words(child, shape)
        yield from _of(child, shape, is_tail=True)


def _of(
    element: HtmlElement, shape: tuple[tuple[str, str], ...], *, is_tail: bool
) -> Iterator[_Word]:
    for place, token in enumerate(
        _TOKEN.findall((element.tail if is_tail else element.text) or "")
    ):
        if not token.isspace():
            yield _Word(token, shape, element, is_tail, place)


def _edits(
    old: list[tuple[str, object]], new: list[tuple[str, object]]
) -> list[tuple[int, int, int, int]]:
    """Return the stretches that differ, as the beginnings and ends of each in both.

    What is the same between two of them and shorter than they are is no island that anybody reads
    by itself (the semantic clean-up of diff-match-patch).
    """
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    found: list[tuple[int, int, int, int]] = []
    for name, a, b, c, d in matcher.get_opcodes():
        if name == "equal":
            continue
        if found:
            e, f, g, h = found[-1]
            between = _length(old[f:a])
            before = max(_length(old[e:f]), _length(new[g:h]))
            if between <= min(before, max(_length(old[a:b]), _length(new[c:d]))):
                found[-1] = (e, b, g, d)
                continue
        found.append((a, b, c, d))
    return found


def _length(words: list[tuple[str, object]]) -> int:
    return sum(len(text) for text, _ in words)


def _wrap(element: HtmlElement, places: set[int], tag: str, label: str, *, is_tail: bool) -> None:
    """Put the tokens at some places of a text into elements, those side by side into one."""
    tokens = _TOKEN.findall((element.tail if is_tail else element.text) or "")
    # A space between two marked words is marked with them.
    places = places | {
        place
        for place, token in enumerate(tokens)
        if token.isspace() and {place - 1, place + 1} <= places
    }
    lead = ""
    made: list[HtmlElement] = []
    for place, token in enumerate(tokens):
        if place not in places:
            if made:
                made[-1].tail = (made[-1].tail or "") + token
            else:
                lead += token
        elif made and place - 1 in places:
            made[-1][-1].tail += token
        else:
            made.append(_marked(tag, label, token))
    for one in made:
        # The end is heard too: what follows is no part of it.
        one[-1].tail, end = one[-1].tail, _said("]")
        one.append(end)
    if is_tail:
        element.tail = lead
        for one in reversed(made):
            element.addnext(one)
    else:
        element.text = lead
        element[0:0] = made


def _marked(tag: str, label: str, token: str) -> HtmlElement:
    made = Element(tag)
    said = _said(f"[{label}: ")
    said.tail = token
    made.append(said)
    return made


def _said(text: str) -> HtmlElement:
    made = Element("span")
    made.set("class", "said")
    made.text = text
    return made

"""Speech: the sentences that a reader reads, without marks, names and foreign words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from rinnakkain.guideline import Guideline
from rinnakkain.page import PLACEHOLDER, Page

__all__ = ["Rule", "Sentence", "page_sentences", "plain", "rules"]

# Words that are marked with their own language: *Jakobstad*{: lang=sv }.
_FOREIGN = re.compile(r"(\*{1,3}|_{1,3})[^*_\n]+\1\{:?[^{}]*lang=[^{}]*\}")
_CODE = re.compile(r"(`+).*?\1", re.DOTALL)
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")
_LINK = re.compile(r"\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_NOISE = re.compile(
    r"\{[^{}]*\}|<[^<>]*>|https?://\S+|\S+@\S+|[@#]\w+|^\s*!!!\s*\w+|^[<>=|]{7}.*|[*_>|\"”“«»]+",
    re.M,
)
# A sign of any of these; most sentences have none, and are plain as they stand.
_MARKED = re.compile(r"[`*_\[\]{}<>|=@#!/\"”“«»]")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_END = re.compile(r"(?<=[.!?:;])\s+")


@dataclass(frozen=True)
class Sentence:
    """A sentence as it is spoken, the slot that it stands in, and its line in the file.

    The slot is the same for the same place in every language: `#check-links`, `title`, …
    """

    text: str
    slot: str
    line: int


@dataclass(frozen=True)
class Rule:
    """A rule as it is spoken in one language: its file, its line and its sentences."""

    file: str
    line: int
    sentences: tuple[str, ...]


def plain(text: str) -> str:
    """Return the words of a Markdown text in its own language, without marks, names and ids."""
    if not _MARKED.search(text):
        return " ".join(text.split())
    text = _IMAGE.sub(" ", _CODE.sub(" ", _FOREIGN.sub(" ", text)))
    text = _LINK.sub(lambda link: " " if _ID.fullmatch(link[1]) else link[1], text)
    return " ".join(_NOISE.sub(" ", PLACEHOLDER.sub(" ", text)).split())


# The sentences of each page that is still in use: more than one check reads them.
_SPOKEN: WeakKeyDictionary[Page, tuple[Sentence, ...]] = WeakKeyDictionary()


def page_sentences(page: Page) -> tuple[Sentence, ...]:
    """Return the sentences of a page, from its title to its alt texts."""
    if page not in _SPOKEN:
        _SPOKEN[page] = tuple(_spoken(page))
    return _SPOKEN[page]


def _spoken(page: Page) -> Iterator[Sentence]:
    for slot, text in (("title", page.title), ("description", page.description)):
        yield from _sentences(text, slot, page.front_lines.get(slot, 1))
    for passage in page.passages:
        heading = passage.heading
        if heading.level > 1:
            yield from _sentences(heading.text, f"#{heading.id}", heading.line)
        at = heading.line - page.first
        for text in passage.text.split("\n"):
            line = page.line_of(text, at) if text else heading.line
            at = line - page.first
            if at not in page.code:
                yield from _sentences(text, f"text under #{heading.id}", line)
    for rule in page.statements:
        lines = (*rule.text.split("\n"), *rule.nested.split("\n"))
        for text in lines:
            line = page.line_of(text.strip(), rule.line - page.first) if text.strip() else rule.line
            yield from _sentences(text, f"#{rule.id}", line)
    for tag in page.rendered.tags:
        alt = tag.get("alt") if tag.name == "img" else None
        if alt:
            yield from _sentences(alt, f"image {tag.get('src')}", page.line_of(alt))


def rules(guideline: Guideline) -> dict[str, dict[str, Rule]]:
    """Return each rule by its id and language; a sentence may go on over several lines."""
    spoken: dict[str, dict[str, Rule]] = {}
    for code in guideline.settings.codes:
        for page in guideline.of(code):
            for rule in page.statements:
                if rule.id is None or code in spoken.get(rule.id, ()):
                    continue
                blocks = (rule.text.replace("\n", " "), *rule.nested.split("\n"))
                texts = tuple(s.text for b in blocks for s in _sentences(b, "", 0))
                spoken.setdefault(rule.id, {})[code] = Rule(page.file, rule.line, texts)
    return spoken


def _sentences(text: str, slot: str, line: int) -> Iterator[Sentence]:
    for sentence in _END.split(plain(text.lstrip("-+0123456789.) "))):
        if any(char.isalpha() for char in sentence):
            yield Sentence(sentence.strip(), slot, line)

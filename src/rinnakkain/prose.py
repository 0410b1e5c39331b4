"""Prose: the words of a single text as HTML, wherever it is shown beside its own page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial
from html import escape, unescape

from rinnakkain import placeholders, texts
from rinnakkain.guideline import Guideline
from rinnakkain.markup import Renderer
from rinnakkain.page import ATTRIBUTES
from rinnakkain.wording import is_passage, outside_code

__all__ = ["Prose", "address", "plain", "shielded", "split", "spoken", "upwards"]

# How much of a text stands for its name, in characters: what fits a heading on a phone.
LIMIT = 60
_LINK = re.compile(r"(?<!!)\[([^\[\]]*)\]\(#([^()\s]+)(?:\s+\"[^\"]*\")?\)")
_IMAGE = re.compile(r"<img\b[^<>]*?\balt=\"([^\"]*)\"[^<>]*>")
_FRONT = re.compile(r"title: (.*)\ndescription: ?(.*)\n\n")
_HEADING = re.compile(r"#{1,6} (.*)(?:\n\n|$)")
_NESTED = re.compile(r"\n {2,}(?:[-*+]|\d+[.)])\s")
_TAG = re.compile(r"<[^<>]*>")
# What Markdown takes for a sign of its own.
_SIGNS = str.maketrans({sign: f"&#{ord(sign)};" for sign in "*_`[]\\{}"})
_FILE = re.compile(r"\]\(([\w/-]+\.md)(?:#([^()\s]+))?\)")


def address(name: str) -> str:
    """Return the address of a page below its language's folder: `safety/`, or nothing."""
    stem = name.removesuffix(".md")
    return "" if stem == "index" else f"{stem.removesuffix('/index')}/"


def upwards(name: str) -> str:
    """Return what leads from a page of a language to the root of the site: `../../`."""
    return "../" * (1 + address(name).count("/"))


def split(words: str) -> tuple[str, str, str]:
    """Part a passage's words into its description, its heading and the text under it."""
    front = _FRONT.match(words)
    body = words[front.end() :] if front else words
    heading = _HEADING.match(body)
    if not heading:
        return "", "", words
    return front[2] if front else "", heading[1], body[heading.end() :].strip()


def spoken(html: str) -> str:
    """Return HTML as it is read, without any marks, on one line."""
    text = _TAG.sub("", re.sub(r"</(?:li|p|tr|td|h\d)>", " ", html))
    return " ".join(unescape(text).split())


def shielded(html: str) -> str:
    """Return HTML in which Markdown finds nothing to change, on one line."""
    return " ".join(html.translate(_SIGNS).split())


class Prose:
    """Renders words as the record holds them, with links that lead on from where they are shown."""

    def __init__(self, guideline: Guideline) -> None:
        settings = guideline.settings
        self._guideline = guideline
        self._renderer = Renderer(settings.extensions, settings.options)
        self._places = texts.places(guideline)
        self._mains = texts.mains(guideline)
        self._unseen = frozenset(_unseen(guideline))
        # A text is shown in the views of every language.
        self._rendered = lru_cache(1 << 14)(self._made)

    def html(self, words: str, code: str, up: str) -> str:
        """Return the HTML of words in a language; `up` leads to the root of the site (`../../`).

        A paragraph alone comes without its tags.
        """
        if not words:
            return ""
        text = self._linked(self._filled(words, code), code, up)
        if _NESTED.search(text) and not is_passage(words):
            # Lines that stand under a rule are its own only within its item.
            item = self._rendered(f"- {text}")
            return item.removeprefix("<ul>\n<li>").removesuffix("</li>\n</ul>")
        html = self._rendered(text)
        alone = html.removeprefix("<p>").removesuffix("</p>")
        return alone if len(alone) == len(html) - 7 and "<p>" not in alone else html

    def passage(self, words: str, code: str, up: str, *, is_headed: bool = False) -> str:
        """Return the HTML of a passage: its heading, its description, its text.

        Without its heading where it `is_headed` already.
        """
        description, heading, text = split(self._filled(words, code))
        rows = ["" if is_headed else f"<strong>{self.html(heading, code, up)}</strong>"]
        rows += [escape(description), self.html(text, code, up)]
        return "".join(
            row if row.startswith(("<p>", "<ul>", "<ol>", "<table>")) else f"<p>{row}</p>"
            for row in rows
            if row
        )

    def any(self, words: str, code: str, up: str) -> str:
        """Return the HTML of a rule or a passage."""
        return (self.passage if is_passage(words) else self.html)(words, code, up)

    def text(self, words: str, code: str) -> str:
        """Return the words as they are read, without any marks, on one line."""
        return spoken(self.html(words, code, ""))

    def name(self, id_: str, code: str) -> str:
        """Return what a text is called in a language: number and short name, or its heading.

        What the language has no name for is called as another one calls it, and what stands nowhere
        any more by its first words; only what nobody knows has its id for a name.
        """
        guideline = self._guideline
        if number := guideline.numbers.get(id_):
            return f'<span class="rule-number">{number}</span> {self.short(id_, code)}'
        for own in (code, *guideline.settings.codes):
            page = guideline.pages.get((own, self._places.get(id_, "")))
            heading = next((h for h in page.headings if h.id == id_), None) if page else None
            if heading:
                return _marked(shielded(escape(plain(heading.text))), own, code)
        record = guideline.history.records.get(id_)
        held = (
            {c: words[-1] for r in record.revisions for c, words in r.words.items()}
            if record
            else {}
        )
        own = code if code in held else next(iter(held), "")
        return _marked(shielded(escape(_shortened(held[own]))), own, code) if own else escape(id_)

    def short(self, id_: str, code: str) -> str:
        """Return the short name of a rule in a language, or, marked, in one that has it."""
        for own in (code, *self._guideline.settings.codes):
            if short := self._guideline.names[own].by_id.get(id_):
                return _marked(shielded(escape(short)), own, code)
        return escape(id_)

    def title(self, name: str, code: str) -> str:
        """Return the title of a page in a language, or, marked, in one that has it."""
        for own in (code, *self._guideline.settings.codes):
            if page := self._guideline.pages.get((own, name)):
                return _marked(shielded(escape(page.title)), own, code)
        return escape(name.removesuffix(".md"))

    def href(self, id_: str, code: str, up: str) -> str:
        """Return the address of a text in a language, or nothing where it stands nowhere."""
        page = self._places.get(id_)
        if not page:
            return ""
        return f"{up}{code}/{address(page)}" + (f"#{id_}" if self.is_shown(id_) else "")

    def is_shown(self, id_: str) -> bool:
        """Say whether a text is on its page: a section goes while the facts it names are empty."""
        return id_ not in self._unseen

    def _filled(self, words: str, code: str) -> str:
        """Write the facts in, as on the words' own page: a line that names an empty one goes."""

        def value(name: str) -> str:
            return placeholders.expand(self._guideline, code, name)

        def target(match: re.Match[str]) -> str:
            return f"](#{match[2] or self._mains.get(match[1], match[1])})"

        if "{{" not in words:
            return words
        if is_passage(words):
            filled = "\n".join(placeholders.filled(words.split("\n"), value))
        else:
            filled = placeholders.in_line(words, value)
        # A made list names pages by their files, which lead nowhere from here.
        return outside_code(filled, lambda text: _FILE.sub(target, text))

    def _linked(self, words: str, code: str, up: str) -> str:
        def link(match: re.Match[str]) -> str:
            text, id_ = match[1], match[2]
            href = self.href(id_, code, up)
            number = self._guideline.numbers.get(id_)
            if text == id_:
                text = self.name(id_, code)
            elif number:
                text = f'{text} (<span class="rule-number">{number}</span>)'
            return f"[{text}]({href})" if href else text

        return outside_code(words, lambda text: _LINK.sub(link, text))

    def _made(self, text: str) -> str:
        """Render Markdown to HTML in which words stand for an image.

        Its file lies beside its own page, and that of an old wording may be gone.
        """
        return _IMAGE.sub(r"<em>\1</em>", self._renderer.html(text))


def _unseen(guideline: Guideline) -> Iterator[str]:
    """Yield the ids of the headings that are left out because nothing of their section is known."""
    for page in guideline.pages.values():
        if page.placeholders:
            value = partial(placeholders.expand, guideline, page.locale)
            kept = set(placeholders.filled(list(page.lines), value))
            for heading in page.headings:
                if heading.id and page.lines[heading.line - page.first] not in kept:
                    yield heading.id


def _shortened(words: str) -> str:
    """Return the heading of a passage, or the first words of a rule."""
    text = plain(split(words)[1] or words)
    return text if len(text) <= LIMIT else f"{text[:LIMIT].rsplit(' ', 1)[0]} …"


def plain(text: str) -> str:
    """Return the words of a short Markdown text without its marks."""
    text = re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", text)
    return re.sub(r"[*_`]+|\{[^{}]*\}", "", ATTRIBUTES.sub("", text))


def _marked(html: str, own: str, code: str) -> str:
    return html if own == code else f'<span lang="{own}">{html}</span>'

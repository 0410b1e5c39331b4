"""Before and after: the texts of a proposal as readers will see them, in one file to be read."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape, unescape
from importlib.resources import files
from typing import Any

from lxml import html
from lxml.html import HtmlElement
from markdown import Markdown

from rinnakkain import briefing, differences, notices, state, ui
from rinnakkain.briefing import Pieces
from rinnakkain.forge import Forge
from rinnakkain.guideline import Guideline
from rinnakkain.proposal import Proposal
from rinnakkain.prose import Prose, spoken
from rinnakkain.state import State, Table
from rinnakkain.texts import Text

__all__ = ["page"]

# What a text of the guideline can be made of, and what an element may say. A proposal is looked at
# before the checks have let it through, and this file opens on a reader's machine: nothing else
# comes into it.
_ELEMENTS = frozenset(
    [
        *("a", "abbr", "b", "blockquote", "br", "cite", "code", "dd", "del", "details", "div"),
        *("dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins", "kbd", "li"),
        *("mark", "ol", "p", "pre", "q", "s", "small", "span", "strong", "sub", "summary", "sup"),
        *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul"),
    ]
)
_ATTRIBUTES = frozenset(("colspan", "href", "lang", "open", "rowspan", "start", "title"))
_CLASSES = frozenset(("heading", "name", "notice", "rule-number"))
# What holds no words for readers.
_UNSEEN = frozenset(("script", "style", "template", "title", "iframe", "object", "svg", "math"))
_HEADING = re.compile(r"h[1-6]")
# Only what leads out of the guideline is a link: the rest stands beside its own page, not here.
_FORMS = {
    "href": re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE),
    "lang": re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$"),
}
_NUMBER = re.compile(r'<span class="rule-number">[^<]*</span>')
# A second lock: nothing is asked of any address, and nothing runs.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
# What the report escapes and Markdown itself does not.
_ESCAPED = ("<", ">", "|", "~", "&", "=")


def page(proposal: Proposal, day: datetime.date, forge: Forge | None = None) -> str:
    """Return the page as HTML: each text that changes, before and after, in every language.

    Each language is told in its own words. It asks nothing of any address, and runs nothing.
    """
    style = (files("rinnakkain") / "beforeafter.css").read_text(encoding="utf-8")
    told = briefing.pieces(proposal, day, forge)
    return "\n".join((*_Page(proposal, told).lines(style), ""))


class _Page:
    """The page of a proposal."""

    def __init__(self, proposal: Proposal, told: Mapping[str, Pieces]) -> None:
        self.proposal = proposal
        self.told = told
        # Where the settings could not be read there is nothing to compare.
        sides = (proposal.base, proposal.head) if proposal.head.pages else (None, None)
        self.before, self.after = (_Side(side) if side else None for side in sides)
        self.names = {locale.code: locale.name for locale in proposal.head.settings.locales}
        self.changes = {change.id: change for change in proposal.changes}
        self.ids = [*self.changes, *self._others()]

    def _others(self) -> Iterator[str]:
        """Yield the texts that a reader sees changed though their own words are not.

        A fact, a short name or the name of another text is shown in them.
        """
        if self.before is None or self.after is None:
            return
        for id_ in self.after.table:
            if id_ in self.changes or id_ not in self.before.table:
                continue
            sides = ((self.before.shown(id_, c), self.after.shown(id_, c)) for c in self.told)
            # That numbers move is told once, not at each text.
            if any(_NUMBER.sub("", str(old)) != _NUMBER.sub("", str(new)) for old, new in sides):
                yield id_

    def lines(self, style: str) -> Iterator[str]:
        """Yield the lines of the page."""
        codes = list(self.told)
        titles = {code: str(_words(code)["title"]) for code in codes}
        yield f'<!doctype html>\n<html lang="{codes[0]}">\n<head>\n<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        yield '<meta name="color-scheme" content="light dark">'
        yield f"<title>{escape(' · '.join(titles.values()))}</title>"
        yield f"<style>\n{style}</style>\n</head>\n<body>\n<main>"
        yield f"<h1>{_spans(titles)}</h1>"
        yield '<div class="verdict">'
        for code, own in self.told.items():
            yield f'<div lang="{code}">{_told(own.opening, own)}</div>'
        yield "</div>"
        if len(self.ids) > 1:
            yield from self._contents()
        for number, id_ in enumerate(self.ids, start=1):
            yield from self._text(id_, number)
        if any(own.closing for own in self.told.values()):
            yield '<div class="verdict closing">'
            for code, own in self.told.items():
                yield f'<div lang="{code}">{_told(own.closing, own)}</div>'
            yield "</div>"
        yield "</main>\n</body>\n</html>"

    def _contents(self) -> Iterator[str]:
        heading = _spans({code: _words(code)["contents"] for code in self.told})
        yield f'<nav aria-labelledby="contents"><h2 id="contents">{heading}</h2><ul>'
        for number, id_ in enumerate(self.ids, start=1):
            yield f'<li><a href="#text-{number}">{self._title(id_)}</a></li>'
        yield "</ul></nav>"

    def _sides(self) -> list[_Side]:
        return [side for side in (self.after, self.before) if side]

    def _name(self, id_: str, code: str) -> str:
        """Return what a text is called in a language, without its number, as HTML."""
        for side in self._sides():
            names = side.guideline.names.get(code)
            if names and (short := names.by_id.get(id_)):
                return escape(short)
        if id_ in self.changes:
            return escape(_plain(self.told[code].names[id_]))
        return _NUMBER.sub("", self._sides()[0].prose.name(id_, code)).strip()

    def _title(self, id_: str) -> str:
        """Return what a text is called in each language that has it, with its number."""
        own = [c for c in self.told if any(side.text(id_, c) for side in self._sides())]
        names = {code: self._name(id_, code) for code in own or list(self.told)[:1]}
        numbers = (side.guideline.numbers.get(id_, "") for side in self._sides())
        number = next(filter(None, numbers), "")
        head = f'<span class="rule-number">{escape(number)}</span> ' if number else ""
        return head + _joined(names)

    def _text(self, id_: str, number: int) -> Iterator[str]:
        yield f'<section class="text" aria-labelledby="text-{number}">'
        yield f'<h2 id="text-{number}">{self._title(id_)}</h2>'
        for code, own in self.told.items():
            yield f'<section class="language" lang="{code}">'
            yield f"<h3>{escape(self.names.get(code, code))}</h3>"
            yield f'<p class="page">{self._where(id_, code)}</p>'
            yield self._pair(id_, code)
            if id_ in self.changes:
                named = unescape(spoken(self._name(id_, code)))
                yield f'<div class="told">{_told(own.texts[id_], own, named)}</div>'
            yield "</section>"
        yield "</section>"

    def _where(self, id_: str, code: str) -> str:
        """Return on which page a text stands, or stood."""
        for side in self._sides():
            texts = [own.text for own in side.table.get(id_, {}).values() if own.text]
            texts.sort(key=lambda text: text.locale != code)
            if texts:
                title = side.prose.title(texts[0].page, code)
                return escape(_words(code)["page"]).format(page=title)
        return ""

    def _pair(self, id_: str, code: str) -> str:
        """Return a text in a language before and after, or once where a reader sees no other."""
        words = _words(code)
        new = self.after.shown(id_, code) if self.after else _NOTHING
        if self.before is None:
            return _row(_cell(words["now"], new, words["none"]))
        old = self.before.shown(id_, code)
        if str(old) == str(new):
            return _row(_cell(words["same"], new, words["none"]))
        if old.text is not None and new.text is not None:
            labels = {"del": words["removed"], "ins": words["added"]}
            differences.mark(old.text, new.text, labels)
        before = _cell(words["was"], old, words["absent"])
        nothing = words["gone" if old.text is not None else "none"]
        return _row(before, _cell(words["now"], new, nothing))


@dataclass(frozen=True)
class _Shown:
    """What readers see of a text: its words, if it stands there, and the notice at it."""

    text: HtmlElement | None = None
    notice: HtmlElement | None = None

    def __str__(self) -> str:
        return _source(self.text) + _source(self.notice)


_NOTHING = _Shown()


class _Side:
    """The guideline before or after, and how it shows its texts."""

    def __init__(self, guideline: Guideline) -> None:
        self.guideline = guideline
        self.prose = Prose(guideline)
        self.table: Table = state.read(guideline)

    def text(self, id_: str, code: str) -> Text | None:
        """Return the text that a language has of an id."""
        own = self.table.get(id_, {}).get(code)
        return own.text if own else None

    def shown(self, id_: str, code: str) -> _Shown:
        """Return what readers of a language see of a text."""
        states = self.table.get(id_, {})
        own = states.get(code)
        if own is None:
            return _NOTHING
        notice = self._notice(states, code)
        return _Shown(
            text=_tree(self._text(own.text)) if own.text else None,
            notice=_tree(notice) if notice else None,
        )

    def _text(self, text: Text) -> str:
        body = f"<div>{self.prose.any(text.words, text.locale, '')}</div>"
        if not text.is_rule:
            return body
        number = escape(self.guideline.numbers.get(text.id, ""))
        name = self.prose.short(text.id, text.locale)
        return f'<p class="name"><span class="rule-number">{number}</span> {name}</p>{body}'

    def _notice(self, states: Mapping[str, State], code: str) -> str:
        # Where no language has the text, no page tells of it.
        if not any(own.text for own in states.values()):
            return ""
        # Its words are the proposal's own, and may lack one.
        words = ui.group(self.guideline.words.get(code, {}), "notice")
        names = {"behind", "changed", "missing", "current"}
        if not names <= words.keys() or any(f.file == ui.FILE for f in self.guideline.found):
            return ""
        return notices.notice(self.guideline, self.prose, states, code, "")


def _words(code: str) -> Any:
    return briefing.sentences()[code]["page"]


def _row(*cells: str) -> str:
    sides = "".join(f'<div class="side">{cell}</div>' for cell in cells)
    return f'<div class="pair">{sides}</div>'


def _cell(label: str, shown: _Shown, nothing: str) -> str:
    text = f'<p class="nothing">{escape(nothing)}</p>' if shown.text is None else ""
    return f"<h4>{escape(label)}</h4>{text}{shown}"


def _tree(source: str) -> HtmlElement:
    tree = html.fragment_fromstring(source, create_parent="div")
    _clean(tree)
    return tree


def _source(tree: HtmlElement | None) -> str:
    return "" if tree is None else html.tostring(tree, encoding="unicode")


def _spans(words: Mapping[str, str]) -> str:
    return _joined({code: escape(word) for code, word in words.items()})


def _joined(parts: Mapping[str, str]) -> str:
    """Return what is said in each language, marked as such, in one line."""
    dot = ' <span aria-hidden="true">·</span> '
    return dot.join(f'<span lang="{code}">{part}</span>' for code, part in parts.items())


def _clean(tree: HtmlElement) -> None:
    """Take out of a tree what is no text, what would run, and what would lead nowhere."""
    for element in list(tree.iter()):
        if element is tree:
            continue
        if not isinstance(element.tag, str) or element.tag in _UNSEEN:
            element.drop_tree()
            continue
        # The page has headings of its own, and lists come whole.
        if _HEADING.fullmatch(element.tag):
            element.tag = "p"
            element.set("class", "heading")
        elif element.tag == "li" and (parent := element.getparent()) is not None:
            element.tag = "li" if parent.tag == "ul" or parent.tag == "ol" else "div"
        for name, value in element.attrib.items():
            is_ours = name in _ATTRIBUTES or (name == "class" and value in _CLASSES)
            form = _FORMS.get(name)
            if not is_ours or (form and not form.match(value)):
                del element.attrib[name]
        if element.tag not in _ELEMENTS or (element.tag == "a" and not element.get("href")):
            element.drop_tag()


@cache
def _markdown() -> Markdown:
    """Return a renderer of the report's Markdown in which no HTML passes."""
    made = Markdown()
    made.preprocessors.deregister("html_block")
    made.inlinePatterns.deregister("html")
    made.ESCAPED_CHARS = [*made.ESCAPED_CHARS, *_ESCAPED]
    return made


def _told(text: str, own: Pieces, named: str = "") -> str:
    """Return what the report says as HTML, its links with it.

    The same thing can be asked of several texts: a link says of which one, where it is heard alone.
    """
    # The report breaks what the forge would take for a person with a comment.
    source = text.replace("<!-- -->", "")
    rendered = _markdown().reset().convert(f"{source}\n\n{own.links}".strip())
    if not rendered:
        return ""
    tree = _tree(rendered)
    for link in tree.iter("a"):
        if named:
            link.set("aria-label", f"{link.text_content()} – {named}")
    return _source(tree)


def _plain(text: str) -> str:
    rendered = _markdown().reset().convert(text)
    return str(html.fragment_fromstring(rendered, create_parent="div").text_content()).strip()

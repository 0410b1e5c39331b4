"""The article of a built page as Typst code: each tag has one form on paper, or is told."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from rinnakkain.paper.division import divided

__all__ = ["Article", "Frame", "Slip", "label", "length", "quoted"]

# A rule or an item that is longer than this may be broken over two pages, in characters: a page
# holds some 3,000, and what cannot be broken and does not fit would run out of it.
UNBROKEN = 1400
# And so may a list that is longer than this.
_TOGETHER = 800
# What a picture takes at most, in characters: half a page.
_PICTURE = 1400
# What a block or an item takes beside its words, in characters: its last line is seldom full.
_LINE = 45
# What the name of an image file says that it holds, as Pillow names it; Typst believes the name.
_IMAGES = {
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".gif": "GIF",
    ".svg": "SVG",
    ".webp": "WEBP",
}
_SPACE = re.compile(r"[ \t\n\r\f]+")
# The functions of templates/base.typ that make lists.
_LISTS = ("points(", "numbered(")
_WORD = re.compile(r"(?<= )[^ ]+")
# What a notice unfolds is the text in force, in another language; what a rule that is gone unfolds
# is what it said: both are quoted.
_QUOTING = {"notice", "gone"}
_SCHEMES = ("http", "https", "mailto", "tel")


@dataclass(frozen=True)
class Slip:
    """What cannot be put on paper: the name of its message, its values, words that stand near it.

    `page` is the file of the built page below the site.
    """

    page: str
    message: str
    near: str
    values: dict[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Frame:
    """What holds for every page of a document: its language, where its links may lead.

    `folder` holds the built site; `labels` are the places within the document, each as `label`
    names it; `site` is the address of the published site, with a slash at its end, or nothing where
    nobody knows it.
    """

    folder: Path
    code: str
    codes: tuple[str, ...]
    labels: frozenset[str]
    site: str


def label(page: str, anchor: str = "") -> str:
    """Return the name of a place in a document: `/safety#check-links`, or `/safety` of a page."""
    return f"/{page}#{anchor}" if anchor else f"/{page}"


def quoted(text: str) -> str:
    """Return a text as a string of Typst."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


class Article:
    """Turns elements of one page into Typst code; what it cannot turn is kept in `slips`.

    `file` is the built page below the site (`fi/safety/index.html`). The code calls the functions
    of templates/base.typ; `images` are the files below the site that it shows.
    """

    def __init__(self, frame: Frame, file: str) -> None:
        self._frame = frame
        self._file = file
        self.code = frame.code
        self._own = frame.code
        self.page = page_of(file, frame.codes)
        self.slips: list[Slip] = []
        self.images: dict[str, bytes] = {}
        self._level = 0
        self._words = 0
        # What stands in a heading is said in the contents too, and a goal stands once: before it.
        self._is_heading = False
        self._goals: list[str] = []

    def blocks(self, elements: Iterable[HtmlElement], *, level: int | None = None) -> str:
        """Return a block of code for elements that follow each other; nothing for nothing.

        `level` is that of the heading above them, where they do not begin with their page's own.
        """
        if level is not None:
            self._level = level
        lines: list[str] = []
        for element in elements:
            lines += self._block(element)
        return _joined(_led(lines))

    def inline(self, element: HtmlElement, *, is_whole: bool = False) -> str:
        """Return the code of what an element holds within a line; no word divided if `is_whole`."""
        before, self._own = self._own, element.get("lang", self._own)
        parts = self._inline(element, is_whole=is_whole)
        self._own = before
        return _joined(_trimmed(parts))

    def entry(self, item: HtmlElement) -> str:
        """Return an entry of a door: its number, its goal (or none) and its words.

        An entry that is more than a link to a rule is its words alone.
        """
        links = item.findall("a")
        is_link = len(links) == 1 and _plain(links[0]) == _plain(item)
        goal = self._goal(links[0]) if is_link else None
        if goal not in self._frame.labels:
            return f'("", none, {self.inline(item)})'
        number = ""
        for part in links[0].find_class("rule-number"):
            number = _plain(part)
            part.drop_tree()
        name = self.inline(links[0], is_whole=True)
        return f"({quoted(number)}, {quoted(goal)}, {name})"

    def rule(self, element: HtmlElement) -> tuple[str, str, str, str]:
        """Return a rule as code: number, name, whether it is short, and text with notice."""
        number = ""
        for control in element.find_class("rule-control"):
            shown = control.find("summary")
            number = _plain(shown).split()[-1] if shown is not None and _plain(shown) else ""
            control.drop_tree()
        name = quoted(label(self.page, element.get("id", "")))
        code = _joined(self._content(element)) or '""'
        return quoted(number), name, _kept(element), code

    # What stands by itself.

    def _block(self, element: HtmlElement) -> list[str]:
        if not isinstance(element.tag, str):
            return []
        make = _BLOCKS.get(element.tag)
        if make is None:
            if element.tag in _INLINE:
                return self._flow_of([element])
            self._slip("paper-tag", element, tag=element.tag)
            return []
        return self._placed(element, make(self, element))

    def _placed(self, element: HtmlElement, lines: list[str]) -> list[str]:
        """Give what an element became its language and its name as a goal of links."""
        own = element.get("lang", "")
        anchor = element.get("id", "")
        name = label(self.page, anchor)
        if anchor and element.tag not in _NAMED and name in self._frame.labels:
            lines = [f"goal({quoted(name)})", *lines]
        return [f"within({_language(own)}, {_joined(lines)})"] if own and lines else lines

    def _content(self, element: HtmlElement) -> list[str]:
        """Return the lines of what an element holds: text and blocks in their order.

        Text that stands beside blocks is a paragraph, so that it is read apart from them.
        """
        before, self._own = self._own, element.get("lang", self._own)
        lines = self._flow_of([element], inside=True)
        self._own = before
        if len(lines) > 1:
            return _led([line.replace("words(", "paragraph(", 1) for line in lines])
        return lines

    def _flow_of(self, elements: Iterable[HtmlElement], *, inside: bool = False) -> list[str]:
        lines: list[str] = []
        run: list[str] = []

        def flush() -> None:
            if code := _joined(_trimmed(run)):
                lines.append(f"words({code})")
            run.clear()

        for element in elements:
            if not inside:
                run += self._node(element)
                continue
            run += self._text(element.text)
            for child in element:
                if isinstance(child.tag, str) and child.tag not in _INLINE:
                    flush()
                    lines += self._block(child)
                else:
                    run += self._node(child)
                run += self._text(child.tail)
        flush()
        return lines

    def _heading(self, element: HtmlElement) -> list[str]:
        level = int(str(element.tag)[1])
        if level > self._level + 1:
            self._slip("paper-heading", element, level=str(level), above=str(self._level))
        self._level = level
        number = ""
        for part in element.find_class("part-number"):
            number = _plain(part)
            part.drop_tree()
        anchor = element.get("id")
        name = quoted(label(self.page, anchor)) if anchor else "none"
        self._is_heading = True
        code = self.inline(element, is_whole=True)
        self._is_heading = False
        goals, self._goals = self._goals, []
        return [*goals, f"headline({level}, {quoted(number)}, {name}, {code})"] if code else []

    def _paragraph(self, element: HtmlElement) -> list[str]:
        if "admonition-title" in _classes(element):
            return [f"lead({self.inline(element)})"] if _plain(element) else []
        lines = self._content(element)
        return [line.replace("words(", "paragraph(", 1) for line in lines]

    def _list(self, element: HtmlElement) -> list[str]:
        items = [child for child in element if isinstance(child.tag, str)]
        for child in items:
            if child.tag != "li":
                self._slip("paper-tag", child, tag=str(child.tag))
        items = [child for child in items if child.tag == "li"]
        if any("rule" in _classes(item) for item in items):
            return [_call("rules", [", ".join(self.rule(item)) for item in items])]
        made = ", ".join(f"({self._item(item)})" for item in items)
        if not made:
            return []
        is_whole = _kept(element, _TOGETHER)
        if element.tag == "ol":
            return [f"numbered({is_whole}, {int(element.get('start', 1))}, {made})"]
        return [f"points({is_whole}, {made})"]

    def _item(self, element: HtmlElement) -> str:
        code = _joined(self._placed(element, self._content(element))) or '""'
        return f"{_kept(element)}, {code}"

    def _quotation(self, element: HtmlElement) -> list[str]:
        return [f"slogan({_joined(self._content(element))})"]

    def _rows(self, element: HtmlElement) -> list[str]:
        rows = element.findall(".//tr")
        width = max((len(row) for row in rows), default=0)
        made: list[str] = []
        for row in rows:
            is_head = all(cell.tag == "th" for cell in row)
            cells = ", ".join(self._cell(cell, is_head=cell.tag == "th") for cell in row)
            made.append(f"table.header({cells})" if is_head and not made else cells)
        caption = element.find("caption")
        above = self.blocks(list(caption)) if caption is not None and len(caption) else ""
        if not width:
            return []
        columns = _parts_of(rows, width)
        return [*([above] if above else []), f"grid-of({columns}, {', '.join(made)})"]

    def _cell(self, element: HtmlElement, *, is_head: bool) -> str:
        code = _joined(self._placed(element, self._content(element))) or "[]"
        return f"strong({code})" if is_head else code

    def _listing(self, element: HtmlElement) -> list[str]:
        lines = (element.text_content() or "").rstrip("\n").split("\n")
        rows = "; linebreak(); ".join(quoted(line) if line else '" "' for line in lines)
        return [f"listing({{ {rows} }})"]

    def _line(self, element: HtmlElement) -> list[str]:
        return ["parting()"]

    def _box(self, element: HtmlElement) -> list[str]:
        classes = _classes(element)
        if "chart" in classes:  # the cover has its own
            return []
        lines = self._content(element)
        if "notice" in classes or "admonition" in classes:
            return [f"notice({_kept(element)}, {_joined(lines)})"] if lines else []
        return lines

    def _furniture(self, element: HtmlElement) -> list[str]:
        """Return nothing: what leads about the site is the screen's."""
        return []

    def _disclosure(self, element: HtmlElement) -> list[str]:
        """Return what is folded on the screen, open: paper has nothing to press."""
        if "rule-control" in _classes(element):
            return []
        shown = element.find("summary")
        head = self.inline(shown) if shown is not None else ""
        if shown is not None:
            shown.drop_tree()
        lines = self._content(element)
        is_quoted = any(_QUOTING & {*_classes(above)} for above in element.iterancestors())
        quoting = "true" if is_quoted else "false"
        said = f"{quoting}, {_kept(element)}, {head or '[]'}, {_joined(lines) or '[]'}"
        return [f"unfolded({said})"]

    # What stands within a line.

    def _inline(self, element: HtmlElement, *, is_whole: bool = False) -> list[str]:
        parts = self._text(element.text, is_whole=is_whole)
        for child in element:
            parts += self._node(child, is_whole=is_whole)
            parts += self._text(child.tail, is_whole=is_whole)
        return parts

    def _node(self, element: HtmlElement, *, is_whole: bool = False) -> list[str]:
        if not isinstance(element.tag, str):
            return []
        make = _INLINE.get(element.tag)
        if make is None:
            self._slip("paper-tag", element, tag=element.tag)
            return []
        before, own = self._own, element.get("lang", "")
        self._own = own or before
        # What is divided is marked by an artifact, and a link may hold none.
        is_whole = is_whole or element.tag == "a"
        parts = make(self, element, self._inline(element, is_whole=is_whole))
        self._own = before
        if own and parts:
            parts = [f"within({_language(own)}, {_joined(parts)})"]
        name = label(self.page, element.get("id", ""))
        if element.get("id") and name in self._frame.labels:
            self._goals.append(f"goal({quoted(name)})")
            if not self._is_heading:
                parts = [*self._goals, *parts]
                self._goals.clear()
        return parts

    def _text(self, text: str | None, *, is_whole: bool = False) -> list[str]:
        """Return a piece of text, in which each word that may be divided has a name.

        Only behind a space: what stands behind a bracket stays whole.
        """
        if not text:
            return []
        # A dash ends a line and never begins one.
        said = _SPACE.sub(" ", text).replace(" – ", "\u00a0– ")
        parts: list[str] = []
        start = 0
        for word in () if is_whole else _WORD.finditer(said):
            pieces = divided(word[0], self._own)
            if len(pieces) > 1:
                name = quoted(f"{self._file}:{self._words}")
                self._words += 1
                if before := said[start : word.start() - 1]:
                    parts.append(quoted(before))
                parts += [f"edge({name})", '" "', f"long({name}, {', '.join(map(quoted, pieces))})"]
                start = word.end()
        return [*parts, quoted(said[start:])] if said[start:] else parts

    def _span(self, element: HtmlElement, parts: list[str]) -> list[str]:
        classes = _classes(element)
        if "rule-links" in classes:
            return []
        if "rule-number" in classes:
            return [f"number({_joined(parts)})"]
        return parts

    def _link(self, element: HtmlElement, parts: list[str]) -> list[str]:
        if not parts:
            return []
        goal = self._goal(element)
        if goal is None:
            return parts
        text = _joined(parts)
        if goal in self._frame.labels:
            return [f"link(label({quoted(goal)}), {text})"]
        shown = goal.removeprefix("mailto:").removeprefix("tel:")
        said = _plain(element)
        behind = [] if said == shown else [f"address({quoted(shown)})"]
        return [f"link({quoted(goal)}, {text})", *behind]

    def _goal(self, element: HtmlElement) -> str | None:
        """Return the label or the address that a link leads to; nothing where none is known."""
        href = element.get("href", "")
        target = urlsplit(href)
        if target.scheme in _SCHEMES:
            return href
        path = posixpath.join(posixpath.dirname(self._file), unquote(target.path))
        path = posixpath.normpath(path) if target.path else self._file
        page = page_of(path, self._frame.codes)
        name = label(page, unquote(target.fragment))
        if name in self._frame.labels:
            return name
        if label(page) in self._frame.labels:
            self._slip("paper-link", element, target=href)
            return None
        if not self._frame.site:
            return None
        return self._frame.site + path + _tail(target.path, target.fragment)

    def _image(self, element: HtmlElement, parts: list[str]) -> list[str]:
        source, alt = element.get("src", ""), element.get("alt")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self._file), unquote(source)))
        if urlsplit(source).scheme or posixpath.splitext(path)[1].lower() not in _IMAGES:
            self._slip("paper-image", element, source=source)
            return []
        if alt is None:
            self._slip("paper-alt", element, source=source)
            return []
        data = _image_data(self._frame.folder / path)
        if data is None:
            self._slip("paper-image", element, source=source)
            return []
        self.images[path] = data
        return [f"picture({quoted(path)}, {quoted(_SPACE.sub(' ', alt).strip())})"]

    def _slip(self, message: str, element: HtmlElement, **values: str) -> None:
        near = (
            posixpath.basename(element.get("src", ""))
            or element.get("href")
            or _plain(element)
            or str(element.tag)
        )
        self.slips.append(Slip(self._file, message, near, values))


def length(element: HtmlElement) -> int:
    """Return about how many characters' room an element takes."""
    blocks = sum(part.tag in ("p", "li", "br", "tr", "th", "details") for part in element.iter())
    blocks += sum((part.text_content() or "").count("\n") for part in element.iter("pre"))
    return len(_plain(element)) + _LINE * blocks + _PICTURE * len(element.findall(".//img"))


def page_of(file: str, codes: Iterable[str]) -> str:
    """Return what a page is called in all languages: `safety` for fi/safety/index.html."""
    parts = file.removesuffix("index.html").strip("/").split("/")
    return "/".join(parts[1:] if parts[0] in codes else parts)


def _image_data(file: Path) -> bytes | None:
    """Return what an image file holds, or nothing where it cannot be printed.

    Colours for a printing press (CMYK) need a profile that PDF/A has and Typst does not write.
    """
    from PIL import Image

    kind = _IMAGES[file.suffix.lower()]
    try:
        data = file.read_bytes()
        if kind == "SVG":
            etree.fromstring(data)
            return data
        with Image.open(file, formats=[kind]) as image:
            image.load()
            return None if image.mode == "CMYK" else data
    except (OSError, etree.XMLSyntaxError, SyntaxError):
        return None


def _language(tag: str) -> str:
    """Return a language and its region as Typst code: those of `sv-FI` are `sv` and `FI`."""
    code, *rest = tag.split("-")
    region = next((part for part in rest if len(part) == 2), "")
    return f"{quoted(code.lower())}, region: {quoted(region)}" if region else quoted(code.lower())


def _tail(path: str, fragment: str) -> str:
    return ("/" if path.endswith("/") else "") + (f"#{fragment}" if fragment else "")


def _classes(element: HtmlElement) -> list[str]:
    return element.get("class", "").split()


def _plain(element: HtmlElement) -> str:
    return _SPACE.sub(" ", element.text_content() or "").strip()


def _parts_of(rows: Iterable[HtmlElement], width: int) -> str:
    """Return, in Typst, the longest word and the longest text of each column of a table."""
    made = []
    for at in range(width):
        texts = [_plain(row[at]) for row in rows if at < len(row)]
        words = [word for text in texts for word in text.split()]
        both = (quoted(max(parts, key=len, default="")) for parts in (words, texts))
        made.append(f"({', '.join(both)})")
    return f"({', '.join(made)},)"


def _kept(element: HtmlElement, limit: int = UNBROKEN) -> str:
    """Say, in Typst, whether something is short enough to stay on one page."""
    return "true" if length(element) < limit else "false"


def _led(lines: list[str]) -> list[str]:
    """Keep the sentence that leads to a list with the list."""
    return [
        line.replace("paragraph(", "leading(", 1)
        if line.startswith("paragraph(") and following.startswith(_LISTS)
        else line
        for line, following in zip_longest(lines, lines[1:], fillvalue="")
    ]


def _joined(parts: list[str]) -> str:
    return f"{{ {'; '.join(parts)} }}" if parts else ""


def _call(name: str, items: Iterable[str]) -> str:
    return f"{name}({', '.join(f'({item})' for item in items)},)"


def _trimmed(parts: list[str]) -> list[str]:
    """Take the spaces away at both ends of a line's parts."""
    kept = list(parts)
    while kept and kept[0].startswith('" '):
        kept[0] = f'"{kept[0][1:].lstrip(" ")}'
        if kept[0] == '""':
            kept.pop(0)
    while kept and kept[-1].endswith(' "'):
        kept[-1] = f'{kept[-1][:-1].rstrip(" ")}"'
        if kept[-1] == '""':
            kept.pop()
    return kept


_Block = Callable[[Article, HtmlElement], list[str]]
_Inline = Callable[[Article, HtmlElement, list[str]], list[str]]


def _around(name: str) -> _Inline:
    def made(_: Article, __: HtmlElement, parts: list[str]) -> list[str]:
        return [f"{name}({_joined(parts)})"] if parts else []

    return made


# Headings name themselves as goals of links.
_NAMED = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS: dict[str, _Block] = {
    **dict.fromkeys(_NAMED, Article._heading),
    "p": Article._paragraph,
    "ul": Article._list,
    "ol": Article._list,
    "blockquote": Article._quotation,
    "table": Article._rows,
    "pre": Article._listing,
    "hr": Article._line,
    "div": Article._box,
    "section": Article._box,
    "details": Article._disclosure,
    "nav": Article._furniture,
}
_INLINE: dict[str, _Inline] = {
    "a": Article._link,
    "img": Article._image,
    "span": Article._span,
    "strong": _around("strong"),
    "em": _around("emph"),
    "code": _around("code"),
    "kbd": _around("code"),
    "sub": _around("sub"),
    "sup": _around("super"),
    "abbr": lambda article, element, parts: parts,
    "br": lambda article, element, parts: ["linebreak()"],
    # The reader of HTML takes what follows for what it holds.
    "wbr": lambda article, element, parts: ["notch", *parts],
}

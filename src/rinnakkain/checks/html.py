"""HTML: a page is text, with a few tags that Markdown has no sign for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rinnakkain.finding import Finding
from rinnakkain.guideline import Guideline
from rinnakkain.markup import Tag
from rinnakkain.page import Page

__all__ = ["amiss", "check"]

# What Markdown has no sign for. <br> and <wbr> hold nothing and need no end.
_ALLOWED = ("abbr", "br", "kbd", "sub", "sup", "wbr")
_EMPTY = ("br", "wbr")
# What the renderer itself makes of Markdown.
_BLOCKS = ("blockquote", "div", "hr", "li", "ol", "p", "pre", "ul")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TABLES = ("table", "tbody", "td", "th", "thead", "tr")
_MADE = frozenset(("a", "code", "em", "img", "strong", *_BLOCKS, *_HEADINGS, *_TABLES))
# Each attribute, and the tags that may have it: on any other it does nothing, or what nobody sees.
_EVERY = frozenset((*_MADE, *_ALLOWED))
_ATTRIBUTES = {
    **dict.fromkeys(("class", "id", "lang", "title"), _EVERY),
    "href": frozenset("a"),
    **dict.fromkeys(("alt", "src"), frozenset(("img",))),
    "start": frozenset(("ol",)),
}
# What the styles know (the doors of the start page), and what the renderer writes for a note, a
# table of contents and a block of code: any other class could hide words, or look like the site.
_DOORS = re.compile(r"door|urgent")
_NOTE = r"note"
_CLASSES = {
    **dict.fromkeys(_HEADINGS, _DOORS),
    "div": re.compile(rf"admonition|toc|{_NOTE}"),
    "p": re.compile(r"admonition-title"),
    "span": re.compile(r"toctitle"),
    "code": re.compile(r"language-[\w+-]{1,20}"),
}
_NO_CLASS = re.compile(r"(?!)")
# A tag of BCP 47: a language, and what narrows it (`sv-FI`).
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*")
_ALIGNED = re.compile(r"text-align: (?:left|right|center);?")
# Code, and an address of a link that stands between angle brackets.
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)|\]\(<[^<>\n]*>", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s[^<>]*)?)/?>|<(!--|[!?])")
_ATTRIBUTE = re.compile(r"([^\s\"'=<>/]+)(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+))?")


def check(guideline: Guideline) -> Iterator[Finding]:
    """Find tags and attributes that are not used here, and tags that are not closed."""
    for page in guideline.pages.values():
        written = tuple(_written(page))
        yield from written
        told = {str(finding.values.get("tag")) for finding in written}
        yield from (f for f in _rendered(page) if str(f.values.get("tag")) not in told)


def _written(page: Page) -> Iterator[Finding]:
    """Read the tags that stand in the source, outside code."""
    # Comments count as code for everything else; here they do not.
    commented = any(line.startswith("<!--") for line in page.lines)
    hidden = frozenset[int]() if commented else page.code
    lines = ("" if place in hidden else line for place, line in enumerate(page.lines))
    text = _CODE.sub(lambda code: re.sub(r"\S", "x", code[0]), "\n".join(lines))
    opened: list[tuple[str, int]] = []
    for match in _TAG.finditer(text):
        line = page.first + text.count("\n", 0, match.start())
        closing, tag, attributes = match[1], (match[2] or "").lower(), match[3] or ""
        if match[4]:
            yield Finding("html-comment", page.file, line)
        elif tag not in _ALLOWED:
            if not closing:
                values = {"tag": tag, "allowed": ", ".join(f"<{name}>" for name in _ALLOWED)}
                yield Finding("html-tag", page.file, line, values)
        elif closing:
            if opened and opened[-1][0] == tag:
                opened.pop()
            else:
                yield Finding("tag-unopened", page.file, line, {"tag": tag})
        else:
            for name in _ATTRIBUTE.findall(attributes):
                if name not in ("lang", "title"):
                    yield Finding("html-attribute", page.file, line, {"name": name})
            if tag not in _EMPTY:
                opened.append((tag, line))
    for tag, line in opened:
        yield Finding("tag-unclosed", page.file, line, {"tag": tag})


def _rendered(page: Page) -> Iterator[Finding]:
    """Read the tags that come out, however they were written."""
    for tag in page.rendered.tags:
        for message, values in amiss(tag):
            sought = values.get("tag") or values["name"]
            # The name of an attribute comes out in small letters.
            line = next((n for n, line in enumerate(page.lines) if sought in line.lower()), None)
            line = page.line_of(sought) if line is None else page.first + line
            yield Finding(message, page.file, line, values)


def amiss(tag: Tag) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the message and the values of whatever a tag that comes out must not be or have."""
    if tag.name not in _MADE and tag.name not in _ALLOWED:
        yield "html-tag", {"tag": tag.name, "allowed": ", ".join(f"<{name}>" for name in _ALLOWED)}
    for name, value in tag.attributes:
        aligned = name == "style" and tag.name in ("td", "th") and _ALIGNED.fullmatch(value)
        if name == "lang" and not _LANGUAGE.fullmatch(value):
            yield "language-malformed", {"tag": value}
        if not aligned and tag.name not in _ATTRIBUTES.get(name, ()):
            yield "html-attribute", {"name": name}
        if name == "class":
            known = _CLASSES.get(tag.name, _NO_CLASS)
            for own in value.split():
                if not known.fullmatch(own):
                    yield "html-attribute", {"name": own}

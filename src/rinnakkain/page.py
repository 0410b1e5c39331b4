"""A page: one Markdown file in one language, as statements, passages and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from rinnakkain import yamlfile
from rinnakkain.finding import Finding
from rinnakkain.markup import Rendered, Renderer

__all__ = [
    "ATTRIBUTES",
    "CODE",
    "KEYS",
    "PLACEHOLDER",
    "Heading",
    "Link",
    "Page",
    "Passage",
    "Statement",
    "parse",
]

# What stands at the top of a page, and nothing else.
KEYS = ("title", "description")
# Code within a line, between backticks.
CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
PLACEHOLDER = re.compile(r"\{\{\s*([a-z_.]+)\s*\}\}")
ATTRIBUTES = re.compile(r"\{:?\s*([^{}]*?)\s*\}\s*$")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*$")
_ITEM = re.compile(r"(?:[-*+]|\d+[.)])\s+")
_NESTED = re.compile(r"\s+(?:[-*+]|\d+[.)])\s+")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


@dataclass(frozen=True)
class Heading:
    """A heading: level 1 to 6, its text without attributes, its typed id, classes and line."""

    level: int
    text: str
    id: str | None
    classes: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class Passage:
    """A heading and the text under it; a page's first one holds what stands above it too."""

    heading: Heading
    text: str


@dataclass(frozen=True)
class Statement:
    """A rule: its id, its text, the nested lines under it, and the lines (from 1) it fills."""

    id: str | None
    text: str
    nested: str
    line: int
    last: int


@dataclass(frozen=True)
class Link:
    """A link or an image as the renderer makes it: its target and its line in the file."""

    target: str
    line: int


# A page is itself alone, so that what is found of it can be kept by it.
@dataclass(frozen=True, eq=False)
class Page:
    """One page in one language.

    `name` is the same in every language (`safety.md`), `file` is relative to the root; `lines` are
    those of the body, of which the first one stands at line `first` of the file; `code` holds the
    places of those that are code, and `open_fence` the line of a block of code that is not closed.
    """

    locale: str
    name: str
    file: str
    title: str
    description: str
    front_lines: dict[str, int]
    lines: tuple[str, ...]
    first: int
    headings: tuple[Heading, ...]
    passages: tuple[Passage, ...]
    statements: tuple[Statement, ...]
    links: tuple[Link, ...]
    code: frozenset[int]
    open_fence: int | None
    placeholders: tuple[tuple[str, int], ...]
    rendered: Rendered

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all stands below the front matter."""
        return not any(line.strip() for line in self.lines)

    @property
    def anchors(self) -> frozenset[str]:
        """Every id that a link can lead to on this page, from the real renderer."""
        return frozenset(self.rendered.anchors)

    def line_of(self, text: str, at: int = 0) -> int:
        """Return the line on which a piece of text stands, searched from the place `at`."""
        places = (*range(at, len(self.lines)), *range(at))
        return self.first + next((n for n in places if text in self.lines[n]), 0)


def parse(
    locale: str, name: str, file: str, text: str, renderer: Renderer, *, is_part: bool
) -> tuple[Page, list[Finding]]:
    """Parse the text of a page; only a part of the guideline (`is_part`) holds statements.

    What cannot be read comes back as findings, with a page of what could be.
    """
    front, front_lines, body, first, found = _front_matter(file, text)
    lines = tuple(body.split("\n"))
    code, open_fence = _code_lines(lines)
    headings = tuple(_headings(lines, first, code))
    statements = tuple(_statements(lines, first, code)) if is_part else ()
    rendered = renderer.render(body)
    title = str(front.get("title") or (headings[0].text if headings else ""))
    page = Page(
        locale=locale,
        name=name,
        file=file,
        title=title,
        description=str(front.get("description") or ""),
        front_lines=front_lines,
        lines=lines,
        first=first,
        headings=headings,
        passages=tuple(_passages(lines, first, headings, statements)),
        statements=statements,
        links=tuple(_links(rendered.targets, lines, first)),
        code=code,
        open_fence=None if open_fence is None else first + open_fence,
        placeholders=tuple(
            (match[1], first + place)
            for place, line in enumerate(lines)
            if place not in code
            for match in PLACEHOLDER.finditer(CODE.sub("", line))
        ),
        rendered=rendered,
    )
    return page, found


def _front_matter(
    file: str, text: str
) -> tuple[dict[str, object], dict[str, int], str, int, list[Finding]]:
    """Part the front matter (its values, their lines) from the body and the body's first line."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        untitled = [Finding("front-matter-untitled", file, 1)] if text.strip() else []
        return {}, {}, "\n".join(lines), 1, untitled
    ends = [place for place, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")]
    if not ends:
        start = next((n for n, line in enumerate(lines) if not line.strip()), len(lines))
        unclosed = Finding("front-matter-open", file, 1)
        return {}, {}, "\n".join(lines[start:]), start + 1, [unclosed]
    end = ends[0]
    parsed = yamlfile.parse("\n".join(lines[1:end]))
    front = parsed.mapping
    found = list(_front_findings(file, parsed, front))
    front_lines = {key: parsed.line(key) + 1 for key in front}
    return front, front_lines, "\n".join(lines[end + 1 :]), end + 2, found


def _front_findings(
    file: str, parsed: yamlfile.Parsed, front: dict[str, object]
) -> Iterator[Finding]:
    for slip in parsed.slips:
        if slip.twice:
            yield Finding("front-matter-twice", file, slip.line + 1, {"key": slip.twice})
        elif slip.why == yamlfile.COLON:
            yield Finding("front-matter-colon", file, slip.line + 1)
        else:
            yield Finding("front-matter-broken", file, slip.line + 1)
    if parsed.slips:
        return
    if parsed.value is not None and not isinstance(parsed.value, dict):
        yield Finding("front-matter-broken", file, 2)
        return
    if "title" not in front:
        yield Finding("front-matter-untitled", file, 1)
    for key, value in front.items():
        line = parsed.line(key) + 1
        if key not in KEYS:
            yield Finding("front-matter-key", file, line, {"key": key})
        elif not isinstance(value, str) or not value.strip() or not value.isprintable():
            yield Finding("front-matter-value", file, line, {"key": key})
        elif re.search(r"[<>]|&[#\w]+;", value):
            yield Finding("html-in-front-matter", file, line, {"key": key})


def _code_lines(lines: tuple[str, ...]) -> tuple[frozenset[int], int | None]:
    """Return the places of the lines of code and of comments, and that of an open block of code."""
    inside: set[int] = set()
    fence = ""
    opened = None
    comment = False
    for place, line in enumerate(lines):
        match = _FENCE.match(line)
        if comment or (not fence and line.startswith("<!--")):
            inside.add(place)
            comment = "-->" not in line
        elif fence:
            inside.add(place)
            if match and match[1].startswith(fence) and not line.strip(" `~"):
                fence = ""
        elif match:
            inside.add(place)
            fence, opened = match[1], place
    return frozenset(inside), opened if fence else None


def _headings(lines: tuple[str, ...], first: int, code: frozenset[int]) -> list[Heading]:
    headings = []
    for place, line in enumerate(lines):
        match = _HEADING.match(line)
        if match and place not in code:
            text = match[2]
            attributes = ATTRIBUTES.search(text)
            words = attributes[1].split() if attributes else []
            text = ATTRIBUTES.sub("", text).rstrip("# ") if attributes else text.rstrip("# ")
            classes = tuple(word[1:] for word in words if word.startswith("."))
            level = len(match[1])
            headings.append(Heading(level, text, _id(" ".join(words)), classes, first + place))
    return headings


def _statements(lines: tuple[str, ...], first: int, code: frozenset[int]) -> list[Statement]:
    statements = []
    place = 0
    while place < len(lines):
        if place in code or not _ITEM.match(lines[place]):
            place += 1
            continue
        end = _item_end(lines, place)
        own: list[str] = [_bare(_ITEM.sub("", lines[place], count=1))]
        nested: list[str] = []
        id_ = None
        for line in lines[place + 1 : end]:
            attributes = ATTRIBUTES.fullmatch(line.strip())
            if id_ is None and attributes and "#" in attributes[1]:
                id_ = _id(attributes[1])
            elif nested or _NESTED.match(line) or not line.strip():
                nested.append(line)
            else:
                own.append(_bare(line))
        own[-1] = own[-1].rstrip()
        while nested and not nested[-1].strip():
            nested.pop()
        at_end = ATTRIBUTES.search(own[-1])
        if id_ is None and at_end:
            id_ = _id(at_end[1])
        last = end
        while not lines[last - 1].strip():
            last -= 1
        statements.append(
            Statement(id_, "\n".join(own), "\n".join(nested), first + place, first + last - 1)
        )
        place = end
    return statements


def _bare(line: str) -> str:
    """Return a line without the spaces around it, but for those that break it for the reader."""
    return line.strip() + "  " * line.expandtabs(4).endswith("  ")


def _id(attributes: str) -> str | None:
    return next((word[1:] for word in attributes.split() if word.startswith("#")), None)


def _item_end(lines: tuple[str, ...], start: int) -> int:
    """Return the place behind the last line of the list item that begins at `start`."""
    place = start + 1
    while place < len(lines):
        line = lines[place]
        if line.strip():
            if _ITEM.match(line) or _HEADING.match(line):
                break
            if not lines[place - 1].strip() and not line[0].isspace():
                break
        place += 1
    return place


def _passages(
    lines: tuple[str, ...],
    first: int,
    headings: tuple[Heading, ...],
    statements: tuple[Statement, ...],
) -> list[Passage]:
    taken = {n for rule in statements for n in range(rule.line, rule.last + 1)}
    taken |= {heading.line for heading in headings}
    passages = []
    starts = (first, *(heading.line for heading in headings[1:]))
    ends = (*starts[1:], first + len(lines))
    for heading, start, end in zip(headings, starts, ends, strict=False):
        own = [lines[n - first] for n in range(start, end) if n not in taken]
        passages.append(Passage(heading, "\n".join(own).strip()))
    return passages


def _links(targets: tuple[str, ...], lines: tuple[str, ...], first: int) -> list[Link]:
    """Find the line of each target: where it stands next, reading on from the one before it."""
    text = "\n".join(lines)
    links = []
    at = 0
    for target in targets:
        written = target or "]()"
        found = text.find(written, at)
        found = text.find(written) if found < 0 else found
        if found >= 0:
            at = found + len(written)
            line = text.count("\n", 0, found)
        else:
            # It is written in another way than it comes out, with entities or escapes.
            meant = "".join(char for char in written if char > " ").replace("\\", "")
            spelt = ("".join(unescape(line).split()).replace("\\", "") for line in lines)
            line = next((n for n, plain in enumerate(spelt) if meant in plain), 0)
        links.append(Link(target, first + line))
    return links

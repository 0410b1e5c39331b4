"""The booklet: the whole guideline of a language, page after page, as one document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lxml.html import HtmlElement

from rinnakkain import chart, ui
from rinnakkain.guideline import Guideline
from rinnakkain.paper.article import Article, Frame, label, length, page_of, quoted
from rinnakkain.paper.document import (
    Document,
    anchors,
    article,
    date,
    names,
    template,
    titled,
)
from rinnakkain.prints import BOOKLET, Print
from rinnakkain.prose import address

__all__ = ["booklet"]

# What the cover holds beside its title, in characters.
_COVER = 500


def booklet(guideline: Guideline, site: Path, code: str) -> Document:
    """Return the booklet of a language, made from the pages built in `site`.

    Its pages are those of the navigation, in their order. A page that is made of others says again
    what they say; what has changed has a document of its own.
    """
    made_of_others = guideline.settings.made
    pages = [name for name in guideline.settings.names if name not in made_of_others]
    read = [article(site, code, name) for name in pages]
    codes = guideline.settings.codes
    labels = frozenset(
        label(page_of(file, codes), anchor)
        for file, found in read
        for anchor in ("", *anchors(found))
    )
    frame = Frame(site, code, codes, labels, str(guideline.facts.value("site.address", "")))
    words = guideline.words[code]
    day = guideline.history.edition
    edition = quoted(str(words["edition"]).format(day=ui.day(words, day))) if day else "none"
    body: list[str] = []
    made: list[Article] = []
    for file, found in read:
        one = Article(frame, file)
        made.append(one)
        body.append(f"goal({quoted(label(one.page))})")
        if one.page:
            body.append(one.blocks(found, level=0))
        else:
            body += _start(guideline, one, found, edition)
    arguments = (
        quoted(code),
        quoted(titled(guideline, code)),
        quoted(str(words["town_official"])),
        names(guideline, code),
        quoted(str(words["guideline"])),
        date(day),
        edition,
    )
    lines = "\n".join(line for line in body if line)
    source = f'#import "/booklet.typ": *\n#booklet({", ".join(arguments)}, {{\n{lines}\n}})\n'
    return Document(
        name=Print(BOOKLET, (code,)).name,
        code=source,
        files={
            **{name: data for one in made for name, data in one.images.items()},
            "base.typ": template("base.typ"),
            "booklet.typ": template("booklet.typ"),
            "cover.svg": chart.kept("cover").encode(),
        },
        slips=tuple(slip for one in made for slip in one.slips),
    )


def _start(guideline: Guideline, one: Article, found: HtmlElement, edition: str) -> list[str]:
    """Return the start page: the cover, the ways in, the contents, and what else it says."""
    parts = list(found)
    doors = next((part for part in parts if "doors" in part.get("class", "").split()), None)
    at = parts.index(doors) if doors is not None else 1
    title, intro, rest = parts[:1], parts[1:at], parts[at + (doors is not None) :]
    # What the cover has no room for begins the next page.
    most = next((n for n in range(len(intro), 0, -1) if sum(map(length, intro[:n])) < _COVER), 0)
    intro, more = intro[:most], intro[most:]
    words = guideline.words[one.code]
    cover = ", ".join(
        (
            names(guideline, one.code),
            one.blocks(title, level=0) or '""',
            "(" + "".join(f"{quoted(word)}, " for part in title for word in _words(part)) + ")",
            _whole(one, intro) or '""',
            edition,
            quoted("cover.svg"),
        )
    )
    lines = [f"cover({cover})", one.blocks(more, level=1)]
    if doors is not None:
        lines.append(_doors(one, doors))
    own = str(ui.group(words, "paper")["contents"])
    kept = _without_contents(guideline, rest)
    left = [name for part in rest if part not in kept for name in anchors(part)]
    lines += [f"goal({quoted(label(one.page, name))})" for name in left]
    lines.append(f'contents(headline(2, "", none, {quoted(own)}))')
    lines.append(one.blocks(kept, level=1))
    lines.append("pagebreak(weak: true)")
    return lines


def _words(element: HtmlElement) -> list[str]:
    return str(element.text_content()).split()


def _whole(one: Article, parts: Sequence[HtmlElement]) -> str:
    """Return what stands under the title: no word is divided on a cover."""
    lines = [
        f"paragraph({one.inline(part, is_whole=True)})"
        if part.tag == "p" and not part.attrib
        else one.blocks([part])
        for part in parts
    ]
    return "; ".join(lines) and f"{{ {'; '.join(lines)} }}"


def _doors(one: Article, doors: HtmlElement) -> str:
    cards = []
    for door in doors.findall("section"):
        heading, *rest = door
        is_urgent = "true" if "urgent" in door.get("class", "").split() else "false"
        items = ", ".join(
            one.entry(item) for part in rest if part.tag == "ul" for item in part.findall("li")
        )
        head = one.blocks([heading], level=1)
        above = one.blocks([part for part in rest if part.tag != "ul"]) or "none"
        cards.append(f"door({is_urgent}, {head}, {above}, {items})")
    return f"doors({', '.join(cards)})"


def _without_contents(guideline: Guideline, rest: Sequence[HtmlElement]) -> list[HtmlElement]:
    """Leave out the start page's own list of the parts: the contents stand in its place.

    With it goes the paragraph that leads to it, and a heading under which nothing else stands.
    """
    kept: list[HtmlElement] = []
    parts = [address(name) for name in guideline.settings.parts]
    for part in rest:
        links = part.findall("li/a") if part.tag == "ul" else []
        if links and [link.get("href", "") for link in links] == parts:
            if kept and kept[-1].tag == "p":
                kept.pop()
            if kept and kept[-1].tag in ("h2", "h3"):
                kept.pop()
        else:
            kept.append(part)
    return kept

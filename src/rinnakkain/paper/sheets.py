"""The sheets: what is asked for first, large, to hang on a wall and to lie on a desk."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement, document_fromstring

from rinnakkain import ui
from rinnakkain.guideline import Guideline
from rinnakkain.paper import press
from rinnakkain.paper.article import Article, Frame, Slip, quoted
from rinnakkain.paper.division import divided
from rinnakkain.paper.document import Document, article, date, names, template, titled
from rinnakkain.prints import DESK, WALL, Print

__all__ = ["CONTACTS", "desk", "wall"]

# Who is asked for in a fright; the fourth contact of town.yml is for feedback on accessibility.
CONTACTS = ("supervisor", "occupational_safety", "communications")
_Made = dict[str, Article]
_START = "index.md"
_CODE = "code.svg"
_NOTICE = "notice"
# What stays together of an address, as templates/sheet.typ has it; shorter is narrow anywhere.
_SIGNS = re.compile(r"[^./@_-]*[./@_-]*")
_SHORT = 12


def wall(guideline: Guideline, site: Path, codes: Sequence[str]) -> Document | None:
    """Return the wall sheet of some languages: the rules of the urgent door, on one page.

    It is made from the pages built in `site`. Nothing is returned where no language has such a
    door. Rules that do not fit on the page at 18 points are a slip; the notices of one that is
    behind never are: for them the sheet goes on on the next page.
    """
    doors = {code: door for code in codes for door in _doors(site, code) if door.is_urgent}
    if not doors:
        return None
    made = _wall(guideline, site, doors)
    bare = _wall(guideline, site, {code: door.bare() for code, door in doors.items()})
    if not made.slips and not press.told(bare, "size"):
        first = next(iter(doors.values()))
        return replace(made, slips=(Slip(first.file, "paper-door", first.words),))
    return made


def desk(guideline: Guideline, site: Path, code: str) -> Document:
    """Return the desk sheet of a language: all doors of the start page, with their rules in full.

    It is made from the pages built in `site`.
    """
    words = guideline.words[code]
    paper = _paper(guideline, code)
    made: _Made = {}
    doors = []
    found = list(_doors(site, code))
    for door in found:
        rules = _rules(door, made, site)
        head = door.article(made, site)
        heading = f'headline(2, "", none, {head.inline(door.heading, is_whole=True)})'
        above = head.blocks(door.above, level=2) or "none"
        doors.append(f"({heading}, {above}, {rules})")
    arguments = (
        quoted(code),
        quoted(f"{paper['desk']} – {titled(guideline, code)}"),
        quoted(str(words["town_official"])),
        date(guideline.history.edition),
        names(guideline, code),
        f'headline(1, "", none, {quoted(str(words["guideline"]))})',
        quoted(str(paper["desk"])),
        _listed(doors),
        _foot(guideline, [code]),
    )
    return _document(guideline, Print(DESK, (code,)).name, "desk", arguments, made, found)


@dataclass(frozen=True)
class _Door:
    """A door of a built start page, its `file`.

    `above` is what stands between its heading and its rules; `rules` has the built page and the
    element of each rule, `lost` the lines that lead to none.
    """

    code: str
    file: str
    heading: HtmlElement
    above: tuple[HtmlElement, ...]
    rules: tuple[tuple[str, HtmlElement], ...]
    lost: tuple[Slip, ...]
    is_urgent: bool

    @property
    def words(self) -> str:
        return " ".join(self.heading.text_content().split())

    def article(self, made: _Made, site: Path, file: str = "") -> Article:
        """Return what turns a part of a built page into code, one for each page of a sheet."""
        # Paper has nothing to press, and the rule that a link leads to may not be on the sheet.
        frame = Frame(site, self.code, (self.code,), frozenset(), "")
        return made.setdefault(file or self.file, Article(frame, file or self.file))

    def bare(self) -> _Door:
        """Return the door without notices."""
        rules = tuple((file, deepcopy(rule)) for file, rule in self.rules)
        for _, rule in rules:
            for notice in rule.find_class(_NOTICE):
                notice.drop_tree()
        above = tuple(part for part in self.above if _NOTICE not in _classes(part))
        return replace(self, rules=rules, above=above)


def _doors(site: Path, code: str) -> Iterator[_Door]:
    file, found = article(site, code, _START)
    pages: dict[str, dict[str, HtmlElement]] = {}
    for section in found.iterfind(".//section"):
        if "door" not in _classes(section):
            continue
        heading, *rest = section
        rules, lost = [], []
        for link in section.iterfind(".//li//a"):
            target = urlsplit(link.get("href", ""))
            page = posixpath.join(posixpath.dirname(file), unquote(target.path), "index.html")
            page = posixpath.normpath(page)
            if page not in pages:
                pages[page] = _rules_of(site / page)
            rule = pages[page].get(unquote(target.fragment))
            if rule is None:
                values = {"target": link.get("href", "")}
                lost.append(Slip(file, "paper-link", link.text_content(), values))
            else:
                rules.append((page, rule))
        yield _Door(
            code=code,
            file=file,
            heading=heading,
            above=tuple(part for part in rest if part.tag != "ul"),
            rules=tuple(rules),
            lost=tuple(lost),
            is_urgent="urgent" in _classes(section),
        )


def _rules_of(file: Path) -> dict[str, HtmlElement]:
    """Return the rules of a built page by their ids; a page that is not there has none."""
    if not file.is_file():
        return {}
    found = document_fromstring(file.read_bytes()).iterfind(".//article//li")
    return {rule.get("id", ""): rule for rule in found if "rule" in _classes(rule)}


def _wall(guideline: Guideline, site: Path, doors: dict[str, _Door]) -> Document:
    made: _Made = {}
    columns = []
    for code, door in doors.items():
        rules = _rules(door, made, site)
        head = door.article(made, site)
        above = head.blocks(door.above, level=1) or "none"
        words = _listed(map(quoted, door.words.split()))
        pieces = _listed(quoted(piece) for _, rule in door.rules for piece in _pieces(rule, code))
        columns.append(
            f"(code: {quoted(code)}, head: {head.inline(door.heading, is_whole=True)}, "
            f"words: {words}, above: {above}, rules: {rules}, pieces: {pieces})"
        )
    first = next(iter(doors))
    town = str(guideline.words[first]["town_official"])
    write = [(code, str(_paper(guideline, code)["write"])) for code in doors]
    arguments = (
        quoted(first),
        quoted(" · ".join(door.words for door in doors.values())),
        quoted(town),
        date(guideline.history.edition),
        _listed(columns),
        _listed(_contact(guideline, name, list(doors)) for name in CONTACTS),
        _listed(f"({quoted(code)}, {quoted(text)})" for code, text in write),
        _foot(guideline, list(doors)),
    )
    return _document(
        guideline, Print(WALL, tuple(doors)).name, "wall", arguments, made, doors.values()
    )


def _rules(door: _Door, made: _Made, site: Path) -> str:
    """Return the rules of a door as Typst code: number, whether it is short, and text."""
    rows = []
    for file, rule in door.rules:
        number, _, is_short, text = door.article(made, site, file).rule(deepcopy(rule))
        rows.append(f"({number}, {is_short}, {text})")
    return _listed(rows)


def _pieces(rule: HtmlElement, code: str) -> Iterator[str]:
    """Yield what of a rule stays in one line: its long words, divided as `Article` divides them."""
    text = deepcopy(rule)
    for control in text.find_class("rule-control"):
        control.drop_tree()
    for at, word in enumerate(text.text_content().split()):
        is_whole = at == 0 or text.find(".//a") is not None
        pieces = [word] if is_whole else divided(word, code)
        for piece in (*(f"{piece}-" for piece in pieces[:-1]), pieces[-1]):
            yield from (found for found in _SIGNS.findall(piece) if len(found) > _SHORT)


def _contact(guideline: Guideline, name: str, codes: Sequence[str]) -> str:
    """Return a contact as Typst code: its names, and who it is where that is known."""
    labels = [(code, str(_paper(guideline, code)["contacts"][name])) for code in codes]
    known = [(code, str(guideline.facts.value(f"contacts.{name}", code))) for code in codes]
    # What is the same in all languages stands once.
    once = {text: code for code, text in reversed(known) if text}
    listed = [(code, text) for code, text in known if once.get(text) == code]
    return "(labels: {}, known: {})".format(
        _listed(f"({quoted(code)}, {quoted(text)})" for code, text in labels),
        _listed(f"({quoted(code)}, {quoted(text)})" for code, text in listed),
    )


def _foot(guideline: Guideline, codes: Sequence[str]) -> str:
    """Return, as Typst code, whose rules these are, of which day, and where the site is."""
    lines = []
    day = guideline.history.edition
    for code in codes:
        words = guideline.words[code]
        edition = str(words["edition"]).format(day=ui.day(words, day)) + "." if day else ""
        said = (code, str(words["guideline"]), str(words["town_official"]))
        lines.append(f"({', '.join(map(quoted, said))}, {quoted(edition) if day else 'none'})")
    site = _site(guideline)
    if not site:
        return f"foot({_listed(lines)}, none, none)"
    alt = str(_paper(guideline, codes[0])["code"]).format(address=site)
    drawn = f"(file: {quoted(_CODE)}, said: {quoted(alt)})"
    return f"foot({_listed(lines)}, {quoted(site)}, {drawn})"


def _document(
    guideline: Guideline,
    name: str,
    form: str,
    arguments: Iterable[str],
    made: _Made,
    doors: Iterable[_Door],
) -> Document:
    address = _site(guideline)
    code = ",\n".join(arguments)
    return Document(
        name=name,
        code=f'#import "/{form}.typ": *\n#{form}({code})\n',
        files={
            "base.typ": template("base.typ"),
            "sheet.typ": template("sheet.typ"),
            f"{form}.typ": template(f"{form}.typ"),
            **{image: data for one in made.values() for image, data in one.images.items()},
            **({_CODE: _square(address)} if address else {}),
        },
        # Those of the rules themselves are the booklet's, which has every page.
        slips=tuple(slip for door in doors for slip in door.lost),
    )


def _square(address: str) -> bytes:
    """Return the QR code of an address as SVG, with the quiet zone of four modules around it.

    Error correction M (15 %), as ISO/IEC 18004 has it for what may get dirty.
    """
    import segno

    drawn = BytesIO()
    segno.make_qr(address, error="m").save(drawn, kind="svg", border=4, xmldecl=False)
    return drawn.getvalue()


def _site(guideline: Guideline) -> str:
    return str(guideline.facts.value("site.address", ""))


def _paper(guideline: Guideline, code: str) -> dict[str, Any]:
    return ui.group(guideline.words[code], "paper")


def _listed(rows: Iterable[str]) -> str:
    """Return rows of code as an array of Typst."""
    return "(" + "".join(f"{row}, " for row in rows) + ")"


def _classes(element: HtmlElement) -> list[str]:
    return str(element.get("class", "")).split()

"""The rehearsal: what of today's site a build by MkDocs's successor carries over, and what not."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import zip_longest
from pathlib import Path
from urllib.parse import unquote, urlsplit

import yaml
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from rinnakkain import built, edition, engine, export, staging, state, successor
from rinnakkain.guideline import Guideline
from rinnakkain.paper import press, printing
from rinnakkain.prose import Prose, address
from rinnakkain.settings import MADE

__all__ = ["CHECKS", "FOLDER", "Row", "Sites", "known", "rehearse", "told"]

# Where it builds, below the root.
FOLDER = ".build/rehearsal"
_NOT_FOUND = "404.html"
_DESCRIPTION = ".//meta[@name='description']"
_SPACE = re.compile(r"\s+")
_ADDRESSES = {"href", "src", "data-search-index", "data-search-folder"}
_OUTSIDE = re.compile(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//")
# How many of the things that are lost are told of one check.
_TOLD = 5


@dataclass(frozen=True)
class Row:
    """A check of the rehearsal: its name, what it asks in a sentence, what is lost, if anything."""

    name: str
    asks: str
    lost: tuple[str, ...]


class _Page:
    """A built page: its root, and each of its elements that has an id by that."""

    def __init__(self, file: Path) -> None:
        parser = HTMLParser(encoding="utf-8")
        self.root = document_fromstring(file.read_bytes(), parser=parser)
        self.ids: dict[str, HtmlElement] = {
            element.get("id", ""): element for element in self.root.iterfind(".//*[@id]")
        }


@dataclass(frozen=True)
class Sites:
    """What is compared: the site that MkDocs builds `now`, and the one that comes `then`.

    `again` is the latter built once more in another folder; `staged` are the pages of all of them,
    made from the `guideline` that lies in `root`.
    """

    root: Path
    guideline: Guideline
    staged: Path
    now: Path
    then: Path
    again: Path
    _read: dict[Path, _Page] = field(init=False, repr=False, default_factory=dict)

    def pages(self) -> Iterator[tuple[str, HtmlElement, HtmlElement]]:
        """Yield each page that both have: its file, and what it holds now and then."""
        for file in sorted(_files(self.now) & _files(self.then)):
            if file.endswith(".html"):
                yield file, self._page(self.now / file).root, self._page(self.then / file).root

    def page(self, code: str, name: str) -> tuple[str, _Page | None]:
        """Return the file of a page, and what it holds then."""
        file = f"{code}/{address(name)}index.html"
        return file, self._page(self.then / file) if (self.then / file).is_file() else None

    def _page(self, file: Path) -> _Page:
        if file not in self._read:
            self._read[file] = _Page(file)
        return self._read[file]


def rehearse(guideline: Guideline, root: Path, program: Path = successor.PROGRAM) -> list[Row]:
    """Build the guideline of `root` with both engines, and return what each check finds.

    Raises successor.Failed where there is nothing to look at, mkdocs.exceptions.Abort where the
    texts may not be built at all.
    """
    folder, staged = root / FOLDER, root / engine.STAGED
    handed = engine.handed(root)
    then, again = (
        successor.build(guideline, root, staged, handed, folder / name, program)
        for name in ("zensical", "once more")
    )
    engine.build(root, folder / "mkdocs", guideline)
    sites = Sites(root, guideline, staged, folder / "mkdocs", then, again)
    return [Row(name, asks, tuple(look(sites))) for name, (asks, look) in CHECKS.items()]


def known() -> dict[str, str]:
    """Return what is known not to be carried over yet, in a sentence each, from rehearsal.yml.

    What no check can measure stands there too, under a name that no check has.
    """
    text = (files("rinnakkain") / "rehearsal.yml").read_text(encoding="utf-8")
    return {str(name): str(said) for name, said in (yaml.safe_load(text) or {}).items()}


def told(rows: Iterable[Row], listed: dict[str, str]) -> tuple[list[str], bool]:
    """Return the lines of the report, and whether all that is lost was known (`listed`) before."""
    made = list(rows)
    lost = {row.name: row for row in made if row.lost}
    gone = {row.name for row in made} - lost.keys()
    lines = ["Carried over:"]
    lines += [f"  {row.name:<{_WIDTH}}{row.asks}" for row in made if not row.lost]
    lines += ["", "Not yet carried over:"]
    lines += [f"  {name:<{_WIDTH}}{said}" for name, said in listed.items() if name not in gone]
    if not listed.keys() - gone:
        lines += ["  nothing that is known"]
    for name, row in lost.items():
        is_new = name not in listed
        lines += ["", f"{'Lost now: ' if is_new else ''}{name}: {row.asks} But:"]
        lines += [f"  {line}" for line in row.lost[:_TOLD]]
        if len(row.lost) > _TOLD:
            lines += [f"  and {len(row.lost) - _TOLD} more"]
    for name in (name for name in listed if name in gone):
        lines += ["", f"{name} is carried over now: take it out of rehearsal.yml and the decision."]
    return lines, not lost.keys() - listed.keys()


# What is asked. Each yields a line for each thing that is lost.


def _addresses(sites: Sites) -> Iterator[str]:
    now, then = ({f for f in _files(at) if f.endswith(".html")} for at in (sites.now, sites.then))
    yield from (f"{file} is not there" for file in sorted(now - then))
    yield from (f"{file} is there, and nothing leads to it today" for file in sorted(then - now))


def _statements(sites: Sites) -> Iterator[str]:
    guideline = sites.guideline
    rules = json.loads(export.data(guideline, Prose(guideline), state.read(guideline)))
    for rule in rules["statements"]:
        for code in guideline.settings.codes:
            for name in (guideline.homes[rule["id"]], MADE):
                file, page = sites.page(code, name)
                own = page.ids.get(rule["id"]) if page else None
                if own is None:
                    yield f"{file}: rule {rule['number']} ({rule['id']}) is not there"
                    continue
                number = _words(own.find(".//summary")).rpartition(" ")[2]
                if number != rule["number"]:
                    yield f"{file}: rule {rule['number']} has the number {number or '–'}"
                text = " ".join(map(_words, own.find_class("rule-text")))
                if _words(rule["text"][code] or "") not in text:
                    yield f"{file}: rule {rule['number']} has not its words"


def _texts(sites: Sites) -> Iterator[str]:
    for file, now, then in sites.pages():
        parts = (_lines(file, page.find(".//article")) for page in (now, then))
        yield from _differing(file, *parts)


def _frames(sites: Sites) -> Iterator[str]:
    for file, now, then in sites.pages():
        yield from _differing(file, *(_lines(file, page, but="article") for page in (now, then)))


def _titles(sites: Sites) -> Iterator[str]:
    for (code, name), written in sites.guideline.pages.items():
        file, page = sites.page(code, name)
        if page is None:
            continue
        title = _words(page.root.find(".//title"))
        if not title.startswith(written.title):
            yield f"{file}: the title is “{title}”, not “{written.title} …”"
        said = [e.get("content", "") for e in page.root.iterfind(_DESCRIPTION)]
        if said != [written.description] * bool(written.description):
            yield f"{file}: the description is {said}, not “{written.description}”"


def _languages(sites: Sites) -> Iterator[str]:
    codes = sites.guideline.settings.codes
    for file, now, then in sites.pages():
        code, _, path = file.partition("/")
        if code in codes:
            if then.get("lang") != code:
                yield f"{file}: the page is tagged with the language {then.get('lang')}"
            wanted = {own: f"{own}/{posixpath.dirname(path)}".rstrip("/") for own in codes}
            for tag in ("link", "a"):
                where = ".//head" if tag == "link" else ".//header"
                found = {
                    str(e.get("hreflang")): _resolved(file, e.get("href", "")).rstrip("/")
                    for e in then.iterfind(f"{where}//{tag}[@hreflang]")
                }
                if found != wanted:
                    yield f"{file}: the links (<{tag}>) to the other languages are {found}"
        if _passages(now) != _passages(then):
            yield f"{file}: other passages are marked with another language"


def _links(sites: Sites) -> Iterator[str]:
    yield from built.lost_links(sites.then)


def _foreign(sites: Sites) -> Iterator[str]:
    for file, _, page in sites.pages():
        for element in page.iter("script", "link", "img", "iframe", "source", "object", "embed"):
            target = element.get("src") or element.get("data") or element.get("href") or ""
            if urlsplit(target).netloc and element.get("rel") not in ("canonical", "alternate"):
                yield f"{file}: asks {target}"
    for path in sorted(sites.then.rglob("*.css")):
        if _OUTSIDE.search(path.read_text(encoding="utf-8")):
            yield f"{path.relative_to(sites.then)}: asks somebody else"


def _search(sites: Sites) -> Iterator[str]:
    there = _files(sites.then)
    for code in sites.guideline.settings.codes:
        indexes = set()
        for file, _, page in sites.pages():
            if file.startswith(f"{code}/"):
                for opener in page.iterfind(".//*[@data-search-index]"):
                    indexes.add(_resolved(file, opener.get("data-search-index", "")))
                    folder = _resolved(file, opener.get("data-search-folder", ""))
                    if f"{folder}dialog.js" not in there:
                        yield f"{file}: the dialog of the search is not there"
        if len(indexes) != 1 or not indexes <= there:
            yield f"{code}: the search has the indexes {sorted(indexes)}"
            continue
        table = json.loads((sites.then / indexes.pop()).read_text(encoding="utf-8"))
        for place, *_ in table["documents"]:
            path, _, anchor = place.partition("#")
            file, goal = sites.page(code, f"{path.rstrip('/') or 'index'}.md")
            if goal is None or (anchor and anchor not in goal.ids):
                yield f"{file}: the search leads to #{anchor}, which is not there"


def _data(sites: Sites) -> Iterator[str]:
    for file in sorted(_files(sites.staged)):
        published = file.removeprefix(f"{staging.DOOR_LOCALE}/")
        if not file.endswith(".md"):
            one, other = sites.staged / file, sites.then / published
            if not other.is_file() or one.read_bytes() != other.read_bytes():
                yield f"{published} is not there as it was staged"


def _nothing_else(sites: Sites) -> Iterator[str]:
    # What is packed is packed when the site is published, whoever built it.
    packed = (".gz", ".br", ".html")
    for file in sorted(_files(sites.now) ^ _files(sites.then)):
        if not file.endswith(packed):
            yield f"{file} is {'missing' if (sites.now / file).is_file() else 'one too many'}"


def _sitemaps(sites: Sites) -> Iterator[str]:
    one, other = (_sitemap(at / "sitemap.xml") for at in (sites.now, sites.then))
    yield from (f"sitemap.xml: {' '.join(row)} differs" for row in sorted(one ^ other))


def _not_found(sites: Sites) -> Iterator[str]:
    if not (sites.then / _NOT_FOUND).is_file():
        yield f"{_NOT_FOUND} is not there"
        return
    page = _Page(sites.then / _NOT_FOUND)
    for code in sites.guideline.settings.codes:
        here = page.root.iterfind(f".//section[@lang='{code}']//a")
        if not any(link.get("href", "").endswith(f"/{code}/") for link in here):
            yield f"{_NOT_FOUND}: nothing there leads to {code}/"


def _reproducible(sites: Sites) -> Iterator[str]:
    for file in sorted(_files(sites.then) | _files(sites.again)):
        one, other = (at / file for at in (sites.then, sites.again))
        if not (one.is_file() and other.is_file()) or one.read_bytes() != other.read_bytes():
            yield f"{file} comes out otherwise the second time"


def _paper(sites: Sites) -> Iterator[str]:
    """Print what comes then, into its site."""
    try:
        now, then = (printing.documents(sites.guideline, at) for at in (sites.now, sites.then))
        if now != then:
            others = (new for new in then if new not in now)
            yield from (f"{new.name} says something else" for new in others)
            return
        pdfs = printing.pressed(sites.guideline, then)
    except (printing.Unprintable, press.Jam) as error:
        yield from str(error).splitlines()
        return
    except (OSError, AssertionError) as error:
        yield f"a page that is printed is not there: {error}"
        return
    pending = edition.pending(sites.root, sites.guideline)
    newest = {at: pdfs[name] for at, name in pending.items()}
    printing.place(sites.guideline, sites.then, pdfs | newest)


# What is asked, in this order: paper is printed into the site before its links are followed.
CHECKS: dict[str, tuple[str, Callable[[Sites], Iterator[str]]]] = {
    "addresses": ("Every page has its address, the made ones too, and no other has.", _addresses),
    "statements": (
        "Every rule has its id, its number and its words wherever it stands.",
        _statements,
    ),
    "texts": ("Every page's text is the same, tag by tag.", _texts),
    "frames": ("So is what stands around it: head, ways on, foot.", _frames),
    "titles": ("Every page has its title and description.", _titles),
    "languages": ("Every page is tagged, and leads to itself in the others.", _languages),
    "not found": ("An address that is not there has its page in all languages.", _not_found),
    "sitemap": ("The sitemap lists the same pages in the same languages.", _sitemaps),
    "data": ("Rules, feeds, editions, styles, scripts and icons are the same files.", _data),
    "search": ("The search is there, and so is each place that it leads to.", _search),
    "no others": ("No page asks anybody else for anything.", _foreign),
    "nothing else": ("Nothing else is published, and nothing is missing.", _nothing_else),
    "same bytes": ("A second build in another folder gives the same bytes.", _reproducible),
    "paper": ("The PDFs are made from these pages, and say the same.", _paper),
    "links": ("Every link leads to a page and an anchor.", _links),
}
_WIDTH = max(map(len, CHECKS)) + 2


def _files(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def _words(said: HtmlElement | str | None) -> str:
    text = said if isinstance(said, str) else "" if said is None else said.text_content()
    return _SPACE.sub(" ", text or "").strip()


def _resolved(file: str, target: str) -> str:
    """Return where an address leads: `fi/safety/#check-links` from the root of the site."""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or target.startswith("/"):
        return target
    path = posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(parts.path)))
    is_folder = parts.path.endswith("/") or (not parts.path and file.endswith("/index.html"))
    return path + "/" * is_folder + (f"#{parts.fragment}" if parts.fragment else "")


def _lines(file: str, element: HtmlElement | None, but: str = "") -> Iterator[str]:
    """Yield the tags and the words of an element, without those of one tag within it.

    Addresses are where they lead to: there are several ways to write one.
    """
    if element is None or not isinstance(element.tag, str):
        return
    attributes = (
        (name, _resolved(file, value) if name in _ADDRESSES else value)
        for name, value in sorted(element.items())
    )
    yield f"<{element.tag}{''.join(f' {name}={value!r}' for name, value in attributes)}>"
    if element.tag == but:
        return
    if said := _words(element.text or ""):
        yield said
    for child in element:
        yield from _lines(file, child, but)
        if said := _words(child.tail or ""):
            yield said


def _differing(file: str, now: Iterable[str], then: Iterable[str]) -> Iterator[str]:
    for one, other in zip_longest(now, then, fillvalue="nothing"):
        if one != other:
            yield f"{file}: {one[:90]} became {other[:90]}"
            return


def _passages(page: HtmlElement) -> list[tuple[str | None, str]]:
    return [(e.get("lang"), _words(e)) for e in page.iterfind(".//body//*[@lang]")]


def _sitemap(file: Path) -> set[tuple[str, ...]]:
    if not file.is_file():
        return set()
    urls = etree.parse(file).getroot()
    return {
        tuple(_words(e.text) if e.text and e.text.strip() else e.get("href", "") for e in url)
        for url in urls
    }

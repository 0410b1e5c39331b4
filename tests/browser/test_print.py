"""What a browser prints of a page: the PDF is read as a screen reader reads it, and measured."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import groupby, pairwise
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Browser, Page

from rinnakkain import guideline, prose
from rinnakkain.settings import SUBJECTS
from rinnakkain.sidebyside import FOLDER
from tests.browser.pixels import contrast
from tests.conftest import Reader
from tests.paper import reading
from tests.paper.reading import Box, Pdf, Piece, Run
from tests.serving import served
from tests.small import LANGUAGES

# What is of no use on paper. What is heard alone is not on paper either.
FURNITURE = (
    "nav, button, input, select, textarea, fieldset, template, script, svg, [aria-hidden=true],"
    " .rule-links, .letters"
)
HEARD = ".visually-hidden, .rule-word"
# In points, 1/72 inch. Nearer to the edge than 5 mm many a printer prints nothing; smaller than
# 8 points nobody reads with ease; a sheet of A4 is 210 by 297 mm.
EDGE = 5 / 25.4 * 72
SMALLEST = 8
A4 = (595, 842)
# So many characters fill half a sheet at 11 points: what is shorter fits on one.
HALF_A_SHEET = 1500
# WCAG 2.2, 1.4.6: text that is read with ease.
CONTRAST = 7
WHITE = (255, 255, 255)


@dataclass(frozen=True)
class Sheet:
    """A page as the site has it, and as it was printed: its address, its HTML, the PDF."""

    url: str
    html: BeautifulSoup
    file: Path

    @cached_property
    def pdf(self) -> Pdf:
        """The PDF as it is read."""
        return reading.read(self.file)

    @cached_property
    def article(self) -> Tag:
        """The text of the page, without what is of no use on paper."""
        [article] = self.html.select("article")
        for tag in article.select(f"{FURNITURE}, {HEARD}"):
            tag.decompose()
        return article

    @cached_property
    def pieces(self) -> list[tuple[Piece, Run]]:
        """What is read of the print, in its order: a table's head once, and no bullets."""
        return [
            (piece, run)
            for run in self.pdf.root.runs()
            for piece in run.pieces
            if not (run.element.within("TH") and piece.page != run.element.page)
        ]

    @cached_property
    def said(self) -> str:
        """The words of the print as they are read, without what stands over and under the text."""
        said = "".join(squeezed(piece.text) for piece, _ in self.pieces)
        return self._without_addresses(said).removeprefix(self.over).removesuffix(self.under)

    @cached_property
    def wanted(self) -> str:
        """The words of the page, whose addresses are asked for apart."""
        return self._without_addresses(squeezed(self.article.get_text()))

    def _without_addresses(self, text: str) -> str:
        for address in self.addresses:
            text = re.sub(rf"\(?{re.escape(squeezed(address))}\)?", "", text)
        return text

    @cached_property
    def over(self) -> str:
        """Whose page it is, which can stand over the text."""
        return squeezed("".join(tag.get_text() for tag in self.html.select("header .head-name")))

    @cached_property
    def under(self) -> str:
        """Whose and which edition it is, which can stand under the text."""
        return squeezed("".join(tag.get_text() for tag in self.html.select("footer p")))

    @cached_property
    def addresses(self) -> list[str]:
        """The addresses that can stand on the print, the longest first."""
        links = {urljoin(self.url, str(a["href"])) for a in self.html.select("article a[href]")}
        return sorted({self.url, *links}, key=len, reverse=True)

    def needed(self) -> Iterator[str]:
        """Yield the address of each link that nobody can follow from paper without it.

        A rule's number is address enough; so is the link's own text where it is the address, and
        the page itself for what stands on it. The languages side by side lead to the rows of the
        pages that they name above; what leads away from the site is needed there too.
        """
        for link in self.article.select("a[href]"):
            address = urljoin(self.url, str(link["href"]))
            within = address.startswith(urljoin(self.url, "/"))
            if link.select(".rule-number") or (within and link.find_parent("table")):
                continue
            if urldefrag(address)[0] == self.url or address.endswith(":" + link.get_text()):
                continue
            yield address


def squeezed(text: str) -> str:
    """Return what of a text does not depend on where its lines end, without bullets."""
    return re.sub(r"[\s\u00ad\u200b\u2010•◦▪▸▾▶▼-]", "", text.replace("ﬁ", "fi").replace("ﬂ", "fl"))


def parted(printed: str, wanted: str) -> Iterator[str]:
    """Yield where a print parts from what is wanted on it."""
    if printed == wanted:
        return
    for tag, a, b, c, d in SequenceMatcher(None, printed, wanted, autojunk=False).get_opcodes():
        if tag != "equal":
            yield f"printed “{printed[a:b]}” for “{wanted[c:d]}”"


def print_to(file: Path, page: Page, *, with_grounds: bool = False) -> Path:
    """Print what a browser shows; with the colours behind it, where its reader wants them."""
    page.pdf(path=file, prefer_css_page_size=True, tagged=True, print_background=with_grounds)
    return file


def of_each_kind(built: Path) -> Iterator[str]:
    """Yield the paths of a page of each kind in each language, of the door and of nowhere.

    All that is no part of the guideline, the part with the most rules, and that page side by side.
    The subjects are fifty sheets in each language, of one form: they are printed in one.
    """
    read = guideline.read(built.parent)
    rules = Counter(read.homes[id_] for id_ in read.numbers)
    part = prose.address(max(rules, key=lambda name: rules[name]))
    for code in LANGUAGES:
        for name in read.settings.names:
            if name not in read.settings.parts and (name != SUBJECTS or code == LANGUAGES[-1]):
                yield f"{code}/{prose.address(name)}"
        yield f"{code}/{part}"
        yield f"{code}/{FOLDER}/{part}"
    yield ""
    yield "404.html"


@pytest.fixture(scope="module")
def sheets(
    browser: Browser,
    built: Path,
    changed: Path,
    address: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[list[Sheet]]:
    """A page of each kind, printed once, and all of a guideline to which things have happened."""
    folder = tmp_path_factory.mktemp("printed")
    page = browser.new_page()
    made: list[Sheet] = []

    def print_all(site: str, paths: Iterable[str]) -> None:
        for path in paths:
            page.goto(site + path)
            html = BeautifulSoup(page.content(), "html.parser")
            made.append(Sheet(site + path, html, print_to(folder / f"{len(made)}.pdf", page)))

    print_all(address, of_each_kind(built))
    with served(changed) as other:
        files = (file.relative_to(changed).as_posix() for file in changed.rglob("*/index.html"))
        print_all(other, (file.removesuffix("index.html") for file in sorted(files)))
        yield made
    page.close()


def expect_none(sheets: list[Sheet], found: Callable[[Sheet], Iterable[str]]) -> None:
    """Fail with each problem of each sheet, and the address of its page."""
    told = [f"{sheet.url}: {problem}" for sheet in sheets for problem in found(sheet)]
    assert not told, "\n".join(told)


def test_the_text_is_printed_in_its_order_and_nothing_else(sheets: list[Sheet]) -> None:
    """Whoever prints a page has its text, with what is folded on screen, and no menu or button."""

    def found(sheet: Sheet) -> Iterator[str]:
        return parted(sheet.said, sheet.wanted)

    expect_none(sheets, found)


def test_addresses_are_printed_where_a_link_would_lead(sheets: list[Sheet]) -> None:
    """Whoever holds the paper can type the address of all that the page leads to, and read it."""

    def found(sheet: Sheet) -> Iterator[str]:
        # What the style sheet writes is no part of what is read: it stands apart.
        apart = squeezed("".join(piece.text for piece in sheet.pdf.lost))
        printed = apart + squeezed("".join(piece.text for piece, _ in sheet.pieces))
        wanted = Counter(sheet.needed())
        for address in sheet.addresses:
            pattern = re.compile(rf"\(?{re.escape(squeezed(address))}\)?")
            printed, times = pattern.subn("\0", printed)
            apart = pattern.sub("", apart)
            if times < wanted[address]:
                yield f"{address} is printed {times} times of {wanted[address]}"
        if apart:
            yield f"printed beside the text: “{apart}”"

    expect_none(sheets, found)


def test_an_address_that_is_the_links_text_is_printed_once(sheets: list[Sheet]) -> None:
    """Nobody reads the same address twice."""

    def found(sheet: Sheet) -> Iterator[str]:
        apart = squeezed("".join(piece.text for piece in sheet.pdf.lost))
        for link in sheet.article.select("a[href]"):
            text = squeezed(link.get_text())
            if text == squeezed(urljoin(sheet.url, str(link["href"]))) and f"({text})" in apart:
                yield f"{link['href']} is printed twice"

    expect_none(sheets, found)


def test_no_word_is_broken_without_a_hyphen(sheets: list[Sheet]) -> None:
    """Nobody reads half a word for a whole one where a column is narrow."""

    def found(sheet: Sheet) -> Iterator[str]:
        words = set(sheet.article.get_text(" ").split())
        lines = [
            "".join(piece.text for piece, _ in line).split()
            for _, line in groupby(
                sheet.pieces, key=lambda held: (held[0].page, round(held[0].baseline))
            )
        ]
        for one, next_one in pairwise(line for line in lines if line):
            if one[-1][-1].isalnum() and one[-1] + next_one[0] in words:
                yield f"“{one[-1]}” stands without its “{next_one[0]}”"

    expect_none(sheets, found)


def rules(sheet: Sheet) -> Iterator[tuple[str, list[tuple[Piece, Run]], list[tuple[Piece, Run]]]]:
    """Yield each rule of a sheet: its number, the pieces of the number, and those of the rest."""
    ends, at = [], 0
    for piece, _ in sheet.pieces:
        at += len(squeezed(piece.text))
        ends.append(at)
    whole = "".join(squeezed(piece.text) for piece, _ in sheet.pieces)
    at = 0
    for rule in sheet.article.select("li.rule"):
        [control] = rule.select(".rule-control summary")
        number = squeezed(control.get_text())
        # The address of a link stands within; what is before it is enough to find the rule.
        rest = squeezed(rule.get_text()).removeprefix(number)
        start = whole.find(number + rest[:20], at)
        assert start >= 0, f"{sheet.url}: {number} is not there, or not before its rule"
        at, end = start + len(number), start + len(number) + len(rest)
        spans = list(zip([0, *ends], ends, sheet.pieces, strict=False))
        yield (
            number,
            [held for first, last, held in spans if first < at and last > start],
            [held for first, last, held in spans if first < end and last > at],
        )


def test_each_rule_has_its_number_beside_its_first_line(sheets: list[Sheet]) -> None:
    """A rule on paper can be named, and the rules stand in the order of their numbers."""
    seen = 0

    def found(sheet: Sheet) -> Iterator[str]:
        nonlocal seen
        before = (0, 0.0)
        for number, label, text in rules(sheet):
            seen += 1
            (own, _), (first, _) = label[0], text[0]
            if own.page != first.page or abs(own.baseline - first.baseline) > first.size:
                yield f"{number} does not stand at its rule"
            if own.box.right > first.box.left:
                yield f"{number} stands over its rule"
            if (own.page, own.baseline) <= before:
                yield f"{number} stands before the rule before it"
            before = own.page, own.baseline

    expect_none(sheets, found)
    assert seen


def test_no_rule_goes_over_two_sheets(sheets: list[Sheet]) -> None:
    """A rule that fits on a sheet is on one: nobody turns over in the middle of it."""

    def found(sheet: Sheet) -> Iterator[str]:
        for number, label, text in rules(sheet):
            pages = {piece.page for piece, _ in (*label, *text)}
            length = sum(len(piece.text) for piece, _ in text)
            if len(pages) > 1 and length < HALF_A_SHEET:
                yield f"{number} stands on {len(pages)} sheets"

    expect_none(sheets, found)


def test_every_sheet_is_a4_and_nothing_stands_at_its_edge(sheets: list[Sheet]) -> None:
    """No printer cuts a word off; languages side by side lie across the sheet, the rest stands."""

    def found(sheet: Sheet) -> Iterator[str]:
        lies = bool(sheet.html.select(".side"))
        for page in sheet.pdf.pages:
            size = (round(page.width), round(page.height))
            if size != (A4[::-1] if lies else A4):
                yield f"sheet {page.number} is {size}"
            for piece in page.pieces:
                if piece.text.strip() and _is_near_the_edge(piece.box, page.width, page.height):
                    yield f"“{piece.text}” stands at the edge: {piece.box}"
                if piece.text.strip() and piece.size < SMALLEST:
                    yield f"“{piece.text}” is too small: {piece.size:.1f} points"

    expect_none(sheets, found)


def _is_near_the_edge(box: Box, width: float, height: float) -> bool:
    return min(box.left, box.top) < EDGE or box.right > width - EDGE or box.bottom > height - EDGE


def test_no_sheet_is_printed_for_nothing(sheets: list[Sheet]) -> None:
    """Every sheet has some of the text: no empty one, and none for the foot alone."""

    def found(sheet: Sheet) -> Iterator[str]:
        at = 0
        begin, end = len(sheet.over), len(sheet.over) + len(sheet.said)
        used = set()
        for piece, _ in sheet.pieces:
            length = len(squeezed(piece.text))
            if begin <= at < end and length:
                used.add(piece.page)
            at += length
        for page in sheet.pdf.pages:
            if page.number not in used:
                yield f"sheet {page.number} of {len(sheet.pdf.pages)} has no text of the page"

    expect_none(sheets, found)


@pytest.mark.parametrize("with_grounds", [False, True], ids=["as browsers do", "with grounds"])
def test_what_is_dark_on_screen_is_black_on_white_on_paper(
    reader: Reader, built: Path, address: str, tmp_path: Path, with_grounds: bool
) -> None:
    """Whoever reads in the dark palette prints the same sheet, whatever the browser is told."""
    light, dark = reader(color_scheme="light"), reader(color_scheme="dark")
    dark.add_init_script("localStorage.setItem('palette', 'dark')")
    for path in of_each_kind(built):
        if not path.startswith(("sv/", "404")):
            continue
        for page in (light, dark):
            page.goto(address + path)
        one, other = (
            print_to(tmp_path / name, page, with_grounds=with_grounds)
            for name, page in (("light.pdf", light), ("dark.pdf", dark))
        )
        assert list(pictures(one)) == list(pictures(other)), f"{path} differs in the dark"
        for sheet, (pale, ground) in enumerate(colours(one), start=1):
            assert not pale, f"{path}, sheet {sheet}: pale text: {pale}"
            assert ground > 0.75, f"{path}, sheet {sheet}: only {ground:.0%} of it is white"


def pictures(file: Path) -> Iterator[bytes]:
    """Yield each page of a PDF as a small picture."""
    from pypdfium2 import PdfDocument

    with PdfDocument(file) as document:
        for page in document:
            yield page.render(scale=0.5).to_pil().tobytes()


def colours(file: Path) -> Iterator[tuple[str, float]]:
    """Yield of each page the text that is too pale for white paper, and how much of it is white."""
    from ctypes import byref, c_uint

    from pypdfium2 import PdfDocument, raw

    with PdfDocument(file) as document:
        for page in document:
            text = page.get_textpage()
            pale = ""
            for at in range(text.count_chars()):
                letter = text.get_text_range(at, 1)
                parts = [c_uint() for _ in range(4)]
                raw.FPDFText_GetFillColor(text.raw, at, *map(byref, parts))
                *rgb, alpha = (part.value for part in parts)
                if letter.strip() and (alpha < 255 or contrast(rgb, WHITE) < CONTRAST):
                    pale += letter
            picture = page.render().to_pil().convert("L")
            yield pale, picture.histogram()[255] / (picture.width * picture.height)


def test_without_a_script_what_is_folded_is_printed(
    reader: Reader, changed: Path, tmp_path: Path
) -> None:
    """The wording in force is on the paper of a reader whose browser runs no script, too."""
    page = reader(java_script_enabled=False)
    with served(changed) as at:
        for code in LANGUAGES:
            page.goto(f"{at}{code}/safety/")
            html = BeautifulSoup(page.content(), "html.parser")
            sheet = Sheet(page.url, html, print_to(tmp_path / "plain.pdf", page))
            assert list(parted(sheet.said, sheet.wanted)) == []
    assert sheet.article.select("details:not([open]) div[lang]")

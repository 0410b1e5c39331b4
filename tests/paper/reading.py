"""What a screen reader gets of a PDF, and what stands where on its pages.

The structure tree, the links, the bookmarks and the fonts are read with pikepdf, the words with
pdfminer.six, and the two are joined by the marked-content ids. Nothing is put right: a soft
hyphen stays, a missing space is missing. Lengths are in points, 1/72 inch, from the left and
from the top of the page; pages are counted from 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.psparser import PSLiteral
from pdfminer.utils import apply_matrix_pt, decode_text

if TYPE_CHECKING:
    from pdfminer.pdffont import PDFFont
    from pdfminer.utils import Matrix

__all__ = [
    "Bookmark",
    "Box",
    "Element",
    "Entry",
    "Font",
    "Landing",
    "Line",
    "Link",
    "Page",
    "Pdf",
    "Piece",
    "Run",
    "plain",
    "read",
]

# Elements that stand within a line: between two of them nobody pauses.
INLINE = {"Span", "Link", "Reference", "Code", "Quote", "Annot", "BibEntry", "Form", "Formula"}
# Elements that begin where their first part begins: who lands on a label lands on its entry.
HOLDERS = {"LI", "LBody", "TH", "TD", "TR", "TOCI", "BlockQuote", "Caption", "Note"}


def plain(text: str) -> str:
    """Return `text` with every stretch of white space as one space, for comparing.

    The word joiner that Typst writes before a page number is left out: it is not said.
    """
    return " ".join(text.replace("\N{WORD JOINER}", "").split())


@dataclass(frozen=True)
class Box:
    """A rectangle on a page."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Piece:
    """What one operator shows: words in one font on one line.

    `text` is what is read, `shown` what is seen: they differ where the file says so (/ActualText).
    """

    text: str
    shown: str
    box: Box
    baseline: float
    size: float
    font: str
    artifact: bool
    mcid: int | None
    lang: str | None

    @property
    def page(self) -> int:
        """The page it stands on."""
        return self.box.page


@dataclass(eq=False)
class Run:
    """Words of one element that nothing parts, in one language; they can go over lines."""

    text: str
    lang: str
    element: Element
    pieces: tuple[Piece, ...]

    @property
    def block(self) -> Element:
        """The nearest element around it that is a block of its own: a paragraph, a label."""
        element = self.element
        while element.inline and element.parent:
            element = element.parent
        return element

    @property
    def box(self) -> Box | None:
        """Where it stands; without words that are seen, nowhere."""
        return _around([piece.box for piece in self.pieces])


@dataclass(eq=False)
class Element:
    """An element of the structure tree.

    `tag` is its own name, `role` what the file says it stands for (Typst's `Strong` is a `Span`).
    `lang` is its own or the inherited language, "" where none is known.
    """

    tag: str
    role: str
    lang: str
    parent: Element | None = field(repr=False)
    alt: str | None = None
    actual_text: str | None = None
    attributes: dict[str, Any] = field(default_factory=dict)
    content: list[Element | Run] = field(default_factory=list, repr=False)
    links: list[Link] = field(default_factory=list, repr=False)
    own_page: int | None = None

    @property
    def inline(self) -> bool:
        """Whether it stands within a line. So does a label, but not that of an entry or a note."""
        if self.attributes.get("Placement") == "Block":
            return False
        if self.role == "Lbl":
            return not self.within("LI", "Note", "TOCI")
        return self.role in INLINE

    @property
    def children(self) -> list[Element]:
        """The elements within it."""
        return [one for one in self.content if isinstance(one, Element)]

    @property
    def level(self) -> int | None:
        """The level of a heading, from 1."""
        return int(self.role[1:]) if self.role[:1] == "H" and self.role[1:].isdecimal() else None

    def walk(self) -> Iterator[Element]:
        """Yield it and all within it, in the order in which they are read."""
        yield self
        for child in self.children:
            yield from child.walk()

    def find(self, *tags: str) -> list[Element]:
        """Return the elements within it, itself too, with one of these tags or roles."""
        return [one for one in self.walk() if one.tag in tags or one.role in tags]

    def within(self, *tags: str) -> Element | None:
        """Return the nearest element around it, itself too, with one of these tags or roles."""
        element: Element | None = self
        while element and element.tag not in tags and element.role not in tags:
            element = element.parent
        return element

    def runs(self) -> Iterator[Run]:
        """Yield its words in the order in which they are read."""
        for one in self.content:
            if isinstance(one, Run):
                yield one
            else:
                yield from one.runs()

    @property
    def text(self) -> str:
        """All its words as they are read: a line for each block, a space after a list's label."""
        said: list[str] = []
        before: Element | None = None
        for run in self.runs():
            if before is not None and before is not run.block:
                said.append(" " if before.role == "Lbl" else "\n")
            said.append(run.text)
            before = run.block
        return "".join(said)

    @property
    def boxes(self) -> list[Box]:
        """Where it stands, a box for each page."""
        pages: dict[int, list[Box]] = {}
        for one in self.walk():
            held = one.attributes.get("BBox")
            if held and one.own_page:
                pages.setdefault(one.own_page, []).append(held)
        for run in self.runs():
            for piece in run.pieces:
                pages.setdefault(piece.page, []).append(piece.box)
        found = (_around(boxes) for _, boxes in sorted(pages.items()))
        return [box for box in found if box]

    @property
    def page(self) -> int | None:
        """The page on which it begins."""
        boxes = self.boxes
        return boxes[0].page if boxes else self.own_page


@dataclass(frozen=True)
class Landing:
    """Where a link or a bookmark leads: a page, how far down and how far in; its name if any."""

    page: int
    top: float
    left: float = 0.0
    name: str | None = None


@dataclass(eq=False)
class Link:
    """What can be followed: to an address outside, or to a place in the file.

    `description` is what is said instead of the words, `element` holds the words; without one
    no screen reader knows of it. `landing` is None for an outside link, and for a broken one.
    """

    uri: str | None
    landing: Landing | None
    description: str | None
    box: Box
    element: Element | None = None

    @property
    def words(self) -> str:
        """The words that are read."""
        return plain(self.element.text) if self.element else ""


@dataclass(frozen=True)
class Bookmark:
    """A line of the reader's outline; `level` from 1."""

    title: str
    level: int
    landing: Landing | None


@dataclass(frozen=True)
class Font:
    """A font the file uses; `readable` is whether it says which letter each glyph is."""

    name: str
    embedded: bool
    readable: bool


@dataclass(frozen=True)
class Line:
    """A line as it is seen, with what is not read: header, divisions, rules of dots."""

    text: str
    box: Box
    baseline: float
    size: float
    artifact: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Page:
    """A page; `label` is the number a reader shows for it."""

    number: int
    label: str
    width: float
    height: float
    pieces: tuple[Piece, ...]

    @property
    def lines(self) -> list[Line]:
        """What is seen, line by line from the top."""
        rows: list[list[Piece]] = []
        for piece in sorted(self.pieces, key=lambda piece: piece.baseline):
            near = 0.5 * piece.size
            if rows and abs(rows[-1][0].baseline - piece.baseline) < near:
                rows[-1].append(piece)
            else:
                rows.append([piece])
        return [_line(row) for row in rows]

    @property
    def artifacts(self) -> list[str]:
        """The lines of what no screen reader reads: header, page number, divisions."""
        alone = Page(
            self.number,
            self.label,
            self.width,
            self.height,
            tuple(piece for piece in self.pieces if piece.artifact),
        )
        return [line.text for line in alone.lines]


@dataclass(frozen=True)
class Entry:
    """A line of the contents: its words, the page number printed, where it leads; level from 1."""

    title: str
    printed: str
    level: int
    landing: Landing | None


@dataclass(frozen=True)
class Pdf:
    """A PDF as it is read aloud and seen.

    `lost` is what is seen, but neither held by the structure tree nor said to be furniture.
    """

    title: str | None
    lang: str
    shows_title: bool
    pages: tuple[Page, ...]
    root: Element
    links: tuple[Link, ...]
    bookmarks: tuple[Bookmark, ...]
    fonts: tuple[Font, ...]
    lost: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """All that is read."""
        return self.root.text

    @property
    def headings(self) -> list[Element]:
        """The headings in the order in which they are read."""
        return [one for one in self.root.walk() if one.level]

    @property
    def contents(self) -> list[Entry]:
        """The table of contents, line by line."""
        entries = []
        for item in self.root.find("TOCI"):
            # A line can hold the lines below it; those are entries of their own.
            others = [one for one in item.find("TOCI") if one is not item]
            below = {run for other in others for run in other.runs()}
            words = plain("".join(run.text for run in item.runs() if run not in below))
            title, _, printed = words.rpartition(" ")
            own = [one for one in item.walk() if one.links and one.within("TOCI") is item]
            landing = own[0].links[0].landing if own else None
            level = 0
            around: Element | None = item
            while around := around.parent if around else None:
                level += around.role == "TOC"
            entries.append(Entry(title, printed, level, landing))
        return entries

    @cached_property
    def _places(self) -> dict[int, list[tuple[Box, float, Run]]]:
        places: dict[int, list[tuple[Box, float, Run]]] = {}
        for run in self.root.runs():
            if box := run.box:
                places.setdefault(box.page, []).append((box, run.pieces[0].size, run))
        return places

    def standing_at(self, landing: Landing) -> Element | None:
        """Return what begins at or right below a landing: a heading, an entry of a list.

        None where nothing is below it, or where what is below began earlier.
        """
        # Typst lets a link land 10 points above the capitals of what it leads to; the letters of a
        # great size reach higher.
        here = self._places.get(landing.page, [])
        below = [place for place in here if place[0].top + place[1] * 0.35 > landing.top]
        if not below:
            return None
        highest, size, _ = min(below, key=lambda place: place[0].top)
        row = [place for place in below if place[0].top < highest.top + size / 2]
        # Of what stands side by side it is the nearest; a number hangs to the left of its words.
        run = min(row, key=lambda place: abs(place[0].left - landing.left))[2]
        beginning = [place[2] for place in row]
        element = run.block
        if next(element.runs()) not in beginning:
            return None
        while element.parent and element.parent.role in HOLDERS:
            if next(element.parent.runs()) not in beginning:
                break
            element = element.parent
        return element


def read(path: Path) -> Pdf:
    """Read a PDF.

    Raises `ValueError` for what cannot be read: no structure tree, a link of a kind that no
    guideline needs.
    """
    with pikepdf.open(path) as file:
        return _Reader(file, path).pdf()


class _Reader:
    """Reads one open file."""

    def __init__(self, file: pikepdf.Pdf, path: Path) -> None:
        self.file = file
        self.numbers: dict[Any, int] = {
            page.objgen: number for number, page in enumerate(file.pages, start=1)
        }
        self.heights = [float(page.mediabox[3]) for page in file.pages]
        self.pages = [
            Page(number, page.label, float(page.mediabox[2]), float(page.mediabox[3]), pieces)
            for number, (page, pieces) in enumerate(
                zip(file.pages, _pieces(path, self.heights), strict=True), start=1
            )
        ]
        self.marked: dict[tuple[int, int], list[Piece]] = {}
        for page in self.pages:
            for piece in page.pieces:
                if piece.mcid is not None and not piece.artifact:
                    self.marked.setdefault((piece.page, piece.mcid), []).append(piece)
        self.held: set[tuple[int, int]] = set()
        self.links: dict[tuple[int, int], Link] = {}
        self.names: Any = {}
        if "/Names" in file.Root and "/Dests" in file.Root.Names:
            self.names = pikepdf.NameTree(file.Root.Names.Dests)
        self.parents: Any = {}

    def pdf(self) -> Pdf:
        catalog: Any = self.file.Root
        if "/StructTreeRoot" not in catalog:
            raise ValueError("no structure tree: nothing of this file can be read aloud")
        tree = catalog.StructTreeRoot
        if "/ParentTree" in tree:
            self.parents = pikepdf.NumberTree(tree.ParentTree)
        self.roles = {str(k)[1:]: str(v)[1:] for k, v in tree.get("/RoleMap", {}).items()}
        for number, page in enumerate(self.file.pages, start=1):
            for annotation in page.get("/Annots", []):
                if annotation.get("/Subtype") == "/Link":
                    self.links[annotation.objgen] = self._link(annotation, number)

        lang = str(catalog.get("/Lang", ""))
        root = Element("StructTreeRoot", "StructTreeRoot", lang, None)
        self._kids(tree, root, None)
        with self.file.open_metadata() as metadata:
            title = metadata.get("dc:title")
        return Pdf(
            title=str(title) if title else None,
            lang=lang,
            shows_title=bool(
                "/ViewerPreferences" in catalog
                and catalog.ViewerPreferences.get("/DisplayDocTitle", False)
            ),
            pages=tuple(self.pages),
            root=root,
            links=tuple(self.links.values()),
            bookmarks=tuple(self._bookmarks()),
            fonts=tuple(sorted(set(self._fonts()), key=lambda font: font.name)),
            lost=tuple(
                piece
                for page in self.pages
                for piece in page.pieces
                if not piece.artifact
                and piece.shown.strip()
                and (piece.page, piece.mcid) not in self.held
            ),
        )

    def _kids(self, node: Any, element: Element, page: int | None) -> None:
        kids = node.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                self._run(kid, page, node, element)
            elif kid.get("/Type") == "/MCR":
                self._run(int(kid.MCID), self._number(kid.get("/Pg"), page), node, element)
            elif kid.get("/Type") == "/OBJR":
                if link := self.links.get(kid.Obj.objgen):
                    link.element = element
                    element.links.append(link)
            else:
                element.content.append(self._element(kid, element, page))

    def _element(self, node: Any, parent: Element, page: int | None) -> Element:
        page = self._number(node.get("/Pg"), page)
        tag = str(node.S)[1:]
        element = Element(
            tag=tag,
            role=self.roles.get(tag, tag),
            lang=str(node.get("/Lang", parent.lang)),
            parent=parent,
            alt=str(node.Alt) if "/Alt" in node else None,
            actual_text=str(node.ActualText) if "/ActualText" in node else None,
            own_page=page,
        )
        self._kids(node, element, page)
        element.attributes = self._attributes(node, element.own_page)
        if element.actual_text is not None:
            pieces = tuple(piece for run in element.runs() for piece in run.pieces)
            element.content = [Run(element.actual_text, element.lang, element, pieces)]
        return element

    def _run(self, mcid: int, page: int | None, node: Any, element: Element) -> None:
        if page is None:
            raise ValueError(f"marked content {mcid} in a {element.tag} that is on no page")
        element.own_page = element.own_page or page
        pieces = self.marked.get((page, mcid), [])
        # Some readers go from the page to the element, by /ParentTree: both ways must be right.
        parents: Any = self.file.pages[page - 1].get("/StructParents")
        listed: Any = self.parents.get(int(parents)) if parents is not None else None
        if (
            isinstance(listed, pikepdf.Array)
            and mcid < len(listed)
            and listed[mcid].objgen == node.objgen
        ):
            self.held.add((page, mcid))
        by_lang: list[tuple[str, list[Piece]]] = []
        for piece in pieces:
            lang = piece.lang or element.lang
            if by_lang and by_lang[-1][0] == lang:
                by_lang[-1][1].append(piece)
            else:
                by_lang.append((lang, [piece]))
        for lang, group in by_lang:
            text = "".join(piece.text for piece in group)
            element.content.append(Run(text, lang, element, tuple(group)))

    def _attributes(self, node: Any, page: int | None) -> dict[str, Any]:
        """Return the attributes by name, whatever their owner; /BBox as a box."""
        found: dict[str, Any] = {}
        held = node.get("/A", [])
        for one in held if isinstance(held, pikepdf.Array) else [held]:
            if not isinstance(one, pikepdf.Dictionary):
                continue
            for name, value in one.items():
                if name == "/BBox" and page:
                    found["BBox"] = self._box(value, page)
                elif isinstance(value, pikepdf.Array):
                    found[name[1:]] = [str(part) for part in value]
                else:
                    found[name[1:]] = str(value).removeprefix("/")
        return found

    def _box(self, rectangle: Any, page: int) -> Box:
        left, low, right, high = (float(value) for value in rectangle)
        height = self.heights[page - 1]
        return Box(page, min(left, right), height - max(low, high), max(left, right), height - low)

    def _number(self, page: Any, otherwise: int | None) -> int | None:
        return otherwise if page is None else self.numbers[page.objgen]

    def _link(self, annotation: Any, page: int) -> Link:
        action = annotation.get("/A", {})
        uri = str(action.URI) if action.get("/S") == "/URI" else None
        landing = None
        if uri is None:
            landing = self._landing(annotation.get("/Dest", action.get("/D")))
        description = str(annotation.Contents) if "/Contents" in annotation else None
        return Link(uri, landing, description, self._box(annotation.Rect, page))

    def _landing(self, destination: Any) -> Landing | None:
        name = None
        if isinstance(destination, (pikepdf.String, pikepdf.Name)):
            name = str(destination)
            destination = self.names.get(name)
        if isinstance(destination, pikepdf.Dictionary):
            destination = destination.get("/D")
        if not isinstance(destination, pikepdf.Array):
            return None
        target: Any = destination[0]
        page = self.numbers.get(target.objgen) if isinstance(target, pikepdf.Dictionary) else None
        if page is None:
            return None
        top = left = 0.0
        if destination[1] == "/XYZ" and destination[3] is not None:
            left = float(destination[2] or 0)
            top = self.heights[page - 1] - float(destination[3])
        return Landing(page, top, left, name)

    def _bookmarks(self) -> Iterator[Bookmark]:
        def walk(items: Any, level: int) -> Iterator[Bookmark]:
            for item in items:
                destination = item.destination
                if destination is None and item.action is not None:
                    destination = item.action.get("/D")
                yield Bookmark(item.title, level, self._landing(destination))
                yield from walk(item.children, level + 1)

        with self.file.open_outline() as outline:
            yield from walk(outline.root, 1)

    def _fonts(self) -> Iterator[Font]:
        for thing in self.file.objects:
            if not isinstance(thing, pikepdf.Dictionary) or thing.get("/Type") != "/Font":
                continue
            if str(thing.get("/Subtype", "")).startswith("/CIDFont"):
                continue  # a part of the one that is used
            holder: Any = thing.DescendantFonts[0] if "/DescendantFonts" in thing else thing
            descriptor: Any = holder.get("/FontDescriptor", {})
            embedded = thing.get("/Subtype") == "/Type3" or any(
                key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")
            )
            name = str(thing.get("/BaseFont", "/Type3"))[1:].removesuffix("-Identity-H")
            yield Font(name.partition("+")[2] or name, embedded, "/ToUnicode" in thing)


@dataclass
class _Mark:
    """What one begin of marked content says of what follows."""

    artifact: bool
    mcid: int | None
    lang: str | None
    actual: str | None


class _Device(PDFTextDevice):
    """Gathers the pieces of a page."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.marks: list[_Mark] = []
        self.pieces: list[Piece] = []
        self.number = 0
        self.height = 0.0

    def begin_tag(self, tag: PSLiteral, props: Any = None) -> None:
        if isinstance(props, PSLiteral):
            raise ValueError("marked content with a list of properties by name")
        props = props or {}

        def words(name: str) -> str | None:
            return decode_text(props[name]) if name in props else None

        self.marks.append(
            _Mark(tag.name == "Artifact", props.get("MCID"), words("Lang"), words("ActualText"))
        )

    def end_tag(self) -> None:
        self.marks.pop()

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        self.shown = ""
        self.corners: list[tuple[float, float]] = []
        self.base: float | None = None
        self.scale = 0.0
        super().render_string(textstate, seq, ncs, graphicstate)
        if self.base is None:
            return
        text = self.shown
        for mark in self.marks:
            if mark.actual is not None:
                text, mark.actual = mark.actual, ""  # said once, however much is shown for it
                break
        xs = [corner[0] for corner in self.corners]
        ys = [self.height - corner[1] for corner in self.corners]
        inner = list(reversed(self.marks))
        self.pieces.append(
            Piece(
                text=text,
                shown=self.shown,
                box=Box(self.number, min(xs), min(ys), max(xs), max(ys)),
                baseline=self.height - self.base,
                size=self.scale,
                font=str(textstate.font.fontname).rpartition("+")[2],
                artifact=any(mark.artifact for mark in inner),
                mcid=next((mark.mcid for mark in inner if mark.mcid is not None), None),
                lang=next((mark.lang for mark in inner if mark.lang), None),
            )
        )

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: Any,
    ) -> float:
        try:
            self.shown += font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            self.shown += "\N{REPLACEMENT CHARACTER}"
        width = font.char_width(cid) * fontsize * scaling
        # A font program may give a depth above the line; it is below it.
        top, bottom = font.get_ascent() * fontsize, -abs(font.get_descent()) * fontsize
        for x, y in ((0.0, bottom), (width, top)):
            self.corners.append(apply_matrix_pt(matrix, (x, y + rise)))
        if self.base is None:
            self.base = apply_matrix_pt(matrix, (0, rise))[1]
            self.scale = fontsize * (matrix[2] ** 2 + matrix[3] ** 2) ** 0.5
        return float(width)


def _pieces(path: Path, heights: list[float]) -> Iterator[tuple[Piece, ...]]:
    """Yield what each page shows, in the order of its content stream."""
    device = _Device(PDFResourceManager())
    interpreter = PDFPageInterpreter(device.rsrcmgr, device)
    with path.open("rb") as file:
        for number, page in enumerate(PDFPage.get_pages(file), start=1):
            device.number, device.height, device.pieces = number, heights[number - 1], []
            interpreter.process_page(page)
            yield tuple(device.pieces)


def _around(boxes: list[Box]) -> Box | None:
    """Return the smallest box around those that stand on the page of the first."""
    if not boxes:
        return None
    page = boxes[0].page
    here = [box for box in boxes if box.page == page]
    return Box(
        page,
        min(box.left for box in here),
        min(box.top for box in here),
        max(box.right for box in here),
        max(box.bottom for box in here),
    )


def _line(row: list[Piece]) -> Line:
    pieces = sorted(row, key=lambda piece: piece.box.left)
    text = ""
    end = None
    for piece in pieces:
        gap = end is not None and piece.box.left - end > 0.15 * piece.size
        if gap and not text.endswith(" ") and not piece.shown.startswith(" "):
            text += " "
        text += piece.shown
        end = piece.box.right
    box = _around([piece.box for piece in pieces])
    assert box
    biggest = max(pieces, key=lambda piece: piece.size)
    return Line(
        text.rstrip(),
        box,
        biggest.baseline,
        biggest.size,
        all(piece.artifact for piece in pieces),
        tuple(pieces),
    )

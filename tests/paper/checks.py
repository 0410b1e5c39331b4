"""What no validator sees of a PDF: functions from the file as read to a list of complaints.

Each is pure, and an empty list is a file in order. What a complaint is measured against comes
from whoever asks: from the model of the guideline, never from the file itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from tests.paper.reading import (
    Box,
    Element,
    Entry,
    Landing,
    Link,
    Page,
    Pdf,
    Piece,
    Run,
    plain,
)

__all__ = [
    "bookmarked",
    "contents_true",
    "fonts_embedded",
    "foreign_parts",
    "headings_accompanied",
    "headings_nested",
    "kept_whole",
    "links_described",
    "links_land",
    "named",
    "no_lone_lines",
    "nothing_lost",
    "pages_numbered",
    "paragraphs_parted",
    "parts_language",
    "pictures_described",
    "read_as_seen",
    "statements_present",
    "tables_headed",
    "words_whole",
]

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
# What divides a word for a screen reader, or says nothing.
UNREADABLE = {
    SOFT_HYPHEN: "a soft hyphen",
    "\N{ZERO WIDTH SPACE}": "a space without width",
    "\N{REPLACEMENT CHARACTER}": "an unknown letter",
}
WORD = re.compile(r"[^\W_]+(?:[-‐'’.:@/][^\W_]+)*")


def named(pdf: Pdf, title: str, lang: str) -> list[str]:
    """The file has its title, shows it instead of its name, and says its language."""
    complaints = []
    if pdf.title != title:
        complaints.append(f"the title is {pdf.title!r}, not {title!r}")
    if not pdf.shows_title:
        complaints.append("the title is not shown")
    if pdf.lang != lang:
        complaints.append(f"the language is {pdf.lang!r}, not {lang!r}")
    return complaints


def nothing_lost(pdf: Pdf) -> list[str]:
    """Whatever is seen is read, or is said to be furniture."""
    return [f"page {piece.page}: {piece.shown!r} is not read" for piece in pdf.lost]


def fonts_embedded(pdf: Pdf, allowed: Collection[str] | None = None) -> list[str]:
    """Every font is in the file and says its letters, and its name begins with one `allowed`."""
    complaints = []
    for font in pdf.fonts:
        if not font.embedded:
            complaints.append(f"{font.name} is not in the file")
        if not font.readable:
            complaints.append(f"{font.name} does not say which letters it shows")
        if allowed is not None and not font.name.startswith(tuple(allowed)):
            complaints.append(f"{font.name} is not one of the fonts meant")
    return complaints or ([] if pdf.fonts else ["no font at all"])


def words_whole(pdf: Pdf, known: Iterable[str] = (), within: str = "") -> list[str]:
    """Every word is read as one, and as it is written.

    `known` is text in which every word of the file stands: where any is given, a word that is not
    in it is complained of, which finds two words run into one and one that a division has parted.
    A hyphen that is read where a line ends inside of a word is one of a division unless the word
    with its hyphen is known, or stands in `within`, a text that has only some of the words.
    """
    complaints = []
    vocabulary = {word for text in known for word in WORD.findall(plain(text))}
    hyphened = vocabulary.union(WORD.findall(plain(within)))
    for block, runs in _blocks(pdf):
        text = plain("".join(run.text for run in runs))
        for letter, name in UNREADABLE.items():
            for place in re.finditer(rf"\S*{letter}\S*", text):
                complaints.append(f"{_where(block)}: {name} in {place[0]!r}")
        for one, other in pairwise(_read_lines(runs)):
            end, start = re.search(r"\w+[-‐]$", one), re.match(r"\w+", other)
            if end and start and end[0] + start[0] not in hyphened:
                complaints.append(f"{_where(block)}: a hyphen is read in {end[0] + start[0]!r}")
        if vocabulary:
            complaints += [
                f"{_where(block)}: {word!r} is no word of the text"
                for word in WORD.findall(text)
                if word not in vocabulary
            ]
    return complaints


def headings_nested(pdf: Pdf) -> list[str]:
    """The headings begin at level 1, none is skipped, none is empty."""
    complaints = []
    before = 0
    for heading in pdf.headings:
        assert heading.level
        if heading.level > before + 1:
            complaints.append(
                f"{_where(heading)}: level {heading.level} after {before or 'none'}: "
                f"{plain(heading.text)!r}"
            )
        if not plain(heading.text):
            complaints.append(f"{_where(heading)}: a heading without words")
        before = heading.level
    return complaints or ([] if pdf.headings else ["no heading at all"])


def bookmarked(pdf: Pdf, leaving_out: Collection[str] = ()) -> list[str]:
    """Every heading has its bookmark: in order, nested as the headings are, landing on it.

    `leaving_out` are the words of headings that have none, such as that of the contents.
    """
    levels: list[int] = []
    complaints = []
    wanted = []
    for heading in pdf.headings:
        assert heading.level
        words = plain(heading.text)
        if words in leaving_out:
            continue
        levels = [level for level in levels if level < heading.level] + [heading.level]
        wanted.append((words, len(levels)))
    found = [(plain(bookmark.title), bookmark.level) for bookmark in pdf.bookmarks]
    if found != wanted:
        missing, surplus = Counter(wanted) - Counter(found), Counter(found) - Counter(wanted)
        complaints += [f"no bookmark of level {level}: {words!r}" for words, level in missing]
        complaints += [f"a bookmark without its heading: {words!r}" for words, _ in surplus]
        if not complaints:
            complaints.append("the bookmarks stand in another order than the headings")
    for bookmark in pdf.bookmarks:
        what = f"the bookmark {bookmark.title!r}"
        complaints += _leads_to_heading(pdf, bookmark.title, bookmark.landing, what)
    return complaints


def contents_true(
    pdf: Pdf,
    depth: int = 6,
    leaving_out: Collection[str] = (),
    printed: Callable[[Page], str] = lambda page: page.label,
) -> list[str]:
    """The contents name every heading down to `depth`, in order, with the page it stands on.

    `leaving_out` are the words of headings that are not in them; the heading right before the
    contents is their own. `printed` is the number that a page bears.
    """
    entries = pdf.contents
    if not entries:
        return ["no contents"]
    headings = [one for one in pdf.headings if one.level and one.level <= depth]
    walked = list(pdf.root.walk())
    before = walked[: walked.index(pdf.root.find("TOC")[0])]
    own = next((one for one in reversed(before) if one.level), None)
    headings = [one for one in headings if one is not own and plain(one.text) not in leaving_out]
    complaints = []
    wanted, found = [plain(one.text) for one in headings], [entry.title for entry in entries]
    if wanted != found:
        missing, surplus = Counter(wanted) - Counter(found), Counter(found) - Counter(wanted)
        complaints += [f"not in the contents: {words!r}" for words in missing]
        complaints += [f"in the contents, but no heading: {words!r}" for words in surplus]
        if not complaints:
            complaints.append("the contents stand in another order than the headings")
    left = list(headings)
    for entry in entries:
        heading = next((one for one in left if plain(one.text) == entry.title), None)
        if heading is None:
            continue
        left.remove(heading)
        complaints += _entry_true(pdf, entry, heading, printed)
    return complaints


def links_land(pdf: Pdf, expected: Callable[[Link], str | None] = lambda link: None) -> list[str]:
    """Every link within the file leads to where something begins, and to what it names.

    `expected` gives for a link the words with which the place begins to which it must lead, or
    None where any beginning will do. A link of the contents must lead to the heading of its name.
    """
    complaints = []
    for link in pdf.links:
        name = link.words or link.description
        if link.element is None:
            complaints.append(f"page {link.box.page}: no words belong to the link {name!r}")
        if link.uri is not None:
            continue
        where = f"page {link.box.page}: the link {name!r}"
        if link.landing is None:
            complaints.append(f"{where} leads nowhere")
            continue
        words = expected(link)
        entry = link.element and link.element.within("TOCI")
        if words is None and entry:
            complaints += _leads_to_heading(pdf, link.words.rpartition(" ")[0], link.landing, where)
            continue
        place = pdf.standing_at(link.landing)
        if place is None:
            complaints.append(f"{where} leads to where nothing begins")
        elif words is not None and not plain(place.text).startswith(plain(words)):
            complaints.append(f"{where} leads to {plain(place.text)[:60]!r}, not to {words!r}")
    return complaints


def links_described(pdf: Pdf, says: Callable[[Link], str | None] = lambda link: None) -> list[str]:
    """Every link has words and a description; where `says` gives one, that one.

    Typst describes a link to an address by the address, one within the file by what it leads to.
    """
    complaints = []
    for link in pdf.links:
        where = f"page {link.box.page}: the link {link.words or link.description!r}"
        wanted = says(link)
        described = plain(link.description or "")
        if not link.words:
            complaints.append(f"{where} has no words")
        if not described:
            complaints.append(f"{where} has no description")
        elif wanted is not None and described != wanted:
            complaints.append(f"{where} is described as {described!r}, not {wanted!r}")
    return complaints


def foreign_parts(pdf: Pdf) -> list[tuple[str, str]]:
    """Return each stretch of a block that is in another language than the file: words, language."""
    parts: list[tuple[str, str]] = []
    for _, runs in _blocks(pdf):
        lang, words = pdf.lang, ""
        for run in [*runs, None]:
            if run and run.lang == lang:
                words += run.text
                continue
            # White space alone is in no language.
            if run and not run.text.strip():
                words += run.text
                continue
            if lang != pdf.lang and words.strip():
                parts.append((plain(words), lang))
            if run:
                lang, words = run.lang, run.text
    return parts


def paragraphs_parted(pdf: Pdf) -> list[str]:
    """What stands by itself is a paragraph, or has another tag that a voice pauses at.

    Words that stand by themselves as a mere span, or beside paragraphs without being one, run into
    what follows; and so do two languages that nothing parts.
    """
    complaints = []
    for block, runs in _blocks(pdf):
        words = plain("".join(run.text for run in runs))
        if not words:
            continue
        if block.role == "Span":
            complaints.append(f"{_where(block)}: {words[:40]!r} is no paragraph")
        elif any(not one.inline and next(one.runs(), None) for one in block.children):
            complaints.append(f"{_where(block)}: {words[:40]!r} stands bare beside other blocks")
        complaints += [
            f"{_where(block)}: {one.lang} runs into {other.lang}: "
            f"{one.text[-20:] + other.text[:20]!r}"
            for one, other in pairwise(runs)
            if one.lang != other.lang
            and re.search(r"[\w.]$", one.text)
            and other.text[:1].isalnum()
        ]
    return complaints


def parts_language(pdf: Pdf, expected: Iterable[tuple[str, str]]) -> list[str]:
    """The parts in another language are these and no others: words and language, as often."""
    found = Counter(foreign_parts(pdf))
    wanted = Counter((plain(words), lang) for words, lang in expected)
    complaints = []
    for (words, lang), times in (wanted - found).items():
        complaints.append(f"{words!r} is not read in {lang}, {times} times")
    for (words, lang), times in (found - wanted).items():
        complaints.append(f"{words!r} is read in {lang}, {times} times more than meant")
    return complaints


def statements_present(pdf: Pdf, expected: Sequence[tuple[str, str]]) -> list[str]:
    """Every numbered statement is an entry of a list with its number, in this order.

    `expected` are the number and the words, or the first of them.
    """
    entries = []
    for one in pdf.root.find("LI"):
        label = next((child for child in one.children if child.role == "Lbl"), None)
        if label:
            rest = plain(one.text)[len(plain(label.text)) :].strip()
            entries.append((plain(label.text).rstrip("."), rest))
    complaints = []
    at = 0
    for number, words in expected:
        number, words = number.rstrip("."), plain(words)
        places = [
            place
            for place, (label, text) in enumerate(entries)
            if label == number and text.startswith(words)
        ]
        if not places:
            complaints.append(f"missing: {number} {words!r}")
        elif not (later := [place for place in places if place >= at]):
            complaints.append(f"too early: {number} {words!r}")
        else:
            at = later[0] + 1
    return complaints


def pictures_described(pdf: Pdf) -> list[str]:
    """Every picture has words that stand for it."""
    return [
        f"{_where(one)}: a picture without words"
        for one in pdf.root.find("Figure", "Formula")
        if not (one.alt or one.actual_text or "").strip()
    ]


def tables_headed(pdf: Pdf) -> list[str]:
    """Every table has header cells that say what they head, and rows of one length."""
    complaints = []
    for table in pdf.root.find("Table"):
        where = f"{_where(table)}: the table {plain(table.text)[:40]!r}"
        headers = table.find("TH")
        if not headers:
            complaints.append(f"{where} has no header cell")
        complaints += [
            f"{where}: the header {plain(one.text)!r} does not say what it heads"
            for one in headers
            if one.attributes.get("Scope") not in ("Column", "Row", "Both")
        ]
        lengths = {
            sum(int(cell.attributes.get("ColSpan", 1)) for cell in row.find("TH", "TD"))
            for row in table.find("TR")
            if not any("RowSpan" in cell.attributes for cell in row.children)
        }
        if len(lengths) > 1:
            complaints.append(f"{where} has rows of {sorted(lengths)} cells")
    return complaints


def read_as_seen(pdf: Pdf) -> list[str]:
    """What is read later begins further down, or to the right; nobody's eye jumps back.

    Compared are the parts of each element, so that a cell may be longer than its neighbour. A note
    is left out: it is read where its mark is, and stands at the foot.
    """
    complaints = []
    for element in pdf.root.walk():
        parts = [one for one in element.content if isinstance(one, Run) or one.role != "Note"]
        seen = [(part, begin) for part in parts if (begin := _begin(part))]
        for (before, one), (after, other) in pairwise(seen):
            boxes = before.boxes if isinstance(before, Element) else [before.box or one]
            if _back(one, other, boxes[0].right, _size(after)):
                complaints.append(
                    f"page {other.page}: {plain(after.text)[:40]!r} is read after "
                    f"{plain(before.text)[:40]!r}, and stands before it"
                )
    return complaints


def pages_numbered(
    pdf: Pdf, form: str = "{page} / {pages}", but: Collection[int] = ()
) -> list[str]:
    """Every page bears its number in the furniture, in this `form`, except the pages `but`."""
    complaints = []
    for page in pdf.pages:
        wanted = form.format(page=page.number, pages=len(pdf.pages))
        borne = [one for one in page.artifacts if plain(one).endswith(wanted)]
        if page.number in but:
            if borne:
                complaints.append(f"page {page.number} bears a number")
        elif not borne:
            complaints.append(f"page {page.number} does not bear {wanted!r}")
    return complaints


def headings_accompanied(pdf: Pdf) -> list[str]:
    """No heading stands alone at the foot of a page, or goes over it."""
    complaints = []
    own = {piece for heading in pdf.headings for run in heading.runs() for piece in run.pieces}
    for heading in pdf.headings:
        boxes = heading.boxes
        words = plain(heading.text)
        if len(boxes) > 1:
            complaints.append(f"page {boxes[0].page}: {words!r} goes over the page")
        elif boxes:
            below = [
                piece
                for piece in pdf.pages[boxes[0].page - 1].pieces
                if not piece.artifact and piece not in own and piece.baseline > boxes[0].bottom
            ]
            if not below:
                complaints.append(f"page {boxes[0].page}: {words!r} stands alone at the foot")
    return complaints


def kept_whole(pdf: Pdf, *tags: str, under: int | None = None) -> list[str]:
    """None of these elements (entries of a list, rows of a table) goes over the end of a page.

    Those of so many letters or more may.
    """
    return [
        f"pages {one.boxes[0].page}–{one.boxes[-1].page}: {plain(one.text)[:60]!r} is parted"
        for one in pdf.root.find(*tags)
        if len(one.boxes) > 1 and (under is None or len(plain(one.text)) < under)
    ]


def no_lone_lines(pdf: Pdf) -> list[str]:
    """No paragraph leaves its first line alone at a page's foot, or its last at a page's head."""
    complaints = []
    for _, runs in _blocks(pdf):
        lines: dict[int, list[Piece]] = {}
        for piece in (piece for run in runs for piece in run.pieces):
            on_page = lines.setdefault(piece.page, [])
            if all(_other_line(piece, one) for one in on_page):
                on_page.append(piece)
        if len(lines) < 2:
            continue
        words = plain("".join(run.text for run in runs))[:60]
        if len(lines[min(lines)]) == 1:
            complaints.append(f"page {min(lines)}: the first line of {words!r} stands alone")
        if len(lines[max(lines)]) == 1:
            complaints.append(f"page {max(lines)}: the last line of {words!r} stands alone")
    return complaints


def _where(element: Element) -> str:
    return f"page {element.page}" if element.page else "on no page"


def _blocks(pdf: Pdf) -> Iterator[tuple[Element, list[Run]]]:
    """Yield each block with those of its words that follow on one another."""
    for block, runs in groupby(pdf.root.runs(), key=lambda run: run.block):
        yield block, list(runs)


def _read_lines(runs: list[Run]) -> list[str]:
    """Return what is read of each line of a block."""
    lines: list[str] = []
    before: Piece | None = None
    for piece in (piece for run in runs for piece in run.pieces):
        if before is None or _other_line(before, piece):
            lines.append("")
        lines[-1] += piece.text
        before = piece
    return lines


def _other_line(one: Piece, other: Piece) -> bool:
    far = max(one.size, other.size) / 2
    return one.page != other.page or abs(one.baseline - other.baseline) > far


def _leads_to_heading(pdf: Pdf, words: str, landing: Landing | None, what: str) -> list[str]:
    place = pdf.standing_at(landing) if landing else None
    if place is None:
        return [f"{what} leads to where nothing begins"]
    if place.level is None or plain(place.text) != plain(words):
        return [f"{what} leads to {plain(place.text)[:60]!r}"]
    return []


def _entry_true(
    pdf: Pdf, entry: Entry, heading: Element, printed: Callable[[Page], str]
) -> list[str]:
    if heading.page is None:
        return [f"the heading {entry.title!r} is not seen"]
    what = f"contents, {entry.title!r}:"
    complaints = []
    number = printed(pdf.pages[heading.page - 1])
    if entry.printed != number:
        complaints.append(f"{what} page {entry.printed}, but it stands on {number}")
    if entry.landing is None:
        complaints.append(f"{what} leads nowhere")
    elif pdf.standing_at(entry.landing) is not heading:
        complaints.append(f"{what} leads elsewhere, page {entry.landing.page}")
    return complaints


def _begin(part: Element | Run) -> Box | None:
    """Return where the first that is read of a part stands; of a picture, where it stands."""
    runs = part.runs() if isinstance(part, Element) else iter([part])
    first = next((piece.box for run in runs for piece in run.pieces), None)
    if first is None and isinstance(part, Element) and part.boxes:
        return part.boxes[0]
    return first


def _back(before: Box, after: Box, right: float, size: float) -> bool:
    """Whether the eye has to jump back: to an earlier page, up, or left in the same line.

    Up is no jump back where it is to the right of all before, of `right`: a new column.
    """
    near = size / 2
    if after.page != before.page:
        return after.page < before.page
    if after.top < before.top - near:
        return after.left < right - near
    return after.top <= before.top + near and after.left < before.left - near


def _size(part: Element | Run) -> float:
    """Return the size of the letters with which it begins; of a picture, that of common text."""
    runs = part.runs() if isinstance(part, Element) else iter([part])
    return next((piece.size for run in runs for piece in run.pieces), 11.0)

"""The sheets: what is asked for first can be read at two metres, in every language, on one page."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from rinnakkain import engine, guideline, prints, ui
from rinnakkain.guideline import Guideline
from rinnakkain.paper import press, printing, sheets
from rinnakkain.paper.document import Document
from tests.conftest import ADDRESS
from tests.happened import furnish
from tests.paper import checks, validators
from tests.paper.reading import Pdf, Piece, plain, read
from tests.small import LANGUAGES
from tests.tracked import Tracked, tracked

TOGETHER = ("fi", "sv")
# Points: what is read at two metres, and what is read at a desk.
FAR, NEAR = 18.0, 12.0


@dataclass
class Press:
    """A guideline with its built site, and a folder to put prints into."""

    root: Path
    folder: Path

    @property
    def site(self) -> Path:
        return self.root / "site"

    @cached_property
    def guideline(self) -> Guideline:
        return guideline.read(self.root)

    def wall(self, *codes: str) -> Pdf:
        return read(self.set(self.wall_document(*codes)))

    def wall_document(self, *codes: str) -> Document:
        made = sheets.wall(self.guideline, self.site, codes)
        assert made
        return made

    def desk(self, code: str) -> Pdf:
        return read(self.set(sheets.desk(self.guideline, self.site, code)))

    def set(self, document: Document) -> Path:
        assert document.slips == ()
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / document.name
        path.write_bytes(press.printed([document], self.guideline.history.edition)[document.name])
        return path

    def doors(self, code: str) -> list[tuple[str, bool, list[str]]]:
        """Return the doors of a language as they are written: heading, urgent or not, rules."""
        page = self.guideline.pages[code, "index.md"]
        return [
            (
                plain(one.heading.text),
                "urgent" in one.heading.classes,
                re.findall(r"^- \[([\w-]+)\]", one.text, re.MULTILINE),
            )
            for one in page.passages
            if "door" in one.heading.classes
        ]

    def urgent(self, code: str) -> tuple[str, list[str]]:
        return next((head, ids) for head, is_urgent, ids in self.doors(code) if is_urgent)

    def numbered(self, code: str, ids: Sequence[str]) -> list[tuple[str, str]]:
        """Return number and whole text of rules as the built site shows them."""
        return [(self.guideline.numbers[id_], self.text(code, id_)) for id_ in ids]

    def text(self, code: str, id_: str) -> str:
        stem = self.guideline.homes[id_].removesuffix(".md")
        tree = html.document_fromstring((self.site / code / stem / "index.html").read_bytes())
        return plain(tree.get_element_by_id(id_).find_class("rule-text")[0].text_content())


@pytest.fixture(scope="module")
def real(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Press:
    """The real guideline."""
    return Press(built.parent, tmp_path_factory.mktemp("real"))


def finished(small: Tracked, folder: Path) -> Press:
    engine.build(small.root, small.root / "site", small.read())
    return Press(small.root, folder)


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Press:
    """A small guideline to which nothing has happened, without an address."""
    small = tracked(tmp_path_factory.mktemp("quiet"))
    furnish(small)
    return finished(small, small.root / "prints")


@pytest.fixture(scope="module")
def behind(changed: Path, tmp_path_factory: pytest.TempPathFactory) -> Press:
    """A small guideline of which English has not followed the changes."""
    return Press(changed.parent, tmp_path_factory.mktemp("behind"))


IDS = ("check-links", "threatening-messages", "ask")


def rewritten(press_: Press, folder: Path, texts: Mapping[str, Sequence[str]]) -> Press:
    """Copy a small guideline; its fourth door leads to as many rules as there are `texts`."""
    shutil.copytree(press_.root, folder)
    for code, own in texts.items():
        ids = [IDS[at % len(IDS)] for at in range(len(own))]
        change(folder / "site" / code / "safety/index.html", ids, own)
        start = folder / "site" / code / "index.html"
        tree = html.document_fromstring(start.read_bytes())
        (door,) = tree.find_class("urgent")
        listed = door.find("ul")
        assert listed is not None
        for item in list(listed):
            item.drop_tree()
        for id_ in ids:
            item = html.fragment_fromstring(f'<li><a href="safety/#{id_}">{id_}</a></li>')
            listed.append(item)
        start.write_bytes(html.tostring(tree))
    return Press(folder, folder / "prints")


def change(page: Path, ids: Sequence[str], texts: Sequence[str]) -> None:
    tree = html.document_fromstring(page.read_bytes())
    for id_, text in zip(ids, texts, strict=True):
        (shown,) = tree.get_element_by_id(id_).find_class("rule-text")
        shown.text = text
    page.write_bytes(html.tostring(tree))


def told(one: Press, facts: Mapping[str, object], folder: Path) -> Press:
    """Let the Town tell something; the built pages stay."""
    again = Press(one.root, folder)
    for path, value in facts.items():
        table: Any = again.guideline.facts.table
        *above, last = path.split(".")
        for key in above:
            table[key] = table = dict(table.get(key) or {})
        table[last] = value
    return again


def pieces(pdf: Pdf) -> Iterator[Piece]:
    """Yield what is seen and read, in its order."""
    yield from (one for page in pdf.pages for one in page.pieces if not one.artifact)


def foot(one: Press, *codes: str) -> str:
    """Return the small print: whose the rules are, of which day, and where the site is."""
    said = [str(one.guideline.facts.value("site.address", ""))]
    for code in codes:
        words = one.guideline.words[code]
        day = one.guideline.history.edition
        assert day
        edition = str(words["edition"]).format(day=ui.day(words, day))
        said.append(f"{words['guideline']}, {words['town_official']}. {edition}.")
    return " ".join(said)


def too_small(pdf: Pdf, least: float, small_print: str) -> list[str]:
    return [
        f"{one.shown!r}: {one.size}"
        for one in pieces(pdf)
        if one.size < least - 0.01 and plain(one.shown) not in small_print
    ]


def sheets_of(one: Press) -> list[tuple[prints.Print, Pdf, Path]]:
    made = []
    for own in prints.all_of(one.guideline):
        if own.kind == prints.WALL:
            path = one.set(one.wall_document(*own.codes))
        elif own.kind == prints.DESK:
            path = one.set(sheets.desk(one.guideline, one.site, *own.codes))
        else:
            continue
        assert path.name == own.name
        made.append((own, read(path), path))
    return made


def test_every_sheet_is_in_order(real: Press) -> None:
    """Read aloud or seen, for ten years and on any machine: two validators and the house's own."""
    made = sheets_of(real)
    assert len(made) == 5
    for own, pdf, path in made:
        assert validators.verapdf(path) == [], own
        assert validators.page(path) == [], own
        assert pdf.lang == own.codes[0]
        assert pdf.shows_title
        for check in (
            checks.nothing_lost,
            checks.words_whole,
            checks.headings_nested,
            checks.bookmarked,
            checks.links_described,
            checks.pictures_described,
            checks.paragraphs_parted,
            checks.headings_accompanied,
        ):
            assert check(pdf) == [], (own, check.__name__)
        assert checks.fonts_embedded(pdf, ("SourceS",)) == [], own


def test_the_wall_has_every_rule_of_the_fourth_door_on_one_page(real: Press) -> None:
    """Number and text are whole, each language's in its own language."""
    for codes in (TOGETHER, ("en",)):
        pdf = real.wall(*codes)
        assert len(pdf.pages) == 1
        page = pdf.pages[0]
        assert (round(page.width), round(page.height)) == (595, 842)
        heads = [real.urgent(code)[0] for code in codes]
        assert [plain(one.text) for one in pdf.headings] == heads
        assert [one.lang for one in pdf.headings] == list(codes)
        assert pdf.title == " · ".join(heads)
        wanted = [row for code in codes for row in real.numbered(code, real.urgent(code)[1])]
        assert checks.statements_present(pdf, wanted) == []
        assert checks.read_as_seen(pdf) == []


def test_each_language_of_the_wall_is_read_in_its_own(real: Press) -> None:
    """No Swedish is read with a Finnish voice."""
    pdf = real.wall(*TOGETHER)
    head, ids = real.urgent("sv")
    parts = checks.foreign_parts(pdf)
    assert {lang for _, lang in parts} == {"sv"}
    said = " ".join(words for words, _ in parts)
    words = ui.group(real.guideline.words["sv"], "paper")["contacts"]
    for wanted in (head, *(text for _, text in real.numbered("sv", ids))):
        assert wanted in said
    for name in sheets.CONTACTS:
        assert words[name] in said
    own = plain("".join(one.text for one in pdf.root.runs() if one.lang == "fi"))
    for wanted in (real.urgent("fi")[0], real.text("fi", real.urgent("fi")[1][0])):
        assert wanted in own


def test_the_wall_can_be_read_at_two_metres(real: Press) -> None:
    """All but the small print has 18 points or more; a number is larger than its rule."""
    for codes in (TOGETHER, ("en",)):
        pdf = real.wall(*codes)
        assert too_small(pdf, FAR, foot(real, *codes)) == []
        for item in pdf.root.find("LI"):
            label, body = item.children[0], item.children[-1]
            if label.role == "Lbl" and label.text[0].isdigit():
                sizes = [next(run.pieces[0].size for run in one.runs()) for one in (label, body)]
                assert sizes[0] > sizes[1]


def test_neither_language_of_the_wall_comes_first_by_size(real: Press) -> None:
    """Headings and rules are as large in one as in the other, and rows begin at one height."""
    pdf = real.wall(*TOGETHER)
    sizes = {
        code: {
            size
            for run in pdf.root.runs()
            if run.lang == code and (size := run.pieces[0].size) >= FAR
        }
        for code in TOGETHER
    }
    assert sizes["fi"] == sizes["sv"]
    tops: dict[str, set[float]] = {}
    for label in pdf.root.find("Lbl"):
        number = plain(label.text)
        if number[0].isdigit():
            tops.setdefault(number, set()).add(round(label.boxes[0].top, 1))
    assert len(tops) == len(real.urgent("fi")[1])
    assert all(len(own) == 1 for own in tops.values()), tops


def test_a_contact_nobody_knows_has_a_line_to_write_on(real: Press) -> None:
    """The line is there for the eye, and is said to whom it is read aloud, in each language."""
    assert not any(real.guideline.facts.value(f"contacts.{n}", "fi") for n in sheets.CONTACTS)
    pdf = real.wall(*TOGETHER)
    lines = [one for one in pdf.root.find("Figure") if one.tag == "Figure" and one.lang]
    said = [(one.alt, one.lang) for one in lines]
    for code in TOGETHER:
        write = ui.group(real.guideline.words[code], "paper")["write"]
        assert said.count((write, code)) == len(sheets.CONTACTS)
    labels = [plain(one.text) for one in pdf.root.find("Lbl")][-len(sheets.CONTACTS) :]
    called = [ui.group(real.guideline.words[code], "paper")["contacts"] for code in TOGETHER]
    assert labels == [" ".join(own[name] for own in called) for name in sheets.CONTACTS]


def test_a_day_stays_in_one_line(real: Press) -> None:
    """Nobody reads half a date at the end of a line, and half in the next."""
    for pdf in (real.wall(*TOGETHER), real.desk("fi")):
        said = [run.text for run in pdf.root.runs()]
        day = real.guideline.history.edition
        assert day
        own = real.guideline.words["fi"]
        assert any(ui.day(own, day) in one for one in said)


def test_a_contact_that_is_known_is_printed(real: Press, tmp_path: Path) -> None:
    """Told once it stands once; told in each language it stands in each, and is read so."""
    known = told(
        real,
        {
            "contacts.supervisor": {"fi": "Matti, puh. 1", "sv": "Matti, tfn 1", "en": "Matti, 1"},
            "contacts.occupational_safety": "turva@guideline.example",
        },
        tmp_path,
    )
    path = known.set(known.wall_document(*TOGETHER))
    assert validators.verapdf(path) == []
    pdf = read(path)
    text = plain(pdf.root.text)
    assert text.count("turva@guideline.example") == 1
    assert "Matti, puh. 1" in text
    assert checks.paragraphs_parted(pdf) == []
    assert ("Matti, tfn 1", "sv") in checks.foreign_parts(pdf)
    assert too_small(pdf, FAR, foot(known, *TOGETHER)) == []
    write = ui.group(real.guideline.words["fi"], "paper")["write"]
    left = [one for one in pdf.root.find("Figure") if one.alt == write]
    assert len(left) == len(sheets.CONTACTS) - 2


def decoded(path: Path) -> list[str]:
    """Return what a telephone reads off a page printed at 150 dots to the inch."""
    import zxingcpp
    from pypdfium2 import PdfDocument

    with PdfDocument(path) as file:
        picture = file[0].render(scale=150 / 72).to_pil().convert("L")
    return [one.text for one in zxingcpp.read_barcodes(picture)]


def test_the_code_leads_to_the_door_page(real: Press) -> None:
    """A telephone reads the site's address off the sheet; who listens is told where it leads."""
    for codes in (TOGETHER, ("en",)):
        path = real.set(real.wall_document(*codes))
        assert decoded(path) == [ADDRESS]
        pdf = read(path)
        assert ADDRESS in plain(pdf.root.text)
        code = ui.group(real.guideline.words[codes[0]], "paper")["code"]
        (picture,) = (one for one in pdf.root.find("Figure") if ADDRESS in (one.alt or ""))
        assert (picture.alt, picture.lang) == (code.format(address=ADDRESS), codes[0])


def test_without_an_address_there_is_no_code(quiet: Press) -> None:
    """While nobody knows where the site is, no sheet says so; the day stands there all the same."""
    path = quiet.set(quiet.wall_document(*TOGETHER))
    assert decoded(path) == []
    pdf = read(path)
    assert "http" not in pdf.root.text
    write = {ui.group(quiet.guideline.words[code], "paper")["write"] for code in TOGETHER}
    assert {one.alt for one in pdf.root.find("Figure")} == write
    text = plain(pdf.root.text)
    for code in TOGETHER:
        day = quiet.guideline.history.edition
        assert day
        words = quiet.guideline.words[code]
        assert str(words["edition"]).format(day=ui.day(words, day)) in text
    assert validators.verapdf(path) == []
    assert validators.page(path) == []


# As long as the longest rule of today's door; and words of a length that both languages have.
WORDS = {
    "fi": "Asiattomat viestit ja keskustelut voidaan jättää huomiotta ja poistaa tarvittaessa. ",
    "sv": "Osakliga meddelanden och diskussioner får ignoreras och vid behov även raderas helt. ",
}
LONG = 240


def long(code: str, length: int = LONG) -> str:
    return (WORDS[code] * (length // len(WORDS[code]) + 1))[:length].strip()


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_door_of_up_to_three_long_rules_fits(quiet: Press, tmp_path: Path, count: int) -> None:
    """All is on one page in 18 points or more, in letters as large as the page allows."""
    texts = {code: [long(code)] * count for code in TOGETHER}
    one = rewritten(quiet, tmp_path / "site", texts)
    one = told(one, {"site.address": ADDRESS}, tmp_path)
    pdf = one.wall(*TOGETHER)
    assert len(pdf.pages) == 1
    assert too_small(pdf, FAR, foot(one, *TOGETHER)) == []
    wanted = [
        row for code in TOGETHER for row in one.numbered(code, [IDS[at] for at in range(count)])
    ]
    assert checks.statements_present(pdf, wanted) == []
    page = pdf.pages[0]
    boxes = [piece.box for piece in page.pieces]
    assert max(box.right for box in boxes) <= page.width - 28
    assert max(box.bottom for box in boxes) <= page.height - 20
    if count == 1:
        assert {round(run.pieces[0].size) for run in pdf.root.runs()} >= {24}


@pytest.mark.parametrize(("count", "length"), [(4, LONG), (3, 700)])
def test_a_door_that_does_not_fit_is_told_with_its_line(
    quiet: Press, tmp_path: Path, count: int, length: int
) -> None:
    """Whoever writes too much for the wall hears it, with the file and line of the door."""
    texts = {code: [long(code, length)] * count for code in TOGETHER}
    one = rewritten(quiet, tmp_path / "site", texts)
    made = one.wall_document(*TOGETHER)
    (found,) = printing.slips(one.guideline, made.slips)
    lines = (one.root / "docs/fi/index.md").read_text(encoding="utf-8").split("\n")
    assert found.file == "docs/fi/index.md"
    assert ".urgent" in lines[found.line - 1]
    assert str(found).endswith("(80)")
    assert "18" in found.sentences()[0]


def test_a_line_of_a_door_that_leads_to_no_rule_is_told(quiet: Press, tmp_path: Path) -> None:
    """Nothing that a door names is silently left off the sheets."""
    one = rewritten(quiet, tmp_path / "site", {"fi": [long("fi")]})
    start = one.site / "fi/index.html"
    text = start.read_text(encoding="utf-8")
    assert "safety/#check-links" in text
    start.write_text(text.replace("safety/#check-links", "safety/#gone"), encoding="utf-8")
    for made in (one.wall_document(*TOGETHER), sheets.desk(one.guideline, one.site, "fi")):
        assert {slip.message for slip in made.slips} == {"paper-link"}


def test_a_long_word_stays_in_its_column(quiet: Press, tmp_path: Path) -> None:
    """A compound as long as the column is divided, and read as one word."""
    word = "työsuojelupäällikkökokoontumisajankohtaehdotus"
    texts = {"fi": [f"Uusi {word} on hyvä."] * 3, "sv": [long("sv")] * 3}
    one = rewritten(quiet, tmp_path / "site", texts)
    pdf = one.wall(*TOGETHER)
    (width,) = {page.width for page in pdf.pages}
    rules = [item for item in pdf.root.find("LI") if word in plain(item.text)]
    assert len(rules) == 3
    assert max(box.right for item in rules for box in item.boxes) < width / 2
    assert checks.words_whole(pdf) == []


def test_a_heading_is_never_divided(quiet: Press, tmp_path: Path) -> None:
    """It is as large as its longest word allows; where no column holds that, its writer is told."""
    root = tmp_path / "site"
    shutil.copytree(quiet.root, root)
    start = root / "site/fi/index.html"
    text = start.read_text(encoding="utf-8")
    assert text.count("Jokin uhkaa") == 1
    head = "Uhkaava luottamushenkilöorganisaatio"
    start.write_text(text.replace("Jokin uhkaa", head), encoding="utf-8")
    (slip,) = Press(root, tmp_path).wall_document(*TOGETHER).slips
    assert slip.message == "paper-door"
    head = "Uhkaava luottamushenkilö"
    start.write_text(text.replace("Jokin uhkaa", head), encoding="utf-8")
    pdf = Press(root, tmp_path).wall(*TOGETHER)
    assert checks.bookmarked(pdf) == []
    assert plain(pdf.headings[0].text) == head
    assert pdf.headings[0].boxes[0].right < pdf.pages[0].width / 2


def test_a_long_address_stays_in_its_column(quiet: Press, tmp_path: Path) -> None:
    """It goes on in the next line without a sign, so that it can be typed and is read as one."""
    address = "https://www.kyberturvallisuuskeskus.guideline.example/fi/ilmoita"
    mail = "henkilöstöpalvelut.työsuojelupäällikkö@työsuojelu.guideline.example"
    texts = {code: [f"{address} on {mail}."] for code in TOGETHER}
    one = rewritten(quiet, tmp_path / "site", texts)
    one = told(one, {"contacts.supervisor": mail}, tmp_path)
    path = one.set(one.wall_document(*TOGETHER))
    assert validators.page(path) == []
    pdf = read(path)
    width = pdf.pages[0].width
    rules = [item for item in pdf.root.find("LI") if address in plain(item.text)]
    assert [max(box.right for box in item.boxes) < width / 2 for item in rules] == [True, False]
    assert max(piece.box.right for piece in pieces(pdf)) <= width - 28
    assert plain(pdf.root.text).count(mail) == 3


def test_a_word_that_no_column_holds_is_told(quiet: Press, tmp_path: Path) -> None:
    """What would run over the edge stops the build, whatever it is."""
    texts = {code: [f"Katso {'x' * 45} heti."] for code in TOGETHER}
    one = rewritten(quiet, tmp_path / "site", texts)
    (slip,) = one.wall_document(*TOGETHER).slips
    assert slip.message == "paper-door"


def test_a_rule_that_has_fallen_behind_says_so_on_the_sheets(behind: Press) -> None:
    """Who reads an older text on a wall or a desk is told that it is one, and by what."""
    wall = behind.wall("en")
    notice = str(ui.group(behind.guideline.words["en"], "notice")["changed"])
    assert notice in plain(wall.root.text)
    assert too_small(wall, FAR, foot(behind, "en")) == []
    assert ("Kysy, jos et tiedä.", "fi") in checks.foreign_parts(wall)
    desk = behind.desk("en")
    text = plain(desk.root.text)
    since = str(ui.group(behind.guideline.words["en"], "notice")["behind"]).split("{day}")[0]
    assert since in text
    assert notice in text
    assert too_small(desk, NEAR, foot(behind, "en")) == []


def test_notices_never_keep_a_sheet_from_the_wall(
    behind: Press, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where only the notices are too long, the sheet goes on on another page, with all of them."""
    root = tmp_path / "site"
    shutil.copytree(behind.root, root)
    page = root / "site/en/principles/index.html"
    tree = html.document_fromstring(page.read_bytes())
    for part in tree.get_element_by_id("ask").iterfind(".//details/div"):
        part.text = long("fi", 1500)
    page.write_bytes(html.tostring(tree))
    one = Press(root, tmp_path)
    made = one.wall_document("en")
    assert made.slips == ()
    path = one.set(made)
    pdf = read(path)
    assert len(pdf.pages) == 2
    assert plain(pdf.root.text).count(plain(long("fi", 1500))) == 2
    assert too_small(pdf, FAR, foot(one, "en")) == []
    assert validators.verapdf(path) == []


def test_the_desk_has_all_doors_with_their_rules_in_full(real: Press) -> None:
    """At most two sides at 12 points or more; a rule that stands in two doors stands in each."""
    for code in LANGUAGES:
        pdf = real.desk(code)
        assert len(pdf.pages) <= 2
        doors = real.doors(code)
        heads = [head for head, _, _ in doors]
        assert [plain(one.text) for one in pdf.headings[1:]] == heads
        assert [one.level for one in pdf.headings] == [1] + [2] * len(doors)
        wanted = [row for _, _, ids in doors for row in real.numbered(code, ids)]
        assert checks.statements_present(pdf, wanted) == []
        assert checks.kept_whole(pdf, "LI") == []
        assert checks.read_as_seen(pdf) == []
        assert checks.pages_numbered(pdf) == []
        assert checks.parts_language(pdf, []) == []
        assert too_small(pdf, NEAR, foot(real, code)) == []
        assert decoded(real.folder / f"jakobstad-desk-{code}.pdf") == []
        assert ADDRESS in plain(pdf.root.text)


def test_each_side_of_the_desk_sheet_has_half_the_doors(real: Press, quiet: Press) -> None:
    """No door is torn in two while its rules are as long as today's."""
    for code in LANGUAGES:
        pdf = real.desk(code)
        if press.told(sheets.desk(real.guideline, real.site, code), "size"):
            assert [one.page for one in pdf.headings] == [1, 1, 1, 2, 2]
    assert [one.page for one in quiet.desk("fi").headings] == [1, 1, 2]


def test_a_desk_sheet_of_many_words_goes_on(quiet: Press, tmp_path: Path) -> None:
    """A third page is no mistake: every rule is there, in 12 points."""
    texts = {"fi": [long("fi", 1300)] * 12}
    one = rewritten(quiet, tmp_path / "site", texts)
    path = one.set(sheets.desk(one.guideline, one.site, "fi"))
    pdf = read(path)
    assert len(pdf.pages) > 2
    assert plain(pdf.root.text).count(plain(long("fi", 1300))) == 13
    assert {round(one.size, 1) for one in pieces(pdf) if one.lang is None} >= {12.0}
    assert checks.kept_whole(pdf, "LI") == []


def test_any_language_can_hang_alone(quiet: Press) -> None:
    """No language waits for another where none must agree."""
    for code in LANGUAGES:
        pdf = quiet.wall(code)
        assert (pdf.lang, pdf.title) == (code, quiet.urgent(code)[0])
        assert checks.parts_language(pdf, []) == []


def test_a_guideline_without_such_a_door_has_no_wall_sheet(quiet: Press, tmp_path: Path) -> None:
    """Nothing is hung up that nobody wrote."""
    root = tmp_path / "site"
    shutil.copytree(quiet.root, root)
    for code in LANGUAGES:
        start = root / "site" / code / "index.html"
        start.write_text(
            start.read_text(encoding="utf-8").replace("door urgent", "door"), encoding="utf-8"
        )
    one = Press(root, tmp_path)
    assert sheets.wall(one.guideline, one.site, TOGETHER) is None


def test_a_single_door_and_what_is_below_it_stand_on_one_side(quiet: Press, tmp_path: Path) -> None:
    """No second sheet is printed for the address alone."""
    root = tmp_path / "guideline"
    shutil.copytree(quiet.root, root)
    page = root / "site/sv/index.html"
    tree = html.document_fromstring(page.read_bytes())
    first, second = tree.find_class("door")
    first.drop_tree()
    page.write_bytes(html.tostring(tree, encoding="utf-8"))
    pdf = Press(root, tmp_path / "prints").desk("sv")
    assert len(pdf.pages) == 1
    assert plain(next(second.iter("h2")).text_content()) in pdf.text

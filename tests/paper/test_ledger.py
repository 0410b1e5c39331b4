"""What has changed, printed: the PDF says what the board's page says, language beside language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import unescape
from itertools import groupby
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from rinnakkain import boardpage, changes, guideline, state
from rinnakkain.changes import Change
from rinnakkain.guideline import Guideline
from rinnakkain.paper import ledger, press
from rinnakkain.paper.document import Document
from rinnakkain.prose import Prose
from tests.conftest import ADDRESS
from tests.happened import FIRST, MOVED, happened
from tests.paper import checks, reading, validators
from tests.paper.reading import Element, Pdf, plain
from tests.small import ROOT

EQUAL = ("fi", "sv")
BLOCKS = re.compile(r"</?(?:p|li|ul|ol|br|table|tr|td)\b[^>]*>")
# Long enough for several pages, in sentences that are all different.
LONG = {
    "fi": [f"Lause numero {n} kertoo, mitä tämä kohta sanoo asiasta." for n in range(1, 26)],
    "sv": [f"Mening nummer {n} berättar vad punkten säger om saken." for n in range(1, 26)],
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Guideline:
    """The guideline to which things have happened."""
    return happened(tmp_path_factory.mktemp("told")).read()


def printed(document: Document | None, told: Guideline, folder: Path) -> tuple[Path, Pdf]:
    """Print a document; return the file, and what is read of it."""
    assert document is not None
    assert document.slips == ()
    path = folder / document.name
    path.write_bytes(press.printed([document], told.history.edition)[document.name])
    return path, reading.read(path)


def page(told: Guideline, found: Sequence[Change]) -> BeautifulSoup:
    """Return the board's page of the same changes."""
    return BeautifulSoup(boardpage.page(told, Prose(told), found, FIRST), "html.parser")


def words(tag: Tag) -> str:
    """Return the words of an element of the page; those of two blocks are two words."""
    return plain(unescape(re.sub(r"<[^>]*>", "", BLOCKS.sub(" ", str(tag)))))


def read_aloud(element: Element) -> str:
    """Return the words of an element of the PDF, without the dashes of its lists."""
    blocks = groupby(element.runs(), key=lambda run: run.block)
    said = ("".join(run.text for run in runs) for block, runs in blocks if block.role != "Lbl")
    return plain("\n".join(said))


def of_page(board: BeautifulSoup) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    """Yield each change of the page: what it is called, its columns, its rows cell by cell."""
    for table in board.select("table"):
        rows = []
        for row in table.select("tbody tr"):
            labels = {str(span["lang"]): words(span) for span in row.select("th span")}
            rows.append([f"{labels[str(td['lang'])]} {words(td)}" for td in row.select("td")])
        called = [words(span) for span in table.select("h2 > span")]
        yield " · ".join(called), [words(th) for th in table.select("thead th")], rows


def of_pdf(pdf: Pdf) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    """Yield each change of the PDF in the same form."""
    headings = [one for one in pdf.headings if one.level == 2]
    tables = pdf.root.find("Table")
    for heading, table in zip(headings, tables, strict=True):
        columns = [read_aloud(th) for th in table.find("TH")]
        rows = [[read_aloud(td) for td in row.find("TD")] for row in table.find("TR")]
        yield plain(heading.text), columns, [row for row in rows if row]


def well_made(path: Path, pdf: Pdf, title: str, within: str = "") -> list[str]:
    """Return every complaint about a file that holds for any ledger; `within` is its text."""
    return [
        *validators.page(path),
        *validators.verapdf(path),
        *checks.named(pdf, title, EQUAL[0]),
        *checks.nothing_lost(pdf),
        *checks.fonts_embedded(pdf),
        *checks.words_whole(pdf, within=within),
        *checks.headings_nested(pdf),
        *([] if [one.level for one in pdf.headings].count(1) == len(EQUAL) else ["titles"]),
        *checks.bookmarked(pdf),
        *checks.links_described(pdf),
        *(checks.tables_headed(pdf) if pdf.root.find("Table") else ()),
        *checks.read_as_seen(pdf),
        *checks.paragraphs_parted(pdf),
        *checks.pages_numbered(pdf),
        *checks.headings_accompanied(pdf),
        *checks.no_lone_lines(pdf),
    ]


def titled(board: BeautifulSoup) -> str:
    """Return the title in both languages."""
    return " · ".join(" ".join(tag.get_text().split()) for tag in board.select("h1"))


def test_the_pdf_says_of_every_change_what_the_boards_page_says(
    told: Guideline, tmp_path: Path
) -> None:
    """Each change once, the newest first, in both languages, with its words before and after."""
    found = changes.of(told.history, list(state.read(told)))
    path, pdf = printed(ledger.whole(told), told, tmp_path)
    board = page(told, found)
    assert path.name == "jakobstad-changes-fi-sv.pdf"
    assert [change.day for change in found] == sorted((c.day for c in found), reverse=True)
    assert {change.kind for change in found} == {"new", "changed", "moved", "withdrawn"}
    assert list(of_pdf(pdf)) == list(of_page(board))
    assert len(list(of_pdf(pdf))) == len(found)
    assert well_made(path, pdf, titled(board)) == []
    edition = [f"{said} 30.11.2026" for said in ("Versio", "Version")]
    assert all(" · ".join(edition) in " ".join(one.artifacts) for one in pdf.pages)


def test_what_changed_since_a_day_is_what_the_command_prints(
    told: Guideline, tmp_path: Path
) -> None:
    """The same net changes as on the page, in the order of the guideline."""
    found = changes.since(told.history, FIRST, told.settings.codes, list(state.read(told)))
    path, pdf = printed(ledger.ledger(told, found, FIRST, "since.pdf"), told, tmp_path)
    assert list(of_pdf(pdf)) == list(of_page(page(told, found)))
    assert well_made(path, pdf, titled(page(told, found))) == []


def test_each_language_is_spoken_as_itself(told: Guideline, tmp_path: Path) -> None:
    """Title, headings, columns and cells: no Swedish in a Finnish voice."""
    _, pdf = printed(ledger.whole(told), told, tmp_path)
    for table in pdf.root.find("Table"):
        for row in table.find("TR"):
            spoken = [{run.lang for run in cell.runs()} for cell in row.find("TH", "TD")]
            assert spoken == [{code} for code in EQUAL]
    for heading in (one for one in pdf.headings if one.level == 2):
        finnish, swedish = plain(heading.text).split(" · ")
        spoken_in = {
            code: plain("".join(run.text for run in heading.runs() if run.lang == code))
            for code in EQUAL
        }
        assert spoken_in["fi"].removesuffix(" ·") == finnish
        assert spoken_in["sv"] == swedish
    title = "Anvisning för sociala medier – Ändringar efter 20.11.2026"
    assert (title, "sv") in checks.foreign_parts(pdf)


def test_what_a_language_lacks_is_said_in_that_language(told: Guideline, tmp_path: Path) -> None:
    """A rule that Swedish does not have yet is no empty cell."""
    new = next(c for c in changes.of(told.history, []) if c.id == "password")
    found = [replace(new, after={"fi": new.after["fi"]})]
    _, pdf = printed(ledger.ledger(told, found, FIRST, "lacks.pdf"), told, tmp_path)
    ((_, _, rows),) = of_pdf(pdf)
    assert rows == [["Nyt Vaihda salasana.", "Nu Den här ändringen finns ännu inte på svenska."]]


def test_nothing_has_changed_is_said_in_both_languages(told: Guideline, tmp_path: Path) -> None:
    """A guideline in its first edition prints too."""
    path, pdf = printed(ledger.ledger(told, [], MOVED, "nothing.pdf"), told, tmp_path)
    assert pdf.root.find("Table") == []
    said = [(run.text, run.lang) for run in pdf.root.runs()][-2:]
    assert said == [("Mikään ei ole muuttunut.", "fi"), ("Ingenting har ändrats.", "sv")]
    title = (
        "Sosiaalisen median ohje – Muutokset 30.11.2026 jälkeen · "
        "Anvisning för sociala medier – Ändringar efter 30.11.2026"
    )
    assert well_made(path, pdf, title) == []


def test_the_real_guideline_prints_what_has_become_of_it(tmp_path: Path) -> None:
    """Whatever has changed in it by now, or that nothing has."""
    real = guideline.read(ROOT)
    order = list(state.read(real))
    path, pdf = printed(ledger.whole(real), real, tmp_path)
    first = min(one.day for one in real.history.acts)
    found = changes.of(real.history, order)
    html = boardpage.page(real, Prose(real), found, first)
    board = BeautifulSoup(html, "html.parser")
    assert list(of_pdf(pdf)) == list(of_page(board))
    assert well_made(path, pdf, titled(board), board.get_text()) == []
    if not found:
        assert [plain(run.text) for run in pdf.root.runs()][-2:] == [
            words(p) for p in board.select("main > p")
        ]


def grown(told: Guideline, sentences: int, times: int = 1) -> list[Change]:
    """Return changes whose words before and after have so many sentences."""
    one = next(c for c in changes.of(told.history, []) if c.id == "check-links")
    before = {code: " ".join(said[:sentences]) for code, said in LONG.items()}
    after = {code: f"{text} {text}" for code, text in before.items()}
    return [replace(one, before=before, after=after)] * times


def test_a_change_stays_on_its_page_and_a_long_one_keeps_its_rows_whole(
    told: Guideline, tmp_path: Path
) -> None:
    """Before and after are compared on one page; where they cannot be, each row is on one."""
    path, pdf = printed(ledger.ledger(told, grown(told, 4, 9), FIRST, "m.pdf"), told, tmp_path)
    assert len(pdf.pages) > 3
    assert checks.kept_whole(pdf, "Table") == []
    assert well_made(path, pdf, titled(page(told, []))) == []
    path, pdf = printed(ledger.ledger(told, grown(told, 11, 5), FIRST, "l.pdf"), told, tmp_path)
    assert checks.kept_whole(pdf, "Table") != []
    assert checks.kept_whole(pdf, "TR") == []
    assert well_made(path, pdf, titled(page(told, []))) == []


def test_the_languages_stand_above_their_columns_on_every_page(
    told: Guideline, tmp_path: Path
) -> None:
    """Whoever holds the second sheet sees which column is which."""
    _, pdf = printed(ledger.ledger(told, grown(told, 11), FIRST, "h.pdf"), told, tmp_path)
    (table,) = pdf.root.find("Table")
    pages = [box.page for box in table.boxes]
    assert len(pages) > 1
    for number in pages:
        shown = [" ".join(line.text.split()) for line in pdf.pages[number - 1].lines]
        assert "Suomi Svenska" in shown, shown


def test_what_is_longer_than_a_page_goes_on_over_it(told: Guideline, tmp_path: Path) -> None:
    """Nothing runs out of the sheet, whatever somebody writes."""
    (change,) = grown(told, 25)
    listed = {c: "\n".join((said[0], "", *(f"- {s}" for s in said))) for c, said in LONG.items()}
    short = {c: "\n".join(f"- {n}" for n in range(90)) for c in EQUAL}
    found = [change, replace(change, before=listed, after=short)]
    path, pdf = printed(ledger.ledger(told, found, FIRST, "long.pdf"), told, tmp_path)
    assert list(of_pdf(pdf)) == list(of_page(page(told, found)))
    for one in pdf.pages:
        foot = max(p.box.bottom for p in one.pieces if p.artifact)
        assert all(p.box.bottom < foot for p in one.pieces if not p.artifact)
    assert validators.page(path) == []


def linked(told: Guideline) -> list[Change]:
    """Return a change whose words link to a rule and to another site."""
    one = next(c for c in changes.of(told.history, []) if c.id == "check-links")
    link = "[ask](#ask) ja [muualta](https://www.example.org/ohje)."
    return [replace(one, after={"fi": f"Kysy {link}", "sv": f"Fråga {link}"})]


def test_links_lead_on_where_the_sites_address_is_known(tmp_path: Path) -> None:
    """An address outside stands once in print and is not read aloud; a rule has its number."""
    small = happened(tmp_path)
    small.change("town.yml", "  address:\n", f"  address: {ADDRESS}\n")
    known = small.read()
    path, pdf = printed(ledger.ledger(known, linked(known), FIRST, "k.pdf"), known, tmp_path)
    outside = "https://www.example.org/ohje"
    inside = [f"{ADDRESS}{code}/principles/#ask" for code in EQUAL]
    assert [link.uri for link in pdf.links] == [inside[0], outside, inside[1], outside]
    shown = "".join(piece.shown for one in pdf.pages for piece in one.pieces)
    shown = shown.replace("\N{ZERO WIDTH SPACE}", "")
    assert shown.count(f"({outside})") == len(EQUAL)
    assert "guideline.example" not in shown
    assert "example.org" not in pdf.root.text
    assert well_made(path, pdf, titled(page(known, []))) == []


def test_without_the_sites_address_only_links_to_other_sites_are_left(
    told: Guideline, tmp_path: Path
) -> None:
    """A link that would lead nowhere is its words alone, on the page and in print."""
    found = linked(told)
    _, pdf = printed(ledger.ledger(told, found, FIRST, "u.pdf"), told, tmp_path)
    assert {link.uri for link in pdf.links} == {"https://www.example.org/ohje"}
    hrefs = {str(a["href"]) for a in page(told, found).select("a")}
    assert hrefs == {"https://www.example.org/ohje"}
    assert list(of_pdf(pdf)) == list(of_page(page(told, found)))


def test_a_guideline_without_a_record_has_no_ledger(told: Guideline) -> None:
    """Where nothing is recorded, nobody can say what has changed."""
    assert ledger.whole(replace(told, history=type(told.history)())) is None


def test_a_long_word_is_divided_where_its_line_would_be_badly_short(
    told: Guideline, tmp_path: Path
) -> None:
    """In a narrow column too; who has it read aloud hears the word whole."""
    one = next(c for c in changes.of(told.history, []) if c.id == "check-links")
    long = {
        "fi": "Ota tämä mukaan ja muista keskustelupalstoilla.",
        "sv": "Ta med det här och minns diskussionsforumen.",
    }
    path, pdf = printed(
        ledger.ledger(told, [replace(one, after=long)], FIRST, "d.pdf"), told, tmp_path
    )
    seen = [line.text for line in pdf.pages[0].lines]
    assert any("keskustelu" in line and "palstoilla" not in line for line in seen), seen
    assert f"Nyt {long['fi']}" in next(of_pdf(pdf))[2][-1]
    assert well_made(path, pdf, titled(page(told, []))) == []

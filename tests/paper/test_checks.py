"""What no validator sees: each fault is planted once, and the check of its name sees it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.paper import checks
from tests.paper.reading import Link, Pdf, read
from tests.paper.specimen import SOURCE, compiled, damaged, structure

# What the small file is held to.
WORDS = [SOURCE, "viestintäohjeistuksen", "Sisällys 2.1 2.2 1 2"]
PARTS = [("Staden Jakobstad", "sv"), ("På svenska", "sv"), ("Berätta för chefen.", "sv")]
STATEMENTS = [("2.1", "Kysy ensin."), ("2.2", "Ole ystävällinen kaikille")]


def place(link: Link) -> str | None:
    """Return the words of the place to which a link of the small file leads."""
    return {"turvallisuus": "Turvallisuus", "ole ystävällinen": "2.2 Ole"}.get(link.words)


CHECKS: dict[str, Callable[[Pdf], list[str]]] = {
    "named": lambda pdf: checks.named(pdf, "Pieni ohje", "fi"),
    "nothing_lost": checks.nothing_lost,
    "fonts_embedded": lambda pdf: checks.fonts_embedded(pdf, ["Libertinus", "DejaVuSansMono"]),
    "words_whole": lambda pdf: checks.words_whole(pdf, WORDS),
    "headings_nested": checks.headings_nested,
    "bookmarked": lambda pdf: checks.bookmarked(pdf, leaving_out=["Sisällys"]),
    "contents_true": checks.contents_true,
    "links_land": lambda pdf: checks.links_land(pdf, place),
    "links_described": checks.links_described,
    "paragraphs_parted": checks.paragraphs_parted,
    "parts_language": lambda pdf: checks.parts_language(pdf, PARTS),
    "statements_present": lambda pdf: checks.statements_present(pdf, STATEMENTS),
    "pictures_described": checks.pictures_described,
    "tables_headed": checks.tables_headed,
    "read_as_seen": checks.read_as_seen,
    "pages_numbered": checks.pages_numbered,
    "headings_accompanied": checks.headings_accompanied,
    "kept_whole": lambda pdf: checks.kept_whole(pdf, "LI", "TR"),
    "no_lone_lines": checks.no_lone_lines,
}


@pytest.mark.parametrize("name", CHECKS)
def test_a_good_file_is_not_complained_of(pdf: Pdf, name: str) -> None:
    """What is in order costs nobody time."""
    assert CHECKS[name](pdf) == []


# Faults written into the source: the check, what is written instead of what, the complaint.
WRITTEN = {
    "a division that Typst makes": (
        "words_whole",
        ("viestintä#pdf.artifact[-]#linebreak()ohje", "#set text(hyphenate: true)\n viestintäohje"),
        "a soft hyphen in",
    ),
    "a soft hyphen that divides nothing": ("words_whole", ("Kysy", "Ky-?sy"), "soft hyphen"),
    "a division whose hyphen is read": (
        "words_whole",
        ("#pdf.artifact[-]", "-"),
        "a hyphen is read in 'viestintä-ohjeistuksen'",
    ),
    "two words run into one": ("words_whole", ("Kysy ensin", "Kysy#[]ensin"), "'Kysyensin'"),
    "a number run into a heading": (
        "words_whole",
        ("= Turvallisuus", '#set heading(numbering: "1")\n= Turvallisuus'),
        "'1Turvallisuus' is no word",
    ),
    "a line that is no paragraph": (
        "paragraphs_parted",
        ("Kerro esihenkilölle.", "#block[Kerro esihenkilölle.]"),
        "'Kerro esihenkilölle.' is no paragraph",
    ),
    "a label that stands bare above a paragraph": (
        "paragraphs_parted",
        ("[Raatihuone]", "[#block[Nyt] #par[Raatihuone]]"),
        "'Nyt' stands bare",
    ),
    "two languages that nothing parts": (
        "paragraphs_parted",
        ('Nimi on\n#text(lang: "sv")', 'Nimi#text(lang: "sv")'),
        "fi runs into sv",
    ),
    "a foreign name without its language": (
        "parts_language",
        ('#text(lang: "sv")[Staden Jakobstad]', "Staden Jakobstad"),
        "'Staden Jakobstad' is not read in sv",
    ),
    "code that is read in English": (
        "parts_language",
        ('#show raw: set text(lang: "fi")', ""),
        "'koodi' is read in en",
    ),
    "a part in the wrong language": (
        "parts_language",
        ('#text(lang: "sv")[\n', '#text(lang: "en")[\n'),
        "'Berätta för chefen.' is not read in sv",
    ),
    "a wrong page number in the contents": (
        "contents_true",
        ("#outline(", "#show outline.entry: it => it.indented(none, [#it.body() 1])\n#outline("),
        "contents, 'Turvallisuus': page 1, but it stands on 2",
    ),
    "a heading that the contents leave out": (
        "contents_true",
        ("== Yhteystiedot", "#heading(level: 2, outlined: false)[Yhteystiedot]"),
        "not in the contents: 'Yhteystiedot'",
    ),
    "no contents": ("contents_true", ("#outline(title: [Sisällys])", ""), "no contents"),
    "a heading without its bookmark": (
        "bookmarked",
        ("== Yhteystiedot", "#heading(level: 2, bookmarked: false)[Yhteystiedot]"),
        "no bookmark of level 2: 'Yhteystiedot'",
    ),
    "a skipped level": ("headings_nested", ("== Yhteys", "=== Yhteys"), "level 3 after 1"),
    "a link to another rule": (
        "links_land",
        ("#link(<kind>)", "#link(<safety>)"),
        "the link 'ole ystävällinen' leads to 'Turvallisuus'",
    ),
    "a link to the middle of a text": (
        "links_land",
        ("ei ole sitä.] <kind>", "ei ole #[sitä.]<kind> ]"),
        "the link 'ole ystävällinen' leads to where nothing begins",
    ),
    "a rule with another's number": (
        "statements_present",
        ("[2.#number]", "[2.#(number + 1)]"),
        "missing: 2.1 'Kysy ensin.'",
    ),
    "a rule left out": ("statements_present", ("  [Kysy ensin.],\n", ""), "missing: 2.1"),
    "rules in another order": (
        "statements_present",
        (
            "numbering: number => [2.#number],\n  [Kysy ensin.],\n",
            "numbering: number => [2.#(3 - number)],\n",
        ),
        "missing: 2.1",
    ),
    "a table without headers": (
        "tables_headed",
        ("table.header([Kuka], [Mistä])", "[Kuka], [Mistä]"),
        "has no header cell",
    ),
    "a picture without words": ("pictures_described", (', alt: "Neliö"', ""), "without words"),
    "text moved upwards on the page": (
        "read_as_seen",
        ("Kerro esihenkilölle.", "#v(3cm)\n#par[Kerro]\n#place(top)[#par[Ensin tämä.]]"),
        "stands before it",
    ),
    "a page without its number": (
        "pages_numbered",
        ("final().first()]", "final().first().bit-not()]"),
        "page 1 does not bear '1 / 2'",
    ),
    "a font that is not meant": (
        "fonts_embedded",
        ("#title()", '#set text(font: "New Computer Modern")\n#title()'),
        "is not one of the fonts meant",
    ),
    "another title": ("named", ('title: "Pieni ohje"', 'title: "Ohje"'), "the title is 'Ohje'"),
    "another language": ("named", ('#set text(lang: "fi"', '#set text(lang: "en"'), "language is"),
    "a heading alone at the foot": (
        "headings_accompanied",
        ("Kerro esihenkilölle.", "#v(1fr)\n#block(sticky: false)[= Pohja]\n#pagebreak()\nLoppu."),
        "'Pohja' stands alone at the foot",
    ),
    "a rule over two pages": (
        "kept_whole",
        ("[Kysy ensin.]", "[Kysy ensin. #v(60mm) #lorem(30)]"),
        "is parted",
    ),
    "a line alone at the foot": (
        "no_lone_lines",
        (
            "Kerro esihenkilölle.",
            "#set text(costs: (orphan: 0%))\n#pagebreak()\n"
            "#block(height: 145mm - 2.5em)\n#lorem(40)",
        ),
        "the first line of 'Lorem ipsum",
    ),
    "a line alone at the head": (
        "no_lone_lines",
        (
            "Kerro esihenkilölle.",
            "#set text(costs: (widow: 0%))\n#pagebreak()\n#block(height: 145mm - 5em)\n#lorem(27)",
        ),
        "the last line of 'Lorem ipsum",
    ),
}


@pytest.mark.parametrize("fault", WRITTEN)
def test_a_fault_in_the_source_is_seen(tmp_path: Path, fault: str) -> None:
    """What Typst and the validators let pass is still not published."""
    name, (old, new), complaint = WRITTEN[fault]
    assert SOURCE.count(old) == 1
    broken = read(compiled(tmp_path / "broken.pdf", SOURCE.replace(old, new)))
    found = CHECKS[name](broken)
    assert any(complaint in one for one in found), found


def swapped(file: Any) -> None:
    """Let the second chapter be read before the first."""
    document = file.Root.StructTreeRoot.K
    document = document[0] if isinstance(document, pikepdf.Array) else document
    first, second = (n for n, kid in enumerate(document.K) if kid.S == "/H1" and n > 1)
    kids = list(document.K)
    kids[first], kids[second] = kids[second], kids[first]
    document.K = pikepdf.Array(kids)


def moved(file: Any) -> None:
    """Let a link of the contents lead to the top of its own page."""
    page = file.pages[0]
    page.Annots[2].Dest = pikepdf.Array([page.obj, pikepdf.Name.XYZ, 0, 480, 0])


def broken_link(file: Any) -> None:
    """Let a link name a place that is not there."""
    file.pages[0].Annots[4].Dest = pikepdf.String("nowhere")


def bookmark_moved(file: Any) -> None:
    """Let the second chapter's bookmark lead to the first page."""
    first = file.Root.Outlines.First
    last = file.Root.Outlines.Last
    last.Dest = first.Dest


def undescribed(file: Any) -> None:
    """Take the words away that are said for a link."""
    del file.pages[0].Annots[4].Contents


def unread(file: Any) -> None:
    """Take the second paragraph out of the structure, with its words still on the page."""
    paragraph = list(structure(file, "P"))[1]
    parent = paragraph.P
    parent.K = pikepdf.Array([kid for kid in parent.K if kid.objgen != paragraph.objgen])


def unlisted(file: Any) -> None:
    """Let the page forget which element its first words belong to."""
    numbers = file.Root.StructTreeRoot.ParentTree
    tree = pikepdf.NumberTree(numbers)
    parents = tree[int(file.pages[0].StructParents)]
    assert isinstance(parents, pikepdf.Array)
    parents[0] = parents[1]


def scopeless(file: Any) -> None:
    """Let a header cell say no more whether it heads a column or a row."""
    for cell in structure(file, "TH"):
        for attributes in cell.A:
            if "/Scope" in attributes:
                del attributes.Scope


def title_hidden(file: Any) -> None:
    """Let a reader show the file's name instead of its title."""
    file.Root.ViewerPreferences.DisplayDocTitle = False


# Faults done to the finished file: the check, the damage, the complaint.
DONE = [
    ("read_as_seen", swapped, "is read after"),
    ("contents_true", moved, "contents, 'Turvallisuus': leads elsewhere"),
    ("links_land", moved, "the link 'Turvallisuus 2' leads to 'Pieni ohje'"),
    ("links_land", broken_link, "leads nowhere"),
    ("bookmarked", bookmark_moved, "the bookmark 'Turvallisuus' leads to 'Periaatteet'"),
    ("links_described", undescribed, "has no description"),
    ("nothing_lost", unread, "'Kerro esihenkilölle.' is not read"),
    ("nothing_lost", unlisted, "'Pieni ohje' is not read"),
    ("tables_headed", scopeless, "does not say what it heads"),
    ("named", title_hidden, "the title is not shown"),
]


@pytest.mark.parametrize(
    ("name", "damage", "complaint"), DONE, ids=[f"{n}-{damage.__name__}" for n, damage, _ in DONE]
)
def test_a_fault_of_the_file_is_seen(
    good: Path, tmp_path: Path, name: str, damage: Callable[[Any], None], complaint: str
) -> None:
    """What a program does wrong after the text was right is seen too."""
    found = CHECKS[name](read(damaged(good, tmp_path / "broken.pdf", damage)))
    assert any(complaint in one for one in found), found


def test_side_by_side_is_no_jump_back(tmp_path: Path) -> None:
    """Two languages beside each other, and a raised number, are read as they stand."""
    source = """
#set text(lang: "fi")
= A
#grid(columns: (1fr, 1fr), [
== Ensin
Yksi#super[2] rivi. Toinen rivi.

Kolmas rivi.
], [
== Sitten
Neljäs #link("https://example.org/")[linkki, joka jatkuu seuraavalle riville asti, vielä vähän] ja.
])
"""
    assert checks.read_as_seen(read(compiled(tmp_path / "a.pdf", source))) == []


def test_a_hyphen_of_the_word_is_not_a_division(tmp_path: Path) -> None:
    """A compound that is written with a hyphen may be parted there, if it is known to be one."""
    source = '#set text(lang: "fi")\n= A\n#block(width: 27mm)[Noudata some-ohjeistusta]'
    pdf = read(compiled(tmp_path / "a.pdf", source))
    assert len(pdf.pages[0].lines) == 3
    assert checks.words_whole(pdf, ["A Noudata some-ohjeistusta"]) == []
    assert checks.words_whole(pdf, ["A Noudata someohjeistusta"]) == [
        "page 1: a hyphen is read in 'some-ohjeistusta'",
        "page 1: 'some-ohjeistusta' is no word of the text",
    ]

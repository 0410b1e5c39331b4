"""The reader of a PDF: what it says is what a screen reader would get."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.paper.reading import Entry, Pdf, plain, read
from tests.paper.specimen import SOURCE, compiled


def test_the_words_come_whole_and_in_order(pdf: Pdf) -> None:
    """What is divided on paper is one word to whoever listens, and furniture is not read."""
    lines = pdf.text.split("\n")
    assert lines[0] == "Pieni ohje"
    assert (
        "Noudata viestintäohjeistuksen periaatteita. Katso turvallisuus, ole ystävällinen"
        " ja ulkoinen sivu. Nimi on Staden Jakobstad, ja koodi on suomea."
    ) in lines
    assert "2.2 Ole ystävällinen kaikille, myös silloin kun joku muu ei ole sitä." in lines
    assert lines[-2:] == ["På svenska", "Berätta för chefen."]
    assert "Koriste" not in pdf.text
    assert pdf.lost == ()


def test_the_page_is_told_as_it_is_seen(pdf: Pdf) -> None:
    """On paper the division, the header and the page number are there."""
    seen = [line.text for line in pdf.pages[0].lines]
    at = seen.index("Noudata viestintä-")
    assert seen[at + 1].startswith("ohjeistuksen periaatteita.")
    assert seen[0] == "Pieni ohje"
    assert seen[-1] == "1 / 2"
    assert {"Pieni ohje", "-", "Koriste", "1 / 2"} <= set(pdf.pages[0].artifacts)
    baselines = [line.baseline for line in pdf.pages[0].lines]
    assert baselines == sorted(baselines)
    assert all(0 < line.box.top < line.baseline < line.box.bottom for line in pdf.pages[0].lines)


def test_each_word_has_its_language(pdf: Pdf) -> None:
    """A voice changes where the language does: within a line, and for a whole part."""
    languages = {plain(run.text): run.lang for run in pdf.root.runs()}
    assert languages["Staden Jakobstad"] == "sv"
    assert languages["Kysy ensin."] == "fi"
    assert languages["På svenska"] == languages["Berätta för chefen."] == "sv"
    assert languages["koodi"] == "fi"


def test_a_link_tells_where_it_leads(pdf: Pdf) -> None:
    """Whoever follows it lands on what it names."""
    links = {link.words: link for link in pdf.links}
    outside = links["ulkoinen sivu"]
    assert (outside.uri, outside.landing) == ("https://example.org/", None)
    landing = links["turvallisuus"].landing
    assert landing
    assert (landing.page, landing.name) == (2, "safety")
    heading = pdf.standing_at(landing)
    assert heading
    assert (heading.tag, heading.level, heading.text) == ("H1", 1, "Turvallisuus")
    rule = links["ole ystävällinen"].landing
    assert rule
    entry = pdf.standing_at(rule)
    assert entry
    assert (entry.tag, entry.text[:7]) == ("LI", "2.2 Ole")
    assert len(links) == len(pdf.links) == 7


def test_the_contents_are_read_line_by_line(pdf: Pdf) -> None:
    """Each line has its level and the page number that is printed in it."""
    assert [(entry.title, entry.printed, entry.level) for entry in pdf.contents] == [
        ("Periaatteet", "1", 1),
        ("Yhteystiedot", "1", 2),
        ("Turvallisuus", "2", 1),
        ("På svenska", "2", 2),
    ]
    assert all(
        isinstance(entry, Entry) and entry.landing and entry.landing.page == int(entry.printed)
        for entry in pdf.contents
    )


def test_the_rest_of_what_a_reader_shows(pdf: Pdf) -> None:
    """Title, language, bookmarks, pictures, tables, fonts."""
    assert (pdf.title, pdf.lang, pdf.shows_title) == ("Pieni ohje", "fi", True)
    assert [(bookmark.title, bookmark.level) for bookmark in pdf.bookmarks] == [
        ("Periaatteet", 1),
        ("Yhteystiedot", 2),
        ("Turvallisuus", 1),
        ("På svenska", 2),
    ]
    (picture,) = pdf.root.find("Figure")
    assert (picture.alt, picture.page) == ("Neliö", 1)
    assert [cell.text for cell in pdf.root.find("TH")] == ["Kuka", "Mistä"]
    assert {cell.attributes["Scope"] for cell in pdf.root.find("TH")} == {"Column"}
    assert all(font.embedded and font.readable for font in pdf.fonts)
    assert "LibertinusSerif-Regular" in {font.name for font in pdf.fonts}
    assert [page.label for page in pdf.pages] == ["1", "2"]
    assert (round(pdf.pages[0].width), round(pdf.pages[0].height)) == (340, 496)


def test_what_stands_for_the_letters_is_read_instead_of_them(tmp_path: Path) -> None:
    """A hyphen of the word's own at the end of a line is a hyphen, whatever the font drew."""
    source = '#set text(lang: "fi")\n= A\n#block(width: 27mm)[Noudata some-ohjeistusta]'
    pdf = read(compiled(tmp_path / "a.pdf", source))
    assert [line.text for line in pdf.pages[0].lines][2:] == ["ohjeistusta"]
    assert pdf.text == "A\nNoudata some-ohjeistusta"


def test_a_soft_hyphen_is_not_hidden(tmp_path: Path) -> None:
    """A word that screen readers would say as two is seen to be so."""
    source = '#set text(lang: "fi", hyphenate: true)\n= A\n#block(width: 20mm)[viestintäohjeistus]'
    assert "\N{SOFT HYPHEN}" in read(compiled(tmp_path / "a.pdf", source)).text


def test_a_file_without_tags_cannot_be_read(tmp_path: Path) -> None:
    """It is not taken for a file in which nothing is wrong."""
    with pytest.raises(ValueError, match="no structure tree"):
        read(compiled(tmp_path / "a.pdf", SOURCE, tags=False))

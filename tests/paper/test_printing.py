"""Printing: what cannot be printed is told, and what was printed before stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from rinnakkain import guideline, prints
from rinnakkain.cli import main
from rinnakkain.paper import booklet, press, printing
from rinnakkain.paper.document import Document, template
from tests.paper import coverage
from tests.paper.reading import read
from tests.small import LANGUAGES, ROOT, Small

RULE = '<span class="rule-text">'

# What is planted into the built page fi/safety/index.html, behind the words of its first rule, and
# what is said of it: all of these are faults of a template, or slip by the checks of the texts.
PLANTED = {
    "a tag without a form on paper": (
        "<video src='x.mp4'></video>",
        "paper-tag",
        "sivulla on <video>, jolla ei ole muotoa paperilla",
    ),
    "a button": ("<button>Paina</button>", "paper-tag", "sivulla on <button>"),
    "a tag within a tag": ("<em><blink>x</blink></em>", "paper-tag", "sivulla on <blink>"),
    "a list that holds more than entries": ("<ul><p>x</p></ul>", "paper-tag", "sivulla on <p>"),
    "a heading that skips a level": (
        "<h4 id='x'>Väliotsikko</h4>",
        "paper-heading",
        "tason 4 otsikko on tason 1 otsikon alla",
    ),
    "a link to what is not printed": (
        "<a href='../principles/#nowhere'>x</a>",
        "paper-link",
        "linkin ../principles/#nowhere kohdetta ei ole",
    ),
    "a link to what is not on its own page": (
        "<a href='#gone'>x</a>",
        "paper-link",
        "linkin #gone kohdetta",
    ),
    "an image without words": (
        "<img src='map.png'>",
        "paper-alt",
        "kuvalla map.png ei ole tekstiä",
    ),
    "an image from elsewhere": (
        "<img src='https://x.example/a.png' alt='Kartta'>",
        "paper-image",
        "kuvaa https://x.example/a.png ei voi tulostaa",
    ),
    "an image that is no image": (
        "<img src='text.png' alt='Kartta'>",
        "paper-image",
        "kuvaa text.png ei voi tulostaa",
    ),
    "an image that is not there": (
        "<img src='none.png' alt='Kartta'>",
        "paper-image",
        "kuvaa none.png ei voi tulostaa",
    ),
}


@pytest.fixture
def site(changed: Path, tmp_path: Path) -> Path:
    """A copy of a built site whose pages a test may spoil."""
    import shutil

    root = tmp_path / "guideline"
    shutil.copytree(changed.parent, root)
    return root / "site"


def spoil(site: Path, planted: str, page: str = "fi/safety") -> None:
    """Plant something behind the first rule of a built page."""
    file = site / page / "index.html"
    html = file.read_text(encoding="utf-8")
    assert RULE in html
    file.write_text(html.replace(RULE, f"{planted}{RULE}", 1), encoding="utf-8")


@pytest.mark.parametrize("name", PLANTED)
def test_what_has_no_form_on_paper_is_told_at_its_page(site: Path, name: str) -> None:
    """Nothing of the site is silently missing on paper: file, line, what it is, what to do."""
    planted, message, wrong = PLANTED[name]
    (site / "fi/safety/text.png").write_text("no image", encoding="utf-8")
    spoil(site, planted)
    with pytest.raises(printing.Unprintable) as stopped:
        printing.printed(guideline.read(site.parent), site)
    assert [finding.message for finding in stopped.value.found] == [message]
    told = str(stopped.value.found[0])
    assert told.startswith("docs/fi/safety.md:")
    assert wrong in told
    assert told.endswith("(80)")


def test_a_slip_is_told_at_its_line_in_the_text(site: Path) -> None:
    """An editor is led to the sentence, not to the top of the page."""
    spoil(site, "<video>Kysy, jos et tiedä.</video>", "fi/principles")
    text = (site.parent / "docs/fi/principles.md").read_text(encoding="utf-8").split("\n")
    with pytest.raises(printing.Unprintable) as stopped:
        printing.printed(guideline.read(site.parent), site)
    line = next(at for at, row in enumerate(text, 1) if "Kysy, jos et tiedä." in row)
    assert str(stopped.value.found[0]).startswith(f"docs/fi/principles.md:{line}: ")


def test_all_slips_are_told_at_once_each_in_its_language(site: Path) -> None:
    """Whoever mends the pages mends them in one go."""
    spoil(site, "<video></video>", "fi/safety")
    spoil(site, "<img src='x.png'>", "sv/safety")
    spoil(site, "<h5 id='x'>Deep</h5>", "en/principles")
    with pytest.raises(printing.Unprintable) as stopped:
        printing.printed(guideline.read(site.parent), site)
    places = [str(finding).split(":")[0] for finding in stopped.value.found]
    assert places == ["docs/en/principles.md", "docs/fi/safety.md", "docs/sv/safety.md"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ('= "Otsikko"\n☎', "☎"),
        ('= Otsikko\n#image("a.svg")', "alt"),
        ("== Otsikko", "level"),
        ('= Otsikko\n#link(label("x"))[y]', "does not exist"),
        ('= Otsikko\n#text(font: "Nowhere")[y]', "unknown font"),
        ("", "title"),
    ],
)
def test_what_slips_by_stops_the_press(code: str, said: str) -> None:
    """Typst's own checks stay errors: a sign without a letter, an image without words, …"""
    title = '#set document(title: "T", date: datetime(year: 2026, month: 11, day: 24))\n'
    source = f'{title if code else ""}#set text(font: "Source Serif 4", fallback: false)\n{code}\n'
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    with pytest.raises(press.Jam, match=f"(?s)^x.pdf: .*{said}"):
        press.printed([Document("x.pdf", source, {"a.svg": svg}, ())], None)


def test_a_file_of_the_folder_one_stands_in_is_no_part_of_the_press(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever the command is typed, the same is printed."""
    (tmp_path / "typst.py").write_text("raise SystemExit('not this one')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    source = '#set document(title: "T", date: datetime(year: 2026, month: 11, day: 24))\n= T\n'
    source += "#metadata(())<short>"
    made = press.printed([Document("x.pdf", source, {}, ())], None)
    assert made["x.pdf"].startswith(b"%PDF")


def test_without_a_door_there_is_no_sheet(small: Small) -> None:
    """Nobody is led to a sheet on which nothing stands."""
    kinds = {one.kind for one in prints.all_of(small.read())}
    assert kinds == {prints.BOOKLET, prints.WALL, prints.DESK}
    for code in LANGUAGES:
        file = f"docs/{code}/index.md"
        small.write(file, small.text(file).replace(" .door", ""))
    assert {one.kind for one in prints.all_of(small.read())} == {prints.BOOKLET}


def test_the_last_good_prints_stay_when_a_page_cannot_be_printed(
    real: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What hangs on the wall is still there to be printed again after a build that failed."""
    assert main(["--root", str(real), "build"]) == 0
    before = {p: p.read_bytes() for p in (real / "site").rglob("*") if p.is_file()}
    main_html = real / "overrides/main.html"
    text = main_html.read_text(encoding="utf-8")
    spoiled = text.replace("{{ page.content }}", "{{ page.content }}<video></video>")
    assert text != spoiled
    main_html.write_text(spoiled, encoding="utf-8")
    for command in (["build"], ["pdf"]):
        capsys.readouterr()
        assert main(["--root", str(real), *command]) == 1
        told = capsys.readouterr()
        assert "docs/fi/safety.md:" in told.out
        assert "<video>" in told.out
        assert "Traceback" not in told.out + told.err
    assert before == {p: p.read_bytes() for p in (real / "site").rglob("*") if p.is_file()}
    assert not (real / "pdf").exists()


def test_a_page_tells_the_size_of_what_it_links_to(built: Path) -> None:
    """Whoever is on a bad line knows what a tap costs, and in which language it is."""
    from bs4 import BeautifulSoup

    for code, said in {"fi": "suomeksi", "sv": "på svenska", "en": "in English"}.items():
        for page in (built / code).rglob("index.html"):
            html = page.read_text(encoding="utf-8")
            assert "[[size" not in html
            soup = BeautifulSoup(html, "html.parser")
            links = soup.select(f'footer a[href$="jakobstad-guideline-{code}.pdf"]')
            assert len(links) == 1, page
            size = round((built / f"jakobstad-guideline-{code}.pdf").stat().st_size / 1000)
            text = links[0].get_text()
            assert ("PDF" in text, said in text, str(size) in text) == (True, True, True)
            assert (links[0]["hreflang"], links[0]["type"]) == (code, "application/pdf")


def test_the_coverage_is_that_of_the_fonts() -> None:
    """A sign is refused when the fonts lack it, and only then."""
    assert coverage.FILE.read_text(encoding="utf-8") == coverage.text()


def test_the_fonts_are_free_to_be_shared() -> None:
    """Each font's file names the licence whose text lies beside it."""
    from fontTools.ttLib import TTFont

    for font in coverage.FONTS.glob("*.ttf"):
        licence = TTFont(font)["name"].getDebugName(13)
        assert "SIL Open Font License, Version 1.1" in licence
        family = font.name.partition("_")[0]
        text = (coverage.FONTS / f"{family}-OFL.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert template("base.typ").count(b"Source S") == 2
    assert (ROOT / "src/rinnakkain/fonts").is_dir()


def test_nothing_is_printed_too_small(site: Path, tmp_path: Path) -> None:
    """An address in a notice too can be read without a glass: 8.5 points at least."""
    spoil(site, "<div class='notice'><p><a href='https://www.example.org/a'>Lue</a></p></div>")
    path = tmp_path / "small.pdf"
    made = booklet.booklet(guideline.read(site.parent), site, "fi")
    path.write_bytes(press.printed([made], None)[made.name])
    pieces = [piece for page in read(path).pages for piece in page.pieces]
    assert any("example.org" in piece.shown for piece in pieces)
    assert [f"{piece.shown}: {piece.size}" for piece in pieces if piece.size < 8.5] == []

"""The article: whatever an editor may write has a form on paper, and stays within the page."""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from rinnakkain import declaration, guideline
from rinnakkain.cli import main
from rinnakkain.paper import booklet, press, printing
from tests.happened import FIRST, furnish
from tests.paper import checks, validators
from tests.paper.reading import Pdf, plain, read
from tests.small import LANGUAGES
from tests.tracked import Tracked

_MM = 72 / 25.4
_ADDRESS = "https://example.org/" + "a-b_c" * 30 + "?x=1&y=2#z"
_LINK = {"fi": "Lue lisää", "sv": "Läs mer", "en": "Read more"}
_WORD = {"fi": "Tätä sana tarkoittaa", "sv": "Det här betyder ordet", "en": "This is what we mean"}
_PICTURE = {
    "fi": "Kartta kylästä",
    "sv": "Karta över byn",
    "en": "This map shows the whole village",
}
_LINES = "koodia\n" * 90
_PICTURES = "<p><img src='../tall.webp' alt='Kartta'></p>" * 3
_LEAD = {"fi": "Tärkeää:", "sv": "Viktigt:", "en": "Important:"}
_LONG = {
    "fi": "viestintäohjeistus",
    "sv": "kommunikationsansvar",
    "en": "responsibilities",
}
_SECOND = {
    "fi": "Tämä kappale on alussa.",
    "sv": "Det här stycket står i början.",
    "en": "This paragraph stands at the beginning.",
}
_ODD = """\

## [{link}]({address}) `1` {{: #odd }}

*{word}*{{: #word }} <kbd>Ctrl</kbd>+<kbd>C</kbd> H<sub>2</sub>O 1<wbr>2 *colour*{{: lang=en-GB }}

![{picture}](map.png) [![{picture}](tall.webp)]({address})

[1](#word) [2](index.md#whole)

    {code}

| {head} |
|{line}|
| {row} |
"""


def _image(path: Path, size: tuple[int, int], kind: str, mode: str = "RGB") -> None:
    data = io.BytesIO()
    Image.new(mode, size).save(data, kind)
    path.write_bytes(data.getvalue())


@pytest.fixture(scope="session")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a small guideline in which everything stands that an editor seldom writes."""
    small = Tracked(tmp_path_factory.mktemp("odd"))
    furnish(small)
    for code in LANGUAGES:
        folder = small.root / "docs" / code
        _image(folder / "map.png", (4000, 600), "PNG")
        _image(folder / "tall.webp", (60, 4000), "WEBP", "RGBA")
        text = _ODD.format(
            link=_LINK[code],
            word=_WORD[code],
            picture=_PICTURE[code],
            address=_ADDRESS,
            code="x" * 200,
            head=" | ".join(f"{at}{_LONG[code]}" for at in range(8)),
            line="|".join(["---"] * 8),
            row=" | ".join(f"{_LONG[code]}{at}" for at in range(8)),
        )
        about = f"docs/{code}/about.md"
        small.write(about, small.text(about) + text)
        index = f"docs/{code}/index.md"
        title = "{: #guideline }\n"
        said = f"{_SECOND[code]} " * 40
        start = small.text(index).replace(title, f"{title}\n{_SECOND[code]}\n\n{said}\n", 1)
        more = f"\n{{{{ parts }}}}\n\n## {_LEAD[code][:-1]} {{: #more }}\n\n{_LEAD[code]}\n\n"
        more += "- [1](https://example.org/1)\n- [2](https://example.org/2)\n"
        small.write(index, start + more)
    for one in declaration.first(small.read(), FIRST):
        small.keep(one)
    assert main(["--root", str(small.root), "build"]) == 0
    return small.root / "site"


@pytest.fixture(scope="session")
def booklets(odd: Path) -> dict[str, Pdf]:
    """Its booklets, read."""
    return {code: read(odd / f"jakobstad-guideline-{code}.pdf") for code in LANGUAGES}


def test_two_validators_find_nothing(odd: Path) -> None:
    """What is seldom written is as accessible as the rest."""
    for file in sorted(odd.glob("*.pdf")):
        assert (file.name, validators.verapdf(file)) == (file.name, [])
        assert (file.name, validators.page(file)) == (file.name, [])


def _outside(file: Path) -> Iterator[tuple[int, str]]:
    """Yield the page of each letter and picture that runs out of the page's margins, and what."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(file)
    for number, page in enumerate(document, 1):
        # The cover and the contents are wider than the pages.
        right = (186 if number < 4 else 176.5) * _MM
        words = page.get_textpage()
        for at in range(words.count_chars()):
            sign = words.get_text_range(at, 1)
            box = words.get_charbox(at)
            if sign.strip() and (box[2] > right or box[0] < 24 * _MM or box[1] < 14 * _MM):
                yield number, words.get_text_range(at, 30)
                break
        for image in page.get_objects(filter=[3]):
            if image.get_bounds()[2] > right or image.get_bounds()[1] < 14 * _MM:
                yield number, "an image"
    document.close()


def test_nothing_runs_out_of_the_page(odd: Path) -> None:
    """A line of code, an address, a table of eight columns, a photograph: all can be read."""
    for code in LANGUAGES:
        assert list(_outside(odd / f"jakobstad-guideline-{code}.pdf")) == []


def test_no_cell_of_a_table_covers_another(booklets: dict[str, Pdf]) -> None:
    """A wide table is set smaller, and its words stay in their columns."""
    for pdf in booklets.values():
        (table,) = pdf.root.find("Table")
        for row in table.find("TR"):
            cells = [cell.boxes[0] for cell in row.find("TH", "TD")]
            assert len(cells) == 8
            assert all(a.right <= b.left for a, b in pairwise(cells))


def test_every_picture_is_printed_and_said(booklets: dict[str, Pdf]) -> None:
    """A photograph beside a page is on paper too, with its words for who cannot see it."""
    for code, pdf in booklets.items():
        said = [one.alt for one in pdf.root.find("Figure")]
        assert said == [_PICTURE[code], _PICTURE[code]]


def test_every_word_is_read_whole(booklets: dict[str, Pdf]) -> None:
    """Where a line may end nothing is read."""
    for pdf in booklets.values():
        assert checks.words_whole(pdf) == []
        assert "12 colour" in pdf.text


def test_a_region_is_told_with_its_language(booklets: dict[str, Pdf]) -> None:
    """British English is read by a British voice."""
    assert ("colour", "en-GB") in checks.foreign_parts(booklets["fi"])


def test_bookmarks_say_headings_and_not_addresses(booklets: dict[str, Pdf]) -> None:
    """Who jumps from heading to heading is spared the address of a link in one."""
    for pdf in booklets.values():
        assert checks.bookmarked(pdf) == []
        assert checks.headings_nested(pdf) == []


def test_a_link_leads_to_a_word_and_to_what_the_contents_replace(
    booklets: dict[str, Pdf],
) -> None:
    """An id may stand on a word, and on a heading whose list is not printed."""
    for code, pdf in booklets.items():
        assert checks.links_land(pdf) == []
        links = {
            link.words: link for link in pdf.links if link.words in ("1", "2") and not link.uri
        }
        assert set(links) == {"1", "2"}
        first = links["1"].landing
        assert first
        place = pdf.standing_at(first)
        assert place
        assert _WORD[code] in place.text


def test_the_start_page_loses_nothing(booklets: dict[str, Pdf]) -> None:
    """A long beginning goes on behind the cover, and a list of links is no list of the parts."""
    for code, pdf in booklets.items():
        text = plain(pdf.text)
        assert text.count(_SECOND[code]) == 41
        assert _LEAD[code] in text
        assert checks.pages_numbered(pdf, but=[1]) == []


@pytest.mark.parametrize(
    ("name", "kind", "mode"),
    [
        ("a.png", "JPEG", "RGB"),
        ("a.png", "BMP", "RGB"),
        ("a.jpg", "JPEG", "CMYK"),
        ("a.jpg", "", ""),
    ],
)
def test_an_image_that_cannot_be_printed_is_told_at_its_line(
    odd: Path, tmp_path: Path, name: str, kind: str, mode: str
) -> None:
    """Another format than its name says, colours for a press, half a file: a line, not a jam."""
    root = tmp_path / "guideline"
    shutil.copytree(odd.parent, root)
    file = root / "site/fi/about" / name
    _image(file, (300, 300), kind or "JPEG", mode or "RGB")
    if not kind:
        file.write_bytes(file.read_bytes()[:700])
    page = root / "site/fi/about/index.html"
    html = page.read_text(encoding="utf-8")
    page.write_text(html.replace("../map.png", name, 1), encoding="utf-8")
    source = root / "docs/fi/about.md"
    text = source.read_text(encoding="utf-8").replace("map.png", name)
    source.write_text(text, encoding="utf-8")
    line = 1 + text[: text.index(name)].count("\n")
    with pytest.raises(printing.Unprintable) as stopped:
        printing.printed(guideline.read(root), root / "site")
    assert [(f.message, f.file, f.line) for f in stopped.value.found] == [
        ("paper-image", "docs/fi/about.md", line)
    ]


@pytest.mark.parametrize(
    ("page", "before", "planted", "said"),
    [
        (
            "index",
            "<ul>",
            "<div class='notice'><p>Huomaa ovi</p></div>",
            "Huomaa ovi",
        ),
        (
            "safety",
            "</li>",
            f"<details><summary>Sanat</summary>{'<p>Rivi tekstiä</p>' * 90}</details>",
            "Rivi tekstiä",
        ),
        ("safety", "</li>", f"<pre><code>{_LINES}</code></pre>", "koodia"),
        ("safety", "</li>", f"{_PICTURES}<p>Kartan alla</p>", "Kartan alla"),
    ],
)
def test_what_is_long_goes_on_on_the_next_page(
    odd: Path, tmp_path: Path, page: str, before: str, planted: str, said: str
) -> None:
    """The notice of a door, the words of a rule that is behind, a page of code: all is there."""
    shutil.copytree(odd.parent, tmp_path / "guideline")
    site = tmp_path / "guideline/site"
    file = site / "fi" / ("" if page == "index" else page) / "index.html"
    mark = 'class="door"' if page == "index" else "rule-text"
    head, rest = file.read_text(encoding="utf-8").split(mark, 1)
    file.write_text(head + mark + rest.replace(before, planted + before, 1), encoding="utf-8")
    read_ = guideline.read(tmp_path / "guideline")
    document = booklet.booklet(read_, site, "fi")
    assert document.slips == ()
    made = tmp_path / document.name
    made.write_bytes(press.printed([document], FIRST)[document.name])
    assert plain(read(made).text).count(said) >= planted.count(said)
    assert list(_outside(made)) == []


def test_a_long_word_of_the_title_stays_on_the_cover(odd: Path, tmp_path: Path) -> None:
    """Compounds are long, and a cover's letters are large."""
    shutil.copytree(odd.parent, tmp_path / "guideline")
    site = tmp_path / "guideline/site"
    file = site / "fi/index.html"
    html = file.read_text(encoding="utf-8")
    assert html.count(">Ohje</h1>") == 1
    word = "Viestintäohjeistuksenlaatijoille"
    file.write_text(html.replace(">Ohje</h1>", f">{word}</h1>"), encoding="utf-8")
    document = booklet.booklet(guideline.read(tmp_path / "guideline"), site, "fi")
    made = tmp_path / document.name
    made.write_bytes(press.printed([document], FIRST)[document.name])
    assert word in read(made).text
    assert list(_outside(made)) == []

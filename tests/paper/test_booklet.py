"""The booklets: the real guideline in three languages, and one to which things have happened."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from rinnakkain import guideline, ui
from rinnakkain.guideline import Guideline
from rinnakkain.paper.article import UNBROKEN
from rinnakkain.prose import address
from tests.paper import checks, validators
from tests.paper.reading import Pdf, plain, read
from tests.small import LANGUAGES

# What parts the text of a page as paragraphs do, and what stands before an entry of a list.
BLOCKS = ["p", "li", "div", "summary", "h1", "h2", "h3", "section", "details", "td", "th"]
MARK = "–"

BOTH = pytest.mark.parametrize("which", ["built", "changed"])


@pytest.fixture(params=LANGUAGES)
def code(request: pytest.FixtureRequest) -> str:
    """The language of a booklet."""
    return str(request.param)


@pytest.fixture
def site(which: str, request: pytest.FixtureRequest) -> Path:
    """The real site, or that of a small guideline to which things have happened."""
    site = request.getfixturevalue(which)
    assert isinstance(site, Path)
    return site


def file(site: Path, code: str) -> Path:
    """Return the booklet of a language."""
    return site / f"jakobstad-guideline-{code}.pdf"


@cache
def booklet(site: Path, code: str) -> Pdf:
    """Read the booklet of a language."""
    return read(file(site, code))


@cache
def model(site: Path) -> Guideline:
    """Return the guideline that a site was built from."""
    return guideline.read(site.parent)


@cache
def articles(site: Path, code: str) -> tuple[Tag, ...]:
    """Return what the pages say that are printed, in the order of the navigation.

    What is the screen's own is taken out: navigation, and what a rule's number unfolds.
    """
    found = []
    for name in model(site).settings.names:
        if name in model(site).settings.made:
            continue
        html = (site / code / address(name) / "index.html").read_text(encoding="utf-8")
        article = BeautifulSoup(html, "html.parser").find("article")
        assert isinstance(article, Tag)
        for tag in article.select("nav, .rule-links, .rule-word"):
            tag.decompose()
        for tag in article.find_all(BLOCKS):
            tag.insert(0, " ")
            tag.append(" ")
        found.append(article)
    return tuple(found)


def words(tag: Tag) -> list[str]:
    """Return the words of an element, one after the other."""
    return plain(tag.get_text()).split()


def rules(site: Path, code: str) -> list[tuple[str, str]]:
    """Return the number and the words of every rule in their order."""
    rows = []
    for article in articles(site, code):
        for rule in article.select("li.rule"):
            number, *text = words(rule)
            rows.append((number, " ".join(text)))
    return rows


@BOTH
def test_two_validators_find_nothing(site: Path, code: str) -> None:
    """The file is what the law asks for and what an archive takes: PDF/UA-1 and PDF/A-2a."""
    assert validators.verapdf(file(site, code)) == []
    assert validators.page(file(site, code)) == []


@BOTH
def test_the_file_says_what_it_is_and_in_which_language(site: Path, code: str) -> None:
    """A reader's window shows the guideline and the Town, and is read in the right voice."""
    own = model(site).words[code]
    title = f"{own['guideline']} – {own['town_official']}"
    assert checks.named(booklet(site, code), title, code) == []


@BOTH
def test_what_is_on_the_site_is_on_paper_in_its_order(site: Path, code: str) -> None:
    """Nothing is silently missing, and nothing is read before what stands before it."""
    runs = booklet(site, code).root.runs()
    read = re.sub(r"\s+", "", "".join(run.text for run in runs if run.text.strip() != MARK))
    at = 0
    for place, article in enumerate(articles(site, code)):
        # The contents stand in the place of the start page's own list of the parts.
        blocks = list(article.find_all(True, recursive=False))
        if not place:
            blocks = [block for block in blocks if not _leads_to_parts(block, model(site))]
        for block in blocks:
            said = "".join(words(block))
            found = read.find(said, at)
            assert found >= 0, (article.h1, block)
            at = found + len(said)


def _leads_to_parts(block: Tag, read: Guideline) -> bool:
    """Whether a block of the start page is its list of the parts, or what leads to it."""
    after = [block, *block.find_next_siblings()]
    for tag in after[:3]:
        links = [str(link["href"]) for link in tag.select("li > a")] if tag.name == "ul" else []
        if links == [address(name) for name in read.settings.parts]:
            return True
        if tag is not block and tag.name in ("h2", "ul"):
            return False
    return False


@BOTH
def test_every_rule_is_there_with_its_number(site: Path, code: str) -> None:
    """A rule that is cited by its number is found under it."""
    expected = rules(site, code)
    assert len(expected) == len(model(site).numbers)
    assert checks.statements_present(booklet(site, code), expected) == []


@BOTH
def test_every_word_is_read_whole(site: Path, code: str) -> None:
    """Who has it read aloud hears words, not the halves of words."""
    own = model(site).words[code]
    known = [plain(article.get_text()) for article in articles(site, code)]
    known += [str(own["town_official"]), *(str(w["town"]) for w in model(site).words.values())]
    known += [str(own["guideline"]), str(own["paper"]), str(own["edition"])]
    known += [str(number) for number in range(100)]
    known.append(" ".join(words(articles(site, code)[0])))
    day = model(site).history.edition
    assert day is not None
    known.append(ui.day(own, day))
    assert checks.words_whole(booklet(site, code), known) == []


@BOTH
def test_each_part_is_read_in_its_own_language(site: Path, code: str) -> None:
    """A Swedish hashtag in a Finnish list is not spelt out by a Finnish voice."""
    expected = []
    towns = {str(w["town"]): own for own, w in reversed(model(site).words.items())}
    expected += [(town, own) for town, own in towns.items() if own != code]
    for article in articles(site, code):
        for tag in article.find_all(lang=True):
            if tag["lang"] != code:
                said = _stretches(tag) + [MARK] * len(tag.select("ul > li"))
                # A part that the language lacks has another one's heading, in the contents too.
                said += _stretches(tag) if tag.parent and tag.parent.name == "h1" else []
                expected += [(text, str(tag["lang"])) for text in said]
    found = checks.foreign_parts(booklet(site, code))
    assert sorted(found) == sorted(expected)


def _stretches(tag: Tag) -> list[str]:
    """Return what an element says, block by block."""
    blocks = [one for one in tag.find_all(["p", "li"]) if not one.find(["p", "li"])]
    return [" ".join(words(one)) for one in blocks or [tag]]


@BOTH
def test_headings_bookmarks_and_contents_say_the_same(site: Path, code: str) -> None:
    """Whoever leafs, jumps or listens finds the same parts under the same names."""
    pdf = booklet(site, code)
    assert checks.headings_nested(pdf) == []
    assert checks.bookmarked(pdf) == []
    title = pdf.headings[0].text
    numbered = checks.contents_true(
        pdf, depth=1, leaving_out=[title], printed=lambda page: str(pdf.pages.index(page) + 1)
    )
    assert numbered == []
    assert [entry.title for entry in pdf.contents] == [
        " ".join(words(article.h1)) for article in articles(site, code)[1:] if article.h1
    ]


@BOTH
def test_every_link_leads_to_what_it_names(site: Path, code: str) -> None:
    """A link to rule 7.5 lands on rule 7.5, and says so to who cannot see it."""
    pdf = booklet(site, code)
    texts = dict(rules(site, code))

    def goal(link: object) -> str | None:
        number = getattr(link, "words", "").partition(" ")[0]
        return f"{number} {texts[number]}" if number in texts else None

    assert checks.links_land(pdf, goal) == []
    assert checks.links_described(pdf) == []


@BOTH
def test_it_is_read_as_it_is_seen(site: Path, code: str) -> None:
    """Nothing that is seen goes unread, and the eye and the ear go the same way."""
    pdf = booklet(site, code)
    assert checks.nothing_lost(pdf) == []
    assert checks.read_as_seen(pdf) == []
    assert checks.paragraphs_parted(pdf) == []
    assert checks.tables_headed(pdf) == []
    assert checks.pictures_described(pdf) == []
    assert checks.fonts_embedded(pdf, ["SourceSerif4", "SourceSans3"]) == []


@BOTH
def test_a_text_that_a_notice_quotes_is_told_apart(site: Path, code: str) -> None:
    """Who hears that a text is behind hears where the one in force begins, and where it ends."""
    expected = [
        plain(tag.get_text())
        for article in articles(site, code)
        for tag in article.select(".notice details > div, .gone details > div, blockquote")
    ]
    found = booklet(site, code).root.find("BlockQuote")
    said = [plain(one.text).replace(f"{MARK} ", "") for one in found]
    assert said == expected


@BOTH
def test_pages_end_where_a_printer_would_end_them(site: Path, code: str) -> None:
    """No heading alone at a page's foot, no line alone, no rule over two pages; pages x / y."""
    pdf = booklet(site, code)
    assert checks.headings_accompanied(pdf) == []
    assert checks.no_lone_lines(pdf) == []
    assert checks.kept_whole(pdf, "LI", under=UNBROKEN // 2) == []
    assert checks.pages_numbered(pdf, but=[1]) == []


def test_an_outside_address_is_printed_and_not_read_twice(built: Path, code: str) -> None:
    """On paper nobody can press a link; who listens is spared the address."""
    pdf = booklet(built, code)
    shown = "".join(line.text for page in pdf.pages for line in page.lines)
    for article in articles(built, code):
        for link in article.find_all("a", href=re.compile("^https?:")):
            assert str(link["href"]) in shown
            assert booklet(built, code).text.count(str(link["href"])) <= 1


def test_a_booklet_is_small(built: Path, code: str) -> None:
    """It is opened on a phone, on a bad line: 150 KB at most."""
    assert file(built, code).stat().st_size <= 150_000


def test_rules_hang_on_one_edge(built: Path, code: str) -> None:
    """The numbers stand in the margin, all on one line, and the texts on another."""
    labels = [one for one in booklet(built, code).root.find("Lbl") if re.match(r"\d+\.", one.text)]
    on_page = [one for one in labels if one.page and one.page > 2]
    lefts = {round(run.box.left) for one in on_page for run in one.runs() if run.box}
    assert len(lefts) == 1


def test_lines_fit_a_reader(built: Path, code: str) -> None:
    """Sixty to seventy-five letters a line: the eye finds the next one."""
    pdf = booklet(built, code)
    body = [
        line.text for page in pdf.pages[2:] for line in page.lines if not re.match(r"\d", line.text)
    ]
    full = [text for text, following in pairwise(body) if len(text) > 50 and following]
    assert 60 <= sorted(len(text) for text in full)[len(full) // 2] <= 75

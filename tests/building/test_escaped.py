"""Words that look like markup: wherever they end up on the site, they are only words."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, Tag

from rinnakkain import checks
from rinnakkain.cli import main
from rinnakkain.published import unfit
from tests.happened import happened
from tests.small import LANGUAGES

# What an editor may write where nothing but words belongs, and what Markdown, HTML, YAML, JSON or a
# template would make of it.
RUNS = "](javascript:alert(1)) ["
TITLE = f"""Om "oss" & 'er' {{: onclick=alert(1) }} x{RUNS}y] *z* `k` #read("a") {{% raw %}}"""
DESCRIPTION = """Om x" onfocus="alert(1)" y='z' {{ config }} {: .skip }"""
SHORT = f"x{RUNS}y"
OWNER = f"Ägare x{RUNS}y {{: onclick=alert(1) }}"
SAID = f"Nu x{RUNS}y *z* {{: onclick=alert(1) }}"


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose words look like markup everywhere, built once: the folder that is published."""
    small = happened(tmp_path_factory.mktemp("marked"))
    for code in LANGUAGES:
        text = small.text(f"docs/{code}/principles.md")
        head = f"title: {json.dumps(TITLE)}\ndescription: {json.dumps(DESCRIPTION)}"
        small.write(f"docs/{code}/principles.md", f"---\n{head}\n---\n{text.split('---', 2)[2]}")
        names = small.text(f"docs/{code}/short-names.yml").splitlines()
        names[0] = f"be-kind: {json.dumps(SHORT)}"
        small.write(f"docs/{code}/short-names.yml", "\n".join((*names, "")))
    small.change("town.yml", "owner:\n", f"owner: {json.dumps(OWNER)}\n")
    small.change("town.yml", '"@small_town"', json.dumps(f"@small_town{RUNS}"))
    small.declare("changed", "principles", what=dict.fromkeys(LANGUAGES, SAID))
    # That nobody speaks so is told, and no reason to leave it.
    told = {
        (found.kind.number, found.file)
        for found in checks.run(small.read())
        if found.kind.number in (34, 35)
    }
    rows = "".join(
        f"        - {{finding: {number}, file: {file}, reason: words of a test}}\n"
        for number, file in sorted(told)
    )
    old = "      editors: {}\n"
    small.change("mkdocs.yml", old, f"{old}      exceptions:\n{rows}")
    assert main(["--root", str(small.root), "build"]) == 0
    return (small.root / "site").resolve()


def soup(path: Path) -> BeautifulSoup:
    """Return a built page."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def test_no_words_become_more_than_words(marked: Path) -> None:
    """No link of any page runs, and no attribute or class that somebody typed comes out."""
    assert unfit(marked) == []
    for path in marked.rglob("*.html"):
        for tag in soup(path).find_all(True):
            assert isinstance(tag, Tag)
            assert not {name for name in tag.attrs if name.startswith("on")}, (path, tag)
            assert "alert" not in str(tag.get("href", "")), (path, tag)
            assert tag.get("class") != ["skip"] or tag.get("href") == "#__main", (path, tag)


def test_a_title_and_a_description_are_shown_letter_by_letter(marked: Path) -> None:
    """A reader, a list of links and a search engine see what the editor wrote."""
    for code in LANGUAGES:
        page = soup(marked / code / "principles/index.html")
        assert page.title
        assert page.title.get_text().startswith(f"{TITLE} – ")
        described = page.find("meta", attrs={"name": "description"})
        assert isinstance(described, Tag)
        assert described["content"] == DESCRIPTION
        beside = soup(marked / code / "safety/index.html")
        assert TITLE in beside.get_text()


def test_short_names_are_shown_letter_by_letter(marked: Path) -> None:
    """The same in a link on a page, and in the data."""
    page = soup(marked / "sv/index.html")
    links = [link for link in page.find_all("a") if "#be-kind" in str(link.get("href"))]
    assert links
    assert all(SHORT in link.get_text() for link in links)
    data = json.loads((marked / "guideline.json").read_text(encoding="utf-8"))
    names = {row["id"]: row["short_name"] for row in data["statements"]}
    assert names["be-kind"] == dict.fromkeys(LANGUAGES, SHORT)


def test_what_changed_is_told_letter_by_letter(marked: Path) -> None:
    """The feed is well-formed, and its sentence and that of the page are what was written."""
    for code in LANGUAGES:
        feed = ElementTree.parse(marked / code / "feed.xml")
        said = [one.text for one in feed.iter("{http://www.w3.org/2005/Atom}summary")]
        assert SAID in said
        assert SAID in soup(marked / code / "changes/index.html").get_text()

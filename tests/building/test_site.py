"""The built site, read as the files that are published."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
import yaml
from bs4 import BeautifulSoup, Tag

from rinnakkain import guideline, prints, prose
from rinnakkain.guideline import Guideline
from tests.conftest import ADDRESS
from tests.small import LANGUAGES

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="session")
def read(built: Path) -> Guideline:
    """The model of the guideline that the site was built from."""
    return guideline.read(built.parent)


@cache
def parsed(file: Path) -> BeautifulSoup:
    """Parse a built page."""
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


def pages(built: Path, code: str) -> dict[str, BeautifulSoup]:
    """Return the pages of a language by their path below its folder."""
    folder = built / code
    return {p.relative_to(folder).as_posix(): parsed(p) for p in sorted(folder.rglob("*.html"))}


def article(page: BeautifulSoup) -> Tag:
    """Return the text of a page without the site's furniture."""
    found = page.find("article")
    assert isinstance(found, Tag)
    return found


def rules(page: BeautifulSoup) -> dict[str, Tag]:
    """Return the rules of a page by their id, in its order."""
    return {str(li["id"]): li for li in page.select("li.rule")}


def words(tag: Tag) -> str:
    """Return the text of an element, with single spaces."""
    return " ".join(tag.get_text().split())


def test_each_language_has_the_same_pages_under_its_own_address(
    built: Path, read: Guideline
) -> None:
    """No language is the default, and none lacks a page that another has."""
    own = {prose.address(name) for name in read.settings.names}
    sides = {f"side-by-side/{at}" for at in own - {"all/", "changes/", "subjects/"}}
    wanted = {f"{at}index.html" for at in own | sides}
    assert [set(pages(built, code)) for code in LANGUAGES] == [wanted] * 3
    top = {path.name for path in built.iterdir() if path.suffix not in (".br", ".gz")}
    assert top == {
        "fi",
        "sv",
        "en",
        "assets",
        "index.html",
        "404.html",
        "sitemap.xml",
        "guideline.json",
        "guideline.schema.json",
        "editions",
        *(one.name for one in prints.all_of(read)),
    }


def test_every_page_is_tagged_with_its_language(built: Path) -> None:
    """A screen reader speaks each page in its language, and the door's parts each in its own."""
    for code in LANGUAGES:
        for page in pages(built, code).values():
            assert page.html is not None
            assert page.html["lang"] == code
            alternates = page.select("link[rel=alternate][hreflang]")
            assert [link["hreflang"] for link in alternates] == list(LANGUAGES)
    for name in ("index.html", "404.html"):
        page = parsed(built / name)
        assert page.html is not None
        assert page.html["lang"] == "mul"
        assert [s["lang"] for s in article(page).select("section")] == list(LANGUAGES)


def links(page: BeautifulSoup) -> Iterator[str]:
    """Yield every address that a page names: links, styles, scripts, pictures."""
    for tag in page.find_all(href=True):
        yield str(tag["href"])
    for tag in page.find_all(src=True):
        yield str(tag["src"])


def test_every_link_within_the_site_leads_somewhere(built: Path) -> None:
    """No link, style, script or anchor of any page leads nowhere."""
    lost = []
    for file in sorted(built.rglob("*.html")):
        here = file.relative_to(built).as_posix()
        for link in links(parsed(file)):
            target = urlsplit(link)
            if target.scheme in ("https", "mailto"):
                continue
            path = posixpath.normpath(
                posixpath.join("/", posixpath.dirname(here), unquote(target.path))
            )
            goal = built / path.lstrip("/") if target.path else file
            goal = goal / "index.html" if goal.is_dir() else goal
            if not goal.is_file() or (
                target.fragment and not parsed(goal).find(id=unquote(target.fragment))
            ):
                lost.append((here, link))
    assert lost == []


def test_links_within_the_site_are_relative(built: Path) -> None:
    """The site works under any path; only 404.html, shown at any depth, cannot be relative."""
    for file in built.rglob("*.html"):
        if file.name == "404.html":
            continue
        for link in links(parsed(file)):
            assert not link.startswith("/"), (file, link)


def test_only_the_outside_addresses_of_the_text_are_outside(built: Path, read: Guideline) -> None:
    """No style, script, font or picture is asked of anybody else."""
    for file in built.rglob("*.html"):
        page = parsed(file)
        for tag in page.select("script[src], img[src], link:not([rel=canonical])"):
            address = str(tag.get("src") or tag.get("href"))
            assert not urlsplit(address).netloc, (file, address)


def test_headings_and_rules_have_the_same_ids_in_each_language(built: Path) -> None:
    """An anchor survives the change of language on every page."""
    fi, sv, en = (pages(built, code) for code in LANGUAGES)
    for name in fi:
        ids = [[t["id"] for t in article(p[name]).find_all(id=True)] for p in (fi, sv, en)]
        assert ids[0] == ids[1] == ids[2], name


def test_every_rule_stands_on_its_page_and_on_the_page_of_all(built: Path, read: Guideline) -> None:
    """Each rule with its number and its words, on its page and on the one page, once."""
    for code in LANGUAGES:
        built_pages = pages(built, code)
        everything = rules(built_pages["all/index.html"])
        assert list(everything) == list(read.numbers)
        for id_, number in read.numbers.items():
            name = read.homes[id_].removesuffix(".md")
            own = rules(built_pages[f"{name}/index.html"])[id_]
            summary = own.select_one("summary")
            assert summary is not None
            assert words(summary) == f"{read.words[code]['rule']} {number}"
            text, again = (tag.select_one(".rule-text") for tag in (own, everything[id_]))
            assert text is not None
            assert again is not None
            assert words(text) == words(again)


def test_parts_are_numbered_on_their_page_and_in_the_list(built: Path, read: Guideline) -> None:
    """The number of a part is the same wherever it stands."""
    for code in LANGUAGES:
        for name, number in read.part_numbers.items():
            page = pages(built, code)[f"{name.removesuffix('.md')}/index.html"]
            heading, current = page.select_one("h1"), page.select_one(".parts [aria-current]")
            assert heading is not None
            assert current is not None
            # English may lack a page: its title is then that of another language.
            versions = (read.pages.get((c, name)) for c in (code, *LANGUAGES))
            title = next(own.title for own in versions if own)
            assert words(heading) == words(current) == f"{number} {title}"


def test_each_door_names_its_rules_by_number_and_short_name(built: Path, read: Guideline) -> None:
    """What the start page says of a rule is the rule's number and name, and leads to it."""
    for code in LANGUAGES:
        named = {id_: n for c in (*LANGUAGES[::-1], code) for id_, n in read.names[c].by_id.items()}
        found = pages(built, code)["index.html"].select(".door li a")
        assert found
        for link in found:
            id_ = str(link["href"]).partition("#")[2]
            assert words(link) == f"{read.numbers[id_]} {named[id_]}"


def leaves(value: object) -> Iterator[str]:
    """Yield every text of a nested mapping."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from leaves(inner)
    else:
        yield str(value)


def test_no_word_of_another_language_leaks_into_the_furniture(built: Path, read: Guideline) -> None:
    """Buttons, labels and titles are in the page's language; what is not is marked."""
    own = {
        code: {
            text
            for text in leaves(
                {k: v for k, v in read.words[code].items() if k not in ("date", "locale")}
            )
            if len(text) > 3
        }
        for code in LANGUAGES
    }
    for code in LANGUAGES:
        for name, page in pages(built, code).items():
            copy = BeautifulSoup(str(page), "html.parser")
            assert copy.html is not None
            for tag in copy.html.find_all(lang=True):
                if not tag.decomposed and tag is not copy.html and tag["lang"] != code:
                    tag.decompose()
            labels = [str(tag["aria-label"]) for tag in copy.select("[aria-label]")]
            shown = {words(tag) for tag in copy.select("a, h1, h2, summary, p, li, title, span")}
            for other in set(LANGUAGES) - {code}:
                leaked = (own[other] - own[code]) & (shown | set(labels))
                assert not leaked, (code, name, leaked)


def test_nothing_of_the_markdown_is_printed(built: Path) -> None:
    """No braces, no placeholders, no marks."""
    for file in built.rglob("*.html"):
        text = article(parsed(file)).get_text()
        for mark in ("{", "}", "](", "**", "None", "Undefined"):
            assert mark not in text, (file, mark)


def test_the_titles_say_the_page_the_guideline_and_the_town(built: Path, read: Guideline) -> None:
    """A bookmark can be told from another, in its language."""
    for code in LANGUAGES:
        titles = [str(page.title.string) for page in pages(built, code).values() if page.title]
        assert len(set(titles)) == len(titles) == len(pages(built, code))
        assert all(title.endswith(f" – {read.words[code]['town']}") for title in titles)


def test_the_sites_address_comes_from_the_facts(built: Path, read: Guideline) -> None:
    """Every page names its own address; the sitemap names the three languages and no other."""
    for code in LANGUAGES:
        for name, page in pages(built, code).items():
            canonical = page.select_one("link[rel=canonical]")
            assert canonical is not None
            assert canonical["href"] == f"{ADDRESS}{code}/{name.removesuffix('index.html')}"
    sitemap = ElementTree.parse(built / "sitemap.xml").getroot()
    addresses = {str(loc.text) for loc in sitemap.iter(f"{SITEMAP}loc")}
    assert len(addresses) == sum(len(pages(built, code)) for code in LANGUAGES) + 1
    assert all(address.startswith(ADDRESS) for address in addresses)
    assert {link.get("hreflang") for link in sitemap.iter(f"{XHTML}link")} == set(LANGUAGES)


def test_a_hashtag_is_marked_with_its_language(built: Path) -> None:
    """A screen reader says the Swedish hashtags in Swedish on a Finnish page."""
    town = yaml.safe_load((built.parent / "town.yml").read_text(encoding="utf-8"))
    for code in LANGUAGES:
        page = pages(built, code)["hashtags/index.html"]
        marked = {words(s): s["lang"] for s in article(page).select("li > [lang]")}
        assert marked == {row["tag"]: row["lang"] for row in town["hashtags"]}


def test_no_platform_is_claimed_that_nobody_confirmed(built: Path) -> None:
    """An account shows its platform only where the facts name one."""
    town = yaml.safe_load((built.parent / "town.yml").read_text(encoding="utf-8"))
    wanted = [
        row["name"] + (f" ({row['platform']})" if row["platform"] else "")
        for row in town["accounts"]
    ]
    for code in LANGUAGES:
        page = pages(built, code)["channels/index.html"]
        assert [words(li) for li in article(page).select("li")] == wanted

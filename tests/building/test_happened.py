"""The built site of a guideline to which things have happened: what its readers are told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import feedparser
import pytest
from bs4 import BeautifulSoup, Tag
from jsonschema import Draft202012Validator

from rinnakkain import publication
from rinnakkain.cli import main
from tests.happened import CHANGED, FIRST, MOVED, happened, renamed
from tests.small import LANGUAGES

DAYS = {"fi": "27.11.2026", "sv": "27.11.2026", "en": "27 November 2026"}


@pytest.fixture
def site(changed: Path) -> Path:
    """The site of the guideline to which things have happened."""
    return changed


def page(site: Path, at: str) -> BeautifulSoup:
    """Parse a built page."""
    return BeautifulSoup((site / at / "index.html").read_text(encoding="utf-8"), "html.parser")


def one(page: Tag, selector: str) -> Tag:
    """Return the one element that a selector finds."""
    found = page.select(selector)
    assert len(found) == 1, (selector, found)
    return found[0]


def words(tag: Tag) -> str:
    """Return the text of an element, with single spaces."""
    return " ".join(tag.get_text().split())


@pytest.mark.parametrize("at", ["en/safety", "en/all"])
def test_a_reader_of_a_text_that_is_behind_is_told_at_the_rule(site: Path, at: str) -> None:
    """When it changed, in a sentence what, and folded the words in force, each in its language."""
    notice = one(page(site, at), "#check-links .notice")
    day, what = notice.select(":scope > p")
    assert DAYS["en"] in words(day)
    assert (what["lang"], words(what)) == ("fi", "Outoa linkkiä ei avata ikinä.")
    assert [tag.has_attr("open") for tag in notice.select("details")] == [False, False]
    assert words(one(notice, "details [lang=fi]")) == "Älä koskaan avaa outoa linkkiä."
    assert words(one(notice, "details [lang=sv]")) == "Öppna aldrig en konstig länk."
    assert words(one(page(site, at), "#check-links .rule-text")) == "Do not open an odd link."


def test_readers_of_what_agrees_are_told_nothing(site: Path) -> None:
    """A slip that was mended, and a change that both languages follow, disturb nobody."""
    for code in ("fi", "sv"):
        for at in ("", "safety", "principles", "all", "about"):
            assert page(site, f"{code}/{at}").select(".notice, .side-state") == []


def test_a_change_that_nobody_has_declared_is_not_passed_off_as_current(site: Path) -> None:
    """The English reader is told that the text has not been compared yet."""
    notice = one(page(site, "en/principles"), "#ask .notice")
    assert "not been compared" in words(notice)
    assert words(one(notice, "details [lang=fi]")) == "Kysy, jos et tiedä."


@pytest.mark.parametrize("at", ["en/safety", "en/all"])
def test_a_rule_that_a_language_lacks_stands_at_its_place_marked(site: Path, at: str) -> None:
    """Its number is there, its words are those of the other languages, tagged as such."""
    built = page(site, at)
    rule = one(built, "#password")
    assert words(one(rule, "summary .rule-word").parent or rule) == "Rule 2.2"
    assert "not available in English" in words(rule)
    assert {str(t["lang"]): words(t) for t in rule.select("details[open] [lang]")} == {
        "fi": "Vaihda salasana.",
        "sv": "Byt lösenord.",
    }
    ids = [str(tag["id"]) for tag in built.select(".rule")]
    assert ids.index("password") == ids.index("check-links") + 1


def test_a_page_that_a_language_lacks_is_there_and_says_so(site: Path) -> None:
    """No dead link, and no Finnish that a screen reader speaks as English."""
    built = page(site, "en/about")
    assert words(one(built, "h1 [lang=fi]")) == "Tietoa"
    assert "not available in English" in words(one(built, "h1 + .notice"))
    # What its siblings list stays a list, under the heading that stands over it once.
    questions = built.select("#questions + .notice [lang=fi] li")
    assert [words(li) for li in questions] == ["1.2 Kysy: Keneltä?"]
    assert "Kysymykset" not in words(one(built, "#questions + .notice"))
    assert words(one(page(site, "en/safety"), ".foot-links [lang=fi]")) == "Tietoa"


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_old_address_leads_to_where_its_rule_is_now(site: Path, code: str) -> None:
    """A link from before a move is good for ever, without a script too."""
    for at, href in (("safety", f"../../{code}/principles/#ask"), ("all", None)):
        former = page(site, f"{code}/{at}").select(".gone #ask a[data-moved]")
        assert [link["href"] for link in former] == ([href] if href else [])
    assert one(page(site, f"{code}/all"), "#ask.rule")


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_address_of_a_withdrawn_rule_says_when_it_went_and_what_holds(
    site: Path, code: str
) -> None:
    """Whoever follows an old link finds the day, the sentence, the old words and the new rule."""
    for at in ("safety", "all"):
        gone = one(page(site, f"{code}/{at}"), "li#threatening-messages")
        assert DAYS[code] in words(gone)
        assert [a["href"] for a in gone.select("a")] == [f"../../{code}/safety/#check-links"]
        old = {"fi": "Kerro uhkaavasta", "sv": "Berätta om hotfulla", "en": "Tell of a threatening"}
        assert words(one(gone, "details div")).startswith(old[code])


def test_the_address_of_a_renamed_page_leads_to_the_new_one(tmp_path: Path) -> None:
    """A link to the page, and one to any rule of it, still finds it, in each language."""
    root = renamed(tmp_path).root
    assert main(["--root", str(root), "build"]) == 0
    for code in LANGUAGES:
        old = page(root / "site", f"{code}/safety")
        links = {str(li["id"]): one(li, "a")["href"] for li in old.select(".gone > li")}
        ids = ("safety", "check-links", "threatening-messages", "ask")
        assert links == {id_: f"../../{code}/secure/#{id_}" for id_ in ids}
        assert old.select(".turn") == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_all_languages_of_a_page_stand_side_by_side(site: Path, code: str) -> None:
    """Row by row by the same ids, each cell in its language, what is behind marked in mine."""
    built = page(site, f"{code}/side-by-side/safety")
    rows = built.select("tbody tr")
    assert [str(row["id"]) for row in rows] == ["safety", "check-links", "password"]
    for row in rows:
        assert [str(cell["lang"]) for cell in row.select("td")] == list(LANGUAGES)
    english = one(built, "#check-links td[lang=en]")
    mark = one(english, ".side-state")
    assert mark["lang"] == code
    assert DAYS[code] in words(mark)
    assert "Do not open an odd link." in words(english)
    assert one(built, "#password td[lang=en] .side-state")
    assert built.select("td:not([lang=en]) .side-state") == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_has_changed_is_listed_the_newest_first(site: Path, code: str) -> None:
    """Each changed, new, moved and withdrawn text once, with its words before and after."""
    built = page(site, f"{code}/changes")
    days = [str(tag["id"]) for tag in built.select("h2[id]")]
    assert days[:3] == [str(MOVED), str(CHANGED), str(FIRST)]
    links = [str(a["href"]) for a in built.select(".change h3 a")]
    assert links == [
        f"../../{code}/principles/#ask",
        f"../../{code}/#door-threat",
        f"../../{code}/safety/#check-links",
        f"../../{code}/safety/#password",
    ]
    rule = next(c for c in built.select(".change") if c.select('h3 [href$="#check-links"]'))
    before, after = rule.select(".change-words")
    shown = {
        "fi": ("Älä avaa outoa linkkiä.", "Älä koskaan avaa outoa linkkiä."),
        "sv": ("Öppna inte en konstig länk.", "Öppna aldrig en konstig länk."),
        "en": ("Do not open an odd link.", "Älä koskaan avaa outoa linkkiä."),
    }
    assert (words(before.select("div")[-1]), words(after.select("div")[-1])) == shown[code]
    marked = after.select("[lang]")
    assert [str(tag["lang"]) for tag in marked] == (["fi"] if code == "en" else [])


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_feed_reader_takes_the_changes(site: Path, code: str) -> None:
    """The feed is well formed, its ids stay on another host, its links lead to the rules."""
    text = (site / code / "feed.xml").read_text(encoding="utf-8")
    feed = feedparser.parse(text)
    assert not feed.bozo
    assert feed.feed.language == code
    assert feed.feed.updated == f"{MOVED}T00:00:00Z"
    ids = [feed.feed.id, *(entry.id for entry in feed.entries)]
    assert len(set(ids)) == len(ids) == 6
    assert all(id_.startswith("urn:uuid:") for id_ in ids)
    assert [entry.link for entry in feed.entries][2] == f"../{code}/safety/#check-links"
    built = page(site, f"{code}/safety")
    alternate = one(built, "link[type='application/atom+xml']")
    assert alternate["href"] == f"../../{code}/feed.xml".replace(f"../../{code}/", "../")


def test_the_rules_are_data_that_another_site_can_show(site: Path) -> None:
    """The file is as its schema says, and each rule in it says what its page says."""
    data = json.loads((site / "guideline.json").read_text(encoding="utf-8"))
    schema = json.loads((site / "guideline.schema.json").read_text(encoding="utf-8"))
    own = (files("rinnakkain") / "schemas" / "guideline.json").read_text(encoding="utf-8")
    assert schema == json.loads(own)
    Draft202012Validator.check_schema(schema)
    checked = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert list(checked.iter_errors(data)) == []
    assert data["edition"] == str(MOVED)
    assert [rule["id"] for rule in data["statements"]] == [
        "be-kind",
        "ask",
        "check-links",
        "password",
    ]
    for rule in data["statements"]:
        for code in LANGUAGES:
            path, _, id_ = rule["link"][code].partition("#")
            stands = one(page(site, path), f"#{id_} .rule-text")
            said = rule["text"][code]
            assert said is None or words(stands).startswith(said)
            assert (said is None) == (rule["state"][code]["name"] == "missing")
    states = {rule["id"]: rule["state"]["en"] for rule in data["statements"]}
    assert states["check-links"] == {"name": "behind", "since": str(CHANGED)}
    assert states["ask"]["name"] == "changed"


def test_an_edition_stays_at_its_address_as_it_was(site: Path) -> None:
    """A decision can be held against the rules it was made on."""
    kept = site / f"editions/{FIRST}/guideline.json"
    assert kept.read_text(encoding="utf-8") == '{"kept": "as it was"}\n'
    newest = (site / f"editions/{MOVED}/guideline.json").read_bytes()
    assert newest == (site / "guideline.json").read_bytes()
    for code in LANGUAGES:
        links = [a["href"] for a in page(site, f"{code}/changes").select('a[href*="editions/"]')]
        assert links == [
            f"../../editions/{MOVED}/jakobstad-guideline-{code}.pdf",
            f"../../editions/{MOVED}/guideline.json",
            f"../../editions/{FIRST}/guideline.json",
        ]
        name = f"jakobstad-guideline-{code}.pdf"
        newest = (site / f"editions/{MOVED}/{name}").read_bytes()
        assert newest == (site / name).read_bytes()
        said = words(one(page(site, f"{code}/changes"), f'a[href$="{MOVED}/{name}"]'))
        assert f" {round(len(newest) / 1000)} k" in said.lower()


def test_the_board_gets_a_page_of_what_changed_since_a_day(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each change before and after, Finnish and Swedish side by side, with its sentence."""
    root = str(site.parent)
    assert main(["--root", root, "changes", "--since", str(FIRST)]) == 0
    board = BeautifulSoup(capsys.readouterr().out, "html.parser")
    tables = board.select("table")
    assert [len(table.select("thead th")) for table in tables] == [2] * 5
    table = next(t for t in tables if "Oudot linkit" in words(one(t, "caption")))
    rows = [[words(cell) for cell in row.select("td, th")] for row in table.select("tbody tr")]
    assert rows == [
        [
            "Mitä muuttui · Vad som ändrades",
            "Outoa linkkiä ei avata ikinä.",
            "En konstig länk öppnas aldrig.",
        ],
        ["Ennen · Förut", "Älä avaa outoa linkkiä.", "Öppna inte en konstig länk."],
        ["Nyt · Nu", "Älä koskaan avaa outoa linkkiä.", "Öppna aldrig en konstig länk."],
    ]
    assert main(["--root", root, "changes", "--since", str(CHANGED)]) == 0
    board = BeautifulSoup(capsys.readouterr().out, "html.parser")
    assert len(board.select("table")) == 1
    assert main(["--root", root, "changes", "--since", str(MOVED)]) == 0
    assert "Mikään ei ole muuttunut." in capsys.readouterr().out


def test_the_command_keeps_the_edition_that_is_published(tmp_path: Path) -> None:
    """What `editions/` holds is what the site shows at the edition's address."""
    root = happened(tmp_path).root
    assert main(["--root", str(root), "edition"]) == 0
    assert main(["--root", str(root), "build"]) == 0
    kept = (root / f"editions/{MOVED}.json").read_bytes()
    assert kept == (root / f"site/editions/{MOVED}/guideline.json").read_bytes()
    for code in LANGUAGES:
        name = f"jakobstad-guideline-{code}.pdf"
        kept = (root / f"editions/{MOVED}/{name}").read_bytes()
        assert kept == (root / f"site/editions/{MOVED}/{name}").read_bytes()
        assert kept == (root / "site" / name).read_bytes()


def test_no_byte_of_the_site_depends_on_when_or_where_it_was_built(
    site: Path, tmp_path: Path
) -> None:
    """Another folder, day, time zone, language and user: the same files under the same name.

    The packed files are among them, and the name of the build, which is the checksum of all.
    """
    root = happened(tmp_path / "toisaalla å").root
    (root / "editions").mkdir()
    (root / f"editions/{FIRST}.json").write_text('{"kept": "as it was"}\n', encoding="utf-8")
    around = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "LANG": "sv_FI.UTF-8"}
    around |= {"PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "86400", "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "rinnakkain", "build"],
        cwd=root,
        env={**os.environ, **around},
        umask=0o077,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    before, again = (publication.sums(one.resolve()) for one in (site, root / "site"))
    assert again.keys() == before.keys()
    assert {Path(name).suffix for name in again} >= {".html", ".pdf", ".json", ".gz", ".br"}
    assert [name for name in again if again[name] != before[name]] == []
    assert publication.current(root / "site") == publication.current(site)

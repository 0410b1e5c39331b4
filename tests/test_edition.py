"""Editions, which never change again."""

from __future__ import annotations

import datetime
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from rinnakkain import edition, staging
from rinnakkain.cli import main
from tests.happened import furnish
from tests.small import LANGUAGES, ROOT
from tests.tracked import DAY, LATER, Tracked

NAMES = [f"jakobstad-guideline-{code}.pdf" for code in LANGUAGES]


def pdfs(said: str) -> dict[str, bytes]:
    """Return what stands for the booklets of an edition."""
    return {name: f"%PDF {name} {said}".encode() for name in NAMES}


def data(kept: Tracked) -> str:
    """Return data of the edition as far as it is asked for: the acts that it is made of."""
    return json.dumps({"acts": [one.name for one in kept.read().history.acts]})


def changed(kept: Tracked, day: datetime.date = LATER) -> None:
    """Let a rule change on a day."""
    for code, old, new in (("fi", "Kysy, jos", "Kysy aina, jos"), ("sv", "Fråga", "Fråga alltid")):
        kept.change(f"docs/{code}/safety.md", old, new)
    kept.declare("changed", "ask", day=day, what={"fi": "Nyt.", "sv": "Nu.", "en": "Now."})


def held(kept: Tracked) -> dict[str, bytes]:
    """Return the PDFs in the folder of editions, by their files."""
    found = sorted((kept.root / "editions").rglob("*.pdf"))
    return {path.relative_to(kept.root).as_posix(): path.read_bytes() for path in found}


@pytest.fixture
def kept(kept: Tracked) -> Tracked:
    """A small guideline that keeps a record, and can be built."""
    furnish(kept)
    return kept


def test_what_is_kept_stays_as_it_is(kept: Tracked) -> None:
    """Other numbers and names, or a text that nobody declared, are of no edition that was kept."""
    root = str(kept.root)
    assert main(["--root", root, "edition"]) == 0
    file = f"editions/{DAY}.json"
    before = kept.text(file)
    kept.change("docs/en/safety.md", "Ask if", "Always ask if")
    assert main(["--root", root, "edition"]) == 0
    assert kept.text(file) == before


def test_what_comes_to_the_same_day_belongs_to_its_edition(kept: Tracked) -> None:
    """Two changes on one day are one edition."""
    root = str(kept.root)
    assert main(["--root", root, "edition"]) == 0
    changed(kept, DAY)
    assert main(["--root", root, "edition"]) == 0
    told = json.loads(kept.text(f"editions/{DAY}.json"))
    assert f"{DAY}-changed-ask" in told["acts"]
    kept.change("docs/fi/safety.md", "Kysy aina, jos", "Kysy heti, jos")
    later = DAY + datetime.timedelta(days=1)
    kept.declare("mended", "ask", day=later, languages=["fi"])
    assert main(["--root", root, "edition"]) == 0
    assert len(list((kept.root / "editions").glob("*.json"))) == 2


def test_the_command_keeps_the_booklets_of_every_language(
    kept: Tracked, capsys: pytest.CaptureFixture[str]
) -> None:
    """What somebody printed can be fetched again, years later, byte by byte."""
    assert main(["--root", str(kept.root), "edition"]) == 0
    files = [f"editions/{DAY}.json", *sorted(f"editions/{DAY}/{name}" for name in NAMES)]
    assert capsys.readouterr().out.splitlines() == files
    before = held(kept)
    assert list(before) == files[1:]
    assert all(data.startswith(b"%PDF-") for data in before.values())
    assert len(set(before.values())) == len(LANGUAGES)
    changed(kept)
    assert main(["--root", str(kept.root), "edition"]) == 0
    after = held(kept)
    assert {file: after[file] for file in before} == before
    assert len(after) == 2 * len(LANGUAGES)
    for code, name in zip(LANGUAGES[:2], NAMES[:2], strict=True):
        assert after[f"editions/{LATER}/{name}"] != before[f"editions/{DAY}/{name}"], code


def test_kept_booklets_are_never_written_again(kept: Tracked) -> None:
    """Neither a text that nobody declared nor another printer changes what was kept."""
    read = kept.read()
    wanted = {f"editions/{DAY}/{name}": data for name, data in pdfs("once").items()}
    assert edition.pending(kept.root, read) == {file: file.split("/")[-1] for file in wanted}
    edition.keep(kept.root, read, data(kept), pdfs("once"))
    assert held(kept) == wanted
    assert edition.pending(kept.root, kept.read()) == {}
    kept.change("docs/en/safety.md", "Ask if", "Always ask if")
    edition.keep(kept.root, kept.read(), "{}", pdfs("again"))
    assert held(kept) == wanted


def test_booklets_follow_while_acts_come_to_their_day(kept: Tracked) -> None:
    """The edition of a day is what its last act left."""
    read = kept.read()
    edition.keep(kept.root, read, data(kept), pdfs("morning"))
    changed(kept, DAY)
    read = kept.read()
    assert list(edition.pending(kept.root, read).values()) == NAMES
    assert edition.booklets(kept.root, read) == {}
    edition.keep(kept.root, read, data(kept), pdfs("evening"))
    assert held(kept) == {f"editions/{DAY}/{name}": data for name, data in pdfs("evening").items()}


def test_an_edition_that_was_kept_without_booklets_gets_them(kept: Tracked) -> None:
    """The data are kept since before there were PDFs: those stay, and the PDFs come beside them."""
    read = kept.read()
    told = data(kept)
    edition.keep(kept.root, read, told, {})
    assert list(edition.pending(kept.root, read).values()) == NAMES
    edition.keep(kept.root, read, "{}", pdfs("later"))
    assert kept.text(f"editions/{DAY}.json") == told
    assert len(held(kept)) == len(LANGUAGES)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_site_serves_every_kept_booklet_and_links_that_of_the_readers_language(
    kept: Tracked, code: str
) -> None:
    """Day, language, type and size in the link; that of a PDF not made yet is left open."""
    read = kept.read()
    edition.keep(kept.root, read, data(kept), {name: b"%PDF" * 33_400 for name in NAMES})
    changed(kept)
    staging.write(kept.read(), kept.root, kept.root / "staged")
    staged = kept.root / "staged" / staging.DOOR_LOCALE / "editions"
    found = {path.relative_to(staged).as_posix() for path in staged.rglob("*.pdf")}
    assert found == {f"{DAY}/{name}" for name in NAMES}
    assert (staged / f"{DAY}/{NAMES[0]}").read_bytes() == b"%PDF" * 33_400
    page = BeautifulSoup(kept.text(f"staged/{code}/changes.md"), "html.parser")
    links = {str(a["href"]): a.get_text() for a in page.select('a[href$=".pdf"]')}
    mark = f"[[size of editions/{LATER}/jakobstad-guideline-{code}.pdf]]"
    said = {
        "fi": (
            "Versio 27.11.2026 (PDF, suomeksi, {})",
            "Versio 20.11.2026 (PDF, suomeksi, 134\N{NO-BREAK SPACE}kt)",
        ),
        "sv": (
            "Version 27.11.2026 (PDF, på svenska, {})",
            "Version 20.11.2026 (PDF, på svenska, 134\N{NO-BREAK SPACE}kB)",
        ),
        "en": (
            "Edition of 27 November 2026 (PDF, in English, {})",
            "Edition of 20 November 2026 (PDF, in English, 134\N{NO-BREAK SPACE}KB)",
        ),
    }[code]
    assert links == {
        f"../../editions/{LATER}/jakobstad-guideline-{code}.pdf": said[0].format(mark),
        f"../../editions/{DAY}/jakobstad-guideline-{code}.pdf": said[1],
    }


def test_a_past_edition_without_booklets_has_no_dead_link(kept: Tracked) -> None:
    """What was kept before there were PDFs is linked as data alone."""
    read = kept.read()
    edition.keep(kept.root, read, data(kept), {})
    changed(kept)
    staging.write(kept.read(), kept.root, kept.root / "staged")
    page = kept.text("staged/fi/changes.md")
    assert f"editions/{DAY}/guideline.json" in page
    assert f"editions/{DAY}/jakobstad" not in page


def test_git_keeps_a_booklet_as_it_is(tmp_path: Path) -> None:
    """No line ending of a PDF is put right on another machine."""
    shutil.copy(ROOT / ".gitattributes", tmp_path)
    for arguments in (["init", "--quiet"], ["check-attr", "diff", "text", "--", "editions/a.pdf"]):
        done = subprocess.run(
            ["git", "-C", str(tmp_path), *arguments], capture_output=True, text=True, check=True
        )
    assert [line.split(": ")[1:] for line in done.stdout.splitlines()] == [
        ["diff", "unset"],
        ["text", "unset"],
    ]

"""What is told of the record and the texts: once, where it is, and nothing that is not so."""

from __future__ import annotations

import shutil

import pytest

from tests.small import LANGUAGES
from tests.tracked import Tracked


def numbers(kept: Tracked) -> list[str]:
    """Return the place and the number of each finding."""
    return [f"{m.split(': ')[0]} {m.rsplit('(', 1)[1][:-1]}" for m in kept.found()]


def test_a_page_that_no_language_has_is_told_of_the_navigation_alone(kept: Tracked) -> None:
    """Nobody is asked to translate a page that is only a slip in the list."""
    kept.change("mkdocs.yml", "  - all.md\n", "  - all.md\n  - safty.md\n")
    assert numbers(kept) == ["mkdocs.yml:7 4"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_an_empty_page_is_told_once(kept: Tracked, code: str) -> None:
    """Who saved an empty file reads that, and not of each rule that it lacks."""
    kept.write(f"docs/{code}/safety.md", "")
    assert numbers(kept) == [f"docs/{code}/safety.md:1 26"]


def test_a_language_that_is_not_there_is_told_by_the_page(kept: Tracked) -> None:
    """Whoever begins the English texts sees the list of what is to be written."""
    shutil.rmtree(kept.root / "docs/en")
    assert [place for place in numbers(kept) if place.endswith("72")] == [
        f"docs/en/{name}.md:1 72" for name in ("about", "index", "principles", "safety")
    ]


def test_an_id_that_is_written_twice_is_told_as_that(kept: Tracked) -> None:
    """The rule that had the id first is not said to have changed."""
    kept.change("docs/sv/safety.md", "{: #ask }", "{: #check-links }")
    assert [place.split()[1] for place in numbers(kept)] == ["8", "11"]
    assert kept.stand("check-links") == ("agrees", "agrees", "agrees")


def test_a_page_in_another_encoding_is_told_as_that(kept: Tracked) -> None:
    """An old program changes no rule, though it saved the page in its own way."""
    file = kept.root / "docs/sv/about.md"
    file.write_bytes(kept.text("docs/sv/about.md").replace("\n", "\r\n").encode("cp1252"))
    assert numbers(kept) == ["docs/sv/about.md:7 36"]


@pytest.mark.parametrize("equal", ["[fi, xx]", "[fi, se]"])
def test_a_language_that_must_agree_must_be_one(kept: Tracked, equal: str) -> None:
    """A misspelt tag does not let Swedish lag in silence."""
    kept.change("mkdocs.yml", "equal: [fi, sv]", f"equal: {equal}")
    assert numbers(kept) == ["mkdocs.yml:12 30"]


def test_all_languages_may_have_to_agree(kept: Tracked) -> None:
    """Which languages may lag is said in the settings, and English is no other than they."""
    kept.change("mkdocs.yml", "equal: [fi, sv]", "equal: [fi, sv, en]")
    kept.change("docs/en/about.md", "Ask us.", "Ask him.")
    assert numbers(kept) == ["docs/en/about.md:13 70"]


def test_a_record_that_lies_elsewhere_is_none(kept: Tracked) -> None:
    """What is published is what lies in the folder, as with the pages."""
    (kept.root / "history").rename(kept.root / "elsewhere")
    (kept.root / "history").symlink_to(kept.root / "elsewhere")
    assert numbers(kept) == ["history:1 51"]


def test_a_file_in_the_place_of_the_record_is_none(kept: Tracked) -> None:
    """Without its acts nothing can be told of the texts."""
    shutil.rmtree(kept.root / "history")
    kept.write("history", "x")
    assert numbers(kept) == ["mkdocs.yml:1 65"]


def test_a_reader_is_told_of_every_change_that_a_text_lacks(kept: Tracked) -> None:
    """Two changes behind: the day of the first one, and the sentences of both."""
    kept.change("docs/fi/about.md", "Kysy meiltä.", "Kysy meiltä heti.")
    kept.declare("changed", "contact", what={"sv": "Fråga genast."})
    kept.change("docs/fi/about.md", "Kysy meiltä heti.", "Soita meille heti.")
    kept.declare("changed", "contact", what={"fi": "Soitetaan."})
    [told] = [message for message in kept.found() if message.endswith("(71)")]
    assert "27.11.2026 (”Fråga genast. Soitetaan.”)" in told
    assert "förut ”… Kysy meiltä. …”, nu ”… Soita meille heti. …”" in told


def test_a_change_in_each_language_alone_asks_each_other_one(kept: Tracked) -> None:
    """Finnish and Swedish are equal: a change in Swedish leaves Finnish behind just so."""
    kept.change("docs/sv/about.md", "Fråga oss.", "Ring oss.")
    kept.declare("changed", "contact", what={code: "X." for code in LANGUAGES})
    assert numbers(kept) == ["docs/en/about.md:13 72", "docs/fi/about.md:13 71"]

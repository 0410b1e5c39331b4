"""The story of one Friday, word for word."""

from __future__ import annotations

import re

from tests.small import ROOT
from tests.story import friday


def test_what_an_editor_and_a_translator_read_is_what_was_reviewed() -> None:
    """No word that they read from Friday to Monday changes without somebody having read it."""
    assert friday.story() == friday.GOLDEN.read_text(encoding="utf-8")


def test_what_the_guide_quotes_of_the_story_is_what_they_read() -> None:
    """An editor who has read the guide meets the same words on the screen."""
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    part = guide.split("## One Friday\n", 1)[1].split("\n## ", 1)[0]
    quotes = re.findall(r"(?:^>.*\n)+", part, flags=re.MULTILINE)
    read = _words(friday.GOLDEN.read_text(encoding="utf-8"))
    assert len(quotes) == 4
    assert [quote for quote in quotes if _words(quote) not in read] == []


def _words(text: str) -> str:
    return re.sub(r"^(?:> ?)+", "", text, flags=re.MULTILINE).replace("\n", " ").strip()

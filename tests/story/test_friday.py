"""The story of one Friday, word for word."""

from __future__ import annotations

from tests.story import friday


def test_what_an_editor_and_a_translator_read_is_what_was_reviewed() -> None:
    """No word that they read from Friday to Monday changes without somebody having read it."""
    assert friday.story() == friday.GOLDEN.read_text(encoding="utf-8")

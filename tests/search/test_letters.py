"""How words are cut out of a text and compared."""

from __future__ import annotations

import pytest

from rinnakkain.search import letters


def test_a_reader_may_leave_the_dots_out() -> None:
    """tyontekija is työntekijä, to whoever has no such keys."""
    found = [letters.folded(word) for word in letters.words("Työntekijä, också")]
    assert found == ["tyontekija", "ocksa"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ja/tai poliisille.", ["ja", "tai", "poliisille"]),
        ("virka-ajan 306/2019", ["virka", "ajan", "306", "2019"]),
        ("organisation’s #HASHTAGG", ["organisation", "s", "hashtagg"]),
        ("", []),
    ],
)
def test_signs_part_words(text: str, words: list[str]) -> None:
    """A hyphen, a slash and an apostrophe stand between words, whatever is around them."""
    assert letters.words(text) == words

"""Which texts hold a word, for the subject index and for the lines of synonyms."""

from __future__ import annotations

import pytest

from rinnakkain.search.concordance import Concordance
from tests.search import frozen


@pytest.mark.parametrize(
    ("phrase", "ids"),
    [
        ("turvaohje", ["follow-security-instructions", "safety"]),
        ("uhkaava viesti", ["safety", "threatening-messages", "for-the-town-to-answer"]),
        ("ja", []),
        ("uhkaava jääkiekko", []),
    ],
)
def test_texts_that_hold_each_word_of_a_phrase_are_found(phrase: str, ids: list[str]) -> None:
    """A subject leads to the rules that speak of it, in whatever form and compound."""
    told = frozen.read()["fi"]
    held = Concordance((f"{one.name} {one.text}" for one in told.documents), told.lexicon)
    assert {told.documents[place].id for place in held.holding(phrase)} == set(ids)

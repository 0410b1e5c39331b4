"""The words that the lexicon has to know."""

from __future__ import annotations

from rinnakkain.search import lexicon, vocabulary
from rinnakkain.search.lexicon import Lexicon, Part
from tests.small import Small


def test_a_new_word_is_told_and_stops_nobody(small: Small) -> None:
    """Who builds reads which words are known by rule alone; the check has nothing to say."""
    path = lexicon.path(small.root, "fi")
    path.parent.mkdir()
    read = small.read()
    assert vocabulary.new(read) == {}
    words = {"linkkiä": ((Part("linkkiä", "linkki"),),)}
    path.write_text(lexicon.written(Lexicon("fi", words)), encoding="utf-8")
    assert "ystävällinen" in vocabulary.new(small.read())["fi"]
    assert "linkkiä" not in vocabulary.new(small.read())["fi"]
    assert small.found() == []

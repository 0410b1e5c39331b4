"""What is known of words, and what is made of one that is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from rinnakkain.search import lexicon
from rinnakkain.search.lexicon import Lexicon, Part, Stems
from tests.small import LANGUAGES, ROOT

KNOWN = Lexicon(
    "fi",
    {
        "ohjeita": ((Part("ohjeita", "ohje"),),),
        "turva": ((Part("turva", "turva"),),),
        "alusta": ((Part("alusta", "alusta"),), (Part("alusta", "alku"),)),
    },
    {"ohje": Stems(("ohje", "ohjee")), "perua": Stems(("perua", "peru"), is_verb=True)},
)


def bases(word: str, known: Lexicon = KNOWN) -> list[list[str]]:
    """Return the base forms of the parts of a word, by each way to read it."""
    return [[part.base for part in parts] for parts in known.analyses(word)]


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("ohjeita", [["ohje"]]),
        ("alusta", [["alusta"], ["alku"]]),
        # New ones: another form of a known word, a compound with one, and an unknown word.
        ("ohjeessa", [["ohje"]]),
        ("peruttu", [["perua"]]),
        ("tekoälyohjeen", [["tekoäly", "ohje"]]),
        ("tekoälyllä", [["tekoäly"]]),
    ],
)
def test_a_new_word_is_read_by_the_rules_at_hand(word: str, read: list[list[str]]) -> None:
    """An editor's new word is found at once, before anybody has looked it up."""
    assert bases(word) == read


def test_nouns_endings_make_no_verb_of_a_word() -> None:
    """Peruna (a potato) is no form of perua (to cancel)."""
    assert bases("peruna") != [["perua"]]


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    """The table that is committed is the one that was computed."""
    path = lexicon.path(tmp_path, "fi")
    path.parent.mkdir()
    path.write_text(lexicon.written(KNOWN), encoding="utf-8")
    assert lexicon.read(tmp_path, "fi") == KNOWN


@pytest.mark.parametrize("text", ["", "[]", "{", '{"words": {}}', '{"words": 1, "stems": 2}'])
def test_a_table_that_cannot_be_read_stops_nobody(tmp_path: Path, text: str) -> None:
    """A build never waits for the table: it is made anew after the merge."""
    path = lexicon.path(tmp_path, "fi")
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    assert lexicon.read(tmp_path, "fi") == Lexicon("fi")


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_committed_table_is_as_it_would_be_written(code: str) -> None:
    """Nobody edits it by hand: the next computing would undo it."""
    kept = lexicon.path(ROOT, code).read_text(encoding="utf-8")
    assert kept == lexicon.written(lexicon.read(ROOT, code))

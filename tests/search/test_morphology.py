"""The words of the texts, computed from the real dictionaries."""

from __future__ import annotations

import pytest

from rinnakkain.search import grammar, morphology
from rinnakkain.search.letters import folded


@pytest.mark.parametrize(
    ("code", "word", "parts"),
    [
        ("fi", "tietoturvaohjeita", ["tieto", "turva", "ohje"]),
        ("fi", "luottamushenkilöiden", ["luottamus", "henkilö"]),
        ("fi", "kielenkäyttö", ["kieli", "käyttö"]),
        ("fi", "epäasiallisen", ["epäasiallinen"]),
        ("sv", "personuppgifterna", ["person", "uppgift"]),
        ("sv", "arbetstiden", ["arbete", "tid"]),
        ("sv", "tystnadsplikten", ["tystnad", "plikt"]),
        ("sv", "beskrivningar", ["beskrivning"]),
        ("en", "employees", ["employee"]),
    ],
)
def test_a_word_is_parted_into_base_forms(code: str, word: str, parts: list[str]) -> None:
    """A reader finds a word by any form of it, and by any part of a compound."""
    first, *_ = morphology.lexicon([word], code).words[word]
    assert [part.base for part in first] == parts
    assert "".join(part.letters for part in first) == word


@pytest.mark.parametrize(
    ("code", "base", "forms"),
    [
        ("fi", "kysymys", "kysymyksen kysymyksiin kysymystä kysymyksissämme"),
        ("fi", "aika", "ajan aikana ajoissa aikoja"),
        ("fi", "virta", "virran virtaan virrassa virtoja"),
        ("fi", "käyttäytyä", "käyttäydy käyttäytyminen käyttäytyvät käyttäytymisen"),
        ("sv", "bok", "böcker boken böckerna"),
        ("en", "write", "writing wrote written"),
    ],
)
def test_a_few_stems_and_endings_make_all_forms(code: str, base: str, forms: str) -> None:
    """What is loaded is a few letters a word, and any form of it is known by them."""
    stems = morphology.lexicon([base], code).stems[base]
    assert len(stems.letters) <= morphology.STEMS + 1
    rules = grammar.of(code)
    for form in map(folded, forms.split()):
        assert any(
            form.startswith(stem) and rules.is_ending(form[len(stem) :], is_verb=stems.is_verb)
            for stem in stems.letters
        ), (form, stems)

"""Where a long word may be divided on paper: at its seam, and never where it must stay whole."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rinnakkain.paper.division import divided, pieces
from rinnakkain.words import LANGUAGES

ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö"
SEAMS = files("rinnakkain") / "paper" / "seams"

# A word with its divisions, and why they are there.
DIVIDED = [
    ("fi", "luottamus|henkilöiden", "a compound at its seam"),
    ("fi", "Luottamus|henkilöiden", "at the beginning of a sentence too"),
    ("fi", "viestintä|strategia", "the syllable would be viestintäst-rategia"),
    ("fi", "valvonta|viranomainen", "the syllable would be vira-nomainen"),
    ("fi", "työsuojelu|päällikölle", "a word of three parts between the two it is made of"),
    ("fi", "esimiehelle", "three letters are not cut off"),
    ("fi", "epäasiallisen", "three letters are not cut off"),
    ("fi", "julkaisuja", "no compound"),
    ("fi", "sosiaaliselle", "no compound, and not very long"),
    ("sv", "förtroende|valda", "a compound at its seam"),
    ("sv", "informations|säkerhet", "behind the joining s"),
    ("sv", "arbetarskydds|chefen", "a word of three parts between the two it is made of"),
    ("sv", "tillgänglighets|utlåtande", "not behind till, where it has a seam as well"),
    ("sv", "kontorstid", "not kontor-stid, and three letters are not cut off"),
    ("sv", "verksamhet", "no compound"),
    ("en", "short|comings", "a compound at its seam"),
    ("en", "misunder|standings", "not misun-derstandings"),
    ("en", "accessible", "no compound, and not very long"),
    # Words that are in no list.
    ("fi", "luottamus|henkilöiltäkin", "another form of a known word"),
    ("fi", "some|tilejämme", "parts that are known from two other words"),
    ("fi", "määräyksiämme", "an ending that looks like a part: not määrä|yksikkö"),
    ("fi", "velvol|lisuuksistamme", "very long: behind the first of two consonants"),
    ("fi", "kunnioittavan", "one letter fewer, and not very long"),
    ("fi", "epäluuloisuudessa", "only single consonants: a seam might be missed by one letter"),
    ("sv", "arbetarskydds|chefernas", "another form of a known word"),
    ("sv", "webb|redogörelserna", "parts that are known from two other words"),
    ("sv", "innehålls|forum", "not behind inne, where a known part seems to begin as well"),
    ("sv", "innehållsut|red|ning", "not behind inne, which leaves too much for one part"),
    ("sv", "profes|sionaliserades", "very long: behind the first of two consonants"),
    ("en", "compre|hens|ive|ness", "very long: between syllables"),
    ("xx", "luottamushenkilöiden", "a language of which nothing is known"),
]
# What somebody types off the paper, and what is no word.
WHOLE = [
    "luottamushenkilöt.pietarsaari@example.org",
    "https://www.saavutettavuusvaatimukset.fi/",
    "www.saavutettavuusvaatimukset.fi",
    "(saavutettavuusvaatimukset.fi).",
    "@stadenjakobstadpietarsaarenkaupunki",
    "#luottamushenkilöt",
    "”#luottamushenkilöt”",
    "luottamushenkilöt_2026",
    "luottamushenkilöt2026",
    "mailto:luottamushenkilöt",
    "LUOTTAMUSHENKILÖT",
    "LuottamusHenkilöt",
    "Luottamuſhenkilöİ",
]
texts = st.text(st.sampled_from("abeijklmnoprstuvyäåö ABÄİſ-–­.@#/:2́’\n ") | st.characters())


def entries(code: str) -> list[str]:
    return [entry for _, entry in numbered((SEAMS / f"{code}.txt").read_text("utf-8"))]


def numbered(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#"):
            yield number, line


def faults(text: str) -> list[str]:
    """Return what is wrong with a file of seams, line by line, and what to do."""
    found = []
    before = ""
    for number, entry in numbered(text):
        word = entry.replace("|", "")
        order = [ALPHABET.find(letter) for letter in word]
        if -1 in order or not word:
            found.append(f"{number}: {entry!r} – write one word in small letters")
        elif len(word) < 10:
            found.append(f"{number}: {entry!r} is never divided, it is so short – take it out")
        elif "" in entry.split("|"):
            found.append(f"{number}: {entry!r} – write | between two letters")
        if word and word == before:
            found.append(f"{number}: {entry!r} stands here twice – take one out")
        elif order < [ALPHABET.find(letter) for letter in before]:
            found.append(f"{number}: {entry!r} – put it in front of {before!r}")
        before = word
    return found


@pytest.mark.parametrize(("code", "word", "why"), DIVIDED)
def test_the_reader_sees_both_parts_of_a_word(code: str, word: str, why: str) -> None:
    """A divided word reads as its parts, in Finnish, Swedish and English."""
    assert "|".join(pieces(word.replace("|", ""), code)) == word, why


@pytest.mark.parametrize("text", WHOLE)
@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_typed_from_paper_stays_whole(text: str, code: str) -> None:
    """Nobody types a hyphen that is not in the address."""
    run = f"Katso {text} ja"
    assert divided(run, code) == [run]


@given(texts, st.sampled_from([*LANGUAGES, "xx"]))
@example("luottamushenkilö-", "fi")
@example("sosiaali- ja luottamushenkilöt, luottamushenkilöt", "fi")
def test_no_letter_is_lost_and_none_stands_alone(text: str, code: str) -> None:
    """Whatever the text: all of it is printed, with four letters on either side of a division."""
    parts = divided(text, code)
    assert "".join(parts) == text
    at = 0
    for part in parts[:-1]:
        at += len(part)
        assert len(text[at - 4 : at + 4]) == 8
        assert text[at - 4 : at + 4].isalpha(), text[at - 4 : at + 4]


@given(
    st.sampled_from("@#/_2"),
    st.sampled_from([(c, e.replace("|", "")) for c in LANGUAGES for e in entries(c)]),
    st.booleans(),
)
def test_a_long_word_within_an_address_stays_whole(
    sign: str, known: tuple[str, str], before: bool
) -> None:
    """A name stays whole even where it is made of a word with a seam."""
    code, word = known
    text = f"x {sign}{word} y" if before else f"x {word}{sign}x y"
    assert divided(text, code) == [text]


def test_a_hyphen_of_the_text_is_a_place_of_its_own() -> None:
    """Only the long words beside a hyphen are looked at: the line may end behind it anyway."""
    text = "Some-luottamushenkilöt ja linja-auto, verkko-"
    assert divided(text, "fi") == ["Some-luottamus", "henkilöt ja linja-auto, verkko-"]


@pytest.mark.parametrize("code", LANGUAGES)
def test_who_adds_a_word_is_told_how(code: str) -> None:
    """The lists are in order, one word a line, with what they are at the top."""
    text = (SEAMS / f"{code}.txt").read_text("utf-8")
    assert text.startswith("# ")
    assert not [f"seams/{code}.txt:{fault}" for fault in faults(text)]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_seam_of_the_lists_is_used(code: str) -> None:
    """A word is divided where its line says, unless fewer than four letters would be cut off."""
    for entry in entries(code):
        at, places = 0, []
        for part in entry.split("|")[:-1]:
            at += len(part)
            if min(at, len(entry.replace("|", "")) - at) >= 4:
                places.append(at)
        word = entry.replace("|", "")
        cuts = [0, *places, len(word)]
        assert pieces(word, code) == tuple(word[a:b] for a, b in pairwise(cuts))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("uutis|virta\naihe|tunniste\n", "2: 'aihe|tunniste' – put it in front of 'uutisvirta'"),
        (
            "över|sättning\nåter|koppling\n",
            "2: 'åter|koppling' – put it in front of 'översättning'",
        ),
        ("uutis|virta\nuutis|virta\n", "2: 'uutis|virta' stands here twice – take one out"),
        ("Uutis|virta\n", "1: 'Uutis|virta' – write one word in small letters"),
        ("uutis-virta\n", "1: 'uutis-virta' – write one word in small letters"),
        ("uutis|virta|\n", "1: 'uutis|virta|' – write | between two letters"),
        ("mieli|ala\n", "1: 'mieli|ala' is never divided, it is so short – take it out"),
        ("\n", "1: '' – write one word in small letters"),
    ],
)
def test_a_slip_in_the_lists_is_found(text: str, fault: str) -> None:
    """A line that would have no effect is named, with what to do."""
    assert faults(text) == [fault]

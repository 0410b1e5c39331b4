"""What an editor is told, and not told, of rules that bind more in one language than in another."""

from __future__ import annotations

import pytest

from tests.checks.planted import STRENGTHS, ask
from tests.small import LANGUAGES, Small

SHOULD = {
    "fi": "Neuvoa on syytä kysyä ensin.",
    "sv": "Man bör fråga om råd först.",
    "en": "You should ask for advice first.",
}
MUST = {
    "fi": "Neuvoa täytyy kysyä ensin.",
    "sv": "Man ska fråga om råd först.",
    "en": "You must ask for advice first.",
}


def told(small: Small, **texts: str) -> list[str]:
    """Return what is told where the rule about asking has these texts: file and line."""
    small.write("termbase.yml", STRENGTHS)
    ask(**texts)(small)
    found = small.found()
    assert all(message.endswith("(63)") for message in found), found
    return [message.split(": ")[0] for message in found]


@pytest.mark.parametrize("odd", LANGUAGES)
def test_the_language_that_differs_from_the_others_is_told(small: Small, odd: str) -> None:
    """An editor is shown the one text that is harder than the two others, whichever it is."""
    assert told(small, **{**SHOULD, odd: MUST[odd]}) == [f"docs/{odd}/safety.md:12"]


def test_between_two_languages_the_later_one_is_told(small: Small) -> None:
    """Where the third language does not judge, the later text is shown."""
    texts = {**SHOULD, "sv": "Det lönar sig att be om råd först.", "en": MUST["en"]}
    assert told(small, **texts) == ["docs/en/safety.md:12"]


def test_the_modal_within_an_avoided_form_is_heard(small: Small) -> None:
    """*Du bör* is no instruction, and no duty either."""
    texts = {**MUST, "sv": "Du bör be om råd först."}
    assert told(small, **texts) == ["docs/sv/safety.md:12"]
    small.write("termbase.yml", STRENGTHS.replace("du bör", "man bör"))
    assert [message.split(": ")[0] for message in small.found()] == ["docs/sv/safety.md:12"]


def test_equal_strengths_are_let_through(small: Small) -> None:
    """Nobody is told of rules that bind as much in every language."""
    assert told(small, **SHOULD) == []


def test_an_instruction_may_be_said_as_a_duty(small: Small) -> None:
    """*Kysy* and *ska* are as strong: what differs is only how it is said."""
    assert told(small, sv="Man ska be om råd först.") == []


def test_a_modal_that_the_table_does_not_know_is_not_judged(small: Small) -> None:
    """Whoever finds another good wording is left alone."""
    assert told(small, **{**SHOULD, "sv": "Det lönar sig att be om råd först."}) == []


@pytest.mark.parametrize("sv", ["Man ska aldrig be om råd.", "Vi vet att man inte ska be om råd."])
def test_a_negated_modal_is_not_taken_for_the_plain_one(small: Small, sv: str) -> None:
    """*Ska inte* is something else than *ska*, in a clause of its own and in a subordinate one."""
    assert told(small, **{**SHOULD, "sv": sv}) == []


def test_the_negation_of_the_next_clause_is_its_own(small: Small) -> None:
    """*Ska fråga om inte alla vet* is still a duty."""
    texts = {**SHOULD, "sv": "Man ska fråga om inte alla vet."}
    assert told(small, **texts) == ["docs/sv/safety.md:12"]


def test_words_between_the_parts_of_a_form_do_not_hide_it(small: Small) -> None:
    """*Får de här bilderna absolut inte …* forbids as *ei saa* does, and is no permission."""
    sv = "Man får de här bilderna absolut inte öppna."
    assert told(small, fi="Kuvia ei saa avata.", sv=sv, en="Pictures must not be opened.") == []
    small.change("docs/fi/safety.md", "Kuvia ei saa avata.", "Kuvat voidaan avata.")
    small.change("docs/en/safety.md", "must not be opened", "may be opened")
    assert [message.split(": ")[0] for message in small.found()] == ["docs/sv/safety.md:12"]


def test_an_infinitive_is_not_taken_for_an_instruction(small: Small) -> None:
    """*Fråga* tells somebody to ask where it begins a sentence, and nowhere else."""
    reasonable = "Det är klokt att fråga om råd."
    assert told(small, **{**SHOULD, "sv": reasonable}) == []
    small.change("docs/sv/safety.md", reasonable, "Fråga om råd.")
    assert [message.split(": ")[0] for message in small.found()] == ["docs/sv/safety.md:12"]


def test_what_one_sentence_says_excuses_no_other(small: Small) -> None:
    """A rule of two sentences is compared sentence by sentence."""
    both = {code: f"{SHOULD[code]} {MUST[code]}" for code in LANGUAGES}
    harder = both["sv"].replace("bör", "ska")
    assert told(small, **{**both, "sv": harder}) == ["docs/sv/safety.md:12"]


@pytest.mark.parametrize(
    ("old", "new"), [("Man bör", "Det är enkelt. Man bör"), ("st. M", "st, och m")]
)
def test_sentences_that_are_parted_otherwise_are_compared_as_a_whole(
    small: Small, old: str, new: str
) -> None:
    """Whoever makes one sentence of two, or two of one, is not told."""
    both = {code: f"{SHOULD[code]} {MUST[code]}" for code in LANGUAGES}
    assert told(small, **{**both, "sv": both["sv"].replace(old, new)}) == []


def test_a_line_break_does_not_hide_a_modal(small: Small) -> None:
    """A rule may go on over several lines."""
    broken = SHOULD["fi"].replace("on syytä", "on\n  syytä")
    texts = {"fi": broken, "sv": MUST["sv"], "en": "It is wise to ask for advice first."}
    assert told(small, **texts) == ["docs/sv/safety.md:12"]

"""What an editor is told, and not told, of terms that one language lacks."""

from __future__ import annotations

import shutil

import pytest

from tests.checks.planted import TERMS, ask
from tests.small import LANGUAGES, Small

ASK = {
    "fi": "Kysy luottamushenkilöiltä, jos et tiedä.",
    "sv": "Fråga de förtroendevalda om du inte vet.",
    "en": "Ask the elected officials if you do not know.",
}
OTHER = {
    "fi": "Kysy valituilta, jos et tiedä.",
    "sv": "Fråga de invalda om du inte vet.",
    "en": "Ask the chosen people if you do not know.",
}


def told(small: Small, terms: str = TERMS, **texts: str) -> list[str]:
    """Return what is told where the rule about asking has these texts: file and line."""
    small.write("termbase.yml", terms)
    ask(**texts)(small)
    found = small.found()
    assert all(message.endswith("(64)") for message in found), found
    return [message.split(": ")[0] for message in found]


@pytest.mark.parametrize("odd", LANGUAGES)
def test_the_language_that_lacks_a_term_is_told(small: Small, odd: str) -> None:
    """An editor is shown where another word was used than the agreed one, in any language."""
    assert told(small, **{**ASK, odd: OTHER[odd]}) == [f"docs/{odd}/safety.md:12"]


def test_an_inflected_term_is_the_term(small: Small) -> None:
    """Nobody is told for the endings of a language."""
    assert told(small, **ASK) == []


def test_a_finnish_word_that_changes_before_its_ending_is_the_term(small: Small) -> None:
    """*Asiakkailta* is *asiakas*: the language that lacks the word is told."""
    terms = TERMS + "  - {concept: customer, fi: [asiakas], sv: [kund], en: [customer]}\n"
    fi, sv = "Kysy asiakkailta, jos et tiedä.", "Fråga kunderna om du inte vet."
    assert told(small, terms, fi=fi, sv=sv, en=OTHER["en"]) == ["docs/en/safety.md:12"]


@pytest.mark.parametrize(
    "sv", ["Fråga förtroendevaldgruppen om råd.", "Fråga de kommunförtroendevalda om råd."]
)
def test_a_term_within_another_word_is_not_missed(small: Small, sv: str) -> None:
    """A compound that holds the term is enough."""
    assert told(small, **{**ASK, "sv": sv}) == []


@pytest.mark.parametrize("only", LANGUAGES)
def test_one_other_language_is_not_enough(small: Small, only: str) -> None:
    """Where a term stands in one language alone, nobody can tell whether the others lack it."""
    assert told(small, **{**OTHER, only: ASK[only]}) == []


def test_two_languages_do_not_judge_each_other(small: Small) -> None:
    """Where there are only two languages, nobody can tell which has the right word."""
    assert told(small, **{**ASK, "en": OTHER["en"]}) == ["docs/en/safety.md:12"]
    small.change("mkdocs.yml", "        - {locale: fi, name: Suomi}\n", "")
    shutil.rmtree(small.root / "docs/fi")
    assert not any(message.endswith("(64)") for message in small.found())


def test_everyday_words_are_not_told(small: Small) -> None:
    """A word that is marked as an ordinary one may be said in another way."""
    terms = TERMS.replace("    fi: [luott", "    everyday: true\n    fi: [luott")
    assert terms != TERMS
    assert told(small, terms, **{**ASK, "sv": OTHER["sv"]}) == []


def test_a_term_of_two_concepts_is_no_evidence(small: Small) -> None:
    """A word that may mean either of two things does not ask for the term of one."""
    shared = "  - {concept: x, fi: [luottamushenkilö], sv: [fullmäktig], en: [council member]}\n"
    assert told(small, TERMS + shared, **{**ASK, "sv": OTHER["sv"]}) == []


def test_what_is_not_translated_yet_is_told_as_that_alone(small: Small) -> None:
    """Whoever copies a rule before translating it is told once, not term by term."""
    small.write("termbase.yml", TERMS)
    ask(**{**ASK, "sv": ASK["en"]})(small)
    assert [message[-4:] for message in small.found()] == ["(34)"]

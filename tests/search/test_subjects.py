"""The subject index, such as a book has."""

from __future__ import annotations

import pytest

from rinnakkain.prose import Prose
from rinnakkain.search import documents, subjects
from rinnakkain.search.lexicon import Lexicon
from rinnakkain.synonyms import Synonym
from tests.small import LANGUAGES, Small

TERMS = """\
concepts:
  - concept: odd link
    fi: [outo linkki]
    sv: [konstig länk, åska]
    en: [odd link]
"""


def found(small: Small) -> dict[str, subjects.Entries]:
    """Return the subjects of each language of the small guideline."""
    small.write("termbase.yml", TERMS)
    for code, line in {
        "fi": "linkki: [äly, huijaus]",
        "sv": "länk: [öga]",
        "en": "link: [scam]",
    }.items():
        small.write(f"synonyms/{code}.yml", f"{line}\n")
    read = small.read()
    return {
        code: subjects.entries(
            read, documents.read(read, Prose(read), code), read.synonyms[code], Lexicon(code)
        )
        for code in LANGUAGES
    }


def test_terms_and_readers_words_lead_to_their_rules(small: Small) -> None:
    """Who looks a word up comes to the rule, whether the text has the word or only its readers."""
    entries = found(small)
    ids = {word: [one.id for one in own] for word, own in entries["fi"].items()}
    assert ids == {
        "huijaus": ["check-links"],
        "outo linkki": ["check-links"],
        "äly": ["check-links"],
    }


def test_what_no_rule_has_is_no_subject(small: Small) -> None:
    """A word of the termbase that no rule has would lead nowhere."""
    assert list(found(small)["sv"]) == ["konstig länk", "öga"]


@pytest.mark.parametrize("held", [subjects.MOST, subjects.MOST + 1])
def test_a_word_that_very_many_rules_have_is_no_subject(small: Small, held: int) -> None:
    """Nobody is led to more rules than they would read, however large the guideline is."""
    said = ["the scam"] * held + ["nothing"] * 999
    texts = [
        documents.Document(f"a-{place}", f"x/#a-{place}", "text", "1.1", "A", text, "X")
        for place, text in enumerate(said)
    ]
    typed = [Synonym("scam", ("fraud",), "synonyms/en.yml", 1)]
    entries = subjects.entries(small.read(), texts, typed, Lexicon("en"))
    assert len(entries.get("fraud", ())) == (held if held == subjects.MOST else 0)


def test_the_letters_are_the_same_places_in_every_language(small: Small) -> None:
    """A reader who changes language stays at the letter, å, ä and ö at the end."""
    entries = found(small)
    words = {"letters": "ABC"}
    pages = {code: "".join(subjects.body(entries, code, words)) for code in LANGUAGES}
    for text in pages.values():
        places = [part.split('"')[0] for part in text.split('id="letter-')[1:]]
        assert places == ["h", "k", "o", "s", "ä", "ö"]

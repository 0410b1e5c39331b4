"""Words: those of a text, in small letters, with their stems."""

from __future__ import annotations

import re
from functools import cache

from Stemmer import Stemmer

__all__ = ["LANGUAGES", "Words", "plain_words", "stemmed"]

# The languages that there is a stemmer for here.
LANGUAGES = {"fi": "finnish", "sv": "swedish", "en": "english"}

# The words of a text, each with its stem.
Words = tuple[tuple[str, str], ...]

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def plain_words(text: str) -> list[str]:
    """Return the words of a text in small letters, without the English genitive."""
    return _WORD.findall(text.casefold().replace("’s", "").replace("'s", ""))


@cache
def stemmed(text: str, code: str) -> Words:
    """Return the words of a text in a language, each with its stem."""
    words = plain_words(text)
    return tuple(zip(words, _stemmer(code).stemWords(words), strict=True))


@cache
def _stemmer(code: str) -> Stemmer:
    return Stemmer(LANGUAGES[code])

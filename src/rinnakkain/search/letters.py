"""Letters: the words of a text, and how they are compared; search/engine.js does the same."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["folded", "words"]

# Letters and digits; a hyphen or an apostrophe parts two words.
_WORD = re.compile(r"[^\W_]+")


def words(text: str) -> list[str]:
    """Return the words of a text in small letters, in their order."""
    return _WORD.findall(text.lower())


def folded(word: str) -> str:
    """Return a word without its dots and accents: readers leave them out (tyontekija)."""
    parts = unicodedata.normalize("NFD", word)
    return "".join(char for char in parts if not unicodedata.combining(char))

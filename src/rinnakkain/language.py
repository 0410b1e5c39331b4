"""Languages: which one each of many sentences is written in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

__all__ = ["confidences"]


def confidences(texts: Sequence[str], codes: Sequence[str]) -> list[dict[str, float]]:
    """Return how much each text looks like each of the languages: shares that add up to 1, or 0."""
    # A sentence that stands in several places is looked at once.
    once = list(dict.fromkeys(texts))
    found = _detector(tuple(codes)).compute_language_confidence_values_in_parallel(once)
    shares = {
        text: {value.language.iso_code_639_1.name.lower(): value.value for value in values}
        for text, values in zip(once, found, strict=True)
    }
    return [shares[text] for text in texts]


@cache
def _detector(codes: tuple[str, ...]) -> LanguageDetector:
    known = {language.iso_code_639_1.name.lower(): language for language in Language.all()}
    languages = (known[code] for code in codes if code in known)
    # The other mode needs half a second to load and is hardly better between these languages.
    return LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode().build()

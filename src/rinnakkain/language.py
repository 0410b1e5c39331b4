"""Languages: which one each of many sentences is written in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

from lingua import Language, LanguageDetector, LanguageDetectorBuilder

from rinnakkain.cache import Cache

__all__ = ["confidences"]


def confidences(
    texts: Sequence[str], codes: Sequence[str], folder: Path | None = None
) -> list[dict[str, float]]:
    """Return how much each text looks like each of the languages: shares that add up to 1, or 0.

    What an earlier run has kept in `folder`, if there is one, is not looked at again.
    """
    kept = Cache(folder, [Path(__file__)], repr((version("lingua-language-detector"), codes)))
    before = kept.get("shares") or "{}"
    known: dict[str, dict[str, float]] = json.loads(before)
    # A sentence that stands in several places is looked at once.
    shares = {text: known.get(text, {}) for text in texts}
    new = [text for text in shares if text not in known]
    detector = _detector(tuple(codes)) if new else None
    found = detector.compute_language_confidence_values_in_parallel(new) if detector else ()
    for text, values in zip(new, found, strict=True):
        shares[text] = {v.language.iso_code_639_1.name.lower(): v.value for v in values}
    if new or len(known) > len(shares):
        kept.put("shares", json.dumps(shares))
    return [shares[text] for text in texts]


@cache
def _detector(codes: tuple[str, ...]) -> LanguageDetector:
    known = {language.iso_code_639_1.name.lower(): language for language in Language.all()}
    languages = (known[code] for code in codes if code in known)
    # The other mode needs half a second to load and is hardly better between these languages.
    return LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode().build()

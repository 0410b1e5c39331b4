"""Inflection: the stems of a base form that no lexicon knows, by the rules at hand."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rinnakkain.search.letters import folded

__all__ = ["stems"]

# Finnish base forms by their ends, and what stands there before endings. The first that fits is
# taken. (Source: Iso suomen kielioppi, § 41–79: consonant gradation and stem types.)
_FINNISH = (
    (r"nen$", ("s", "se", "nen")),
    (r"(uu|yy)s$", (r"\1s", r"\1de", r"\1te", r"\1tta", r"\1ksi")),
    (r"([uyeoi])s$", (r"\1s", r"\1kse", r"\1ksi")),
    (r"as$", ("as", "aa", "a")),
    (r"is$", ("is", "ii", "ikse")),
    (r"in$", ("in", "ime", "imi")),
    (r"([oa])ton$|([oy])ton$", ("ton", "ttoma", "ttomi")),
    (r"ida$", ("i", "isi", "inti", "inni")),
    (r"e$", ("e", "ee", "ei")),
    (r"i$", ("i", "e")),
    (r"a$", ("a", "i", "o")),
    (r"([ouy])$", (r"\1", r"\1i")),
    (r"([^aeiouy])$", (r"\1", r"\1i", r"\1e")),
)
# Strong and weak grade before the last vowel.
_GRADES = (
    ("kk", "k"), ("pp", "p"), ("tt", "t"), ("nk", "ng"), ("nt", "nn"), ("mp", "mm"), ("lt", "ll"),
    ("rt", "rr"), ("ht", "hd"), ("t", "d"), ("p", "v"), ("k", ""),
)  # fmt: skip
_OTHER = {
    "sv": ((r"(.{3,})[ae]$", (r"\1", r"\1e", r"\1a")), (r"(.{3,})e([lnr])$", (r"\1e\2", r"\1\2"))),
    "en": ((r"(.{3,})e$", (r"\1e", r"\1")), (r"(.{2,})y$", (r"\1y", r"\1i"))),
}


def stems(word: str, code: str) -> tuple[str, ...]:
    """Return the stems of a base form in a language, the word itself first, all folded."""
    own = folded(word)
    if code != "fi":
        rules = _OTHER.get(code, ())
        return _unique((own, *_ends(own, rules)))
    # A verb's base form ends in -a behind its stem: tagata, postata, julkaista.
    verbs = [own[:-2] + "a", own[:-2], own[:-2] + "si"] if re.search(r"[aeiouy]ta$", own) else []
    made = [*_ends(own, _FINNISH), *verbs]
    if len(own) > 3 and re.search(r"[aeiouy]$", own):
        made = [grade for stem in made for grade in _grades(stem)]
    return _unique((own, *made))


def _ends(word: str, rules: tuple[tuple[str, tuple[str, ...]], ...]) -> list[str]:
    for pattern, ends in rules:
        if re.search(pattern, word):
            return [re.sub(pattern, end, word) for end in ends]
    return []


def _grades(stem: str) -> list[str]:
    """Return a stem in both grades."""
    parts = re.fullmatch(
        r"(.+?)([kpt]{1,2}|n[kt]|mp|lt|rt|ht|d|v|ng|nn|mm|ll|rr|hd)([aeiouy]+)", stem
    )
    if not parts:
        return [stem]
    head, middle, tail = parts.groups()
    weak = [b for a, b in _GRADES if a == middle]
    strong = [a for a, b in _GRADES if b == middle and middle and middle != "v"]
    return [stem, *(f"{head}{other}{tail}" for other in (*weak[:1], *strong[:1]))]


def _unique(made: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(stem for stem in made if len(stem) > 1))

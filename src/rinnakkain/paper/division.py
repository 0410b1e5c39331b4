"""Where a long word may be divided at the end of a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyphen import Pyphen

__all__ = ["divided", "pieces"]

# The shortest word that is divided. A ragged line of some 70 letters bears a gap of nine.
_LONG = 10
# Letters on either side of a division: three and a hyphen fill no line, and three letters that are
# left for the next one say less than the hyphen asks of the reader.
_SIDE = 4
# The shortest word that is divided between syllables when no seam is known: the gap that it leaves
# is a fifth of the line.
_VERY_LONG = 14
# The letters by which the second part of a new compound is known, and the most that it may be
# longer than the part that is known: an ending.
_HEAD, _ENDING = 4, 4
# LibreOffice's patterns, as pyphen names them; there are none for Finnish.
_PATTERNS = {"sv": "sv", "en": "en_GB"}

_TOKEN = re.compile(rf"\S{{{_LONG},}}")
_PART = re.compile(rf"[^\W\d_]{{{_LONG},}}")
# An address, a user name, a hashtag, a file, a number: whole, so that it can be typed from paper.
_NAME = re.compile(r"[\d@#/\\_=]|\w[.:]\w")
_VOWELS = "aeiouyåäö"
# In Finnish a syllable begins with the last consonant in front of a vowel (Institute for the
# Languages of Finland, "Tavutus", rule 1: kotus.fi). Used only for two alone between vowels, a
# double one or one behind h, l, m, n, r: no word begins with such two, so that a seam nobody has
# marked is not missed by a letter, as in *kaupungi-nosa and *poliitikkop-rofiili.
_FINNISH = re.compile(
    rf"(?<=[{_VOWELS}])(?:(?=([kpst])\1[{_VOWELS}])|(?=[hlmnr][b-df-hj-np-tv-xz][{_VOWELS}]))."
)
# The patterns for Swedish alone divide *kontor-stid and *sekretes-splikt, where an s is joining.
_SWEDISH = re.compile(rf"[^{_VOWELS}](?=[^{_VOWELS}][{_VOWELS}])")


@dataclass(frozen=True)
class _Seams:
    """The seams of a language's file, and what they tell of words that are not in it.

    `words` has the places of each word; `firsts` the beginnings up to a seam; `seconds` the length
    of what follows one, by its first letters; `pairs` which of the two were met together.
    """

    words: dict[str, tuple[int, ...]]
    firsts: frozenset[str]
    seconds: dict[str, int]
    pairs: frozenset[tuple[str, str]]


def divided(text: str, code: str) -> list[str]:
    """Return a run of text in the pieces between which it may be divided with a hyphen.

    Joined they give the text; text without long words is one piece. After a hyphen that the text
    has itself, a line may end anyway: only the words beside it are looked at.
    """
    cuts = [0]
    for token in _TOKEN.finditer(text):
        if _NAME.search(token[0]):
            continue
        for word in _PART.finditer(token[0]):
            at = token.start() + word.start()
            cuts += [at + place for place in _places(word[0], code)]
    return [text[a:b] for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def pieces(word: str, code: str) -> tuple[str, ...]:
    """Return a single word in the pieces between which it may be divided with a hyphen."""
    return tuple(divided(word, code))


@cache
def _places(word: str, code: str) -> tuple[int, ...]:
    """Return where a word may be divided, as numbers of letters in front of the division."""
    low = word.lower()
    if not word[1:].islower() or len(low) != len(word):
        return ()
    seams = _seams(code)
    places = seams.words.get(low)
    if places is None:
        places = _by_parts(low, code, seams)
    if places is None and len(low) >= _VERY_LONG:
        places = tuple(_by_syllables(low, code))
    return tuple(place for place in places or () if _SIDE <= place <= len(low) - _SIDE)


def _by_parts(word: str, code: str, seams: _Seams) -> tuple[int, ...] | None:
    """Return the seam of a word whose parts are known from other words, or None.

    The longest first part counts: tillgänglighets|utlåtande, not till|gänglighetsutlåtande (for
    Finnish so says the Interinstitutional Style Guide of the EU, 10.5, rule 3). A Finnish ending
    can look like a part that begins with a vowel (määräy-ksiä, valvonta|yksikkö), so such a part
    counts only behind the first part that it was met with.
    """
    for place in range(len(word) - _SIDE, _SIDE - 1, -1):
        first, head = word[:place], word[place : place + _HEAD]
        if (
            first in seams.firsts
            and len(word) - place <= seams.seconds.get(head, -_ENDING) + _ENDING
            and (code != "fi" or head[0] not in _VOWELS or (first, head) in seams.pairs)
        ):
            return (place,)
    return None


def _by_syllables(word: str, code: str) -> Iterator[int]:
    if code == "fi":
        yield from (match.end() for match in _FINNISH.finditer(word))
    elif code in _PATTERNS:
        for place in _patterns(code).positions(word):
            if code != "sv" or _SWEDISH.match(word, place - 1):
                yield int(place)


@cache
def _seams(code: str) -> _Seams:
    file = files("rinnakkain") / "paper" / "seams" / f"{code}.txt"
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    entries = [line.strip().lower() for line in lines if line.strip() and line[0] != "#"]
    words: dict[str, tuple[int, ...]] = {}
    seconds: dict[str, int] = {}
    pairs: set[tuple[str, str]] = set()
    for entry in entries:
        parts = entry.split("|")
        word = "".join(parts)
        places = tuple(len("".join(parts[:n])) for n in range(1, len(parts)))
        words[word] = places
        for place in places:
            head = word[place : place + _HEAD]
            pairs.add((word[:place], head))
            seconds[head] = max(seconds.get(head, 0), len(word) - place)
    return _Seams(words, frozenset(first for first, _ in pairs), seconds, frozenset(pairs))


@cache
def _patterns(code: str) -> Pyphen:
    from pyphen import Pyphen  # takes a while, and no command but that for paper needs it

    return Pyphen(lang=_PATTERNS[code])

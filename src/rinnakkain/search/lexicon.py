"""The lexicon: base forms, parts and stems of the words of a language, as they are committed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from rinnakkain import tree
from rinnakkain.search import grammar, inflection
from rinnakkain.search.letters import folded
from rinnakkain.words import LANGUAGES, stemmed

__all__ = ["FOLDER", "Analysis", "Lexicon", "Part", "Stems", "parsed", "path", "read", "written"]

FOLDER = "lexicon"
# The shortest part that is taken for one where only rules are at hand.
SHORTEST = 4
# What stands before the stems of a verb.
_VERB = "! "


@dataclass(frozen=True)
class Part:
    """A part of a word: its letters there (`kielen`) and its base form (`kieli`)."""

    letters: str
    base: str


@dataclass(frozen=True)
class Stems:
    """The folded stems of a base form, the base form first, and which endings they take."""

    letters: tuple[str, ...]
    is_verb: bool = False


# A word as its parts, in their order; most words are one.
Analysis = tuple[Part, ...]


@dataclass(frozen=True)
class Lexicon:
    """What is known of the words of one language.

    `words` has each word's analyses, the likeliest first; `stems` those of each base form that is
    no compound: a stem and an ending of the grammar make each of its forms.
    """

    code: str
    words: Mapping[str, tuple[Analysis, ...]] = field(default_factory=dict)
    stems: Mapping[str, Stems] = field(default_factory=dict)

    def knows(self, word: str) -> bool:
        """Say whether a word stands in the table."""
        return word in self.words

    def analyses(self, word: str) -> tuple[Analysis, ...]:
        """Return the analyses of a word; by the rules at hand where it is not in the table."""
        return self.words.get(word) or self._guessed(word)

    def stems_of(self, base: str) -> Stems:
        """Return the stems of a base form; by the rules at hand where it is not in the table."""
        if known := self.stems.get(base):
            return known
        made = inflection.stems(base, self.code)
        # A stemmer takes off the last vowel, which most forms of a word have.
        vowels = "aeiouy" if folded(base)[-1:] not in "aeiouy" else ""
        return Stems(tuple(dict.fromkeys((*made, *(folded(base) + vowel for vowel in vowels)))))

    def _guessed(self, word: str) -> tuple[Analysis, ...]:
        """Analyse a new word: another form of a known one, a compound with one, or a new one."""
        if base := self._base(word):
            return ((Part(word, base),),)
        for place in range(SHORTEST, len(word) - SHORTEST + 1):
            base = self._base(word[place:])
            if base and len(base) >= SHORTEST:
                head = self._base(word[:place]) or word[:place]
                return ((Part(word[:place], head), Part(word[place:], base)),)
        return ((Part(word, self._stemmed(word)),),)

    def _base(self, word: str) -> str:
        """Return the known base form that a stem and an ending make a word of, or nothing."""
        own = folded(word)
        rules = grammar.of(self.code)
        for place in range(len(own), 1, -1):
            for base, is_verb in self._by_stem.get(own[:place], ()):
                if rules.is_ending(own[place:], is_verb=is_verb):
                    return base
        return ""

    @cached_property
    def _by_stem(self) -> dict[str, list[tuple[str, bool]]]:
        table: dict[str, list[tuple[str, bool]]] = {}
        for base, stems in self.stems.items():
            for stem in stems.letters:
                table.setdefault(stem, []).append((base, stems.is_verb))
        return table

    def _stemmed(self, word: str) -> str:
        """Return what is left of a new word without its endings."""
        if self.code not in LANGUAGES or not word.isalpha():
            return word
        ((_, stem),) = stemmed(word, self.code)
        return stem if len(stem) >= SHORTEST else word


def path(root: Path, code: str) -> Path:
    """Return where the lexicon of a language is kept."""
    return root / FOLDER / f"{code}.json"


def read(root: Path, code: str) -> Lexicon:
    """Read the lexicon of a language; where none is kept, or none that can be read, it is empty."""
    file = path(root, code)
    if not file.is_file() or tree.unfit(root, file.relative_to(root).as_posix()):
        return Lexicon(code)
    try:
        return parsed(json.loads(file.read_text(encoding="utf-8")), code)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        # It is made anew after the merge; until then the rules at hand do.
        return Lexicon(code)


def parsed(table: Mapping[str, Mapping[str, str]], code: str) -> Lexicon:
    """Return a lexicon from what is kept of it; raise KeyError where a part of it lacks."""
    return Lexicon(
        code,
        {word: tuple(_parsed(word, text)) for word, text in table["words"].items()},
        {
            base: Stems(tuple(text.removeprefix(_VERB).split()), text.startswith(_VERB))
            for base, text in table["stems"].items()
        },
    )


def written(lexicon: Lexicon) -> str:
    """Return a lexicon as it is kept: one word a line, in the order of the letters."""
    table = {
        "words": {
            word: " | ".join(_text(word, analysis) for analysis in analyses)
            for word, analyses in sorted(lexicon.words.items())
        },
        "stems": {
            base: _VERB * stems.is_verb + " ".join(stems.letters)
            for base, stems in sorted(lexicon.stems.items())
        },
    }
    return json.dumps(table, ensure_ascii=False, indent=0) + "\n"


def _text(word: str, analysis: Analysis) -> str:
    """Write an analysis: `tieto turva ohjeita=ohje`; nothing for a word that is its own base."""
    parts = (p.letters if p.letters == p.base else f"{p.letters}={p.base}" for p in analysis)
    text = " ".join(parts)
    return "" if text == word else text


def _parsed(word: str, text: str) -> Iterator[Analysis]:
    for analysis in text.split(" | "):
        yield tuple(_parts(analysis.split() or [word]))


def _parts(texts: Iterable[str]) -> Iterator[Part]:
    for text in texts:
        letters, _, base = text.partition("=")
        yield Part(letters, base or letters)

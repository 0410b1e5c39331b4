"""The concordance: which of some texts hold a word, in any of its forms or within a compound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rinnakkain.search import grammar
from rinnakkain.search.letters import folded, words
from rinnakkain.search.lexicon import Analysis, Lexicon

__all__ = ["Concordance"]


class Concordance:
    """Texts of one language by the base forms of their words and of each run of their parts."""

    def __init__(self, texts: Iterable[str], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._ignored = frozenset(grammar.of(lexicon.code).ignored)
        self._places: dict[tuple[str, ...], list[int]] = {}
        runs_of: dict[str, frozenset[tuple[str, ...]]] = {}
        for place, text in enumerate(texts):
            for word in dict.fromkeys(words(text)):
                if word not in runs_of:
                    found = (run for a in lexicon.analyses(word) for run in _runs(a))
                    runs_of[word] = frozenset(found)
                for run in runs_of[word]:
                    self._places.setdefault(run, []).append(place)

    def holding(self, phrase: str) -> list[int]:
        """Return the places of the texts that hold each word of a phrase that is not ignored."""
        wanted = [
            {tuple(part.base for part in analysis) for analysis in self._lexicon.analyses(word)}
            for word in words(phrase)
            if folded(word) not in self._ignored
        ]
        held = [{place for run in own for place in self._places.get(run, ())} for own in wanted]
        return sorted(set.intersection(*held)) if held else []


def _runs(analysis: Analysis) -> Iterator[tuple[str, ...]]:
    """Yield each run of a word's parts: turva, ohje and turvaohje of tietoturvaohje."""
    bases = tuple(part.base for part in analysis)
    for start in range(len(bases)):
        for end in range(start + 1, len(bases) + 1):
            yield bases[start:end]

"""The vocabulary: the words that the lexicon has to know, and those that it does not know yet."""

from __future__ import annotations

from rinnakkain import synonyms
from rinnakkain.guideline import Guideline
from rinnakkain.prose import Prose
from rinnakkain.search import documents, grammar
from rinnakkain.search.letters import folded, words

__all__ = ["new", "read"]


def read(guideline: Guideline, prose: Prose, code: str) -> set[str]:
    """Return the words of the texts, the terms and the synonyms of a language."""
    found = documents.read(guideline, prose, code)
    typed = (*guideline.synonyms.get(code, ()), *synonyms.of_terms(guideline.terms, code))
    texts = [f"{one.page} {one.name} {one.text}" for one in found]
    texts += [f"{'' if one.id else one.target} {' '.join(one.typed)}" for one in typed]
    texts += [term for concept in guideline.terms.concepts for term in concept.terms.get(code, ())]
    ignored = frozenset(grammar.of(code).ignored)
    found_words = {word for text in texts for word in words(text) if folded(word) not in ignored}
    return found_words | {word for one in typed for text in one.typed for word in words(text)}


def new(guideline: Guideline) -> dict[str, list[str]]:
    """Return the words of each language that its lexicon does not know: only rules are at hand.

    A guideline that keeps no lexicon has none that are new.
    """
    prose = Prose(guideline)
    found = {
        code: sorted(read(guideline, prose, code) - guideline.lexicons[code].words.keys())
        for code in guideline.settings.codes
        if guideline.lexicons[code].words
    }
    return {code: words for code, words in found.items() if words}

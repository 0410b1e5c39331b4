"""Morphology: the lexicon computed anew from large dictionaries, which no build needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import simplemma
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from rinnakkain.search import grammar, inflection
from rinnakkain.search.letters import folded
from rinnakkain.search.lexicon import Analysis, Lexicon, Part, Stems

__all__ = ["lexicon"]

# How many analyses of an ambiguous word are kept, and how many stems of a base form.
# Forms that nobody writes (potential, agreeing imperative) are not worth a stem.
_RARE = {"fi": r"ne(?:n|t|e|mme|tte|vat|taneen)?$|k(?:oo|öö)t$|maisillaan$|kseen$"}
ANALYSES, STEMS = 2, 6
# Where there are many forms, a stem that makes one of them alone is not worth its bytes.
MANY = 12
# A Finnish prefix that makes the contrary of a word is no part of it that is looked for.
_CONTRARY = ("epä",)


def lexicon(words: Iterable[str], code: str) -> Lexicon:
    """Return the lexicon of a language for the words of its texts."""
    analyse = {"fi": _finnish, "sv": _swedish}.get(code, _plain)
    table = {word: tuple(analyse(word, code))[:ANALYSES] for word in sorted(set(words))}
    bases = {part.base for analyses in table.values() for parts in analyses for part in parts}
    return Lexicon(code, table, dict(_stems(bases, code)))


def _finnish(word: str, code: str) -> Iterator[Analysis]:
    import pyvoikko

    found = [_voikko(one, word) for one in pyvoikko.analyse(word)]
    found = list(dict.fromkeys(filter(None, found)))
    if not found:
        yield from _plain(word, code)
        return
    fewest = min(map(len, found))
    found = [parts for parts in found if len(parts) == fewest]
    # Where a word is a base form itself, those readings go that no other dictionary has.
    likely = [parts for parts in found if _joined(parts) in (word, _lemma(word, code))]
    if any(_joined(parts) == word for parts in likely):
        found = likely
    yield from sorted(found, key=lambda parts: _joined(parts) != _lemma(word, code))


def _joined(parts: Analysis) -> str:
    """Return the base form of a compound."""
    return "".join(part.letters for part in parts[:-1]) + parts[-1].base


def _voikko(one: object, word: str) -> Analysis:
    """Return what Voikko says of a word, its compound's base built from its parts."""
    inner = getattr(one, "COMPOUND_PARTS", None) or [one]
    parts: list[Part] = []
    for piece in inner:
        letters, base = (re.sub(r"[-=]", "", text).lower() for text in (piece.FORM, piece.BASEFORM))
        if parts and parts[-1].letters in _CONTRARY:
            before = parts.pop().letters
            letters, base = before + letters, before + base
        parts.append(Part(letters, base))
    return tuple(parts) if "".join(p.letters for p in parts) == word else ()


def _swedish(word: str, code: str) -> Iterator[Analysis]:
    yield _split(word, code)


def _split(word: str, code: str) -> Analysis:
    """Part a Swedish word into words that the dictionary has, each inflected as much as can be."""
    whole = _base_of(word, code)
    best: tuple[tuple[int, int], Analysis] | None = None
    for place in range(3, len(word) - 2):
        head, tail = word[:place], word[place:]
        last = _base_of(tail, code)
        if len(tail) < 4 and tail not in grammar.of(code).parts:
            continue
        if not whole.startswith(head[:-1]) or not _is_part(last, code):
            continue
        for first in (head, head[:-1], head[:-1] + "e"):
            if (first == head or head.endswith("s")) and _is_part(first, code):
                own = _split(first, code) if head.startswith(first) else (Part(first, first),)
                letters = head[len("".join(part.letters for part in own[:-1])) :]
                own = (*own[:-1], Part(letters, own[-1].base))
                rank = (_inflected(last, code), -place)
                if best is None or rank > best[0]:
                    best = rank, (*own, *_split(tail, code))
                break
    return best[1] if best else (Part(word, whole),)


def _base_of(word: str, code: str) -> str:
    """Return the base form of a Swedish word.

    It is the word itself where that has forms of its own (hot, not hota), and no longer than it
    (taggar is of tagg, not of taggare).
    """
    if _inflected(word, code) > 1:
        return word
    lemma = _lemma(word, code)
    shorter = [word[:-2]] if len(lemma) > len(word) and word[-2:] in ("ar", "er", "or") else []
    return next((own for own in shorter if _inflected(own, code) > 1), lemma)


def _is_part(word: str, code: str) -> bool:
    """Say whether a base form can be a part of a compound."""
    rules = grammar.of(code)
    if word in rules.parts or word in rules.no_parts or len(word) < 4:
        return word in rules.parts
    return _inflected(word, code) > 1 or _dictionary(code).get(word) == word


@cache
def _inflected(word: str, code: str) -> int:
    """Return how many of the commonest forms of a base form the dictionary has."""
    table = _dictionary(code)
    endings = ("s", "en", "et", "n", "t", "er", "ar", "or", "r", "na", "erna", "arna", "a", "ade")
    return sum(table.get(word + ending) == word for ending in endings)


def _plain(word: str, code: str) -> Iterator[Analysis]:
    yield (Part(word, _lemma(word, code)),)


@cache
def _lemma(word: str, code: str) -> str:
    # What has two letters is an abbreviation (ai), and no form of a word.
    return str(simplemma.lemmatize(word, lang=code)).lower() if len(word) > 2 else word


def _stems(bases: Iterable[str], code: str) -> Iterator[tuple[str, Stems]]:
    forms: dict[str, set[str]] = {base: set() for base in sorted(bases)}
    rare = re.compile(_RARE.get(code, "$^"))
    for form, lemma in _dictionary(code).items():
        if lemma in forms and not rare.search(form):
            forms[lemma].add(folded(form.lower()))
    for base, own in forms.items():
        found = [_covering(folded(base), own, code, is_verb=kind) for kind in (False, True)]
        # A verb is one whose forms take its endings.
        stems = max(found, key=lambda pair: (pair[0], not pair[1].is_verb))[1]
        if len(own) < MANY:
            # The rules know forms that a dictionary lacks; it has irregular ones (children).
            made = inflection.stems(base, code)
            stems = Stems(tuple(dict.fromkeys((*stems.letters, *made))), stems.is_verb)
        yield base, stems


def _covering(base: str, forms: set[str], code: str, *, is_verb: bool) -> tuple[int, Stems]:
    """Return the few stems that, with the endings, make the forms of a word, and how many forms."""
    rules = grammar.of(code)
    made: dict[str, set[str]] = {base: {base}}
    for form in forms:
        for place in range(min(max(3, len(base) - 2), len(base)), len(form) + 1):
            if rules.is_ending(form[place:], is_verb=is_verb):
                made.setdefault(form[:place], set()).add(form)
    stems: list[str] = []
    left = set(forms)
    while len(stems) < STEMS:
        best = max(made, key=lambda stem: (len(made[stem] & left), len(stem), stem))
        if len(made[best] & left) < (2 if len(forms) > MANY else 1):
            break
        stems.append(best)
        left -= made[best]
    # Few stems that make nearly as many forms are nearer to the truth than many.
    return len(forms) - len(left) - len(stems), Stems(tuple(dict.fromkeys((base, *stems))), is_verb)


@cache
def _dictionary(code: str) -> Mapping[str, str]:
    """Return the base form of each form that is known of a language."""
    return DefaultDictionaryFactory().get_dictionary(code)

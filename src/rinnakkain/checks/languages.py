"""Languages: every text is in the language of its folder, and translated rather than copied."""

from __future__ import annotations

from collections.abc import Iterator

from rinnakkain.finding import Finding
from rinnakkain.guideline import Guideline
from rinnakkain.language import confidences
from rinnakkain.speech import Sentence, page_sentences, plain

__all__ = ["check"]

# How sure we are before a sentence counts as one of another language. Measured on the guideline
# (`make bench`): no sentence of it is taken for another language's, and planted ones are found.
_SURE, _SURE_OF_A_WORD = 0.92, 0.97


def check(guideline: Guideline) -> Iterator[Finding]:
    """Find sentences in another language, pages that are not translated, and copied texts."""
    by_page = {(page.name, page.locale): page_sentences(page) for page in guideline.pages.values()}
    for code, names in guideline.names.items():
        by_page[names.file.rpartition("/")[2], code] = tuple(
            Sentence(plain(text), id_, names.parsed.line(id_)) for id_, text in names.by_id.items()
        )
    codes = guideline.settings.codes
    texts = [" ".join(sentence.text for sentence in own) for own in by_page.values()]
    texts += [sentence.text for own in by_page.values() for sentence in own]
    shares = iter(confidences(texts, codes, guideline.kept and guideline.kept / "languages"))
    whole = {place: _likely(next(shares)) for place in by_page}
    words = {
        place: {(sentence.slot, sentence.text.casefold()) for sentence in own}
        for place, own in by_page.items()
    }
    for (name, code), sentences in by_page.items():
        file = f"docs/{code}/{name}"
        own_words = guideline.words[code].get("written_in")
        named = own_words if isinstance(own_words, dict) else {}
        likely, share = whole[name, code]
        is_other = likely != code and share >= _SURE and len(sentences) > 2
        if is_other:
            language = named.get(likely, likely)
            yield Finding("page-untranslated", file, 1, {"language": language})
        # Where the other page is the one in another language, that one is told.
        others = {
            other: words[name, other]
            for other in codes
            if other != code and whole.get((name, other), (code, 0))[0] == other
        }
        for sentence, own in zip(sentences, shares, strict=False):
            if not is_other:
                yield from _sentence(sentence, own, file, code, named, others)


def _likely(shares: dict[str, float]) -> tuple[str, float]:
    """Return the language that a text is most likely in, and how likely."""
    return max(shares.items(), key=lambda item: item[1])


# The words of each place of a page, in small letters.
Copies = set[tuple[str, str]]


def _sentence(
    sentence: Sentence,
    shares: dict[str, float],
    file: str,
    code: str,
    named: dict[str, str],
    others: dict[str, Copies],
) -> Iterator[Finding]:
    likely, share = _likely(shares)
    sure = _SURE if " " in sentence.text else _SURE_OF_A_WORD
    values = {"text": _short(sentence.text)}
    if likely != code and share >= sure:
        values |= {"language": named.get(likely, likely), "code": likely}
        yield Finding("language-wrong", file, sentence.line, values)
    elif shares.get(code, 0) < 0.5 and (other := _copy(sentence, others)):
        values["other"] = file.replace(f"/{code}/", f"/{other}/", 1)
        yield Finding("text-copied", file, sentence.line, values)


def _copy(sentence: Sentence, others: dict[str, Copies]) -> str:
    """Return a language that has the same words at the same place, or nothing."""
    text = sentence.text.casefold()
    # A formula or a name is the same everywhere.
    if " " not in text or sum(char.isalpha() for char in text) < 5:
        return ""
    return next((code for code, theirs in others.items() if (sentence.slot, text) in theirs), "")


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:60].rsplit(" ", 1)[0] + " …"

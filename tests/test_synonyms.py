"""The words that readers type and the text does not have."""

from __future__ import annotations

import pytest

from rinnakkain import synonyms
from rinnakkain.search import concordance
from tests.search import frozen
from tests.small import LANGUAGES, Small


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_line_finds_something(code: str) -> None:
    """No reader's word leads nowhere: each line's own word stands in a text, or its rule does."""
    told = frozen.read()[code]
    ids = {one.id for one in told.documents}
    texts = (f"{one.page} {one.name} {one.text}" for one in told.documents)
    held = concordance.Concordance(texts, told.lexicon)
    lines = [one for one in told.synonyms if one.target not in avoided(code)]
    assert [o.target for o in lines if not (o.id in ids if o.id else held.holding(o.target))] == []


def avoided(code: str) -> set[str]:
    """Return the targets that come from the termbase, which speaks of more than the texts do."""
    from rinnakkain import guideline
    from tests.small import ROOT

    read = guideline.read(ROOT)
    own = {one.target for one in read.synonyms[code]}
    return {one.target for one in synonyms.of_terms(read.terms, code)} - own


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("linkki: []\n", "synonyms/fi.yml:1: `linkki` is not written as it must be"),
        ("linkki: huijaus\n", "synonyms/fi.yml:1: `linkki` is not a list"),
        ("linkki: [on, 112]\n", "synonyms/fi.yml:1: row 1 of `linkki` is not a text"),
        ("- linkki\n", "synonyms/fi.yml:1: it cannot be read"),
        ("linkki: [a]\nlinkki: [b]\n", "synonyms/fi.yml:2:"),
    ],
)
def test_a_slip_in_the_file_is_told_with_its_line(small: Small, text: str, said: str) -> None:
    """An editor reads which line is wrong and what to write."""
    for code in LANGUAGES:
        small.write(f"synonyms/{code}.yml", "linkki: [x]\n" if code == "fi" else "{}\n")
    small.write("synonyms/fi.yml", text)
    assert small.found()[0].startswith(said.split(": it")[0])


def test_a_guideline_without_synonyms_needs_no_file(small: Small) -> None:
    """Only who keeps synonyms has a folder for them."""
    assert small.read().synonyms == {}
    assert small.found() == []

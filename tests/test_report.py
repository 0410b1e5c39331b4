"""Findings as text, as JSON and as annotations."""

from __future__ import annotations

import json

from rinnakkain import checks
from rinnakkain.finding import Finding, kinds
from rinnakkain.report import explained, reported
from tests.checks.planted import TERMS
from tests.small import Small


def advised(small: Small) -> list[Finding]:
    """Return one finding that blocks and one that is advice."""
    small.write("termbase.yml", TERMS)
    small.change("docs/fi/about.md", "Kysy meiltä.", "Kysy ensin hyväksyntää.")
    small.change("docs/en/about.md", "Ask us.", "Ask for consent first.")
    small.change("docs/sv/about.md", "safety.md", "safty.md")
    return checks.run(small.read())


def test_advice_is_told_apart_and_stops_nothing(small: Small) -> None:
    """An editor sees what must be mended and what may be looked at again."""
    found = advised(small)
    advice, link = reported(found, "text").split("\n")
    assert advice.startswith("docs/en/about.md:15: advice: “consent” is perhaps not the word")
    assert link.startswith("docs/sv/about.md:7: länken till safty.md#check-links leder ingenstans")
    assert [f.file for f in checks.blocking(found)] == ["docs/sv/about.md"]


def test_json_holds_what_a_program_needs(small: Small) -> None:
    """Another program reads place, number and words without taking lines apart."""
    advice, link = json.loads(reported(advised(small), "json"))
    assert (advice["blocks"], link["blocks"]) == (False, True)
    assert (link["number"], link["file"], link["line"]) == (20, "docs/sv/about.md", 7)
    assert link["todo"].endswith("safety.md?")


def test_an_annotation_stands_at_its_line_and_cannot_be_broken_out_of() -> None:
    """The forge shows the message at its line, whatever a file is called or holds."""
    values = {"target": "a\n::error::b%", "near": "c"}
    line = reported([Finding("link-misspelt", "docs/fi/a,b:c.md", 3, values)], "github")
    assert line.startswith(
        "::error file=docs/fi/a%2Cb%3Ac.md,line=3,title=20::linkki a\ufffd::error"
    )
    assert "\n" not in line
    assert "b%25" in line


def test_every_finding_can_be_looked_up() -> None:
    """Each number leads to a page with a wrong and a right example, in three languages."""
    for kind in kinds().values():
        page = explained(kind.number)
        assert page is not None
        heading, *_ = page.split("\n")
        assert heading.startswith(f"# {kind.number} ")
        order = [page.index(word) for word in ("Wrong:", "Right:", "**In English.**")]
        assert order == sorted(order)
        assert "**Suomeksi.**" in page
        assert "**På svenska.**" in page
    assert explained(0) is None


def test_an_exception_lets_through_what_it_names_and_no_more(small: Small) -> None:
    """With its reason in the settings a finding is let through; the next one is told."""
    old = "apart: [index.md, all.md, about.md]\n"
    row = "{finding: 58, file: docs/fi/about.md, contains: old.example, reason: no https there}"
    small.change("mkdocs.yml", old, f"{old}      exceptions:\n        - {row}\n")
    small.change("docs/fi/about.md", "Kysy meiltä.", "Kysy [täältä](http://old.example.org/).")
    assert small.found() == []
    small.change("docs/fi/about.md", "old.example", "new.example")
    assert [message.split(": ")[0] for message in small.found()] == [
        "docs/fi/about.md:15",
        "mkdocs.yml:12",
    ]

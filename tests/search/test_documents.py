"""What a search can find, and where it leads."""

from __future__ import annotations

from rinnakkain.prose import Prose
from rinnakkain.search import documents
from tests.small import Small


def test_each_rule_and_section_is_one_text_with_its_address(small: Small) -> None:
    """A hit leads to the very rule, under its number and name; facts stand in the text."""
    small.change("town.yml", "  communications:\n", "  communications: ask@small.example\n")
    read = small.read()
    found = {one.id: one for one in documents.read(read, Prose(read), "en")}
    assert found["check-links"] == documents.Document(
        "check-links",
        "safety/#check-links",
        "text",
        "2.1",
        "Odd links",
        "Do not open an odd link.",
        "Safety",
    )
    assert found["safety"].kind == "head"
    assert found["safety"].text == "Links and messages"
    assert found["contact"].kind == "aside"
    assert "ask@small.example" in found["contact"].text


def test_what_only_leads_on_is_no_text(small: Small) -> None:
    """The doors, the page of all and sections without their fact are not found."""
    read = small.read()
    ids = {one.id for one in documents.read(read, Prose(read), "fi")}
    assert not ids & {"door-work", "door-threat", "all", "owner"}


def test_what_a_language_lacks_is_not_found_in_it(small: Small) -> None:
    """No result is in another language, also where a page is missing."""
    (small.root / "docs/en/safety.md").unlink()
    read = small.read()
    assert "check-links" in {one.id for one in documents.read(read, Prose(read), "fi")}
    assert "check-links" not in {one.id for one in documents.read(read, Prose(read), "en")}

"""Other open proposals, and how they meet the one that is looked at."""

from __future__ import annotations

import pytest

from rinnakkain.neighbour import Neighbour, meetings, read

EQUAL = ("fi", "sv")


def met(
    theirs: list[str], ours: list[str], needed: list[str]
) -> list[tuple[bool, tuple[str, ...]]]:
    """Return whether the two wait for each other, and over which files they meet."""
    other = Neighbour(2, "Other", "other", frozenset(theirs))
    return [(m.waits, m.files) for m in meetings([other], frozenset(ours), needed, EQUAL)]


def test_two_that_each_hold_half_of_a_change_wait_for_each_other() -> None:
    """The one with the Finnish and the one with the Swedish half are told to become one."""
    finnish, swedish = ["docs/fi/safety.md"], ["docs/sv/safety.md"]
    assert met(swedish, finnish, swedish) == [(True, tuple(swedish))]
    assert met(finnish, swedish, []) == [(True, tuple(finnish))]


def test_two_that_change_the_same_file_are_told_that_they_do() -> None:
    """Whoever is published second has to look at the other's words; nobody waits for that."""
    both = ["docs/fi/safety.md", "docs/sv/safety.md"]
    assert met(both[:1], both, []) == [(False, ("docs/fi/safety.md",))]


@pytest.mark.parametrize(
    "theirs", [["docs/fi/about.md"], ["docs/en/safety.md"], ["docs/sv/short-names.yml"], []]
)
def test_others_are_not_told_of(theirs: list[str]) -> None:
    """A list of proposals that have nothing to do with each other would not be read."""
    assert met(theirs, ["docs/fi/safety.md"], ["docs/sv/safety.md"]) == []


@pytest.mark.parametrize("text", ["", "{}", '{"a": 1}', "[1]", '[{"number": "x"}]', "null"])
def test_a_list_that_is_none_is_told_in_a_sentence(text: str) -> None:
    """A forge that answers something else does not end in a trace."""
    with pytest.raises(ValueError, match="gh pr list"):
        read(text)


def test_the_list_is_read_as_the_forge_prints_it() -> None:
    """Keys that are not needed do no harm, and a proposal without files has none."""
    row = (
        '{"number": 3, "title": "T", "headRefName": "b", "url": "https://x.example/3",'
        ' "files": [{"path": "a", "additions": 1}]}'
    )
    bare = '{"number": 4, "title": "T", "headRefName": "c", "files": null}'
    assert read(f"[{row}, {bare}]") == [
        Neighbour(3, "T", "b", frozenset({"a"}), "https://x.example/3"),
        Neighbour(4, "T", "c", frozenset()),
    ]

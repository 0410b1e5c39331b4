"""The addresses of the forge."""

from __future__ import annotations

from rinnakkain.forge import LONGEST, Forge
from tests.repository import FORGE, filled


def test_a_file_is_edited_in_the_branch_of_the_proposal() -> None:
    """Whoever presses a link lands on the page of that file, whatever it and the branch are called.

    A slash parts folders and is kept; what would end the address is not.
    """
    forge = Forge(f"{FORGE}.git", "maria/länkar #2")
    assert forge.edit("docs/sv/ä b?.md") == (
        "https://github.com/small-town/guideline/edit/maria/l%C3%A4nkar%20%232/docs/sv/%C3%A4%20b%3F.md"
    )
    assert Forge(f"{FORGE}/", "x").proposal(12) == f"{FORGE}/pull/12"


def test_what_a_link_fills_in_arrives_letter_by_letter() -> None:
    """Signs that mean something in an address or in a link of Markdown are not lost or changed."""
    text = "act: changed\n# … & +1 = 100 % (a) [b] <c> \"d\" 'e' |- \\ ?\n  å ä ö – ”\n"
    address = Forge(FORGE, "x").new("history/2026-11-27-changed-a.yml", text)
    assert address is not None
    assert filled(address) == ("history/2026-11-27-changed-a.yml", text)
    assert not set('()<>[] \n"') & set(address)


def test_a_link_that_the_forge_would_refuse_is_not_given() -> None:
    """Nobody presses a link that leads to an error page: the longest is given, one more is not."""
    forge = Forge(FORGE, "x")
    start = forge.new("a.yml", "")
    assert start is not None
    room = LONGEST - len(start)
    longest = forge.new("a.yml", "a" * room)
    assert longest is not None
    assert len(longest) == LONGEST
    assert forge.new("a.yml", "a" * (room + 1)) is None
    assert forge.new("a.yml", "ä" * (room // 6 + 1)) is None

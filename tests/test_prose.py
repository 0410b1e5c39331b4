"""A single text, shown beside its own page."""

from __future__ import annotations

from rinnakkain.prose import Prose, shielded
from tests.tracked import Tracked


def test_a_list_within_a_rule_stays_a_list(kept: Tracked) -> None:
    """Side by side, in a feed and in a notice it looks as on the rule's own page."""
    html = Prose(kept.read()).html("Kysy:\n    - keneltä\n    - miten", "fi", "")
    assert html == "Kysy:<ul>\n<li>keneltä</li>\n<li>miten</li>\n</ul>\n"


def test_a_link_leads_to_its_rule_from_wherever_it_is_shown(kept: Tracked) -> None:
    """It carries the rule's number, and the address in the text's own language."""
    html = Prose(kept.read()).html("Se [här](#ask).", "sv", "../../../")
    number = '<span class="rule-number">2.3</span>'
    assert html == f'Se <a href="../../../sv/safety/#ask">här ({number})</a>.'


def test_a_link_with_a_title_leads_there_too(kept: Tracked) -> None:
    """However it is written, no link of a view leads nowhere."""
    assert 'href="../fi/safety/#ask"' in Prose(kept.read()).html('[a](#ask "B")', "fi", "../")


def test_words_stand_for_an_image_beside_other_pages(kept: Tracked) -> None:
    """Its file lies beside its own page, or is gone with an old wording."""
    html = Prose(kept.read()).html("Katso ![Kylän [uusi] kartta](map.png).", "fi", "../../")
    assert html == "Katso <em>Kylän [uusi] kartta</em>."


def test_what_stands_nowhere_any_more_is_called_by_its_first_words(kept: Tracked) -> None:
    """No reader meets an id."""
    kept.change("docs/fi/safety.md", "- Kysy, jos et tiedä.\n    {: #ask }\n", "")
    kept.change("docs/sv/safety.md", "- Fråga om du inte vet.\n    {: #ask }\n", "")
    kept.change("docs/en/safety.md", "- Ask if you do not know.\n    {: #ask }\n", "")
    town = kept.text("town.yml")
    kept.write("town.yml", town[: town.index("questions:")])
    kept.declare("withdrawn", "ask")
    assert Prose(kept.read()).name("ask", "sv") == "Fråga om du inte vet."


def test_markdown_finds_nothing_in_what_is_shielded() -> None:
    """A star or a bracket in the words of another language stays what it is."""
    from markdown import markdown

    html = "<b>a *b* [c](d) `e` {f}</b>"
    assert markdown(shielded(html)).count("<em>") == 0
    assert "<a" not in markdown(shielded(html))

"""What became of the texts, with the words before and after."""

from __future__ import annotations

from rinnakkain import changes
from rinnakkain.changes import Change
from tests.small import LANGUAGES
from tests.tracked import DAY, Tracked

WORDS = {
    "fi": ("Kerro uhkaavasta viestistä.", "Kysy, jos et tiedä."),
    "sv": ("Berätta om hotfulla meddelanden.", "Fråga om du inte vet."),
    "en": ("Tell of a threatening message.", "Ask if you do not know."),
}


def found(kept: Tracked) -> dict[str, Change]:
    """Return the changes of a guideline by the id of their text."""
    return {change.id: change for change in changes.of(kept.read().history, [])}


def test_a_rule_that_was_divided_is_shown_as_it_was(kept: Tracked) -> None:
    """Both halves say “before” what the whole rule said."""
    for code, (_, rule) in WORDS.items():
        kept.change(
            f"docs/{code}/safety.md",
            f"- {rule}\n    {{: #ask }}\n",
            "- Ask!\n    {: #ask }\n- Then.\n    {: #ask-then }\n",
        )
    kept.declare("moved", "ask", "ask-then", origins=["ask"])
    for id_ in ("ask", "ask-then"):
        assert found(kept)[id_].before == {code: WORDS[code][1] for code in LANGUAGES}


def test_rules_that_were_joined_are_both_shown_as_they_were(kept: Tracked) -> None:
    """“Before” holds the words of the one and of the other."""
    for code, (first, second) in WORDS.items():
        file = f"docs/{code}/safety.md"
        kept.change(file, f"- {second}\n    {{: #ask }}\n", "")
        kept.change(file, first, f"{first} Ask.")
    kept.declare("moved", "threatening-messages", origins=["threatening-messages", "ask"])
    before = found(kept)["threatening-messages"].before
    assert before == {code: "\n\n".join(WORDS[code]) for code in LANGUAGES}


def test_what_changed_twice_since_a_day_is_one_change(kept: Tracked) -> None:
    """The board sees what it decided on and what stands now, with every sentence between."""
    for number, (old, new) in enumerate((("Kysy, jos", "Kysy aina, jos"), ("aina", "heti"))):
        kept.change("docs/fi/safety.md", old, new)
        kept.declare("changed", "ask", what={"fi": f"Muutos {number}."})
    (change,) = changes.since(kept.read().history, DAY, LANGUAGES, [])
    assert (change.before["fi"], change.after["fi"]) == (WORDS["fi"][1], "Kysy heti, jos et tiedä.")
    assert change.what["fi"] == "Muutos 0. Muutos 1."

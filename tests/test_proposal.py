"""What a proposal changes, from two readings of the guideline."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rinnakkain.guideline import Guideline
from rinnakkain.proposal import Change, Kin, Proposal, compare
from tests.small import LANGUAGES
from tests.tracked import Tracked

RULE = {
    "fi": "- Kysy, jos et tiedä.",
    "sv": "- Fråga om du inte vet.",
    "en": "- Ask if you do not know.",
}
LINES = {code: f"{text}\n    {{: #ask }}\n" for code, text in RULE.items()}
SAFETY = {code: f"docs/{code}/safety.md" for code in LANGUAGES}


def compared(kept: Tracked, change: Callable[[], object]) -> Proposal:
    """Return what a change of the guideline changes."""
    base = kept.read()
    change()
    return compare(base, kept.read())


def only(proposal: Proposal) -> Change:
    """Return the one text of which something is said."""
    (change,) = proposal.changes
    return change


def all_languages(kept: Tracked, name: str, pairs: dict[str, tuple[str, str]]) -> None:
    """Change a piece of a page in each language."""
    for code, (old, new) in pairs.items():
        kept.change(f"docs/{code}/{name}", old, new)


def test_a_change_names_its_rule_its_language_and_its_words(kept: Tracked) -> None:
    """An editor reads of the rule that she changed, and of nothing else."""
    proposal = compared(kept, lambda: kept.change(SAFETY["fi"], "Älä avaa", "Älä koskaan avaa"))
    change = only(proposal)
    assert (change.id, change.number, change.is_rule) == ("check-links", "2.1", True)
    assert dict(change.words) == {
        "fi": ("Älä avaa outoa linkkiä.", "Älä koskaan avaa outoa linkkiä.")
    }
    assert {code: own.name for code, own in change.states.items()} == {
        "fi": "changed",
        "sv": "agrees",
        "en": "agrees",
    }
    assert proposal.files == {SAFETY["fi"]}


def test_what_no_reader_can_see_is_no_change(kept: Tracked) -> None:
    """Whoever breaks a line otherwise, or ends one with a space, is asked nothing."""
    old = "Kysy, jos et tiedä."
    proposal = compared(kept, lambda: kept.change(SAFETY["fi"], old, "Kysy,\n    jos et tiedä. "))
    assert proposal.changes == ()
    assert proposal.touches


def test_what_is_no_text_of_the_guideline_touches_nothing(kept: Tracked) -> None:
    """A developer's change is not followed by a report that nobody needs."""
    proposal = compared(kept, lambda: kept.write("README.md", "Hello\n"))
    assert not proposal.touches
    assert compared(kept, lambda: kept.write("docs/fi/x.md", "x\n")).touches


def test_a_text_that_still_waits_is_told_though_nobody_touched_it(kept: Tracked) -> None:
    """A proposal that cannot be published for an older reason says which rule it is."""
    kept.change(SAFETY["fi"], "Älä avaa", "Älä koskaan avaa")
    about = compared(kept, lambda: kept.change("docs/en/about.md", "Ask us.", "Please ask us."))
    assert [(change.id, tuple(change.words)) for change in about.changes] == [
        ("check-links", ()),
        ("contact", ("en",)),
    ]


def test_without_what_stood_before_the_states_are_told(kept: Tracked) -> None:
    """Where no earlier version can be had, what waits is told, and nothing is called a change."""
    kept.change(SAFETY["fi"], "Älä avaa", "Älä koskaan avaa")
    proposal = compare(None, kept.read())
    change = only(proposal)
    assert (change.id, dict(change.words), proposal.added) == ("check-links", {}, ())
    assert proposal.touches


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_rule_that_is_added_has_words_after_and_none_before(kept: Tracked, code: str) -> None:
    """A new rule is told as new, in the language that has it."""
    added = f"{LINES[code].replace('#ask', '#ask-twice').replace('.', '!')}{LINES[code]}"
    proposal = compared(kept, lambda: kept.change(SAFETY[code], LINES[code], added))
    (change,) = (change for change in proposal.changes if change.id == "ask-twice")
    assert dict(change.words) == {code: (None, RULE[code][2:].replace(".", "!"))}
    assert change.record is None
    assert proposal.numbers == (("ask", "2.3", "2.4"),)


def test_a_rule_that_is_taken_out_has_words_before_and_none_after(kept: Tracked) -> None:
    """What was lost can be read once more before it is."""

    def change() -> None:
        for code in LANGUAGES:
            kept.change(SAFETY[code], LINES[code], "")

    own = only(compared(kept, change))
    assert own.words["sv"] == ("Fråga om du inte vet.", None)
    assert (own.number, own.earlier, own.page, own.standing) == ("", "2.3", "safety.md", [])


def test_rules_that_change_places_change_numbers_and_nothing_else(kept: Tracked) -> None:
    """Whoever cites a rule by its number is told that the number moves."""

    def change() -> None:
        for code in LANGUAGES:
            text = kept.text(SAFETY[code])
            at = text.index("- ")
            kept.write(SAFETY[code], text[:at] + LINES[code] + text[at:].replace(LINES[code], ""))

    proposal = compared(kept, change)
    assert proposal.changes == ()
    assert proposal.numbers == (
        ("ask", "2.3", "2.1"),
        ("check-links", "2.1", "2.2"),
        ("threatening-messages", "2.2", "2.3"),
    )


def test_an_entry_that_was_there_before_may_not_change_or_go(kept: Tracked) -> None:
    """What readers were once told stays on record; whoever rewrites it is told."""
    safety, about = (f"history/2026-11-20-first-{name}.yml" for name in ("safety", "about"))
    kept.change(SAFETY["fi"], "Älä avaa", "Älä koskaan avaa")

    def change() -> None:
        kept.change(safety, "Kysy, jos et tiedä.", "Kysy aina.")
        (kept.root / about).unlink()
        kept.declare("changed", "check-links")

    proposal = compared(kept, change)
    assert proposal.spoiled == ((about, False), (safety, True))
    assert not proposal.is_kept
    assert [act.name for act in proposal.added] == ["2026-11-27-changed-check-links-fi"]


def renamed(kept: Tracked, codes: tuple[str, ...] = LANGUAGES) -> None:
    """Give a rule another id."""
    for code in codes:
        kept.change(SAFETY[code], "#ask", "#ask-first")


def divided(kept: Tracked) -> None:
    """Make two rules of one."""
    for code, (old, new) in {
        "fi": ("Kerro uhkaavasta viestistä.", "Soita heti poliisille."),
        "sv": ("Berätta om hotfulla meddelanden.", "Ring genast polisen."),
        "en": ("Tell of a threatening message.", "Call the police at once."),
    }.items():
        mark = "\n    {: #threatening-messages }\n"
        kept.change(SAFETY[code], f"{old} {new}{mark}", f"{old}{mark}- {new}\n    {{: #call }}\n")


def joined(kept: Tracked) -> None:
    """Make one rule of two."""
    for code in LANGUAGES:
        kept.change(SAFETY[code], LINES[code], "")
        text = kept.text(SAFETY[code])
        mark = "\n    {: #threatening-messages }"
        kept.write(SAFETY[code], text.replace(mark, f" {RULE[code][2:]}{mark}"))


def longer(kept: Tracked) -> Guideline:
    """Let a rule say two things, as the record knows it, and return the guideline."""
    pairs = {
        "fi": ("Kerro uhkaavasta viestistä.", "Soita heti poliisille."),
        "sv": ("Berätta om hotfulla meddelanden.", "Ring genast polisen."),
        "en": ("Tell of a threatening message.", "Call the police at once."),
    }
    all_languages(
        kept, "safety.md", {code: (old, f"{old} {new}") for code, (old, new) in pairs.items()}
    )
    kept.declare("changed", "threatening-messages", what={"fi": "a", "sv": "b", "en": "c"})
    return kept.read()


def test_a_rule_under_another_id_is_taken_for_the_same_one(kept: Tracked) -> None:
    """Whoever renames a rule is asked whether it is the same, so that old links go on leading."""
    assert compared(kept, lambda: renamed(kept)).kin == (Kin(("ask",), ("ask-first",)),)


def test_a_rule_that_is_divided_and_rules_that_are_joined_are_seen(kept: Tracked) -> None:
    """Readers who come by an old link are led to what became of the rule."""
    base = longer(kept)
    divided(kept)
    both = ("threatening-messages", "call")
    assert compare(base, kept.read()).kin == (Kin(both[:1], both),)


def test_rules_that_are_joined_are_seen(kept: Tracked) -> None:
    """The one that is gone lives on in the one that has grown."""
    kin = compared(kept, lambda: joined(kept)).kin
    assert kin == (Kin(("threatening-messages", "ask"), ("threatening-messages",)),)


def test_a_rule_that_repeats_what_another_one_still_says_is_no_part_of_it(kept: Tracked) -> None:
    """A new rule beside one whose letter was mended is new, and inherits no links."""

    def change() -> None:
        old = LINES["fi"]
        more = "- Kysy, jos et tiedä miten.\n    {: #ask-how }\n"
        kept.change(SAFETY["fi"], old, old.replace("tiedä.", "tiedä!") + more)

    assert compared(kept, change).kin == ()


def test_a_rule_in_the_place_of_another_one_is_not_taken_for_it(kept: Tracked) -> None:
    """A new rule does not inherit the links of one that says something else."""

    def change() -> None:
        for code, words in {
            "fi": "Pidä taukoja.",
            "sv": "Ta pauser.",
            "en": "Take breaks.",
        }.items():
            kept.change(SAFETY[code], LINES[code], f"- {words}\n    {{: #pause }}\n")

    assert compared(kept, change).kin == ()


def test_the_first_record_is_not_told_text_by_text(kept: Tracked) -> None:
    """When the record is begun, nobody reads a list of every rule."""
    head = kept.read()
    for file in sorted((kept.root / "history").iterdir()):
        file.unlink()
    proposal = compare(kept.read(), head)
    assert proposal.changes == ()
    assert len(proposal.added) == 4
    assert proposal.is_kept


def test_settings_that_cannot_be_read_are_no_proposal_to_delete_everything(kept: Tracked) -> None:
    """A slip in mkdocs.yml is told as one, not as the end of all texts."""
    proposal = compared(kept, lambda: kept.write("mkdocs.yml", "x: [\n"))
    assert (proposal.changes, proposal.spoiled, proposal.numbers) == ((), (), ())
    assert proposal.touches
    assert proposal.base is not None
    assert compare(proposal.head, proposal.base).base is None

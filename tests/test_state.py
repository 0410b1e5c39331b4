"""How each text stands: what other projects got wrong, one after the other."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from rinnakkain import checks, declaration, state
from rinnakkain.act import Act, Entry
from tests.small import LANGUAGES
from tests.tracked import LATER, Tracked

AGREES = ("agrees", "agrees", "agrees")
FI = ("docs/fi/safety.md", "Kysy, jos et tiedä.", "Kysy esimieheltä, jos epäröit.")
SV = ("docs/sv/safety.md", "Fråga om du inte vet.", "Fråga chefen om du tvekar.")
EN = ("docs/en/safety.md", "Ask if you do not know.", "Ask your manager in doubt.")
NEXT = LATER + datetime.timedelta(7)


def rules(kept: Tracked, code: str, name: str = "safety.md") -> tuple[str, list[str]]:
    """Return what stands above the rules of a page, and each rule with its id."""
    head, *items = kept.text(f"docs/{code}/{name}").split("\n- ")
    return head, items


def test_a_guideline_of_which_nothing_was_edited_agrees(kept: Tracked) -> None:
    """From the first record on, every rule and passage is followed, and nothing is told."""
    states = kept.states()
    assert {"guideline", "door-work", "be-kind", "ask", "contact"} < states.keys()
    assert all(tuple(row[code] for code in LANGUAGES) == AGREES for row in states.values())
    assert kept.found() == []


def test_rules_in_another_order_are_no_change(kept: Tracked) -> None:
    """Whoever sorts the rules of a page declares nothing."""
    for code in LANGUAGES:
        head, (first, second, third) = rules(kept, code)
        kept.write(
            f"docs/{code}/safety.md", "\n- ".join((head, third.rstrip(), first, second)) + "\n"
        )
        kept.write(
            f"docs/{code}/short-names.yml",
            "".join(
                line
                for id_ in ("be-kind", "ask", "check-links", "threatening-messages")
                for line in kept.text(f"docs/{code}/short-names.yml").splitlines(keepends=True)
                if line.startswith(f"{id_}:")
            ),
        )
    assert kept.found() == []
    assert kept.stand("safety") == AGREES


def test_a_page_under_another_name_keeps_what_was_agreed(kept: Tracked) -> None:
    """Who renames a page translates nothing anew: its rules say that they moved, and go on."""
    for code in LANGUAGES:
        (kept.root / f"docs/{code}/safety.md").rename(kept.root / f"docs/{code}/security.md")
        for name in ("index.md", "about.md"):
            text = kept.text(f"docs/{code}/{name}").replace("(safety.md", "(security.md")
            kept.write(f"docs/{code}/{name}", text)
    kept.change("mkdocs.yml", "- safety.md", "- security.md")
    moved = ["safety", "check-links", "threatening-messages", "ask"]
    assert all(message.endswith("(75)") for message in kept.blocking())
    assert len(kept.blocking()) == 3 * len(moved)
    assert all(kept.stand(id_) == AGREES for id_ in kept.states())
    kept.declare("moved", *moved)
    assert kept.found() == []
    record = kept.read().history.records["ask"]
    assert [(origin.page, origin.id) for origin in record.past] == [("safety.md", "ask")]


def test_a_rule_on_another_page_keeps_what_was_agreed(kept: Tracked) -> None:
    """Who moves a rule in every language is asked for the move alone, and its old address stays."""
    for code in LANGUAGES:
        head, (first, second, third) = rules(kept, code)
        kept.write(f"docs/{code}/safety.md", "\n- ".join((head, first, second)) + "\n")
        kept.write(
            f"docs/{code}/principles.md", kept.text(f"docs/{code}/principles.md") + f"- {third}"
        )
        names = kept.text(f"docs/{code}/short-names.yml").splitlines(keepends=True)
        kept.write(f"docs/{code}/short-names.yml", "".join((names[0], names[3], *names[1:3])))
    assert [message[-4:] for message in kept.found()] == ["(75)"] * 3
    kept.declare("moved", "ask")
    assert kept.found() == []
    assert kept.stand("ask") == AGREES
    assert kept.read().history.records["ask"].page == "principles.md"


def test_a_rule_that_was_split_needs_every_language(kept: Tracked) -> None:
    """Two rules out of one are new words: the old one ends, and who has it still is told."""
    for code in ("fi", "sv"):
        text = kept.text(f"docs/{code}/safety.md")
        kept.write(
            f"docs/{code}/safety.md",
            text.replace("    {: #ask }\n", "    {: #ask-first }\n- N.\n    {: #ask-then }\n"),
        )
    kept.declare("moved", "ask-first", "ask-then", origins=["ask"])
    assert kept.stand("ask-first") == ("agrees", "agrees", "missing")
    assert kept.stand("ask-then") == ("agrees", "agrees", "missing")
    assert kept.stand("ask") == ("withdrawn", "withdrawn", "withdrawn")
    old = kept.read().history.records["ask"].newest
    assert old.ends
    assert old.replaced_by == ("ask-first", "ask-then")
    assert [m.split(": ")[0] for m in kept.blocking() if m.endswith("(74)")] == [
        "docs/en/safety.md:12"
    ]


def test_a_rule_may_go_on_beside_what_was_split_off(kept: Tracked) -> None:
    """What stays under the old id is another rule than before, in every language."""
    for code in LANGUAGES:
        kept.change(
            f"docs/{code}/safety.md", "    {: #ask }\n", "    {: #ask }\n- N.\n    {: #ask-then }\n"
        )
    kept.change(*FI)
    for old, new in (("Fråga om du", "Fråga alltid om du"), ("Ask if you", "Always ask if you")):
        kept.change(f"docs/{'sv' if 'du' in old else 'en'}/safety.md", old, new)
    kept.declare("moved", "ask", "ask-then", origins=["ask"])
    assert kept.stand("ask") == AGREES
    assert kept.stand("ask-then") == AGREES
    assert kept.read().history.records["ask"].newest.number == 2


def test_what_is_divided_in_one_language_is_not_followed_by_another_untouched(
    kept: Tracked,
) -> None:
    """Words that nobody has looked at are never told as those of the divided rule."""
    for code in LANGUAGES:
        kept.change(
            f"docs/{code}/safety.md", "    {: #ask }\n", "    {: #ask }\n- N.\n    {: #ask-then }\n"
        )
    kept.change(*FI)
    kept.declare("moved", "ask", "ask-then", origins=["ask"])
    assert kept.stand("ask") == ("agrees", "behind", "behind")
    assert kept.stand("ask-then") == ("agrees", "changed", "changed")


def test_who_lagged_before_a_rule_was_divided_lags_behind_it(kept: Tracked) -> None:
    """A deferral is not paid off by dividing what was deferred."""
    kept.change(*FI)
    kept.declare("changed", "ask", what={"fi": "Nyt."})
    for code in LANGUAGES:
        kept.change(
            f"docs/{code}/safety.md",
            ".\n    {: #ask }\n",
            "!\n    {: #ask }\n- N.\n    {: #ask-then }\n",
        )
    kept.declare("moved", "ask", "ask-then", origins=["ask"])
    assert kept.stand("ask") == ("agrees", "changed", "changed")
    assert kept.stand("ask-then")[0] == "agrees"


def test_a_rule_is_not_moved_from_itself(kept: Tracked) -> None:
    """No act that says nothing lets other languages agree to a change."""
    kept.change(*FI)
    with pytest.raises(declaration.Refused):
        kept.declare("moved", "ask", origins=["ask"])


def test_rules_that_were_merged_leave_their_addresses(kept: Tracked) -> None:
    """Of two rules that became one, the lost one names the one that holds instead."""
    for code in LANGUAGES:
        head, (first, second, _) = rules(kept, code)
        second = second.replace("    {:", "  Kysy/Fråga/Ask.\n    {:")
        kept.write(f"docs/{code}/safety.md", "\n- ".join((head, first, second)) + "\n")
    kept.declare("moved", "threatening-messages", origins=["threatening-messages", "ask"])
    assert kept.stand("threatening-messages") == AGREES
    assert kept.stand("ask") == ("withdrawn",) * 3
    assert kept.read().history.records["ask"].newest.replaced_by == ("threatening-messages",)


def test_a_rule_that_is_gone_in_every_language_is_told_until_it_is_withdrawn(
    kept: Tracked,
) -> None:
    """Somebody has a link to it: its address must say what became of it."""
    for code in LANGUAGES:
        head, items = rules(kept, code)
        kept.write(f"docs/{code}/safety.md", "\n- ".join((head, *items[:2])) + "\n")
    assert kept.stand("ask") == ("missing",) * 3
    gone = [message for message in kept.blocking() if message.endswith("(73)")]
    assert [message.split(": ")[0] for message in gone] == ["docs/fi/safety.md:1"]
    kept.declare("withdrawn", "ask", replaced_by=["check-links"])
    assert kept.stand("ask") == ("withdrawn",) * 3
    assert not any(message.endswith("(73)") for message in kept.found())


def test_a_rule_under_another_id_keeps_what_was_agreed(kept: Tracked) -> None:
    """Who gives a rule a better id translates nothing anew."""
    kept.change(*FI)
    kept.declare("changed", "ask")
    for code in LANGUAGES:
        kept.change(f"docs/{code}/safety.md", "#ask }", "#ask-first }")
    assert kept.stand("ask") == ("missing",) * 3
    assert kept.stand("ask-first") == ("new",) * 3
    kept.declare("moved", "ask-first", origins=["ask"], day=NEXT)
    assert "ask" not in kept.states()
    assert kept.stand("ask-first") == ("agrees", "behind", "behind")
    assert kept.read().history.records["ask-first"].past[0].id == "ask"


@pytest.mark.parametrize("edits", [(FI,), (FI, SV), (FI, SV, EN)], ids=len)
def test_a_change_makes_those_behind_who_have_not_made_it(
    kept: Tracked, edits: tuple[tuple[str, str, str], ...]
) -> None:
    """A reader of a language that did not change is not told the old rule as the one in force."""
    for edit in edits:
        kept.change(*edit)
    before = tuple("changed" if n < len(edits) else "agrees" for n in range(3))
    assert kept.stand("ask") == before
    kept.declare("changed", "ask")
    assert kept.stand("ask") == tuple("agrees" if n < len(edits) else "behind" for n in range(3))


def test_white_space_alone_changes_nothing(kept: Tracked) -> None:
    """Whoever breaks a line elsewhere, or leaves spaces at its end, declares nothing."""
    kept.change("docs/fi/safety.md", "Kysy, jos et tiedä.", "Kysy, jos\n  et tiedä. ")
    kept.change("docs/sv/about.md", "Fråga oss.\n", "Fråga\noss.  \n\n\n")
    assert kept.found() == []
    assert kept.stand("ask") == kept.stand("contact") == AGREES


def test_the_other_sign_for_emphasis_changes_nothing(kept: Tracked) -> None:
    """Who writes `_` for `*` declares nothing."""
    for code, word in (("fi", "Kysy"), ("sv", "Fråga"), ("en", "Ask")):
        kept.change(f"docs/{code}/safety.md", f"- {word}", f"- *{word}*")
    kept.declare("mended", "ask")
    for code, word in (("fi", "Kysy"), ("sv", "Fråga"), ("en", "Ask")):
        kept.change(f"docs/{code}/safety.md", f"- *{word}*", f"- _{word}_")
    assert kept.stand("ask") == AGREES


def test_a_slip_mended_in_a_text_that_is_behind_leaves_it_behind(kept: Tracked) -> None:
    """A comma does not hide that the rule has changed."""
    kept.change(*FI)
    kept.declare("changed", "ask")
    kept.change("docs/sv/safety.md", "Fråga om du inte vet.", "Fråga, om du inte vet.")
    assert kept.stand("ask") == ("agrees", "changed", "behind")
    kept.declare("mended", "ask", languages=["sv"], day=NEXT)
    assert kept.stand("ask") == ("agrees", "behind", "behind")
    kept.change("docs/fi/safety.md", "epäröit.", "epäröit!")
    kept.declare("mended", "ask", languages=["fi"], day=NEXT)
    assert kept.stand("ask") == ("agrees", "behind", "behind")


def test_words_put_back_to_an_older_revision_are_behind(kept: Tracked) -> None:
    """Who undoes a change in the text alone is told, and not taken for agreeing."""
    for edit in (FI, SV, EN):
        kept.change(*edit)
    kept.declare("changed", "ask")
    file, old, new = SV
    kept.change(file, new, old)
    assert kept.stand("ask") == ("agrees", "behind", "agrees")
    assert any(message.endswith("(71)") for message in kept.blocking())


def test_a_change_that_is_undone_is_another_change(kept: Tracked) -> None:
    """The old words come back as a new revision, which the others follow with theirs."""
    for edit in (FI, SV):
        kept.change(*edit)
    kept.declare("changed", "ask")
    kept.change(FI[0], FI[2], FI[1])
    kept.declare("changed", "ask", languages=["fi"], day=NEXT)
    assert kept.stand("ask") == ("agrees", "behind", "behind")
    kept.change(SV[0], SV[2], SV[1])
    assert kept.stand("ask") == ("agrees", "behind", "behind")
    kept.declare("follows", "ask", languages=["sv"], day=NEXT)
    kept.declare("reviewed", "ask", languages=["en"], day=NEXT)
    assert kept.stand("ask") == AGREES


def test_a_text_that_needs_no_change_is_reviewed(kept: Tracked) -> None:
    """Whoever sees that the translation still fits says so, and is behind no more."""
    kept.change(*FI)
    kept.declare("changed", "ask")
    kept.declare("reviewed", "ask", languages=["sv"])
    assert kept.stand("ask") == ("agrees", "agrees", "behind")


def branches(kept: Tracked, *edits: Callable[[], object]) -> None:
    """Let each edit start from the same record and the same texts, as branches do, and merge."""
    history = kept.root / "history"
    before = {path.name: path.read_bytes() for path in history.iterdir()}
    docs = {p: p.read_bytes() for p in (kept.root / "docs").rglob("*") if p.is_file()}
    made: dict[str, bytes] = {}
    merged: dict[Path, bytes] = {}
    for edit in edits:
        edit()
        made |= {p.name: p.read_bytes() for p in history.iterdir() if p.name not in before}
        merged |= {p: p.read_bytes() for p in docs if p.read_bytes() != docs[p]}
        for name in made:
            (history / name).unlink(missing_ok=True)
        for path, data in docs.items():
            path.write_bytes(data)
    for path, data in merged.items():
        path.write_bytes(data)
    for name, data in made.items():
        (history / name).write_bytes(data)


def declared(
    kept: Tracked, kind: str, id_: str, *edits: tuple[str, str, str]
) -> Callable[[], object]:
    """Return the work of one branch: some edits, and their declaration."""

    def work() -> None:
        for edit in edits:
            kept.change(*edit)
        kept.declare(kind, id_)

    return work


def test_two_branches_with_different_rules_of_a_page_merge(kept: Tracked) -> None:
    """Two people who work on one page stand in nobody's way."""
    fi = ("docs/fi/about.md", "Kysy meiltä.", "Soita meille.")
    sv = ("docs/sv/about.md", "Ägare: ", "Ägs av: ")
    branches(kept, declared(kept, "changed", "contact", fi), declared(kept, "mended", "owner", sv))
    assert kept.stand("contact") == ("agrees", "behind", "behind")
    assert kept.stand("owner") == AGREES
    assert not any(message.endswith("(69)") for message in kept.found())


def test_two_changes_of_the_same_rule_are_told_and_joined_by_one_act(kept: Tracked) -> None:
    """Neither change wins in silence: both files are named, and an act that names both mends it."""
    branches(kept, declared(kept, "changed", "ask", FI), declared(kept, "changed", "ask", SV))
    forks = [message for message in kept.blocking() if message.endswith("(69)")]
    files = ["history/2026-11-27-changed-ask-fi.yml", "history/2026-11-27-changed-ask-sv.yml"]
    assert [message.split(":")[0] for message in forks] == files
    assert all(other in message for other, message in zip(reversed(files), forks, strict=True))
    kept.declare("changed", "ask", day=NEXT)
    assert kept.stand("ask") == ("agrees", "agrees", "behind")
    assert kept.read().history.found == ()
    assert kept.read().history.records["ask"].newest.number == 3


def test_a_fork_is_joined_in_new_words_too(kept: Tracked) -> None:
    """Who writes a third wording out of two says so once."""
    branches(kept, declared(kept, "changed", "ask", FI), declared(kept, "changed", "ask", SV))
    kept.change(FI[0], FI[2], "Kysy aina.")
    kept.declare("changed", "ask", day=NEXT, languages=["fi"])
    assert kept.stand("ask") == ("agrees", "behind", "behind")
    assert kept.read().history.found == ()


def test_a_rule_may_change_on_one_branch_and_move_on_another(kept: Tracked) -> None:
    """Both acts hold after the merge, and the next one builds on both."""

    def move() -> None:
        for code, words in (("fi", FI[1]), ("sv", SV[1]), ("en", EN[1])):
            rule = f"- {words}\n    {{: #ask }}\n"
            kept.change(f"docs/{code}/safety.md", rule, "")
            kept.write(f"docs/{code}/principles.md", kept.text(f"docs/{code}/principles.md") + rule)
        kept.declare("moved", "ask")

    def change() -> None:
        kept.change(*FI)
        kept.declare("changed", "ask")

    branches(kept, change, move)
    # Git has merged the pages by hand: the new words stand on the new page.
    kept.change("docs/fi/principles.md", FI[1], FI[2])
    assert kept.stand("ask") == ("agrees", "behind", "behind")
    kept.change("docs/sv/principles.md", SV[1], "Fråga.")
    kept.declare("follows", "ask", languages=["sv"], day=NEXT)
    assert kept.stand("ask") == ("agrees", "agrees", "behind")
    kept.change("docs/fi/principles.md", FI[2], "Kysy aina.")
    made = kept.declare("changed", "ask", day=NEXT)
    assert made.entries[0].after == ("2026-11-27-changed-ask-fi", "2026-11-27-moved-ask")
    assert kept.stand("ask") == ("agrees", "behind", "behind")


def test_a_withdrawn_rule_that_comes_back_is_new(kept: Tracked) -> None:
    """What stands there after its end is told, until somebody declares it new."""
    kept.declare("withdrawn", "ask")
    assert [message[-4:] for message in kept.blocking()] == ["(74)"] * 3
    assert kept.stand("ask") == ("withdrawn",) * 3
    kept.declare("new", "ask", day=NEXT)
    assert kept.stand("ask") == AGREES
    assert kept.blocking() == []
    assert [r.number for r in kept.read().history.records["ask"].revisions] == [1, 2, 3]


def test_a_deferral_lets_a_change_be_published_until_the_next_one(kept: Tracked) -> None:
    """Swedish may follow later where an act says why and until when, and only for this change."""
    kept.change(*FI)
    kept.declare("changed", "ask", what={code: "X." for code in LANGUAGES})
    assert [message[-4:] for message in kept.blocking()] == ["(71)"]
    until = datetime.date(2027, 1, 31)
    reason = "Översättningen är beställd."
    kept.declare("deferred", "ask", languages=["sv"], reason=reason, until=until)
    assert kept.blocking() == []
    assert kept.stand("ask") == ("agrees", "behind", "behind")
    [told] = [m for m in kept.found() if m.endswith("(77)")]
    assert told.startswith("docs/sv/safety.md:12: ")
    assert "Översättningen är beställd." in told
    kept.change(FI[0], FI[2], "Kysy aina.")
    kept.declare("changed", "ask", day=NEXT)
    assert [message[-4:] for message in kept.blocking()] == ["(71)"]


def test_a_new_rule_may_wait_for_its_swedish_words(kept: Tracked) -> None:
    """A deferral holds for a rule too that a language does not have at all."""
    kept.change("docs/fi/safety.md", "    {: #ask }\n", "    {: #ask }\n- Uusi.\n    {: #n }\n")
    for code in LANGUAGES:
        kept.write(
            f"docs/{code}/short-names.yml", kept.text(f"docs/{code}/short-names.yml") + "n: N\n"
        )
    kept.declare("new", "n")
    assert [m.split(":")[0] + m[-3:] for m in kept.blocking()] == ["docs/sv/safety.md(8)"]
    until = datetime.date(2027, 1, 31)
    kept.declare("deferred", "n", languages=["sv"], reason="Kesä.", until=until)
    assert kept.blocking() == []
    assert kept.stand("n") == ("agrees", "missing", "missing")
    assert sorted(m[-4:] for m in kept.found()) == ["(72)", "(77)"]
    kept.change("docs/fi/safety.md", "- Uusi.", "- Uudempi.")
    kept.declare("changed", "n", day=NEXT)
    assert [m.split(":")[0] + m[-3:] for m in kept.blocking()] == ["docs/sv/safety.md(8)"]


def test_only_english_may_lag(kept: Tracked) -> None:
    """English that is behind, missing or not declared is told, and stops nothing."""
    kept.change(*FI)
    kept.change(*SV)
    kept.declare("changed", "ask", what={code: "X." for code in LANGUAGES})
    kept.change("docs/en/about.md", "Ask us.", "Ask us or call.")
    kept.change("docs/en/safety.md", "- Tell of a threatening message.\n", "")
    kept.change("docs/en/safety.md", "    {: #threatening-messages }\n", "")
    kept.change("docs/en/index.md", "- [threatening-messages](safety.md#threatening-messages)", "X")
    assert kept.stand("ask")[2] == "behind"
    assert kept.stand("contact")[2] == "changed"
    assert kept.stand("threatening-messages")[2] == "missing"
    told = [message for message in kept.found() if message.endswith("(72)")]
    assert {message.split(":")[0] for message in told} == {
        "docs/en/about.md",
        "docs/en/index.md",
        "docs/en/safety.md",
    }
    assert not any(m.endswith("(72)") for m in kept.blocking())


def test_what_only_english_says_stops_the_publication(kept: Tracked) -> None:
    """A rule must not hold for the readers of one language alone, declared or not."""
    kept.change("docs/en/safety.md", "    {: #ask }\n", "    {: #ask }\n- New.\n    {: #n }\n")
    for code in LANGUAGES:
        kept.write(
            f"docs/{code}/short-names.yml", kept.text(f"docs/{code}/short-names.yml") + "n: N\n"
        )
    both = ["docs/fi/safety.md(8)", "docs/sv/safety.md(8)"]
    assert [m.split(":")[0] + m[-3:] for m in kept.blocking()] == both
    kept.declare("new", "n")
    assert [m.split(":")[0] + m[-3:] for m in kept.blocking()] == both


def test_a_page_that_english_lacks_is_told_once(kept: Tracked) -> None:
    """Who adds a page in Finnish and Swedish reads that English lacks it, and not each rule."""
    (kept.root / "docs/en/principles.md").unlink()
    kept.change("docs/en/index.md", "- [be-kind](principles.md#be-kind)\n", "")
    assert kept.stand("be-kind") == ("agrees", "agrees", "missing")
    told = [m for m in kept.found() if m.startswith("docs/en/principles.md")]
    assert [m[-4:] for m in told] == ["(72)"]
    assert not any(m.startswith("docs/en/principles.md") for m in kept.blocking())


def test_a_page_that_swedish_lacks_stops_the_publication(kept: Tracked) -> None:
    """Swedish is no translation that may come later."""
    (kept.root / "docs/sv/principles.md").unlink()
    kept.change("docs/sv/index.md", "- [be-kind](principles.md#be-kind)\n", "")
    assert any(m.startswith("docs/sv/principles.md") and m[-3:] == "(1)" for m in kept.blocking())


def test_a_new_rule_is_told_until_it_is_declared(kept: Tracked) -> None:
    """An id that the record does not know is new, in each language that must agree."""
    for code in LANGUAGES:
        kept.change(
            f"docs/{code}/safety.md", "    {: #ask }\n", "    {: #ask }\n- N.\n    {: #n }\n"
        )
        kept.write(
            f"docs/{code}/short-names.yml", kept.text(f"docs/{code}/short-names.yml") + "n: N\n"
        )
    assert kept.stand("n") == ("new",) * 3
    assert sorted(m[-4:] for m in kept.found()) == ["(70)", "(70)", "(72)"]
    kept.declare("new", "n")
    assert kept.found() == []


def test_what_stands_since_when_is_known(kept: Tracked) -> None:
    """A reader of a text that is behind two changes learns the day of the first of them."""
    kept.change(*FI)
    kept.declare("changed", "ask")
    kept.change(FI[0], FI[2], "Kysy aina.")
    kept.declare("changed", "ask", day=NEXT)
    own = state.read(kept.read())["ask"]["sv"]
    assert own.since == LATER
    assert [revision.number for revision in own.unseen] == [2, 3]
    assert own.held is not None
    assert own.held.number == 1


def test_a_day_still_to_come_is_told_only_where_the_day_is_asked(kept: Tracked) -> None:
    """What is published never depends on the clock."""
    kept.change(*FI)
    kept.change(*SV)
    kept.declare("changed", "ask", day=NEXT, what={code: "X." for code in LANGUAGES})
    assert kept.blocking() == []
    for day, numbers in ((NEXT, []), (NEXT - datetime.timedelta(1), [78])):
        found = checks.blocking(checks.run(kept.read(), day))
        assert [finding.kind.number for finding in found] == numbers


def test_a_deferral_that_has_run_out_is_told_where_the_day_is_asked(kept: Tracked) -> None:
    """Nobody forgets what was put off."""
    kept.change(*FI)
    kept.declare("changed", "ask")
    until = datetime.date(2027, 1, 31)
    kept.declare("deferred", "ask", languages=["sv"], reason="Kesä.", until=until)
    for day, numbers in ((until, []), (until + datetime.timedelta(1), [78])):
        found = checks.blocking(checks.run(kept.read(), day))
        assert [finding.kind.number for finding in found] == numbers


def test_one_thousand_acts_on_one_text_are_read(kept: Tracked) -> None:
    """A rule may change every week for twenty years; the last words are those in force."""
    name = "2026-11-20-first-safety"
    for number in range(1000):
        words = {"fi": f"Kysy {number} kertaa."}
        kind = "changed"
        one = Act(f"{number:04}-changed-ask", kind, LATER, (Entry("ask", (name,), words=words),))
        kept.keep(one)
        name = one.name
    record = kept.read().history.records["ask"]
    assert record.newest.number == 1001
    assert record.last == (name,)
    kept.change(FI[0], FI[1], "Kysy 998 kertaa.")
    assert kept.stand("ask") == ("behind", "behind", "behind")
    kept.change(FI[0], "Kysy 998 kertaa.", "Kysy 999 kertaa.")
    assert kept.stand("ask") == ("agrees", "behind", "behind")

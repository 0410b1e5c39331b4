"""The record: whatever the order of its acts, no text agrees that nobody has looked at."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rinnakkain import history, state
from rinnakkain.act import Act, Entry, Origin
from rinnakkain.history import History
from rinnakkain.texts import Text
from tests.small import LANGUAGES
from tests.tracked import tracked

DAY = datetime.date(2026, 11, 20)


def day(number: int) -> datetime.date:
    """Return a day so many days after the first one."""
    return DAY + datetime.timedelta(number)


def made(kind: str, *after: str, at: int = 1, name: str = "", id_: str = "x", **words: str) -> Act:
    """Return an act about one text."""
    page = "p.md" if kind in ("first", "new") else ""
    entry = Entry(id_, after, page, words=words)
    return Act(name or f"{at}-{kind}", kind, day(at), (entry,))


FIRST = made("first", at=0, fi="a", sv="a", en="a")
CHANGED = made("changed", "0-first", at=1, fi="b")


def joined(*acts: Act) -> History:
    """Join acts to the record of each text."""
    return history.joined(acts, LANGUAGES)


def messages(*acts: Act) -> list[tuple[str, str]]:
    """Return what is found of acts, with the name of the act that it is found of."""
    found = joined(*acts).found
    assert all(str(finding) for finding in found)
    return [(f.message, f.file.removeprefix("history/").removesuffix(".yml")) for f in found]


def standing(**words: str) -> dict[str, dict[str, Text]]:
    """Return a text as it stands in each language."""
    return {
        "x": {code: Text("x", code, "p.md", True, text, "f", 1) for code, text in words.items()}
    }


def names(known: History, **words: str) -> tuple[str, ...]:
    """Return the state of the text in each language."""
    states = state.of(standing(**words), known, LANGUAGES)["x"]
    return tuple(states[code].name for code in LANGUAGES)


def test_each_contradiction_is_told_by_its_own_name() -> None:
    """Whoever mends a record reads what its acts gainsay, once."""
    both = made("changed", "0-first", fi="b", sv="b")
    cases = [
        ((FIRST, replace(CHANGED, day=day(-1))), "act-before"),
        ((FIRST, made("changed", "0-first", fi="a")), "act-changed-nothing"),
        ((FIRST, made("new", "0-first", fi="b")), "act-not-new"),
        ((FIRST, CHANGED, made("follows", "1-changed", at=2, sv="a")), "act-follows-unchanged"),
        ((FIRST, CHANGED, made("follows", "1-changed", at=2, fi="c")), "act-follows-itself"),
        ((FIRST, CHANGED, made("reviewed", "1-changed", at=2, sv="c")), "act-reviewed-changed"),
        ((FIRST, both, made("reviewed", "1-changed", at=2, sv="a")), "act-follows-itself"),
        ((FIRST, CHANGED, made("mended", "1-changed", at=2, sv="b")), "act-mends-nothing"),
        ((FIRST, made("mended", "0-first", fi="a")), "act-mends-nothing"),
        ((FIRST, made("withdrawn", "0-first"), made("changed", "1-withdrawn", at=2, fi="b")),
         "act-after-end"),
        ((FIRST, made("changed", "0-fist", fi="b")), "act-unknown"),
    ]  # fmt: skip
    for acts, message in cases:
        assert messages(*acts) == [(message, acts[-1].name)], message


def test_two_slips_do_not_make_a_language_follow() -> None:
    """Mending words that never said what changed leaves them behind, however often."""
    slips = [made("mended", "1-changed", at=2, name=f"m{n}", sv=f"a{n}") for n in range(2)]
    assert {message for message, _ in messages(FIRST, CHANGED, *slips)} == {"act-mends-nothing"}


def test_acts_in_a_circle_are_told_and_nothing_else() -> None:
    """A merge by hand that lets two acts build on each other is named."""
    acts = (FIRST, made("changed", "b", name="a", fi="b"), made("changed", "a", name="b", fi="c"))
    assert messages(*acts) == [("act-circle", "a"), ("act-circle", "b")]
    assert not joined(*acts).is_whole
    own = made("changed", "a", name="a", fi="b")
    assert messages(FIRST, own) == [("act-circle", "a")]


def test_a_fork_of_three_names_all_three() -> None:
    """Whoever joins changes reads every one that there is."""
    acts = [made("changed", "0-first", name=name, fi=name) for name in "bcd"]
    found = joined(FIRST, *acts).found
    assert [finding.message for finding in found] == ["act-fork"] * 3
    assert found[0].values["others"] == "history/c.yml, history/d.yml"
    mended = made("changed", "b", "c", "d", at=2, fi="e")
    assert messages(FIRST, *acts, mended) == []
    assert joined(FIRST, *acts, mended).records["x"].last == ("2-changed",)


def test_a_fork_of_the_same_words_is_joined_in_them() -> None:
    """Two people who make the same change twice agree on it without a third wording."""
    acts = [made("changed", "0-first", name=name, fi="b") for name in "cd"]
    assert messages(FIRST, *acts, made("changed", "c", "d", at=2, fi="b")) == []


def test_two_people_who_add_the_same_id_are_told() -> None:
    """A new rule on two branches under one id is a fork like any other."""
    acts = [made("new", name=name, fi=name) for name in "ab"]
    assert messages(*acts) == [("act-fork", "a"), ("act-fork", "b")]


def renamed(old: str, new: str, after: str, at: int = 1) -> Act:
    """Return the act that gives a text another id."""
    return Act(
        f"{at}-{old}-{new}",
        "moved",
        day(at),
        (Entry(new, (after,), "p.md", (Origin("p.md", old),)),),
    )


def test_an_id_that_another_text_had_is_not_given_again() -> None:
    """An old address leads to one rule for ever."""
    again = made("new", at=2, fi="z")
    assert messages(FIRST, renamed("x", "y", "0-first"), again) == [("act-id-taken", "2-new")]
    other = made("first", at=0, name="0-other", id_="y", fi="z")
    assert messages(FIRST, other, renamed("x", "y", "0-first")) == [("act-id-taken", "1-x-y")]


def test_two_texts_do_not_change_their_ids_for_each_other() -> None:
    """Whoever has a link to one of them would read the other."""
    other = made("first", at=0, name="0-other", id_="y", fi="z")
    swap = Act(
        "swap",
        "moved",
        day(1),
        (
            Entry("y", ("0-first",), "p.md", (Origin("p.md", "x"),)),
            Entry("x", ("0-other",), "p.md", (Origin("p.md", "y"),)),
        ),
    )
    assert messages(FIRST, other, swap) == [("act-id-taken", "swap")] * 2


def test_an_id_may_come_back_to_its_own_text() -> None:
    """A rename that is undone is none any more, and changes on other branches hold."""
    acts = (FIRST, renamed("x", "y", "0-first"), renamed("y", "x", "1-x-y", at=2), CHANGED)
    known = joined(*acts)
    assert known.found == ()
    assert set(known.records) == {"x"}
    assert names(known, fi="b", sv="a", en="a") == ("agrees", "behind", "behind")


def test_a_change_on_a_branch_that_knows_the_old_id_alone_holds() -> None:
    """Whoever renamed a rule meanwhile does not undo what others changed in it."""
    known = joined(FIRST, CHANGED, renamed("x", "y", "0-first"))
    assert known.found == ()
    assert known.records["y"].newest.act.name == "1-changed"
    again = made("changed", "1-changed", "1-x-y", at=2, id_="y", fi="c")
    known = joined(FIRST, CHANGED, renamed("x", "y", "0-first"), again)
    assert known.found == ()
    assert known.records["y"].newest.number == 3
    entry = replace(CHANGED.entries[0], id="y", after=("1-x-y",))
    twice = Act("t", "changed", day(2), (*CHANGED.entries, entry))
    found = messages(FIRST, renamed("x", "y", "0-first"), twice)
    assert found[0] == ("act-id-taken", "t")


def test_a_deferral_that_builds_on_an_older_change_defers_nothing() -> None:
    """What was put off once is not put off for the next change too."""
    deferred = replace(
        made("deferred", "1-changed", at=2), languages=("sv",), reason="r", until=day(9)
    )
    known = joined(FIRST, CHANGED, deferred)
    assert set(known.records["x"].deferrals) == {"sv"}
    again = made("changed", "1-changed", at=3, fi="c")
    assert joined(FIRST, CHANGED, deferred, again).records["x"].deferrals == {}


def test_the_sentence_of_a_language_that_follows_is_kept() -> None:
    """What changed is told in each language, whenever its sentence was written."""
    changed = replace(CHANGED, what={"fi": "F."})
    follows = replace(made("follows", "1-changed", at=2, sv="b"), what={"sv": "S."})
    newest = joined(FIRST, changed, follows).records["x"].newest
    assert newest.what == {"fi": "F.", "sv": "S."}


def test_an_empty_record_is_one() -> None:
    """Where nothing is recorded nothing is known, and nothing breaks."""
    assert joined() == History()
    assert joined().edition is None
    assert joined(FIRST, CHANGED).edition == day(1)


WORDS = "abcd"
KINDS = ("new", "changed", "follows", "mended", "reviewed", "withdrawn", "moved")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.sets(st.sampled_from(LANGUAGES), min_size=1).map(sorted),
        st.tuples(*(st.sampled_from(WORDS) for _ in LANGUAGES)),
        st.integers(0, 3),
    ),
    max_size=12,
)
Step = tuple[str, Sequence[str], tuple[str, ...], int]


def played(steps: Iterable[Step]) -> list[Act]:
    """Return the acts of a story that the record takes in: each one what somebody may declare."""
    acts = [FIRST]
    known = joined(FIRST)
    for number, (kind, codes, texts, back) in enumerate(steps, 1):
        record = known.records["x"]
        words = {code: texts[LANGUAGES.index(code)] for code in codes}
        after = record.revisions[-1 - back % len(record.revisions)].act.name
        entry = Entry(
            "x",
            record.last if kind != "mended" else (after,),
            "p.md" if kind in ("new", "moved") else "",
            words={} if kind in ("withdrawn", "moved") else words,
        )
        one = Act(f"{number:02}-{kind}", kind, day(number), (entry,))
        if not (longer := joined(*acts, one)).found:
            acts.append(one)
            known = longer
    return acts


@given(STEPS, st.tuples(*(st.sampled_from(WORDS) for _ in LANGUAGES)))
@settings(max_examples=250, deadline=None, derandomize=True)
def test_no_text_agrees_that_nobody_has_declared_since(
    steps: list[Step], texts: tuple[str, ...]
) -> None:
    """A reader is never told that a text says what is in force where nobody has looked at it."""
    acts = played(steps)
    words = dict(zip(LANGUAGES, texts, strict=True))
    makers = [n for n, one in enumerate(acts) if one.kind in ("first", "new", "changed")]
    since = [one for one in acts[makers[-1] :] if one.kind != "mended"]
    for code, name in zip(LANGUAGES, names(joined(*acts), **words), strict=True):
        if name == "agrees":
            assert any(code in one.entries[0].words for one in since)
            assert words[code] in {
                one.entries[0].words.get(code) for one in acts if one.entries[0].words
            }


@given(STEPS, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_the_order_of_acts_tells_nothing(steps: list[Step], chance: random.Random) -> None:
    """Whichever branch is merged first, every text stands as it stands."""
    acts = played(steps)
    known = joined(*acts)
    chance.shuffle(acts)
    shuffled = joined(*acts)
    assert shuffled == known
    assert shuffled.records == known.records


@given(st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_the_order_of_pages_and_rules_tells_nothing(
    tmp_path_factory: pytest.TempPathFactory, chance: random.Random
) -> None:
    """Whoever sorts rules, pages or files anew changes the state of none."""
    kept = tracked(tmp_path_factory.mktemp("shuffled"))
    kept.change("docs/fi/safety.md", "Kysy, jos", "Kysy aina, jos")
    kept.declare("changed", "ask")
    kept.change("docs/sv/safety.md", "Öppna inte", "Öppna aldrig")
    before = kept.states()
    for code in LANGUAGES:
        head, *items = kept.text(f"docs/{code}/safety.md").rstrip().split("\n- ")
        chance.shuffle(items)
        kept.write(f"docs/{code}/safety.md", "\n- ".join((head, *items)) + "\n")
    lines = kept.text("mkdocs.yml").split("\n")
    pages = lines[2:5]
    chance.shuffle(pages)
    kept.write("mkdocs.yml", "\n".join((*lines[:2], *pages, *lines[5:])))
    assert kept.states() == before

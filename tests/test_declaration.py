"""Declarations: an act that would not be true is refused, and one that is says only what is."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from rinnakkain import act, declaration
from rinnakkain.declaration import Refused
from rinnakkain.textfile import Folder
from tests.small import LANGUAGES, Small
from tests.test_cli import run
from tests.tracked import DAY, LATER, Tracked

FI = ("docs/fi/safety.md", "Kysy, jos et tiedä.", "Kysy esimieheltä.")
SV = ("docs/sv/safety.md", "Fråga om du inte vet.", "Fråga chefen.")
UNTIL = datetime.date(2027, 1, 31)


def refused(kept: Tracked, kind: str, *ids: str, **options: Any) -> str:
    """Return why a declaration is refused; nothing is written then."""
    before = sorted(path.name for path in (kept.root / "history").iterdir())
    with pytest.raises(Refused) as caught:
        kept.declare(kind, *ids, **options)
    assert sorted(path.name for path in (kept.root / "history").iterdir()) == before
    return str(caught.value)


def test_the_first_record_names_every_text_of_every_page_once(kept: Tracked) -> None:
    """Whoever begins sees a file a page, with the words of each language."""
    acts = kept.read().history.acts
    assert [one.name for one in acts] == [
        f"2026-11-20-first-{name}" for name in ("about", "index", "principles", "safety")
    ]
    entries = [entry for one in acts for entry in one.entries]
    assert len({entry.id for entry in entries}) == len(entries)
    assert all(set(entry.words) == set(LANGUAGES) for entry in entries)


def test_the_first_record_is_written_once(kept: Tracked) -> None:
    """Nothing is ever stamped wholesale again."""
    with pytest.raises(Refused):
        declaration.first(kept.read(), LATER)
    kept.write("history/2026-11-20-first-safety.yml", "texts: [\n")
    with pytest.raises(Refused):
        declaration.first(kept.read(), LATER)


def test_what_is_written_is_read_again(kept: Tracked) -> None:
    """The file of an act holds all that was declared."""
    kept.change(*FI)
    made = kept.declare("changed", "ask", what={"fi": "Kysytään esimieheltä."})
    assert act.read(Folder(kept.root), made.file) == made
    assert made.name == "2026-11-27-changed-ask-fi"
    assert [entry.words for entry in made.entries] == [{"fi": "Kysy esimieheltä."}]


def test_a_second_act_of_the_day_gets_a_name_of_its_own(kept: Tracked) -> None:
    """The record is only ever added to."""
    kept.change(*FI)
    kept.declare("changed", "ask")
    kept.change(FI[0], FI[2], "Kysy aina.")
    assert kept.declare("changed", "ask").name == "2026-11-27-changed-2-ask-fi"


@pytest.mark.parametrize(
    ("kind", "ids", "options", "why"),
    [
        ("changed", (), {}, "name the texts"),
        ("changed", ("aks",), {}, "no page and no entry knows #aks"),
        ("changed", ("ask",), {}, "no language of #ask"),
        ("changed", ("ask",), {"languages": ["fi"]}, "kohdan #ask sanat ovat"),
        ("changed", ("ask",), {"languages": ["xx"]}, "no language xx"),
        ("changed", ("ask",), {"what": {"xx": "X."}}, "no language xx"),
        ("new", ("ask",), {}, "#ask is in the record already"),
        ("follows", ("ask",), {}, "no language of #ask"),
        ("follows", ("ask",), {"languages": ["sv"]}, "ingen ändring av #ask att följa"),
        ("reviewed", ("ask",), {}, "no language of #ask"),
        ("mended", ("ask",), {}, "no language of #ask"),
        ("mended", ("ask",), {"languages": ["fi"]}, "mitään ei korjattu"),
        ("moved", ("ask",), {}, "#ask still stands on safety.md"),
        ("moved", ("ask",), {"origins": ["aks"]}, "no page and no entry knows #aks"),
        ("moved", ("ask",), {"origins": ["be-kind"]}, "#be-kind still stands"),
        ("deferred", ("ask",), {"languages": ["sv"], "until": UNTIL}, "behövs ett skäl"),
        ("deferred", ("ask",), {"languages": ["sv"], "reason": "x"}, "behövs ett skäl"),
        ("deferred", ("ask",), {"reason": "x", "until": UNTIL}, "needs a reason"),
        (
            "deferred",
            ("ask",),
            {"languages": ["sv"], "reason": "x", "until": DAY},
            "ännu inte har varit",
        ),
        ("withdrawn", ("ask",), {"replaced_by": ["aks"]}, "names #aks"),
        ("withdrawn", ("ask",), {"day": DAY - datetime.timedelta(1)}, "is older than"),
    ],
)
def test_what_is_not_true_is_refused(
    kept: Tracked, kind: str, ids: tuple[str, ...], options: dict[str, Any], why: str
) -> None:
    """Whoever declares by mistake reads why, and nothing is written."""
    told = refused(kept, kind, *ids, **options)
    assert why in told
    assert "history/" not in told


def test_a_change_that_nobody_has_declared_cannot_be_deferred_away(kept: Tracked) -> None:
    """What a language says beside the record must be declared, whatever is put off."""
    kept.change(*SV)
    kept.declare("deferred", "ask", languages=["sv"], reason="Kesä.", until=UNTIL)
    assert [message[-4:] for message in kept.blocking()] == ["(70)"]


def test_what_is_withdrawn_is_declared_new_only(kept: Tracked) -> None:
    """A rule that has ended does not change."""
    kept.declare("withdrawn", "ask")
    kept.change(*FI)
    for kind in ("changed", "mended", "withdrawn", "deferred"):
        assert "declare it new" in refused(kept, kind, "ask", day=LATER)
    kept.declare("new", "ask")


def test_nothing_is_declared_on_a_record_that_cannot_be_read(kept: Tracked) -> None:
    """A broken file is mended first, so that no act builds on what is not known."""
    kept.change(*FI)
    kept.write("history/2026-11-27-changed-ask-fi.yml", "act: changed\nday: [\n")
    assert "cannot be read whole" in refused(kept, "changed", "ask")
    assert kept.text("history/2026-11-27-changed-ask-fi.yml") == "act: changed\nday: [\n"


def test_an_id_is_not_given_twice(kept: Tracked) -> None:
    """The old id of a rule leads to it for ever, and no new rule gets it."""
    for code in LANGUAGES:
        kept.change(f"docs/{code}/safety.md", "#ask }", "#ask-first }")
    kept.declare("moved", "ask-first", origins=["ask"])
    for code in LANGUAGES:
        kept.change(f"docs/{code}/safety.md", "#check-links }", "#ask }")
    assert "the id #ask belongs to another rule" in refused(kept, "new", "ask")


def test_a_rule_that_becomes_part_of_another_is_merged_into_it(kept: Tracked) -> None:
    """Where the other rule is known, its new words are recorded, and the lost one ends."""
    for code in LANGUAGES:
        text = kept.text(f"docs/{code}/safety.md")
        kept.write(f"docs/{code}/safety.md", text[: text.rindex("- ")])
    made = kept.declare("moved", "threatening-messages", origins=["ask"])
    assert set(made.entries[0].words) == set(LANGUAGES)
    assert kept.stand("ask") == ("withdrawn",) * 3


def test_the_languages_that_lag_are_deferred_where_none_is_named(kept: Tracked) -> None:
    """Whoever defers a change need not list who is behind."""
    kept.change(*FI)
    kept.declare("changed", "ask")
    made = kept.declare("deferred", "ask", reason="Kesä.", until=UNTIL)
    assert made.languages == ("sv", "en")
    assert made.name == "2026-11-27-deferred-ask"


def test_the_command_writes_what_it_says(kept: Tracked) -> None:
    """Who declares by the command reads the name of the new file, and the check is content."""
    kept.change(*FI)
    kept.change(*SV)
    day = ("--day", "2026-11-27")
    said = ("--say", "fi=Kysytään.", "sv=Man frågar.", "en=One asks: now.")
    done = run(kept, "declare", "changed", "ask", *day, *said)
    assert (done.returncode, done.stdout) == (0, "history/2026-11-27-changed-ask.yml\n")
    assert kept.blocking() == []
    assert "One asks: now." in kept.text("history/2026-11-27-changed-ask.yml")


@pytest.mark.parametrize(
    "arguments",
    [
        ("changed",),
        ("changed", "ask", "--say", "Kysytään."),
        ("changed", "ask", "--say", "xx=Kysytään."),
        ("changed", "ask", "--languages", "xx"),
        ("changed", "aks"),
        ("first",),
        ("moved", "--page", "nowhere.md"),
        ("withdrawn", "ask", "--replaced-by", "aks"),
    ],
)
def test_the_command_tells_in_a_line_what_is_wrong(
    kept: Tracked, arguments: tuple[str, ...]
) -> None:
    """Nobody reads a trace of the program, whatever they typed."""
    done = run(kept, "declare", *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Not written: ")
    assert "Traceback" not in done.stderr


def test_a_guideline_without_record_declares_nothing(small: Small) -> None:
    """Where no language must agree, no act is asked for, and none is found wrong."""
    small.write("history/x.yml", "texts: [\n")
    assert small.found() == []

"""A deferral that an editor has been given, and still has to complete."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from rinnakkain import act
from rinnakkain.act import UNWRITTEN, Act
from tests.tracked import Tracked


def given(kept: Tracked) -> Act:
    """Return a deferral of the Swedish text whose reason and day are still to be written."""
    kept.change("docs/fi/safety.md", "Älä avaa", "Älä koskaan avaa")
    kept.declare("changed", "check-links", what={"fi": "Linkkejä ei avata."})
    day = datetime.date(2027, 1, 31)
    made = kept.declare("deferred", "check-links", languages=["sv"], reason=UNWRITTEN, until=day)
    return replace(made, reason="", until=None)


def test_what_is_still_to_be_written_is_told_in_the_language_that_waits(kept: Tracked) -> None:
    """Whoever leaves `…` reads what to write, in the language that the deferral is for."""
    kept.keep(given(kept))
    file = "history/2026-11-27-deferred-check-links-sv.yml"
    assert f"\nuntil: {UNWRITTEN}\n" in kept.text(file)
    (told,) = [line for line in kept.found() if line.startswith(file)]
    assert told.startswith(f"{file}:3: för ett uppskov behövs ett skäl, en sista dag")


def test_a_deferral_completed_as_its_lines_say_holds(kept: Tracked) -> None:
    """With a day and a reason in the place of `…` the change can be published."""
    made = given(kept)
    text = act.written(made).replace(f"until: {UNWRITTEN}", "until: 2027-01-31")
    kept.write(made.file, text.replace(UNWRITTEN, "Översättaren är borta."))
    assert kept.blocking() == []


@pytest.mark.parametrize("day", ["31.1.2027", "soon", "…."])
def test_a_day_written_otherwise_is_told(kept: Tracked, day: str) -> None:
    """Only the day as the record writes it, or the mark that it is missing, is let through."""
    made = given(kept)
    kept.write(made.file, act.written(made).replace(f"until: {UNWRITTEN}", f"until: {day}"))
    assert any(f"{made.file}:3: `until` is not written" in line for line in kept.found())

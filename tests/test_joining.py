"""Two changes of one rule, made apart and brought together again."""

from __future__ import annotations

import datetime

from rinnakkain import declaration
from tests.tracked import Tracked

DAY = datetime.date(2026, 11, 28)


def test_two_changes_in_two_languages_can_be_joined_as_they_stand(kept: Tracked) -> None:
    """Whoever finds that both were right says so in one entry, and need not invent new words."""
    finnish, swedish = "docs/fi/safety.md", "docs/sv/safety.md"
    kept.change(finnish, "Älä avaa", "Älä koskaan avaa")
    one = declaration.make(kept.read(), "changed", ["check-links"], DAY)
    kept.change(finnish, "Älä koskaan avaa", "Älä avaa")
    kept.change(swedish, "Öppna inte", "Öppna aldrig")
    other = declaration.make(kept.read(), "changed", ["check-links"], DAY)
    kept.change(finnish, "Älä avaa", "Älä koskaan avaa")
    kept.keep(one)
    kept.keep(other)
    assert any("(69)" in message for message in kept.found())
    kept.declare("changed", "check-links", day=DAY, languages=["fi", "sv"])
    assert kept.blocking() == []
    assert kept.stand("check-links") == ("agrees", "agrees", "behind")

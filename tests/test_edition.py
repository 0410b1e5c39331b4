"""Editions, which never change again."""

from __future__ import annotations

import datetime
import json

from rinnakkain.cli import main
from tests.tracked import DAY, Tracked


def test_what_is_kept_stays_as_it_is(kept: Tracked) -> None:
    """Other numbers and names, or a text that nobody declared, are of no edition that was kept."""
    root = str(kept.root)
    assert main(["--root", root, "edition"]) == 0
    file = f"editions/{DAY}.json"
    before = kept.text(file)
    kept.change("docs/en/safety.md", "Ask if", "Always ask if")
    assert main(["--root", root, "edition"]) == 0
    assert kept.text(file) == before


def test_what_comes_to_the_same_day_belongs_to_its_edition(kept: Tracked) -> None:
    """Two changes on one day are one edition."""
    root = str(kept.root)
    assert main(["--root", root, "edition"]) == 0
    for code, old, new in (("fi", "Kysy, jos", "Kysy aina, jos"), ("sv", "Fråga", "Fråga alltid")):
        kept.change(f"docs/{code}/safety.md", old, new)
    kept.declare("changed", "ask", day=DAY, what={"fi": "Nyt.", "sv": "Nu.", "en": "Now."})
    assert main(["--root", root, "edition"]) == 0
    data = json.loads(kept.text(f"editions/{DAY}.json"))
    assert f"{DAY}-changed-ask" in data["acts"]
    kept.change("docs/fi/safety.md", "Kysy aina, jos", "Kysy heti, jos")
    later = DAY + datetime.timedelta(days=1)
    kept.declare("mended", "ask", day=later, languages=["fi"])
    assert main(["--root", root, "edition"]) == 0
    assert len(list((kept.root / "editions").iterdir())) == 2

"""What a reader is told at a text that lags."""

from __future__ import annotations

from rinnakkain import state
from rinnakkain.notices import notice
from rinnakkain.prose import Prose
from tests.tracked import Tracked


def told(kept: Tracked, what: dict[str, str]) -> str:
    """Change a rule in Finnish and Swedish, and return what its English readers are told."""
    kept.change("docs/fi/safety.md", "Kysy, jos", "Kysy aina, jos")
    kept.change("docs/sv/safety.md", "Fråga om", "Fråga alltid om")
    kept.declare("changed", "ask", what=what)
    read = kept.read()
    return notice(read, Prose(read), state.read(read)["ask"], "en", "../../")


def test_a_reader_is_told_what_changed_in_their_own_language(kept: Tracked) -> None:
    """Where the sentence is written in it, no other one is shown."""
    html = told(kept, {"fi": "Aina.", "sv": "Alltid.", "en": "Always."})
    assert "<p>Always.</p>" in html
    assert "Alltid." not in html


def test_a_sentence_that_is_not_written_yet_is_shown_in_another_language(kept: Tracked) -> None:
    """It is marked, so that it is read aloud in its own."""
    assert '<p lang="sv">Alltid.</p>' in told(kept, {"sv": "Alltid."})

"""Outside links, asked of a real server."""

from __future__ import annotations

from pathlib import Path

from rinnakkain import audit
from tests.serving import served
from tests.small import Small


def test_a_link_that_does_not_answer_is_told_with_its_place(small: Small, tmp_path: Path) -> None:
    """Whoever looks after the site learns which links have died since they were written."""
    pages = tmp_path / "outside"
    pages.mkdir()
    (pages / "there.html").write_text("here")
    with served(pages) as address:
        links = f"[a]({address}there.html#x) [b]({address}gone.html)"
        small.change("docs/fi/about.md", "Kysy meiltä.", links)
        lines = audit.run(small.read())
    place = f"docs/fi/about.md:15: {address}gone.html"
    why = "does not answer (404 File not found)"
    assert lines == [f"{place} {why} – open it in a browser, and correct it"]

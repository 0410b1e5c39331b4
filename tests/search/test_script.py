"""The script of the search, as it is published."""

from __future__ import annotations

from rinnakkain.search import script


def test_it_is_published_without_its_comments() -> None:
    """Readers load what runs; what explains it stays with those who change it."""
    files = dict(script.published())
    assert {name.rsplit(".")[1] for name in files} == {"js", "css"}
    for name, text in files.items():
        lines = text.splitlines()
        assert not [line for line in lines if line.startswith(("//", "/*", " ")) or not line], name

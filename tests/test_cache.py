"""What is kept from one build to the next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rinnakkain.cache import Cache


def making(made: list[str], text: str) -> Callable[[], str]:
    """Return what makes a text, and notes that it did."""

    def make() -> str:
        made.append(text)
        return text

    return make


def test_what_is_kept_is_not_made_again(tmp_path: Path) -> None:
    """A second build of the same text takes no time for it."""
    made: list[str] = []
    for _ in range(2):
        assert Cache(tmp_path, (), "").text("a", making(made, "ä\nb")) == "ä\nb"
    assert made == ["ä\nb"]


def test_what_depends_on_something_else_is_made_again(tmp_path: Path) -> None:
    """Another source, setting or maker never shows what was made with the old one."""
    maker = tmp_path / "maker.py"
    maker.write_text("1")
    made: list[str] = []
    folder = tmp_path / "kept"
    Cache(folder, [maker], "").text("a", making(made, "1"))
    assert Cache(folder, [maker], "").text("b", making(made, "2")) == "2"
    assert Cache(folder, [maker], "x").text("a", making(made, "3")) == "3"
    maker.write_text("2")
    assert Cache(folder, [maker], "").text("a", making(made, "4")) == "4"


def test_a_file_that_was_cut_off_is_made_again(tmp_path: Path) -> None:
    """A full disk or a stopped build never leaves half a page for the next one."""
    Cache(tmp_path, (), "").text("a", lambda: "whole")
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    for spoilt in (file.read_bytes()[:-1], file.read_bytes()[:10], b"", b"\xff\n\xff"):
        file.write_bytes(spoilt)
        assert Cache(tmp_path, (), "").text("a", lambda: "whole") == "whole"


def test_what_no_page_has_any_more_goes(tmp_path: Path) -> None:
    """What is kept never grows beyond what one build needs."""
    Cache(tmp_path, (), "").text("old", lambda: "1")
    later = Cache(tmp_path, (), "")
    later.text("new", lambda: "2")
    later.sweep()
    made: list[str] = []
    later.text("new", making(made, "2"))
    later.text("old", making(made, "1"))
    assert made == ["1"]

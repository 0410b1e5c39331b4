"""What is kept from one build to the next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rinnakkain import cache, checks, guideline
from rinnakkain.cache import Cache
from tests.checks.planted import Plant, cases
from tests.repository import Repository
from tests.small import Small
from tests.tracked import tracked


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


def test_where_nothing_can_be_written_everything_is_made(tmp_path: Path) -> None:
    """A check of texts that nobody may write beside says what it would say anywhere."""
    file = tmp_path / "file"
    file.touch()
    for folder in (None, file, file / "below"):
        for _ in range(2):
            assert Cache(folder, (), "").text("a", lambda: "b") == "b"


def test_a_proposal_brings_nothing_that_is_kept(tmp_path: Path) -> None:
    """Whoever commits findings or pages as if they were kept here is not believed."""
    repository = Repository(tracked(tmp_path))
    root = repository.root
    repository.small.write(f"{cache.FOLDER}/findings/00/x", "")
    assert cache.folder(root) == root / cache.FOLDER
    repository.git("add", "--force", cache.FOLDER)
    assert cache.folder(root) is None


@pytest.mark.parametrize("plant", [case[2] for case in list(cases())[::12]])
def test_findings_are_the_same_whether_kept_or_not(tmp_path: Path, plant: Plant) -> None:
    """Nobody is told less, or something else, because the texts were checked before."""
    small = Small(tmp_path)
    kept = [checks.run(guideline.read(small.root, keeps=True))]
    plant(small)
    kept += (checks.run(guideline.read(small.root, keeps=True)) for _ in range(2))
    assert kept[0] == []
    assert kept[1] == kept[2] == checks.run(small.read()) != []

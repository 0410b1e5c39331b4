"""The texts at a commit, on real repositories."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from rinnakkain import commits, guideline
from tests.repository import Repository, repository


def unpacked(own: Repository, revision: str, folder: Path) -> set[str]:
    """Unpack a commit, and return the files that then stand there."""
    folder.mkdir()
    commits.unpack(own.root, revision, folder)
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_what_stood_before_is_read_and_the_folder_left_as_it_is(tmp_path: Path) -> None:
    """Half a sentence that somebody has not saved into Git yet is neither read nor lost."""
    own = repository(tmp_path)
    own.edit(("docs/fi/safety.md", "Älä avaa", "Älä koskaan avaa"))
    own.small.change("docs/fi/safety.md", "Älä koskaan avaa", "Älä ikinä")
    before = own.git("status", "--porcelain")
    unpacked(own, "HEAD", tmp_path / "new")
    unpacked(own, "HEAD^", tmp_path / "old")
    texts = [
        (tmp_path / n / "docs/fi/safety.md").read_text(encoding="utf-8") for n in ("old", "new")
    ]
    assert "Älä avaa outoa" in texts[0]
    assert "Älä koskaan avaa outoa" in texts[1]
    assert before == own.git("status", "--porcelain") == " M docs/fi/safety.md\n"


def test_every_name_and_every_byte_comes_out_as_it_went_in(tmp_path: Path) -> None:
    """A file with ä, spaces or quotes in its name, or with nothing in it, is read too."""
    own = repository(tmp_path)
    names = ["docs/fi/ääkköset ja välit.md", 'docs/fi/"a"\t.txt', "docs/fi/tyhjä.md"]
    data = [b"\xff\x00\r\n\n", "ä\n".encode(), b""]
    for name, content in zip(names, data, strict=True):
        (own.root / name).write_bytes(content)
    own.commit()
    assert set(names) <= unpacked(own, "HEAD", tmp_path / "new")
    assert [(tmp_path / "new" / name).read_bytes() for name in names] == data


def test_nothing_is_written_outside_the_folder(tmp_path: Path) -> None:
    """A proposal with a link that leads out of the guideline can neither read nor write there."""
    own = repository(tmp_path)
    (own.root / "docs/fi/out").symlink_to(tmp_path)
    own.commit()
    assert "docs/fi/out" not in unpacked(own, "HEAD", tmp_path / "new")
    assert not (tmp_path / "new/docs/fi/out").is_symlink()


def test_a_guideline_in_a_folder_of_a_repository_is_read_from_there(tmp_path: Path) -> None:
    """Whoever keeps the guideline beside other things sees the guideline alone."""
    own = repository(tmp_path)
    inner = tmp_path / "outer"
    (inner / "guide").mkdir(parents=True)
    (inner / "other.txt").write_text("other")
    for name in ("mkdocs.yml", "town.yml", "termbase.yml", "ui.yml", "docs", "history"):
        (own.root / name).rename(inner / "guide" / name)
    own.root = inner
    own.git("init", "--quiet")
    own.commit()
    own.root = inner / "guide"
    files = unpacked(own, "HEAD", tmp_path / "new")
    assert "mkdocs.yml" in files
    assert not {name for name in files if "other" in name}
    assert guideline.read(tmp_path / "new").numbers["ask"] == "2.3"


def test_the_day_is_that_of_the_commit_where_it_was_made(tmp_path: Path) -> None:
    """An entry for a change of half past midnight in Finland is not dated the day before."""
    own = repository(tmp_path)
    own.git("commit", "--allow-empty", "-qm", "x", day="2024-02-29", at="00:30")
    assert commits.day(own.root) == datetime.date(2024, 2, 29)


@pytest.mark.parametrize("revision", ["nosuch", "HEAD^^^^", "--help", "HEAD:docs"])
def test_what_is_no_commit_is_told_in_a_sentence(tmp_path: Path, revision: str) -> None:
    """A name that Git does not know is answered with the name, not with a trace."""
    own = repository(tmp_path)
    with pytest.raises(commits.Unreadable, match=r"no commit|\^"):
        commits.unpack(own.root, revision, tmp_path)


def test_a_folder_without_git_and_a_machine_without_it_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has the texts alone reads why nothing can be compared."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(commits.Unreadable, match="not a git repository"):
        commits.day(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(commits.Unreadable, match="Git is not installed"):
        commits.day(tmp_path)

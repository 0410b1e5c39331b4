"""Commits: the one place that runs Git, which reads what stood in the folder at a commit."""

from __future__ import annotations

import datetime
import os
import subprocess
from pathlib import Path, PurePosixPath

__all__ = ["Unreadable", "day", "holds", "moment", "packed", "uncommitted", "unpack"]


class Unreadable(Exception):
    """A commit that cannot be read; the text says why, in a sentence."""


def day(root: Path, revision: str = "HEAD") -> datetime.date:
    """Return the day on which a commit was made, where it was made.

    Raises Unreadable where there is no such commit, no repository or no Git.
    """
    _named(root, revision)
    shown = _run(root, "show", "--no-patch", "--format=%cs", f"{revision}^{{commit}}")
    return datetime.date.fromisoformat(shown.decode().strip())


def moment(root: Path) -> datetime.datetime:
    """Return when the newest commit was made. Raises Unreadable as `day` does."""
    _named(root, "HEAD")
    seconds = _run(root, "show", "--no-patch", "--format=%ct", "HEAD")
    return datetime.datetime.fromtimestamp(int(seconds), datetime.UTC)


def uncommitted(root: Path) -> list[str]:
    """Return each file that is not as the newest commit has it, but for those that Git ignores.

    Raises Unreadable as `day` does.
    """
    _named(root, "HEAD")
    listed = _run(root, "status", "--porcelain", "--no-renames", "--untracked-files=all", "-z")
    return [os.fsdecode(row[3:]) for row in listed.split(b"\0") if row]


def holds(root: Path, folder: str) -> bool:
    """Say whether anything below a folder is part of the repository, where there is one."""
    try:
        return bool(_run(root, "ls-files", "-z", "--", folder))
    except Unreadable:
        return False


def packed(root: Path) -> bytes:
    """Return the files of the newest commit as a tar file. Raises Unreadable as `day` does."""
    _named(root, "HEAD")
    return _run(root, "archive", "--format=tar", "HEAD")


def unpack(root: Path, revision: str, folder: Path) -> None:
    """Write what stood below `root` at a commit into a folder, and leave `root` as it is.

    Only files are written: a link to another place could lead out of the folder. Raises Unreadable
    as `day` does.
    """
    _named(root, revision)
    rows = _run(root, "ls-tree", "-r", "-z", f"{revision}^{{commit}}").split(b"\0")
    files: dict[Path, bytes] = {}
    for row in filter(None, rows):
        described, _, name = row.partition(b"\t")
        mode, kind, hash_ = described.split()
        own = PurePosixPath(os.fsdecode(name))
        if kind == b"blob" and mode != b"120000" and not {"..", ".git"} & set(own.parts):
            files[folder / own] = hash_
    asked = b"".join(hash_ + b"\n" for hash_ in files.values())
    answer = _run(root, "cat-file", "--batch", given=asked)
    at = 0
    for path in files:
        end = answer.index(b"\n", at)
        last = answer[at:end].rsplit(b" ", 1)[1]
        if last == b"missing":
            raise Unreadable(f"{path.relative_to(folder)} is not in this copy of the repository")
        size = int(last)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(answer[end + 1 : end + 1 + size])
        at = end + size + 2


def _named(root: Path, revision: str) -> None:
    """Raise Unreadable where a revision names no commit."""
    try:
        _run(root, "rev-parse", "--quiet", "--verify", f"{revision}^{{commit}}")
    except Unreadable as error:
        # With --quiet, Git says nothing of a name that it does not know.
        raise Unreadable(str(error) or f"there is no commit {revision}") from None


def _run(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    try:
        done = subprocess.run(
            ["git", "-C", str(root), "-c", "log.showSignature=false", *arguments],
            input=given,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise Unreadable("Git is not installed") from None
    if done.returncode:
        raise Unreadable(" ".join(done.stderr.decode(errors="replace").split()))
    return done.stdout

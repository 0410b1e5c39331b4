"""The archive: one file with sources, wheels and the built site, the same whoever makes it when.

jakobstad-guideline-2026-11-24T200131Z/
    SHA256SUMS    the checksum of each of the other files
    README        what it is, how to publish it, how to rebuild it
    site/         what is published
    update.py, publication.py    what an intranet's server runs to publish it
    rebuild       what builds it anew without a network
    sources/      all files of the newest commit, of whose moment the archive has its name
    wheels/       what the build needs, for one version of Python on one kind of machine
"""

from __future__ import annotations

import datetime
import hashlib
import io
import platform
import shutil
import subprocess
import sys
import sysconfig
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rinnakkain import commits, publication
from rinnakkain.publication import Refused

__all__ = ["FOLDER", "NEWEST", "SUMS", "make", "ready"]

FOLDER = "archive"
# Beside the archive, for whoever pulls it: its checksum and its name, as sha256sum writes them.
NEWEST = "newest.sha256"
# In it, before all else: the checksum of each other file.
SUMS = "SHA256SUMS"
_NAME = "jakobstad-guideline"
_LOCK = "requirements/site.txt"
_TOP = ("deploy/update.py", "deploy/rebuild", "src/rinnakkain/publication.py")
_README = """\
The social media guideline of the Town of Jakobstad, {moment}. Wheels: {python}.
To publish: show site/ by any web server; how a server updates itself: sources/deploy/INTRANET.md.
To rebuild without a network: sh rebuild. To see that every file is whole: sha256sum -c SHA256SUMS.
"""


@dataclass(frozen=True)
class _File:
    """A file to be: what is in it, or where that stands; whether it can be run."""

    content: bytes | Path
    runs: bool = False

    def read(self) -> bytes:
        return self.content if isinstance(self.content, bytes) else self.content.read_bytes()


def ready(root: Path) -> None:
    """Raise `Refused` where what stands in the folder is not what the newest commit has.

    Raises `commits.Unreadable` where there is no commit.
    """
    if changed := commits.uncommitted(root):
        raise Refused(
            "\n".join(f"{path}: not as committed – commit it, or take it away" for path in changed)
        )


def make(root: Path, site: Path, folder: Path) -> Path:
    """Write the archive of a `site` built from the newest commit into a folder; return its path.

    Raises what `ready` does, `Refused` too where something that belongs into it cannot be had;
    `OSError`.
    """
    ready(root)
    moment = commits.moment(root)
    name = f"{_NAME}-{moment:%Y-%m-%dT%H%M%SZ}"
    sources = _sources(commits.packed(root))
    if missing := [path for path in (*_TOP, _LOCK) if path not in sources]:
        raise Refused(f"{missing[0]}: is not in the newest commit")
    readme = _README.format(moment=f"{moment:%Y-%m-%d %H:%M:%S} UTC", python=_python())
    files = {
        "README": _File(readme.encode()),
        **{Path(path).name: sources[path] for path in _TOP},
        **{f"site/{path}": _File(site / path) for path in publication.sums(site)},
        **{f"sources/{path}": file for path, file in sources.items()},
        **{f"wheels/{path.name}": _File(path) for path in _wheels(root / _LOCK)},
    }
    folder.mkdir(parents=True, exist_ok=True)
    archive, newest, part = folder / f"{name}.tar", folder / NEWEST, folder / f"{name}.part"
    try:
        _write(part, name, files, moment)
        line = f"{_sum(part)}  {archive.name}\n"
        part.replace(archive)
        part.write_text(line, encoding="utf-8")
        # The signature of the one before says nothing of this one.
        (folder / f"{NEWEST}.sig").unlink(missing_ok=True)
        part.replace(newest)
    finally:
        part.unlink(missing_ok=True)
    return archive


def _python() -> str:
    major, minor, _ = platform.python_version_tuple()
    return f"Python {major}.{minor} on {sysconfig.get_platform()}"


def _sources(packed: bytes) -> dict[str, _File]:
    """Return the files of a commit by their paths; a link could lead out of the archive."""
    found = {}
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        for member in tar:
            content = tar.extractfile(member) if member.isfile() else None
            if content:
                found[member.name] = _File(content.read(), bool(member.mode & 0o100))
            elif not member.isdir():
                raise Refused(f"{member.name}: is a link – put the file itself there")
    return found


def _wheels(lock: Path) -> list[Path]:
    """Return the wheels that are locked, for this Python on this machine; each is loaded once."""
    text = lock.read_text(encoding="utf-8")
    kept = Path(sys.prefix) / "wheels" / hashlib.sha256(text.encode()).hexdigest()[:16]
    if not kept.is_dir():
        shutil.rmtree(kept.parent, ignore_errors=True)
        part = kept.with_suffix(".part")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"]
        run = subprocess.run(
            [*command, "--requirement", lock, "--dest", part],
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode:
            told = (run.stderr.strip() or "pip says nothing").splitlines()[-1]
            raise Refused(f"{_LOCK}: its wheels could not be loaded: {told}")
        part.rename(kept)
    found = sorted(kept.glob("*.whl"))
    for wheel in found:
        if f"--hash=sha256:{_sum(wheel)}" not in text:
            raise Refused(f"{wheel}: is not the wheel that is locked – remove it")
    return found


def _write(part: Path, top: str, files: Mapping[str, _File], moment: datetime.datetime) -> None:
    sums = {path: hashlib.sha256(file.read()).hexdigest() for path, file in files.items()}
    listed = "".join(f"{sums[path]}  {path}\n" for path in sorted(sums))
    # Not packed: the wheels are already, and what packs differs from machine to machine. Whoever
    # reads it learns first what is to be in it.
    with tarfile.open(part, "w", format=tarfile.GNU_FORMAT) as tar:
        for path, file in [(SUMS, _File(listed.encode())), *sorted(files.items())]:
            content = file.read()
            member = tarfile.TarInfo(f"{top}/{path}")
            member.size, member.mtime = len(content), int(moment.timestamp())
            member.mode = 0o755 if file.runs else 0o644
            tar.addfile(member, io.BytesIO(content))


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

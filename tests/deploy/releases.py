"""Small archives of the tests' own, whole or spoiled, and a server that pulls them."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.deploy.install import MISSING
from tests.small import ROOT

__all__ = ["FIRST", "SECOND", "Server", "Source", "key", "listed", "member", "pages", "signing"]

signing = pytest.mark.skipif(
    not shutil.which("ssh-keygen") and "CI" not in os.environ, reason=MISSING
)

FIRST, SECOND = "2026-11-24T120000Z", "2026-11-25T120000Z"
# What Debian's server has; where there is none, that of the tests.
PYTHON = shutil.which("python3", path="/usr/bin") or sys.executable


def pages(word: str) -> dict[str, bytes]:
    """Return the files of a small site that says one word, below the archive's folder."""
    return {
        "README": b"What it is.\n",
        "site/index.html": f"<h1>{word}</h1>\n".encode(),
        "site/fi/index.html": f"<p>{word} ä\n".encode(),
        f"site/assets/site.{hashlib.sha256(word.encode()).hexdigest()[:8]}.css": word.encode(),
        "wheels/part.whl": b"PK",
    }


def listed(files: Mapping[str, bytes]) -> bytes:
    """Return the list of checksums of files, as sha256sum writes it."""
    rows = (f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in files.items())
    return "".join(rows).encode()


def member(name: str, data: bytes = b"", **more: object) -> tuple[tarfile.TarInfo, bytes]:
    """Return a member of an archive, with what else is to be said of it."""
    info = tarfile.TarInfo(name)
    info.size = len(data)
    for field, value in more.items():
        setattr(info, field, value)
    return info, data


class Source:
    """A folder that a server pulls from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.newest = folder / "newest.sha256"
        folder.mkdir()

    def put(
        self,
        moment: str,
        files: Mapping[str, bytes],
        more: Sequence[tuple[tarfile.TarInfo, bytes]] = (),
        sums: bytes | None = None,
    ) -> Path:
        """Put an archive there as the newest; `more` members follow its files."""
        top = f"small-guideline-{moment}"
        archive = self.folder / f"{top}.tar"
        with tarfile.open(archive, "w", format=tarfile.GNU_FORMAT) as tar:
            first = ("SHA256SUMS", listed(files) if sums is None else sums)
            for name, data in (first, *files.items()):
                info, _ = member(f"{top}/{name}", data)
                tar.addfile(info, io.BytesIO(data))
            for info, data in more:
                tar.addfile(info, io.BytesIO(data))
        self.name(archive)
        return archive

    def name(self, archive: Path) -> None:
        """Name an archive as the newest, as it stands there."""
        sum_ = hashlib.sha256(archive.read_bytes()).hexdigest()
        self.newest.write_text(f"{sum_}  {archive.name}\n", encoding="utf-8")

    def sign(self, own: Path, namespace: str = "guideline") -> None:
        """Sign what is named as the newest, as DEVELOPING.md says."""
        signature = self.newest.with_name("newest.sha256.sig")
        signature.unlink(missing_ok=True)
        command = ["ssh-keygen", "-Y", "sign", "-n", namespace, "-f", str(own), str(self.newest)]
        subprocess.run(command, check=True, capture_output=True)


def key(folder: Path, name: str) -> Path:
    """Make a key to sign with."""
    own = folder / name
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(own)]
    subprocess.run(command, check=True)
    return own


class Server:
    """A server of an intranet: two files in a folder, and a site beside."""

    def __init__(self, folder: Path) -> None:
        self.tools = folder / "opt ä"
        self.site = folder / "srv ä" / "site"
        self.tools.mkdir()
        shutil.copy(ROOT / "deploy/update.py", self.tools)
        shutil.copy(ROOT / "src/rinnakkain/publication.py", self.tools)

    def command(self, *arguments: object) -> list[str]:
        """Return the command line of the update, as Debian's Python runs it."""
        return [PYTHON, "-I", str(self.tools / "update.py"), *map(str, arguments)]

    def run(
        self, *arguments: object, path: str | None = None, **more: str
    ) -> subprocess.CompletedProcess[str]:
        """Run the update, which says what it has to say in sentences."""
        environment = {**os.environ, "no_proxy": "*", **more}
        if path is not None:
            environment["PATH"] = path
        done = subprocess.run(
            self.command(*arguments),
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def pull(self, source: object, *more: object) -> subprocess.CompletedProcess[str]:
        """Pull from a source."""
        return self.run("pull", source, self.site, *more)

    def shown(self) -> bytes:
        """What a reader sees first."""
        return (self.site / "index.html").read_bytes()

    def standing(self) -> dict[str, object]:
        """All that stands where the server publishes: files and links, and what is in them."""
        below = self.site.parent
        return {
            path.relative_to(below).as_posix(): path.readlink()
            if path.is_symlink()
            else path.read_bytes()
            for path in below.rglob("*")
            if path.is_symlink() or path.is_file()
        }

"""What took long to make: kept from one build to the next, by all that it was made of."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from rinnakkain import commits

__all__ = ["FOLDER", "Cache", "folder"]

# Where it lies, below the root; it can be thrown away at any time.
FOLDER = ".build/cache"


def folder(root: Path) -> Path | None:
    """Return where things are kept below `root`, or None where what lies there is not our own.

    A proposal could bring it along, with findings and pages as it pleases.
    """
    return None if commits.holds(root, FOLDER.partition("/")[0]) else root / FOLDER


class Cache:
    """Texts in a folder, each under the checksum of what it was made of.

    `makers` are the files whose code makes them, and whatever else they depend on, as text: where
    one of them changes nothing that is kept is found again. A text that is not as it was written,
    because the disk was full or the build was stopped, is made again. Without a folder, or one that
    can be written, nothing is kept.
    """

    def __init__(self, folder: Path | None, makers: Iterable[Path], depends: str) -> None:
        self._folder = folder
        self._used: set[str] = set()
        salt = hashlib.sha256(depends.encode())
        for maker in makers:
            salt.update(maker.read_bytes())
        self._salt = salt.digest()

    def text(self, source: str, make: Callable[[], str]) -> str:
        """Return what is kept of a source, or what is made of it, which is kept then."""
        kept = self.get(source)
        if kept is None:
            kept = make()
            self.put(source, kept)
        return kept

    def get(self, source: str) -> str | None:
        """Return what is kept of a source, if anything is."""
        with suppress(OSError, ValueError):
            if self._folder:
                sum_, data = self._file(source).read_bytes().split(b"\n", 1)
                return data.decode() if sum_ == _sum(data) else None
        return None

    def put(self, source: str, made: str) -> None:
        """Keep what was made of a source."""
        with suppress(OSError, ValueError):
            if self._folder:
                file, data = self._file(source), made.encode()
                file.parent.mkdir(parents=True, exist_ok=True)
                beside = file.with_name(f"{file.name}.part")
                beside.write_bytes(_sum(data) + b"\n" + data)
                beside.replace(file)

    def sweep(self) -> None:
        """Throw away what was not asked for."""
        for file in self._folder.glob("*/*") if self._folder else ():
            if file.parent.name + file.name not in self._used:
                with suppress(OSError):
                    file.unlink()

    def _file(self, source: str) -> Path:
        assert self._folder
        name = hashlib.sha256(self._salt + source.encode()).hexdigest()
        self._used.add(name)
        return self._folder / name[:2] / name[2:]


def _sum(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()

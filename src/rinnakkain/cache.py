"""What took long to make: kept from one build to the next, by all that it was made of."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

__all__ = ["FOLDER", "Cache"]

# Where it lies, below the root; it can be thrown away at any time.
FOLDER = ".build/cache"


class Cache:
    """Texts in a folder, each under the checksum of what it was made of.

    `makers` are the files whose code makes them, and whatever else they depend on, as text: where
    one of them changes nothing that is kept is found again. A text that is not as it was written,
    because the disk was full or the build was stopped, is made again.
    """

    def __init__(self, folder: Path, makers: Iterable[Path], depends: str) -> None:
        self._folder = folder
        self._used: set[str] = set()
        salt = hashlib.sha256(depends.encode())
        for maker in makers:
            salt.update(maker.read_bytes())
        self._salt = salt.digest()

    def text(self, source: str, make: Callable[[], str]) -> str:
        """Return what is kept of a source, or what is made of it, which is kept then."""
        name = hashlib.sha256(self._salt + source.encode()).hexdigest()
        self._used.add(name)
        file = self._folder / name[:2] / name[2:]
        try:
            sum_, data = file.read_bytes().split(b"\n", 1)
            if sum_ == _sum(data):
                return data.decode()
        except (FileNotFoundError, ValueError):
            pass
        made = make()
        data = made.encode()
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_name(f"{file.name}.part")
        beside.write_bytes(_sum(data) + b"\n" + data)
        beside.replace(file)
        return made

    def sweep(self) -> None:
        """Throw away what was not asked for."""
        for file in self._folder.glob("*/*"):
            if file.parent.name + file.name not in self._used:
                file.unlink()


def _sum(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()

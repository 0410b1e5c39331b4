"""Tree: what lies in the folders that a site is made of, and whether it may lie there."""

from __future__ import annotations

import datetime
import json
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from rinnakkain import burden
from rinnakkain.finding import Finding

__all__ = ["PICTURES", "check", "unfit"]

# The folders whose files are published, or decide what is.
_FOLDERS = ("docs", "history", "synonyms", "lexicon", "editions", "overrides")
# Where a build writes, and removes what it has not written.
_MADE = ".build"
# Pictures that are published, with the names that Pillow has for their formats. An SVG can run a
# script.
PICTURES = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
# Bytes: a photograph as wide as a page, sharp, has a quarter of the first; an edition of a thousand
# rules has half of the second, and a booklet of a hundred pages a fifth of the third.
_LARGEST = {**dict.fromkeys(PICTURES, 2_000_000), ".json": 5_000_000, ".pdf": 20_000_000}
# Points of a picture, each way: a few kilobytes can hold a billion of them.
_POINTS = 4_000
# The directory of a picture's Exif data that says where it was taken (CIPA DC-008, GPS IFD).
_GPS = 0x8825
_BOOKLET = re.compile(r"editions/(\d{4}-\d{2}-\d{2})/jakobstad-guideline-[a-z]{2,3}\.pdf")
_EDITION = re.compile(r"editions/(\d{4}-\d{2}-\d{2})\.json")


def unfit(root: Path, file: str) -> Finding | None:
    """Return why a file below `root` must not be opened, or None; nothing is opened for it.

    A folder above it that only points elsewhere is told in its stead.
    """
    path = root
    for part in Path(file).parts:
        path = path / part
        if path.is_symlink():
            return Finding("symlink", path.relative_to(root).as_posix(), 1)
    try:
        state = path.stat()
    except OSError:
        # That it is not there is told by whoever needs it.
        return None
    if stat.S_ISDIR(state.st_mode):
        return None
    if not stat.S_ISREG(state.st_mode):
        return Finding("file-special", file, 1)
    limit = _LARGEST.get(path.suffix.lower(), burden.FILE)
    if state.st_size > limit:
        values = {"size": -(-state.st_size // 1000), "limit": limit // 1000}
        return Finding("file-heavy", file, 1, values)
    return None


def check(root: Path) -> Iterator[Finding]:
    """Find what must not be opened, and pictures and kept editions that are not what they seem."""
    made = root / _MADE
    for path in (made, *sorted(made.glob("*")), *sorted(made.glob("cache/*"))):
        if path.is_symlink():
            yield Finding("symlink", path.relative_to(root).as_posix(), 1)
            break
    for name in _FOLDERS:
        if (root / name).is_symlink():
            yield Finding("symlink", name, 1)
            continue
        for folder, below, names in os.walk(root / name):
            inside = Path(folder)
            linked = [own for own in below if (inside / own).is_symlink()]
            for own in sorted((*names, *linked)):
                path = inside / own
                file = path.relative_to(root).as_posix()
                if found := unfit(root, file):
                    yield found
                elif not os.access(path, os.R_OK):
                    yield Finding("file-no-file", file, 1, {"why": "permission denied"})
                elif name == "docs" and path.suffix.lower() in PICTURES:
                    yield from _picture(path, file)
                elif name == "editions":
                    yield from _edition(path, file)


def _picture(path: Path, file: str) -> Iterator[Finding]:
    """Read the head of a picture; its points are not unpacked."""
    # It takes as long to load as half a check, and most guidelines have no picture.
    from PIL import Image

    try:
        with Image.open(path, formats=[PICTURES[path.suffix.lower()]]) as picture:
            width, height = picture.size
            is_placed = bool(picture.getexif().get_ifd(_GPS))
    except Image.DecompressionBombError:
        width = height = _POINTS + 1
        is_placed = False
    except Exception:
        # Pillow raises whatever its decoders do.
        yield Finding("picture-broken", file, 1, {"suffix": path.suffix})
        return
    if max(width, height) > _POINTS:
        yield Finding("picture-large", file, 1, {"limit": _POINTS})
    if is_placed:
        yield Finding("picture-placed", file, 1)


def _edition(path: Path, file: str) -> Iterator[Finding]:
    booklet, data = _BOOKLET.fullmatch(file), _EDITION.fullmatch(file)
    match = booklet or data
    if not match or not _is_day(match[1]):
        yield Finding("edition-stray", file, 1)
    elif booklet:
        with path.open("rb") as opened:
            if opened.read(5) != b"%PDF-":
                yield Finding("edition-broken", file, 1)
    else:
        line = 1
        try:
            table = json.loads(path.read_text(encoding="utf-8"))
        except json.JSONDecodeError as error:
            table, line = None, error.lineno
        except (ValueError, RecursionError):
            table = None
        if not isinstance(table, dict):
            yield Finding("edition-broken", file, line)


def _is_day(text: str) -> bool:
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True

"""The assets: files that every page loads, small, and named by what is in them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

__all__ = ["SCRIPT", "STYLE", "named", "published"]

# What every page loads, below `overrides/` as below the site.
STYLE = "assets/site.css"
SCRIPT = "assets/site.js"

# So many hexadecimal digits of a checksum are in a name: `publication.FINGERPRINT`.
_DIGITS = 8


def named(files: Mapping[str, bytes], *, folder: str = "") -> dict[str, str]:
    """Return the published name of each file by its own: `a/b.css` is `a/b.0123abcd.css`.

    With a `folder` that holds all of them, it is the folder that is named by what is in it, so that
    they go on finding each other: `a/b/c.js` is `a/b.0123abcd/c.js`.
    """
    if folder:
        listed = b"".join(path.encode() + b"\0" + data for path, data in sorted(files.items()))
        mark = f"{folder}.{_digits(listed)}"
        return {path: mark + path.removeprefix(folder) for path in files} | {folder: mark}
    names = {}
    for path, data in files.items():
        stem, _, suffix = path.rpartition(".")
        names[path] = f"{stem}.{_digits(data)}.{suffix}"
    return names


def published(files: Mapping[str, bytes], names: Mapping[str, str]) -> dict[str, bytes]:
    """Return the files under their published names."""
    return {names[path]: data for path, data in files.items()}


def _digits(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:_DIGITS]

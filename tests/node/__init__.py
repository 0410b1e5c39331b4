"""What only npm has, as `make test` installs it beside the packages of Python."""

from __future__ import annotations

import sys
from pathlib import Path

__all__ = ["package"]


def package(name: str) -> Path:
    """Return the folder of an installed package of npm.

    Raises `AssertionError` where it is not installed: what needs it must not pass without it.
    """
    folder = Path(sys.prefix) / "node" / "node_modules" / name
    assert folder.is_dir(), f"{name} is not installed – run `make test`, which installs it"
    return folder

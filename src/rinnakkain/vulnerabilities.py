"""Vulnerabilities: what is known against the parts that are locked, or that nobody could be asked.

`make vulnerabilities` asks two services in the network: one knows the packages of Python (by
pip-audit), the other those of npm (by `npm audit`).
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

__all__ = ["main", "npm", "python"]

_TODO = "run `make lock`, and then `make test`"
# What the tools say of a connection goes on for a screen.
_LONG = re.compile(r"(?<=.{120}).+", re.DOTALL)
_AGAIN = "run this again where the network can be reached"


def python(lock: Path, arguments: Sequence[str] = ("--vulnerability-service", "osv")) -> list[str]:
    """Return a line for each vulnerability of what a lock file of pip names; none is known: none.

    One line says so where not all of it could be checked. What the lock file has for other systems
    than this one alone is not looked at.
    """
    options = ("--strict", "--require-hashes", "--disable-pip", "--progress-spinner", "off")
    done = _run("pip-audit", *options, "--format", "json", *arguments, "--requirement", str(lock))
    rows = _answer(done).get("dependencies")
    if not rows or any("vulns" not in row for row in rows):
        return [_unchecked(lock, done)]
    return [
        f"{lock}: {row['name']} {row['version']}: {known['id']} – {_TODO}"
        for row in rows
        for known in row["vulns"]
    ]


def npm(lock: Path, arguments: Sequence[str] = ()) -> list[str]:
    """Return a line for each vulnerable package that a lock file of npm names, as `python` does."""
    done = _run("npm", "audit", "--package-lock-only", "--json", *arguments, folder=lock.parent)
    found = _answer(done).get("vulnerabilities")
    if found is None:
        return [_unchecked(lock, done)]
    return [f"{lock}: {name}: {row['severity']} – {_TODO}" for name, row in found.items()]


def main() -> int:
    """Print what is known of the parts of the project in this folder; return 1 if anything is."""
    lines = [*_all(Path())]
    print(*(lines or ["No vulnerability is known of any part."]), sep="\n")
    return 1 if lines else 0


def _all(root: Path) -> Iterator[str]:
    for lock in sorted((root / "requirements").glob("*.txt")):
        yield from python(lock)
    yield from npm(root / "tests/node/package-lock.json")


def _run(
    name: str, *arguments: str, folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    own = Path(sys.executable).with_name(name)
    return subprocess.run(
        [own, *arguments], capture_output=True, text=True, check=False, cwd=folder
    )


def _answer(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    """Return what a tool has answered; nothing where it has given up."""
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _unchecked(lock: Path, done: subprocess.CompletedProcess[str]) -> str:
    said = _answer(done).get("message") or (done.stderr.strip() or "no answer").splitlines()[-1]
    return f"{lock}: not checked: {_LONG.sub(' …', said)} – {_AGAIN}"


if __name__ == "__main__":
    sys.exit(main())

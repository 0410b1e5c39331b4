"""A Chromium for the tests: the one that is there, else Playwright's, else the system's package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Without these Chromium asks its maker's hosts at every start.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


MISSING = (
    "There is no Chromium, and none could be installed. Type this, then make test again:\n"
    "    sudo apt-get install --yes chromium    (Debian, Ubuntu)\n"
    "    brew install --cask chromium           (macOS)"
)


def find() -> str | None:
    """Return the path of a Chromium that starts, or None."""
    for candidate in (os.environ.get("CHROMIUM"), *map(shutil.which, NAMES), _playwright()):
        if candidate and _starts(candidate):
            return candidate
    return None


def _playwright() -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def _starts(path: str) -> bool:
    command = [path, "--headless", *ARGUMENTS, "--dump-dom", "data:text/html,<p>here</p>"]
    try:
        run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return "here" in run.stdout


def _download() -> None:
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    subprocess.run(command, timeout=300, check=False, capture_output=True)


def _package() -> None:
    if not shutil.which("apt-get"):
        return
    as_root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if as_root and not shutil.which("sudo"):
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in ("apt-get update", "apt-get install --yes --no-install-recommends chromium"):
        subprocess.run(
            [*as_root, *command.split()], check=False, capture_output=True, env=environment
        )


def main() -> int:
    """Make sure that there is one; where it cannot be installed, say the exact line to type."""
    ways: tuple[Callable[[], None], ...] = (_download, _package)
    for way in ways:
        if find():
            return 0
        way()
    if find():
        return 0
    print(f"{MISSING}\nUntil then the tests of the browser are skipped by name.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())

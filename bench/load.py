"""The load: how many readers at once an nginx on one machine bears, with the shipped settings."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from rinnakkain import cli, guideline
from tests.conftest import copied
from tests.nginx.install import MISSING, NO_WRK, find, wrk
from tests.nginx.serving import served

__all__ = ["table"]

# On loopback, where the load and the server share the machine: readers at once, threads that make
# them, and seconds for each kind of file.
READERS = 64
THREADS = 2
SECONDS = 10
# What wrk says: 15591.57 a second, a latency of 3.83ms at 50%.
_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_LATENCY = re.compile(r"^\s+(50|99)(?:\.\d+)?%\s+([\d.]+)(us|ms|s)$", re.MULTILINE)
_MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0}
_WRONG = re.compile(r"Socket errors: .*|Non-2xx or 3xx responses: \d+")


def table(seconds: int = SECONDS) -> str:
    """Return the figures, each kind of file loaded for so many seconds; then all has ended."""
    nginx, load = find(), wrk()
    if not nginx or not load:
        return f"Load: not run. {NO_WRK if nginx else MISSING}"
    with tempfile.TemporaryDirectory() as folder:
        root = copied(Path(folder) / "guideline")
        assert cli.main(["--root", str(root), "build"]) == 0
        lines = [
            f"Load, {READERS} readers at once for {seconds} s (requests a second, milliseconds):",
            f"  {'':34}{'bytes':>9}{'requests':>10}{'median':>9}{'99th':>9}",
        ]
        with served(nginx, root / "site", Path(folder) / "nginx") as address:
            for path, size in files(root):
                told = loaded(load, address + path, seconds)
                lines.append(f"  {path:34}{size:9,}{told}")
    return "\n".join(lines)


def files(root: Path) -> Iterator[tuple[str, int]]:
    """Yield the path of one file of each kind that a reader loads, and the bytes that are sent."""
    read = guideline.read(root)
    code, part = read.settings.codes[0], next(iter(read.part_numbers)).removesuffix(".md")
    site = root / "site"
    for pattern, shown in (
        (f"{code}/{part}/index.html", f"{code}/{part}/"),
        ("assets/site.*.css", ""),
        (f"{code}/search*.json", ""),
        (f"*guideline-{code}.pdf", ""),
    ):
        [file] = site.glob(pattern)
        packed = file.with_name(f"{file.name}.br")
        sent = packed if packed.exists() else file
        yield shown or file.relative_to(site).as_posix(), sent.stat().st_size


def loaded(load: tuple[list[str], dict[str, str]], url: str, seconds: int) -> str:
    """Load one address; return requests a second, the median and the 99th percentile of latency."""
    command, environment = load
    run = subprocess.run(
        [
            *command,
            *("--threads", str(THREADS), "--connections", str(READERS)),
            *("--duration", f"{seconds}s", "--latency", "--timeout", "5s"),
            *("--header", "Accept-Encoding: br", url),
        ],
        check=True,
        capture_output=True,
        text=True,
        env=environment,
        timeout=seconds + 30,
    )
    [rate] = _RATE.findall(run.stdout)
    of = {at: float(n) * _MILLISECONDS[unit] for at, n, unit in _LATENCY.findall(run.stdout)}
    wrong = "; ".join(_WRONG.findall(run.stdout))
    return f"{float(rate):10,.0f}{of['50']:9.1f}{of['99']:9.1f}" + (f"  {wrong}" if wrong else "")

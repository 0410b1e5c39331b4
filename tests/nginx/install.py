"""An nginx for the tests: the system's, else Debian's packages unpacked into this project's venv.

Unpacked, not installed: no service starts, no port is taken, nothing is put into /etc, and no right
is needed but where the system has no lists of its packages yet.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

__all__ = ["MISSING", "NO_WRK", "Nginx", "find", "wrk"]

FOLDER = Path(sys.prefix) / "debian"
_MODULE = "ngx_http_brotli_static_module.so"
# With what they need beyond the libraries that every Debian has.
_SERVER = ("nginx", "nginx-common", "libnginx-mod-http-brotli-static")
_LOAD = ("wrk", "libluajit-5.1-2", "libluajit-5.1-common")

MISSING = (
    "There is no nginx with its module of brotli, and none could be had. Type this, then make test"
    " again:\n"
    "    sudo apt-get install --yes nginx libnginx-mod-http-brotli-static    (Debian, Ubuntu)"
)
NO_WRK = (
    "There is no wrk, and none could be had. Type this, then make bench again:\n"
    "    sudo apt-get install --yes wrk    (Debian, Ubuntu)"
)


@dataclass(frozen=True)
class Nginx:
    """A server that starts, and its module that sends files packed with brotli."""

    binary: Path
    module: Path


def find() -> Nginx | None:
    """Return an nginx that starts and has the module, or None."""
    for root in (Path("/"), FOLDER):
        found = Nginx(root / "usr/sbin/nginx", root / "usr/lib/nginx/modules" / _MODULE)
        if found.module.exists() and _runs([str(found.binary), "-v"]):
            return found
    return None


def wrk() -> tuple[list[str], dict[str, str]] | None:
    """Return the command of a wrk that starts, with the environment that it needs, or None."""
    own = FOLDER / "usr/bin/wrk"
    libraries = ":".join(map(str, (FOLDER / "usr/lib").glob("*-linux-gnu")))
    for path, more in ((shutil.which("wrk"), {}), (own, {"LD_LIBRARY_PATH": libraries})):
        environment = {**os.environ, **more}
        # It tells its version, and then ends with 1.
        if path and _runs([str(path), "-v"], environment, ends=1):
            return [str(path)], environment
    return None


def _runs(command: list[str], environment: dict[str, str] | None = None, ends: int = 0) -> bool:
    try:
        run = subprocess.run(command, check=False, capture_output=True, env=environment, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return run.returncode == ends


def _unpack(packages: tuple[str, ...]) -> bool:
    """Unpack packages of the system's own release into the venv; False where there are none."""
    if not shutil.which("apt-get"):
        return False
    with tempfile.TemporaryDirectory() as folder:
        load = ["apt-get", "download", *packages]
        if subprocess.run(load, check=False, capture_output=True, cwd=folder).returncode:
            return False
        for package in Path(folder).glob("*.deb"):
            subprocess.run(["dpkg-deb", "--extract", package, FOLDER], check=True)
    return True


def _list() -> None:
    """Load the lists of packages anew, where we may: they are not there yet, or too old."""
    as_root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if shutil.which("apt-get") and (not as_root or shutil.which("sudo")):
        subprocess.run([*as_root, "apt-get", "update"], check=False, capture_output=True)


def main() -> int:
    """Make sure that there is one; where none can be had, say the exact line to type."""
    wanted: list[tuple[Callable[[], object], tuple[str, ...], str]] = [
        (find, _SERVER, f"{MISSING}\nUntil then the tests of nginx are skipped by name.")
    ]
    if "--bench" in sys.argv[1:]:
        wanted.append((wrk, _LOAD, NO_WRK))
    for is_there, packages, told in wanted:
        if is_there() or (_unpack(packages) and is_there()):
            continue
        _list()
        if not (_unpack(packages) and is_there()):
            print(told, file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())

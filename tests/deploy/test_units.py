"""The service and the timer that systemd runs the update by."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.deploy.releases import FIRST, PYTHON, Server, Source, key, pages, signing
from tests.small import ROOT

SERVICE = ROOT / "deploy/guideline-update.service"
TIMER = ROOT / "deploy/guideline-update.timer"


@pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="there is no systemd on this machine"
)
def test_systemd_reads_them_and_gives_few_rights(tmp_path: Path) -> None:
    """Whoever breaks into the update can read and write next to nothing of the server."""
    units = [shutil.copy(unit, tmp_path) for unit in (SERVICE, TIMER)]
    verify = ["systemd-analyze", "verify", "--man=no", *units]
    done = subprocess.run(verify, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    # Of a hundred, where nothing is held back; systemd calls twenty well held.
    security = ["systemd-analyze", "security", "--offline=yes", "--threshold=20", units[0]]
    done = subprocess.run(security, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@signing
def test_what_the_service_runs_publishes(tmp_path: Path) -> None:
    """The line in the service is one that the update understands, with what is to be set."""
    server, source, own = Server(tmp_path), Source(tmp_path / "releases"), key(tmp_path, "town")
    source.put(FIRST, pages("first"))
    source.sign(own)
    signers = tmp_path / "signers"
    signers.write_text(f"guideline {own.with_suffix('.pub').read_text()}", encoding="utf-8")
    (line,) = re.findall(r"^ExecStart=(.+)$", SERVICE.read_text(encoding="utf-8"), re.MULTILINE)
    here = {
        "/usr/bin/python3": PYTHON,
        "/opt/guideline": str(server.tools),
        "/srv/guideline/site": str(server.site),
        "${FROM}": str(source.folder),
        "${SIGNERS}": str(signers),
    }
    command = shlex.split(line)
    for there, path in here.items():
        assert any(there in word for word in command)
        command = [word.replace(there, path) for word in command]
    subprocess.run(command, check=True, capture_output=True)
    assert server.shown() == pages("first")["site/index.html"]

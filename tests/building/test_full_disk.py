"""A full disk: a build that finds no room says so, and what readers see stays whole."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.happened import happened

# Runs where nobody else sees what is mounted: a disk in memory holds the guideline. Its site is
# built, and built anew after a change, each time with more room. Prints what each build said.
ROOM = """
import json, os, shutil, subprocess, sys
from pathlib import Path
from rinnakkain import publication
texts, disk = Path(sys.argv[1]), Path(sys.argv[2])
def run(*command):
    return subprocess.run(command, capture_output=True, text=True)
def build():
    return run(sys.executable, "-m", "rinnakkain", "--root", str(disk), "build")
mounted = run("mount", "-t", "tmpfs", "-o", "size=1g", "none", str(disk))
if mounted.returncode:
    sys.exit(mounted.stderr)
shutil.copytree(texts, disk, dirs_exist_ok=True)
first = build()
if first.returncode:
    sys.exit(first.stdout + first.stderr)
site = disk / "site"
before = publication.current(site)
words = disk / "ui.yml"
words.write_text(words.read_text("utf-8").replace("Jakobstad", "Jacobstad"), "utf-8")
shutil.rmtree(disk / ".build")
used = shutil.disk_usage(disk).used
told = []
for kib in map(int, sys.argv[3:]):
    run("mount", "-o", f"remount,size={used // 1024 + kib}k", str(disk))
    done = build()
    told.append(dict(
        code=done.returncode, said=done.stdout + done.stderr, wrong=publication.check(site),
        same=publication.current(site) == before,
    ))
print(json.dumps(told))
"""
# The room that is left, in KiB: for nothing, some pages, most of them, all but the PDFs; for all.
LEFT = (0, 200, 900, 1500, 100_000)


def test_a_full_disk_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    """Whoever builds is told that there is no room, and readers notice nothing."""
    texts = happened(tmp_path / "texts").root
    disk = tmp_path / "disk"
    disk.mkdir()
    inside = ["unshare", "--map-root-user", "--mount", sys.executable, "-c", ROOM]
    if subprocess.run([*inside[:3], "true"], check=False, capture_output=True).returncode:
        pytest.skip("this machine lets its users mount no disk of their own")
    command = [*inside, str(texts), str(disk), *map(str, LEFT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    *full, roomy = json.loads(done.stdout)
    print(*(one["said"].splitlines()[-1] for one in full), sep="\n")
    for one in full:
        assert one["code"] == 1, one
        assert "No space left on device" in one["said"], one
        assert "Traceback" not in one["said"], one
        assert one["wrong"] == []
        assert one["same"]
    assert (roomy["code"], roomy["wrong"], roomy["same"]) == (0, [], False), roomy

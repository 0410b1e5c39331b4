"""Killing a build: whenever it happens, what readers see is a whole site."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from rinnakkain import publication
from tests.conftest import copied, without_record
from tests.happened import happened
from tests.small import ROOT

# The moments are drawn, and the same in every run; what must hold holds at any.
SEED = 2026
KILLS, SOAKED = 20, 100

# Publishes, and is killed by the system itself at a step: a file that is written, renamed, linked
# or removed. Says how many there were, if there were fewer.
STEPS = """
import os, runpy, signal, sys
last, file, steps = int(sys.argv[1]), sys.argv[2], 0
def count(event, arguments):
    global steps
    if event == "open" and not arguments[2] & (os.O_WRONLY | os.O_RDWR):
        return
    if event == "open" or event.startswith(("os.", "shutil.", "fcntl.")):
        steps += 1
        if steps == last:
            os.kill(os.getpid(), signal.SIGKILL)
sys.argv = [file, *sys.argv[3:]]
sys.addaudithook(count)
try:
    runpy.run_path(file, run_name="__main__")
finally:
    print(steps)
"""


def start(root: Path) -> subprocess.Popen[bytes]:
    """Start a build as the leader of its processes."""
    command = [sys.executable, "-m", "rinnakkain", "--root", str(root), "build"]
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def write(root: Path, word: str) -> None:
    """Change what the site says on each of its pages."""
    words = ROOT.joinpath("ui.yml").read_text(encoding="utf-8")
    assert "Jakobstad" in words
    (root / "ui.yml").write_text(words.replace("Jakobstad", word), encoding="utf-8")


def kill(root: Path, times: int) -> None:
    """Kill builds of two sites in turn, and see each time that what is published is one of them."""
    site = root / "site"
    whole, words = {}, ("Jakobstad", "Jacobstad")
    for word in words:
        write(root, word)
        begun = time.monotonic()
        assert start(root).wait() == 0
        took = time.monotonic() - begun
        whole[word] = publication.sums(site.resolve())
    drawn = random.Random(SEED)
    seen = []
    for n in range(times):
        write(root, words[n % 2])
        build = start(root)
        time.sleep(drawn.uniform(0, took))
        os.killpg(build.pid, signal.SIGKILL)
        build.wait()
        assert publication.check(site) == []
        files = publication.sums(site.resolve())
        seen += [word for word in words if whole[word].items() <= files.items()]
        assert len(seen) == n + 1, "neither of the two sites"
    # And the next build is as if nothing had happened.
    write(root, words[0])
    assert start(root).wait() == 0
    assert whole[words[0]].items() <= publication.sums(site.resolve()).items()


def test_a_build_that_is_killed_leaves_a_whole_site(tmp_path: Path) -> None:
    """Readers see all of the old or all of the new, whatever happens to the machine that builds."""
    kill(happened(tmp_path / "guideline").root, KILLS)


@pytest.mark.soak
def test_the_real_build_that_is_killed_leaves_a_whole_site(tmp_path: Path) -> None:
    """A hundred accidents, and no reader has met one."""
    root = copied(tmp_path / "guideline")
    without_record(root)
    kill(root, SOAKED)


@pytest.mark.parametrize("disk", ["the same disk", "another disk"])
def test_publishing_can_be_killed_at_every_step(tmp_path: Path, disk: str) -> None:
    """No step of putting a build in place is one in which there is no site."""
    other = Path("/dev/shm")
    if disk == "the same disk":
        other = tmp_path
    elif not other.is_dir() or other.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("this machine has no second disk to write to: /dev/shm is none")
    with tempfile.TemporaryDirectory(dir=other) as folder:
        kill_at_every_step(tmp_path, Path(folder) / "new")


def kill_at_every_step(tmp_path: Path, new: Path) -> None:
    """Publish a folder again and again, each time one step further."""
    site = tmp_path / "www/site"
    for text in ("older", "old"):
        publication.put(_folder(new, text), site)
    begin = tmp_path / "begin"
    shutil.copytree(site.parent, begin, symlinks=True)
    file = str(publication.__file__)
    last, seen = 0, []
    while True:
        last += 1
        shutil.rmtree(site.parent)
        shutil.rmtree(new, ignore_errors=True)
        shutil.copytree(begin, site.parent, symlinks=True)
        _folder(new, "new")
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-c", STEPS, str(last), file, "put", str(new), str(site)],
            capture_output=True,
            text=True,
            check=False,
        )
        text = (site / "index.html").read_text(encoding="utf-8")
        assert publication.check(site) == [], last
        seen.append(text)
        if done.returncode != -signal.SIGKILL:
            break
        # Whoever comes next publishes, and can go back.
        publication.put(_folder(tmp_path / "next", "next"), site)
        publication.back(site)
        assert (site / "index.html").read_text(encoding="utf-8") == text
    assert done.returncode == 0, done.stderr
    assert last > 20
    assert set(seen) == {"old", "new"}
    assert seen == sorted(seen, reverse=True)


def _folder(folder: Path, text: str) -> Path:
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text(text, encoding="utf-8")
    (folder / f"assets/site.0000{text[:2].encode().hex()}.css").write_text(text, encoding="utf-8")
    return folder

"""The command line, run as people run it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from tests.happened import FIRST, happened
from tests.small import Small


def run(small: Small, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command on the small guideline."""
    command = [sys.executable, "-m", "rinnakkain", "--root", str(small.root), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_a_check_without_findings_says_so_and_what_the_town_has_not_told(small: Small) -> None:
    """What is not known is printed, the law's demands marked, and nothing fails for it."""
    done = run(small, "check")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "Nothing to mend: 4 rules in 3 languages."
    law = "- Contact details for feedback on accessibility, and the unit responsible"
    assert f"{law} – required by law" in lines
    assert "- Service the account is on: @small_town" in lines
    assert lines[-1] == "- 2.3: Whom?"


def test_a_check_with_findings_prints_them_all_and_fails(small: Small) -> None:
    """Exit code 1, each finding on a line, their number at the end, no traceback."""
    small.change("docs/sv/about.md", "safety.md", "safty.md")
    small.change("docs/fi/short-names.yml", "ask: Kysy\n", "")
    done = run(small, "check")
    assert done.returncode == 1
    assert [line.split(": ")[0] for line in done.stdout.splitlines()] == [
        "docs/fi/short-names.yml:3",
        "docs/sv/about.md:7",
    ]
    assert done.stderr == "\n2 findings to mend.\n"


def test_the_wrong_folder_is_told(small: Small) -> None:
    """Whoever stands in another folder reads which one is meant."""
    (small.root / "mkdocs.yml").unlink()
    done = run(small, "check")
    assert done.returncode == 2
    assert "there is no mkdocs.yml in" in done.stderr


def test_a_check_loads_no_engine(small: Small) -> None:
    """A check stays quick: MkDocs and Babel are for builds."""
    code = (
        "import sys; from rinnakkain.cli import main; main(sys.argv[1:]);"
        "print([m for m in ('mkdocs', 'babel', 'jinja2') if m in sys.modules])"
    )
    command = [sys.executable, "-c", code, "--root", str(small.root), "check"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_build_with_findings_leaves_what_was_published(small: Small) -> None:
    """Bad input changes nothing that readers see."""
    published = small.root / "site" / "index.html"
    published.parent.mkdir()
    published.write_text("old")
    small.change("docs/sv/about.md", "safety.md", "safty.md")
    assert run(small, "build").returncode == 1
    assert published.read_text() == "old"


def test_a_build_that_the_engine_refuses_leaves_what_was_published(small: Small) -> None:
    """A fault in the settings is told without a trace of the program, and the old site stays."""
    published = small.root / "site" / "index.html"
    published.parent.mkdir()
    published.write_text("old")
    small.write(
        "mkdocs.yml",
        small.text("mkdocs.yml") + "theme: {name: material, custom_dir: overrides}\n",
    )
    done = run(small, "build")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "overrides" in done.stderr
    assert published.read_text() == "old"


def test_whoever_reads_only_the_first_line_sees_no_trace(small: Small) -> None:
    """A reader who stops reading (`| head -1`) is not told of the program's inside."""
    command = [sys.executable, "-m", "rinnakkain", "--root", str(small.root), "check"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


def test_the_board_gets_what_has_changed_as_a_pdf(tmp_path: Path) -> None:
    """The file is written, its name printed, nothing else; the same bytes a second time."""
    small = happened(tmp_path / "guideline ä")
    file = tmp_path / "muutokset ä.pdf"
    for _ in range(2):
        before = file.read_bytes() if file.exists() else b""
        done = run(small, "changes", "--since", str(FIRST), "--pdf", str(file))
        assert (done.returncode, done.stdout) == (0, f"{file}\n")
        assert "Traceback" not in done.stderr
    assert before == file.read_bytes()
    assert before.startswith(b"%PDF-")


def test_a_pdf_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    """A folder that is not there, or a folder in the place of the file."""
    small = happened(tmp_path / "guideline")
    for file, said in (
        (tmp_path / "no folder" / "a.pdf", f"there is no folder {tmp_path / 'no folder'}"),
        (tmp_path, f"{tmp_path}: Is a directory"),
    ):
        done = run(small, "changes", "--since", str(FIRST), "--pdf", str(file))
        assert (done.returncode, done.stdout) == (1, "")
        last = done.stderr.splitlines()[-1]
        assert last.startswith(f"Not written: {said}"), done.stderr
        assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["guideline"]


def test_findings_come_first_and_leave_the_last_good_pdf(tmp_path: Path) -> None:
    """What is wrong with the texts is told as with the page, and the old file stays."""
    small = happened(tmp_path / "guideline")
    file = tmp_path / "a.pdf"
    file.write_bytes(b"the last good one")
    small.change("docs/fi/short-names.yml", "be-kind: Ystävällisyys\n", "")
    page = run(small, "changes", "--since", str(FIRST))
    done = run(small, "changes", "--since", str(FIRST), "--pdf", str(file))
    assert (page.returncode, done.returncode) == (1, 1)
    assert done.stdout == page.stdout == ""
    assert done.stderr == page.stderr
    assert "docs/fi/short-names.yml" in done.stderr
    assert file.read_bytes() == b"the last good one"


def test_a_build_takes_the_place_of_no_text(tmp_path: Path) -> None:
    """Whoever slips in the name of the site is told so, and the texts that lie there stay."""
    small = happened(tmp_path)
    done = run(small, "build", "--site", str(tmp_path / "docs"))
    assert done.returncode == 1
    assert "docs: what lies here is no site – move it away, or publish elsewhere" in done.stderr
    assert "Traceback" not in done.stderr
    done = run(small, "build")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "site/fi/index.html").is_file()


def test_a_site_may_lie_on_another_disk(tmp_path: Path) -> None:
    """A web server's folder seldom lies where the texts do."""
    other = Path("/dev/shm")
    if not other.is_dir() or other.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("this machine has no second disk to write to: /dev/shm is none")
    small = happened(tmp_path)
    with tempfile.TemporaryDirectory(dir=other) as folder:
        site = Path(folder) / "site"
        for _ in range(2):
            done = run(small, "build", "--site", str(site))
            assert (done.returncode, done.stderr) == (0, "")
            assert (site / "fi/index.html").is_file()
        assert {path.name for path in Path(folder).iterdir()} == {"site", ".site"}


def test_two_builds_do_not_take_the_pages_from_each_other(tmp_path: Path) -> None:
    """Whoever starts a second one is told to wait, and the first one ends well."""
    import fcntl

    small = happened(tmp_path)
    handle = os.open(tmp_path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        for command in ("build", "pdf", "edition"):
            done = run(small, command)
            assert done.returncode == 1
            assert done.stderr == "Another build is under way here: wait until it has ended.\n"
        assert run(small, "check").returncode == 0
    finally:
        os.close(handle)
    assert run(small, "pdf").returncode == 0


def test_a_build_that_is_stopped_says_so(tmp_path: Path) -> None:
    """Ctrl+C leaves the site as it was, and no trace on the screen."""
    small = happened(tmp_path)
    command = [sys.executable, "-m", "rinnakkain", "--root", str(tmp_path), "build"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        while not (tmp_path / ".build/site").exists() and running.poll() is None:
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        told = running.communicate(timeout=60)[1]
    assert (running.returncode, told) == (1, "Stopped.\n")
    assert not (tmp_path / "site").exists()
    assert run(small, "build").returncode == 0


# Stops itself with Ctrl+C when a part is about to be loaded.
STOPPED = """
import os, runpy, signal, sys
def stop(event, arguments):
    if event == "import" and arguments[0] == sys.argv[1]:
        os.kill(os.getpid(), signal.SIGINT)
sys.addaudithook(stop)
runpy.run_module("rinnakkain", run_name="__main__")
"""


@pytest.mark.parametrize("part", ["rinnakkain.cli", "argparse", "rinnakkain.report"])
def test_whoever_stops_at_once_sees_no_trace(part: str) -> None:
    """Ctrl+C in the first moments, while the program is still loading, is heard as later."""
    command = [sys.executable, "-c", STOPPED, part]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "Stopped.\n")

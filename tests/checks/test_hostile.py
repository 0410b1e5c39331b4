"""What a proposal could plant is told, at its place, at once, and nothing of it is published."""

from __future__ import annotations

import re
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rinnakkain.cli import main
from tests.checks.hostile import DENSE, HEAVY, LISTED, OWN, PAGE, SAID, Fault, furnished
from tests.small import Small

# Seconds of work within which a fault must have been told, whoever works beside it.
PATIENCE = 2
# Seconds after which a test ends that waits for what never comes.
LIMIT = 120


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small guideline that can be built, with a site that was published before."""
    small = furnished(tmp_path_factory.mktemp("template") / "guideline")
    small.write("site/index.html", "the old site")
    return small.root


@pytest.fixture
def planted(template: Path, tmp_path: Path) -> Small:
    """A copy of it, to plant in."""
    small = Small.__new__(Small)
    small.root = tmp_path / "guideline"
    shutil.copytree(template, small.root)
    return small


class Waited(BaseException):
    """The time is over; nothing that catches errors catches this."""


@contextmanager
def impatient() -> Iterator[None]:
    """End what waits for something that never comes, such as somebody who writes into a pipe."""

    def stop(*_: object) -> None:
        raise Waited

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(LIMIT)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def built(small: Small, capfd: pytest.CaptureFixture[str]) -> tuple[int, list[str], float]:
    """Build the site; return the exit code, what is said, and the seconds of work."""
    start = time.process_time()
    with impatient():
        code = main(["--root", str(small.root), "build"])
    work = time.process_time() - start
    said = "".join(capfd.readouterr())
    return code, said.replace(f"{small.root}/", "").splitlines(), work


@pytest.mark.parametrize("fault", [*LISTED, *OWN, *HEAVY], ids=lambda fault: fault.name)
def test_a_fault_is_told_at_its_place_and_nothing_is_published(
    planted: Small, capfd: pytest.CaptureFixture[str], fault: Fault
) -> None:
    """Whatever a proposal holds: its place is named, and the old site stays."""
    fault.plant(planted)
    code, said, work = built(planted, capfd)
    assert code == 1, said
    assert not any("Traceback" in line for line in said)
    told = [line for line in said if line.startswith(fault.place)]
    assert any(re.match(r"[^:]+(?:::error::b\.md)?:\d+: .+", line) for line in told), said
    if fault.numbers:
        assert any(line.endswith(f"({number})") for line in told for number in fault.numbers), said
        assert work < PATIENCE
    assert sum(1 for _ in (planted.root / "site").iterdir()) == 1
    assert (planted.root / "site/index.html").read_text() == "the old site"


@pytest.mark.parametrize(("sign", "text"), DENSE, ids=[repr(sign) for sign, _ in DENSE])
def test_a_page_as_full_of_one_sign_as_it_may_be_is_read_at_once(
    planted: Small, sign: str, text: str
) -> None:
    """No page keeps its readers waiting: it is too heavy, or it is checked in a moment."""
    planted.change(PAGE, SAID, text)
    start = time.process_time()
    with impatient():
        assert main(["--root", str(planted.root), "check"]) in (0, 1)
    assert time.process_time() - start < PATIENCE, sign


def test_what_nobody_planted_is_published(
    planted: Small, capfd: pytest.CaptureFixture[str]
) -> None:
    """The guideline in which the faults are planted has none of its own."""
    code, said, _ = built(planted, capfd)
    assert code == 0, said
    assert (planted.root / "site/sv/about/index.html").is_file()


def test_the_catalogue_of_our_own_is_as_long_as_the_lists() -> None:
    """No name stands twice, so that none is planted in another's stead."""
    assert len(OWN) >= len(LISTED)
    names = [fault.name for fault in (*LISTED, *OWN, *HEAVY)]
    assert len(set(names)) == len(names)

"""A sample of the faults and corrections that `make bench` makes by the hundred."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import edits
from tests.conftest import copied


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the real guideline that edits are made in and undone."""
    return copied(tmp_path_factory.mktemp("edits") / "guideline")


def test_faults_in_the_real_text_are_told_at_their_line(root: Path) -> None:
    """A slip anywhere in the guideline is told where it is."""
    missed = []
    for fault in list(edits.faults(root))[::61]:
        with edits.undone(root):
            fault.plant(root)
            found = edits.found(root)
        if (fault.number, fault.file, fault.line) not in {
            (f.kind.number, f.file, f.line) for f in found
        }:
            missed.append((fault.number, fault.file, fault.line, list(map(str, found))))
    assert missed == []


def test_correct_changes_of_the_real_text_are_let_through(root: Path) -> None:
    """Nobody is stopped who changes, moves, adds or withdraws a rule, and says so."""
    for correction in list(edits.corrections(root))[::27]:
        with edits.undone(root):
            correction.make(root)
            undeclared = {f.kind.number for f in edits.found(root) if f.kind.blocks}
            edits.declare_all(root)
            blocking = [str(f) for f in edits.found(root) if f.kind.blocks]
        # A rule in another order is no change; of everything else its writer is asked.
        assert undeclared <= set(edits.UNDECLARED), correction.name
        assert undeclared or correction.name.endswith(" moved"), correction.name
        assert blocking == [], correction.name

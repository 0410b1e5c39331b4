"""The small PDF of these tests, made and read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.paper.reading import Pdf, read
from tests.paper.specimen import compiled


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small file in which nothing is wrong."""
    return compiled(tmp_path_factory.mktemp("paper") / "good.pdf", checked=True)


@pytest.fixture(scope="session")
def pdf(good: Path) -> Pdf:
    """What is read of it."""
    return read(good)

"""Where one page of every kind is served, for a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.kinds import Places
from tests.serving import served


@pytest.fixture(scope="session")
def places(built: Path, address: str, changed: Path) -> Iterator[Places]:
    """Where one page of every kind is served."""
    with served(changed) as happened:
        yield Places.of(built, address, happened)

"""The real site over a real nginx: at the top of a host, and below a path."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.nginx.asking import Site
from tests.nginx.install import MISSING, Nginx, find
from tests.nginx.serving import served

# As an intranet may have it.
PATH = "/ohjeet/some"

Serve = Callable[..., Site]


@pytest.fixture(scope="session")
def nginx() -> Nginx:
    """The nginx that `make test` has found or unpacked."""
    found = find()
    if not found and "CI" not in os.environ:
        # No Debian, or no network: the line to type has been printed.
        pytest.skip(MISSING)
    assert found, MISSING
    return found


@pytest.fixture(scope="session")
def serve(nginx: Nginx, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """A function that serves a folder; it takes the settings of the shipped file."""
    with ExitStack() as running:

        def at(folder: Path, **settings: str) -> Site:
            own = tmp_path_factory.mktemp("nginx")
            address = running.enter_context(served(nginx, folder, own, **settings))
            return Site(address, folder, own / "error.log")

        yield at


@pytest.fixture(scope="session")
def site(serve: Serve, built: Path) -> Site:
    """The real site at the top of a host."""
    return serve(built)


@pytest.fixture(scope="session")
def below(serve: Serve, built: Path) -> Site:
    """The real site below a path."""
    return serve(built, path=PATH)

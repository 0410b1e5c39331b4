"""The archive: all that the site is made of, to be made again without a network."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from rinnakkain import archive, commits, publication
from rinnakkain.publication import Refused
from tests.deploy.releases import Server
from tests.repository import PERSON, Repository, repository
from tests.small import ROOT


def git(*arguments: object) -> None:
    """Run Git as somebody, with no setting of whoever runs the tests."""
    command = ["git", *map(str, arguments)]
    day = {"GIT_AUTHOR_DATE": "2026-11-24T12:00Z", "GIT_COMMITTER_DATE": "2026-11-24T12:00Z"}
    subprocess.run(command, env=os.environ | PERSON | day, check=True, capture_output=True)


@pytest.fixture(scope="session")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as it stands, committed in a repository of its own."""
    root = tmp_path_factory.mktemp("committed") / "guideline"
    git("init", "--quiet", root)
    of = ("--git-dir", root / ".git", "--work-tree", ROOT)
    git(*of, "add", "--all")
    git(*of, "commit", "--quiet", "--message", "All")
    git("-C", root, "reset", "--quiet", "--hard")
    return root


@pytest.fixture(scope="session")
def made(committed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of it."""
    folder = tmp_path_factory.mktemp("made")
    command = [sys.executable, "-m", "rinnakkain", "--root", str(committed), "archive"]
    done = subprocess.run(
        [*command, "--folder", str(folder)], capture_output=True, text=True, check=False
    )
    if "wheels could not be loaded" in done.stderr and "CI" not in os.environ:
        pytest.skip(
            f"what the archive holds is not here, and the network not either: {done.stderr}"
        )
    assert done.returncode == 0, done.stderr
    (only,) = folder.glob("*.tar")
    return only


def unpack(made: Path, folder: Path) -> Path:
    """Unpack an archive as somebody does in ten years; return the folder that comes out."""
    below = folder / "in ten years ä"
    below.mkdir()
    subprocess.run(["tar", "--extract", "--file", made], cwd=below, check=True)
    return below / made.stem


@pytest.fixture(scope="session")
def unpacked(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What comes out of the archive, to be looked at only."""
    return unpack(made, tmp_path_factory.mktemp("unpacked"))


def without_network() -> list[str]:
    """Return what to write before a command so that it reaches no network."""
    # Where only root may, it is left again for whoever runs the tests.
    root = ["sudo", "--non-interactive", "--preserve-env"]
    left = ["setpriv", f"--reuid={os.getuid()}", f"--regid={os.getgid()}", "--init-groups"]
    path = ["env", f"PATH={os.environ['PATH']}"]
    ways = (
        ["unshare", "--map-root-user", "--net"],
        ["unshare", "--net"],
        [*root, "unshare", "--net", *left, *path],
    )
    asked = "import socket; socket.create_connection(('192.0.2.1', 80), 10)"
    for way in ways:
        if not shutil.which(way[0]):
            continue
        run = subprocess.run(
            [*way, sys.executable, "-c", asked], capture_output=True, text=True, check=False
        )
        if "Network is unreachable" in run.stderr:
            return way
    pytest.skip("this machine gives nobody a place without a network (unshare --net)")


def rebuilt(unpacked: Path, environment: dict[str, str]) -> str:
    """Rebuild the site as the archive says, where no network is; return what is said."""
    done = subprocess.run(
        [*without_network(), "sh", str(unpacked / "rebuild")],
        env={"PATH": os.environ["PATH"], "HOME": str(unpacked), "LC_ALL": "C"} | environment,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_every_file_in_it_is_known_by_its_checksum(made: Path, unpacked: Path) -> None:
    """Whoever opens it in ten years sees with one command that nothing in it has changed."""
    for folder, name in ((made.parent, archive.NEWEST), (unpacked, archive.SUMS)):
        check = ["sha256sum", "--check", "--strict", "--quiet", name]
        assert subprocess.run(check, cwd=folder, check=False).returncode == 0
    rows = (unpacked / archive.SUMS).read_text(encoding="utf-8").splitlines()
    assert {row.split("  ", 1)[1] for row in rows} | {archive.SUMS} == set(
        publication.sums(unpacked)
    )


def test_it_holds_what_is_committed_and_what_is_published(committed: Path, unpacked: Path) -> None:
    """The sources in it are all there are, runnable where they were, and lead to no other place."""
    with tarfile.open(fileobj=io.BytesIO(commits.packed(committed))) as tar:
        tracked = {member.name: bool(member.mode & 0o100) for member in tar if member.isfile()}
    sources = unpacked / "sources"
    found = {path: os.access(sources / path, os.X_OK) for path in publication.sums(sources)}
    assert found == tracked
    assert any(tracked.values())
    assert (unpacked / "site/sv/index.html").is_file()


def test_without_a_network_the_same_site_is_built_from_it(
    committed: Path, made: Path, tmp_path: Path
) -> None:
    """In ten years, when no server of today answers, the site is built from one file, byte by byte.

    Here with what the tests have installed; `make soak` installs from the archive alone. And the
    archive made of what was built so is the same file.
    """
    unpacked = unpack(made, tmp_path)
    venv = unpacked / "sources/.venv"
    venv.mkdir()
    (venv / "bin").symlink_to(Path(sys.prefix) / "bin")
    (venv / "site.done").touch()
    said = rebuilt(unpacked, {"PYTHONPATH": str(unpacked / "sources/src")})
    assert "sources/site is the same as site" in said
    before = os.umask(0o077)
    try:
        again = archive.make(committed, unpacked / "sources/site", tmp_path / "again")
    finally:
        os.umask(before)
    assert again.name == made.name
    assert again.read_bytes() == made.read_bytes()


def test_its_wheels_are_all_that_an_installation_asks_for(unpacked: Path) -> None:
    """Nobody finds out in ten years that one part was forgotten."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
    done = subprocess.run(
        [
            *without_network(),
            *command,
            "--require-hashes",
            "--requirement",
            "requirements/site.txt",
        ],
        env={
            "PATH": os.environ["PATH"],
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": "../wheels",
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        },
        cwd=unpacked / "sources",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.soak
def test_a_machine_without_a_network_needs_the_archive_alone(made: Path, tmp_path: Path) -> None:
    """With Python, make and one file the site is built anew: nothing of the tests is used."""
    unpacked = unpack(made, tmp_path)
    path = f"{sys.base_prefix}/bin:{os.environ['PATH']}"
    assert "sources/site is the same as site" in rebuilt(unpacked, {"PATH": path})
    assert (unpacked / "sources/.venv/bin/rinnakkain").is_file()


def test_a_server_publishes_it(made: Path, unpacked: Path, tmp_path: Path) -> None:
    """What stands on the server is the site in the archive, every file and nothing else."""
    server = Server(tmp_path)
    done = server.pull(made.parent)
    assert done.returncode == 0, done.stderr
    assert publication.sums(server.site.resolve()) == publication.sums(unpacked / "site")


@pytest.fixture
def own(tmp_path: Path) -> Repository:
    """A small guideline under Git, with the files that an archive has at its top."""
    made = repository(tmp_path)
    for name in ("deploy", "requirements", "src/rinnakkain"):
        (made.root / name).mkdir(parents=True)
    for name in ("deploy/update.py", "deploy/rebuild", "src/rinnakkain/publication.py"):
        shutil.copy(ROOT / name, made.root / name)
    made.small.write("requirements/site.txt", "# Nothing.\n")
    made.small.write(".gitignore", ".build/\nsite\n.site/\narchive/\n")
    made.commit()
    return made


def test_what_is_not_committed_is_told_and_nothing_made(own: Repository) -> None:
    """An archive never says that it holds a commit when half a sentence of today is in it."""
    own.small.change("docs/fi/safety.md", "Älä avaa", "Älä koskaan avaa")
    own.small.write("notes ä.txt", "…")
    command = [sys.executable, "-m", "rinnakkain", "--root", str(own.root), "archive"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "docs/fi/safety.md: not as committed" in done.stderr
    assert "notes ä.txt: not as committed" in done.stderr
    assert not (own.root / "archive").exists()


def small_site(folder: Path) -> Path:
    """Return a site of one page."""
    (folder / "small site").mkdir()
    (folder / "small site/index.html").write_text("<h1>", encoding="utf-8")
    return folder / "small site"


def test_a_wheel_that_is_not_the_one_locked_stops_it(
    own: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What somebody put in place of a part goes into no archive, and from there onto no machine."""
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "venv"))
    site, folder = small_site(tmp_path), tmp_path / "archive"
    first = archive.make(own.root, site, folder)
    data = first.read_bytes()
    (folder / f"{archive.NEWEST}.sig").touch()
    os.utime(site / "index.html", (0, 0))
    assert archive.make(own.root, site, folder).read_bytes() == data
    # The signature of another file is not left beside the new one.
    assert {path.name for path in folder.iterdir()} == {first.name, archive.NEWEST}
    (kept,) = (tmp_path / "venv/wheels").iterdir()
    (kept / "mkdocs-1.6.1-py3-none-any.whl").write_bytes(b"PK")
    with pytest.raises(Refused, match="is not the wheel that is locked"):
        archive.make(own.root, site, folder)


def test_a_link_goes_into_no_archive(own: Repository, tmp_path: Path) -> None:
    """What is unpacked on a server leads to no place of that server."""
    (own.root / "docs/fi/link.md").symlink_to("/etc/passwd")
    own.commit()
    with pytest.raises(Refused, match=r"docs/fi/link\.md: is a link"):
        archive.make(own.root, small_site(tmp_path), tmp_path / "archive")

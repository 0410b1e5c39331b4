"""The publication: builds that stand beside each other, and a link to the one that readers see.

    site                → .site/<name>, a link
    .site/<name>/       a build, named by the checksum of its files
    .site/<name>.json   its record: the checksum of each file, and the build that it replaced

Needs nothing but Python's standard library, so that the server of an intranet can run this file
alone: `python3 publication.py put FOLDER SITE`, `back SITE`, `check SITE`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = ["FINGERPRINT", "Refused", "back", "check", "current", "main", "put", "sums"]

# What a file or a folder is named by that never changes under its name: eight hexadecimal digits
# of the checksum of what is in it.
FINGERPRINT = re.compile(r"(?:^|/)[^/]+\.[0-9a-f]{8}(?:\.[^/]+|/.+)$")
# So many digits of a checksum name a build.
_DIGITS = 16
# Where what stood in the link's place, and is no link, waits for the link to stand there.
_FOUND = "found.part"
# What is put beside the link, and goes again: nothing else that lies there is ours to remove.
_OURS = re.compile(r"[0-9a-f]{16}(?:-\d+)?(?:\.json)?(?:\.part)?|(?:link|carried|found)\.part")


class Refused(Exception):
    """What was asked for cannot be done, in a sentence."""


@dataclass(frozen=True)
class _Record:
    """What is known of a build: its files' SHA-256 by their paths, and what it replaced."""

    files: dict[str, str]
    replaced: str | None

    @classmethod
    def read(cls, builds: Path, name: str) -> _Record | None:
        """Return the record of a build, if there is one that can be read."""
        try:
            data = json.loads((builds / f"{name}.json").read_text(encoding="utf-8"))
            return cls(dict(data["files"]), data["replaced"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, builds: Path, name: str) -> None:
        beside = builds / f"{name}.json.part"
        text = json.dumps({"replaced": self.replaced, "files": self.files}, indent=1)
        beside.write_text(text + "\n", encoding="utf-8")
        beside.replace(builds / f"{name}.json")


def put(new: Path, site: Path) -> Path:
    """Publish the folder `new`, which is moved away, at the link `site`; return where it stands.

    At every moment `site` leads to a whole build, to the one before or to this one. The one before
    is kept, and its files with a fingerprint are put beside the new ones, for pages that are still
    open; what is older goes. Raises `OSError` where the disk refuses, `Refused` where somebody else
    is at it, or where something that is no site would have to give way.
    """
    _separate(new, site)
    if site.exists() and not (site / "index.html").is_file() and not _is_bare(site):
        raise Refused(f"{site}: what lies here is no site – move it away, or publish elsewhere")
    with _alone(site) as builds:
        before = current(site)
        record = _Record(sums(new), before)
        if not record.files:
            raise Refused(f"{new}: there is no file in it to publish")
        name = _free(builds, record.files)
        build = builds / name
        if not build.exists():
            part = builds / f"{name}.part"
            _move(new, part)
            _open(part)
            _date(part, record, builds, before)
            part.rename(build)
        if name == before:
            # The same once more: it still is what replaced the one before it.
            record = _Record.read(builds, name) or record
        else:
            record.write(builds, name)
            _carry(builds, before, name)
        _lead(site, builds, name)
        _sweep(builds, {name, record.replaced})
        if new.exists():
            _remove(new)
    return build


def back(site: Path) -> Path:
    """Go back to the build that was replaced last; return where it stands.

    Raises `Refused` where there is none, or where it is not as it was built; `OSError`.
    """
    none = Refused(f"{site}: there is no earlier build to go back to – publish a mended one")
    if not _builds(site).is_dir():
        raise none
    with _alone(site) as builds:
        name = current(site)
        record = name and _Record.read(builds, name)
        before = record.replaced if record else None
        earlier = _Record.read(builds, before) if before else None
        if not name or not before or not earlier:
            raise none
        if wrong := _differing(builds / before, earlier):
            told = f"{site}: the earlier build is not as it was built – publish a mended one:"
            raise Refused("\n".join((told, *wrong)))
        _carry(builds, name, before)
        _lead(site, builds, before)
    return builds / before


def check(site: Path) -> list[str]:
    """Return a line for each file of the published build that is not as it was built."""
    name, builds = current(site), _builds(site)
    record = _Record.read(builds, name) if name else None
    if not name or not record:
        return [f"{site}: nothing is published here that has a record – publish it once more"]
    return _differing(builds / name, record)


def current(site: Path) -> str | None:
    """Return the name of the build that `site` leads to, if it leads to one with a record."""
    builds = _builds(site)
    if not site.is_symlink() or site.readlink().parent.name != builds.name:
        return None
    name = site.readlink().name
    return name if _Record.read(builds, name) else None


def sums(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file below a folder by its path, in their order."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {file.relative_to(folder).as_posix(): _sum(file) for file in files}


def _sum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _builds(site: Path) -> Path:
    if site.name in ("", ".."):
        raise Refused(f"{site}: this is no name for a link – say {site / 'site'}")
    builds = site.with_name(f".{site.name}")
    if builds.is_symlink():
        raise Refused(f"{builds}: this only points to another folder – remove it")
    return builds


def _separate(new: Path, site: Path) -> None:
    """Raise `Refused` where what is moved away would take the place it goes to along."""
    builds = _builds(site).resolve()
    own, place = new.resolve(), builds.with_name(site.name)
    if own in (place, *place.parents) or builds in (own, *own.parents) or new.is_symlink():
        raise Refused(f"{new}: this cannot be published at {site} – it must be a folder of its own")


def _is_bare(site: Path) -> bool:
    """Say whether nothing is lost when a link takes this place: another link, an empty folder."""
    return site.is_symlink() or (site.is_dir() and not any(site.iterdir()))


def _move(new: Path, part: Path) -> None:
    try:
        shutil.move(new, part)
    except shutil.Error as error:
        # From another disk each file is copied, and each that could not be is told.
        told = error.args[0]
        first = ": ".join(map(str, told[0][1:])) if isinstance(told, list) else told
        raise Refused(first) from None


@contextmanager
def _alone(site: Path) -> Iterator[Path]:
    """Yield the folder of the builds, kept from others; what an interruption has left is gone."""
    import fcntl  # not everywhere, and whoever only looks does not need it

    builds = _builds(site)
    with ExitStack() as after:
        # What is published is for all to read, however private its maker's files are.
        after.callback(os.umask, os.umask(0o022))
        builds.mkdir(parents=True, exist_ok=True)
        handle = os.open(builds, os.O_RDONLY)
        after.callback(os.close, handle)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            busy = f"{site}: somebody else publishes here – wait until that has ended"
            raise Refused(busy) from None
        _tidy(site, builds)
        after.callback(_tidy, site, builds)
        yield builds


def _tidy(site: Path, builds: Path) -> None:
    if (builds / _FOUND).exists() and not site.exists():
        (builds / _FOUND).rename(site)
    for part in builds.glob("*.part"):
        if _OURS.fullmatch(part.name):
            _remove(part)


def _free(builds: Path, files: dict[str, str]) -> str:
    """Return the name of a build: one that stands there whole has it already."""
    listed = "".join(f"{sum_}  {path}\n" for path, sum_ in files.items())
    name = hashlib.sha256(listed.encode()).hexdigest()[:_DIGITS]
    taken = 0
    while (builds / name).exists() and _differing(builds / name, _Record(files, None)):
        taken += 1
        name = f"{name[:_DIGITS]}-{taken}"
    return name


def _differing(build: Path, record: _Record) -> list[str]:
    """Return a line for each file that is not as its record says, or not in it."""
    there = sums(build)
    return [
        f"{build}/{path}: {'is not there' if path not in there else 'is not what was built'}"
        for path, sum_ in record.files.items()
        if there.get(path) != sum_
    ] + [
        f"{build}/{path}: was not built"
        for path in there
        if path not in record.files and not FINGERPRINT.search(path)
    ]


def _open(part: Path) -> None:
    for path in (part, *part.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() else 0o644)


def _date(part: Path, record: _Record, builds: Path, before: str | None) -> None:
    """Date what has changed by now, and what has not as it was.

    A web server tells by a file's day and size whether a browser has it already: a build that was
    unpacked with the days of its archive would pass for the one before.
    """
    old = _Record.read(builds, before) if before else None
    for path, sum_ in record.files.items():
        there = builds / str(before) / path
        if old and old.files.get(path) == sum_ and there.is_file():
            day = there.stat().st_mtime_ns
            os.utime(part / path, ns=(day, day))
        else:
            os.utime(part / path)


def _carry(builds: Path, other: str | None, name: str) -> None:
    """Put the fingerprinted files that another build was made with beside those of this one.

    One that is no longer as it was built stays behind.
    """
    record = _Record.read(builds, other) if other else None
    if not other or not record:
        return
    for path in filter(FINGERPRINT.search, record.files):
        there, here = builds / other / path, builds / name / path
        if here.exists() or not there.is_file() or _sum(there) != record.files[path]:
            continue
        here.parent.mkdir(parents=True, exist_ok=True)
        beside = builds / "carried.part"
        shutil.copyfile(there, beside)
        beside.replace(here)


def _lead(site: Path, builds: Path, name: str) -> None:
    """Let the link lead to a build: in one step, unless a folder stands in its place."""
    link = builds / "link.part"
    link.symlink_to(Path(builds.name) / name)
    if site.exists() and not site.is_symlink():
        site.rename(builds / _FOUND)
    link.replace(site)


def _sweep(builds: Path, kept: set[str | None]) -> None:
    for path in builds.iterdir():
        if _OURS.fullmatch(path.name) and path.name.removesuffix(".json") not in kept:
            _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line of this file alone; return 0, or 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    commands = parser.add_subparsers(dest="command", required=True)
    for name, told in (
        ("put", "publish a folder, which is moved away"),
        ("back", "go back to the build that was replaced"),
        ("check", "whether what is published is what was built"),
    ):
        command = commands.add_parser(name, help=told)
        if name == "put":
            command.add_argument("new", type=Path, metavar="FOLDER")
        command.add_argument("site", type=Path, metavar="SITE")
    options = parser.parse_args(arguments)
    try:
        if options.command == "check":
            wrong = check(options.site)
            print(*wrong or [f"{options.site} is as it was built."], sep="\n")
            return 1 if wrong else 0
        done = put(options.new, options.site) if options.command == "put" else back(options.site)
    except Refused as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        told = f"{error.filename or options.site}: {error.strerror or error}"
        print(f"Not published: {told}", file=sys.stderr)
        return 1
    print(f"{options.site} leads to {done}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""The update: the newest archive of the guideline, verified and published by the server itself.

    update.py pull FROM SITE [--signers FILE] [--again]
    update.py back SITE      go back to what was published before
    update.py check SITE     whether each published file is as it was built

FROM is a folder or an https address with `newest.sha256` in it and the archive which that names.
SITE is the link that the web server shows, as /srv/guideline/site. With --signers, a file of
ssh-keygen's allowed signers, only what one of them signed as `guideline` is published.

Needs Python 3.9 with its standard library and publication.py beside it. Nothing that it pulls is
run. Whatever goes wrong, SITE stays as it is; ends with 0 where all is as asked, else with 1, and 2
where it was called wrongly.
"""

from __future__ import annotations

import argparse
import hashlib
import http.client
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path, PurePosixPath
from typing import IO

__all__ = ["main"]

NEWEST, SUMS = "newest.sha256", "SHA256SUMS"
# An archive is some 185 MB, almost all of it wheels; a site has some 400 files.
_LARGEST, _SMALL, _FILES = 512 << 20, 1 << 20, 20_000
_SECONDS = 60
# What a site is made of. Nothing else is put where a web server could run or obey it.
_TYPES = {
    *(".br", ".css", ".gz", ".html", ".jpeg", ".jpg", ".js", ".json"),
    *(".pdf", ".png", ".svg", ".txt", ".webp", ".xml"),
}
_LINE = re.compile(r"([0-9a-f]{64}) [ *](\S.*)")
_NAME = re.compile(r"[a-z0-9-]+-(\d{4}-\d{2}-\d{2}T\d{6}Z)\.tar")
# Who signs, and what for: a signature that was made for anything else says nothing here.
_SIGNER = "guideline"
_PUBLICATION = Path(__file__).resolve().with_name("publication.py")


class Refused(Exception):
    """What was asked for cannot be done, in a sentence."""


def pull(source: str, site: Path, signers: Path | None, again: bool) -> str:
    """Publish the newest archive of `source` unless it was already; return what was done."""
    if not signers and source.lower().startswith("http:"):
        raise Refused(
            f"{source}: what comes by http can be changed on the way – use https, or sign"
        )
    with _alone(site) as work:
        newest = _small(source, NEWEST)
        if signers:
            _authenticate(newest, _small(source, f"{NEWEST}.sig"), signers, work)
        sum_, name = _named(newest, NEWEST)
        known = work / "published"
        before = _named(known.read_bytes(), known) if known.exists() else None
        if before and not again:
            if before[0] == sum_ and (site / "index.html").is_file():
                return f"Nothing new: {name} is published already, or was gone back from."
            if _moment(name) < _moment(before[1]):
                raise Refused(
                    f"{name} is older than {before[1]}, which came before it: see --again"
                )
        archive = work / "archive.part"
        with archive.open("wb") as file:
            found = _copy(source, name, file)
        if found != sum_:
            raise Refused(f"{name} is not the file that {NEWEST} names: half of it, or another")
        _unpack(archive, name.removesuffix(".tar"), work / "new")
        archive.unlink()
        _publication("put", str(work / "new"), str(site))
        beside = work / "published.part"
        _write(io.BytesIO(newest), beside)
        beside.replace(known)
    return f"Published {name}."


@contextmanager
def _alone(site: Path) -> Iterator[Path]:
    """Yield a folder beside the site to work in, kept from others and without their leavings."""
    import fcntl

    work = site.with_name(f".{site.name}.update")
    work.mkdir(parents=True, exist_ok=True)
    handle = os.open(work, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Refused(f"{site}: another update is under way – wait until it has ended") from None
    else:
        _clear(work)
        try:
            yield work
        finally:
            _clear(work)
    finally:
        os.close(handle)


def _clear(work: Path) -> None:
    shutil.rmtree(work / "new", ignore_errors=True)
    for part in work.glob("*.part"):
        part.unlink()


class _Secure(urllib.request.HTTPRedirectHandler):
    """Follows where a server leads, never from https to what can be changed on the way."""

    def redirect_request(  # type: ignore[no-untyped-def] # as it is there
        self, req, fp, code, msg, headers, newurl
    ) -> urllib.request.Request | None:
        if req.type == "https" and not newurl.startswith("https:"):
            raise Refused(f"{req.full_url} leads to {newurl}, which is not secure")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


@contextmanager
def _opened(source: str, name: str) -> Iterator[IO[bytes]]:
    """Open a file of the folder or the address that the operator named."""
    if re.match(r"https?://", source, re.IGNORECASE):
        address = f"{source.rstrip('/')}/{name}"
        try:
            opener = urllib.request.build_opener(_Secure)
            with opener.open(address, timeout=_SECONDS) as answer:
                yield answer
        except urllib.error.HTTPError as error:
            raise Refused(f"{address}: the server answers {error.code} {error.reason}") from None
        except urllib.error.URLError as error:
            raise Refused(f"{address}: {error.reason}") from None
        except (http.client.HTTPException, ValueError) as error:
            raise Refused(f"{address}: {str(error) or type(error).__name__}") from None
    elif "://" in source:
        raise Refused(f"{source} is neither a folder nor an https address")
    else:
        with (Path(source) / name).open("rb") as file:
            yield file


def _copy(source: str, name: str, to: IO[bytes]) -> str:
    """Copy a file of the source; return its SHA-256."""
    sum_, length = hashlib.sha256(), 0
    with _opened(source, name) as file:
        while piece := file.read(1 << 20):
            length += len(piece)
            if length > _LARGEST:
                raise Refused(f"{name} is larger than {_LARGEST >> 20} MB")
            sum_.update(piece)
            to.write(piece)
    return sum_.hexdigest()


def _small(source: str, name: str) -> bytes:
    with _opened(source, name) as file:
        data = file.read(_SMALL + 1)
    if len(data) > _SMALL:
        raise Refused(f"{name} is larger than {_SMALL >> 20} MB")
    return data


def _authenticate(data: bytes, signature: bytes, signers: Path, work: Path) -> None:
    """Raise Refused unless one of the signers signed the data."""
    if not signers.is_file():
        raise Refused(f"{signers}: the file of those who may sign is not there")
    beside = work / "signature.part"
    beside.write_bytes(signature)
    command = ["ssh-keygen", "-Y", "verify", "-f", str(signers), "-s", str(beside)]
    command += ["-I", _SIGNER, "-n", _SIGNER]
    try:
        run = subprocess.run(command, input=data, capture_output=True, check=False)
    except FileNotFoundError:
        raise Refused("ssh-keygen, which checks signatures, is not here: install it") from None
    if run.returncode:
        told = " ".join(run.stderr.decode(errors="replace").split())
        raise Refused(f"{NEWEST} is not signed by one of {signers}: {told}")


def _named(newest: bytes, where: str | Path) -> tuple[str, str]:
    """Return the SHA-256 and the name of an archive."""
    found = _LINE.fullmatch(newest.decode(errors="replace").rstrip("\n"))
    if not found or not _NAME.fullmatch(found[2]):
        raise Refused(f"{where} does not name an archive as sha256sum does")
    return found[1], found[2]


def _moment(name: str) -> str:
    found = _NAME.fullmatch(name)
    return found[1] if found else ""


def _unpack(archive: Path, top: str, new: Path) -> None:
    """Write the site of an archive into a folder, each file as the archive's own list has it.

    Python before 3.11.4, which Debian 12 has, cannot unpack with a filter; here nothing of a member
    is heeded but its name and what is in it, and only plain files are taken.
    """
    try:
        with tarfile.open(archive, "r:") as tar:
            listed = _listed(tar, f"{top}/{SUMS}")
            seen = set[str]()
            while member := tar.next():
                path = _path(member, top)
                if path not in listed or path in seen:
                    raise Refused(f"{path} is twice in the archive, or not in its {SUMS}")
                seen.add(path)
                content = tar.extractfile(member)
                assert content
                to = new / path[len("site/") :] if path.startswith("site/") else None
                if _write(content, to) != listed[path]:
                    raise Refused(f"{path} in the archive is not what its {SUMS} says")
    except (tarfile.TarError, ArithmeticError, EOFError, LookupError, ValueError) as error:
        raise Refused(f"{top}.tar cannot be read: {error}") from None
    if lost := sorted(set(listed) - seen):
        raise Refused(f"{lost[0]} is not in the archive, which lists it")
    if not (new / "index.html").is_file():
        raise Refused(f"{top}.tar has no site in it")


def _listed(tar: tarfile.TarFile, name: str) -> dict[str, str]:
    """Return the SHA-256 of each file by its path, as the archive lists them at its start."""
    first = tar.next()
    content = tar.extractfile(first) if first and first.isfile() and first.name == name else None
    text = content.read(16 * _SMALL).decode() if content else ""
    lines = [_LINE.fullmatch(line) for line in text.splitlines()]
    if not all(lines) or not 0 < len(lines) <= _FILES:
        raise Refused(f"{name}, the list of at most {_FILES} files, is not first in the archive")
    return {line[2]: line[1] for line in lines if line}


def _path(member: tarfile.TarInfo, top: str) -> str:
    """Return where a member stands below the archive's folder; raise Refused where it must not."""
    own, parts = PurePosixPath(member.name), member.name.split("/")
    if member.type not in (tarfile.REGTYPE, tarfile.AREGTYPE):
        raise Refused(f"{member.name!r} in the archive is not a file")
    if not member.name.isprintable() or {"", ".", ".."} & set(parts) or "\\" in member.name:
        raise Refused(f"{member.name!r} is no name that is unpacked")
    if parts[0] != top or len(parts) < 2:
        raise Refused(f"{member.name} does not stand in {top}/")
    inner = parts[1:]
    if inner[0] == "site" and (own.suffix not in _TYPES or any(p[0] == "." for p in inner)):
        raise Refused(f"{member.name} is no kind of file that a site has")
    return "/".join(inner)


def _write(content: IO[bytes], to: Path | None) -> str:
    """Return the SHA-256 of what is read; write it to a file too, if there is one."""
    sum_ = hashlib.sha256()
    if to:
        to.parent.mkdir(parents=True, exist_ok=True)
    with to.open("xb") if to else nullcontext() as file:
        while piece := content.read(1 << 20):
            sum_.update(piece)
            if file:
                file.write(piece)
        if file:
            # A power cut after the swap must not leave empty files where the link leads.
            file.flush()
            os.fsync(file.fileno())
    return sum_.hexdigest()


def _publication(*arguments: str) -> str:
    """Run the publication; return what it says, raise Refused with what it says is wrong."""
    command = [sys.executable, "-I", str(_PUBLICATION), *arguments]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        raise Refused((run.stderr or run.stdout).strip())
    return run.stdout.strip()


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    told = (__doc__ or "").partition("\n")
    parser = argparse.ArgumentParser(
        description=told[0], epilog=told[2], formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("pull", "back", "check"):
        command = commands.add_parser(name)
        if name == "pull":
            command.add_argument("source", metavar="FROM")
            command.add_argument("--signers", type=Path, metavar="FILE")
            command.add_argument(
                "--again", action="store_true", help="though it was published before, or is older"
            )
        command.add_argument("site", type=Path, metavar="SITE")
    options = parser.parse_args(arguments)
    if options.site.name in ("", ".."):
        parser.error("SITE must have a name: /srv/guideline/site")
    return options


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0, or 1 where something is wrong."""
    options = _options(arguments)
    # Whoever starts this may keep their files to themselves; readers of the site are all.
    os.umask(0o022)
    try:
        if options.command == "pull":
            told = pull(options.source, options.site, options.signers, options.again)
        elif options.command == "back":
            with _alone(options.site):
                told = _publication("back", str(options.site))
        else:
            told = _publication("check", str(options.site))
    except Refused as error:
        print(f"{options.site} stays as it is: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        told = f"{where}{error.strerror or error}"
        print(f"{options.site} stays as it is: {told}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"Stopped; {options.site} is whole.", file=sys.stderr)
        return 1
    print(told)
    return 0


if __name__ == "__main__":
    sys.exit(main())

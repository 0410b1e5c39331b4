"""Questions to a web server, letter by letter: no client mends an address or unpacks an answer."""

from __future__ import annotations

import http.client
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

__all__ = ["Answer", "Site"]


@dataclass(frozen=True)
class Answer:
    """What a server answers."""

    status: int
    headers: Message
    body: bytes

    def all(self, name: str) -> list[str]:
        """Return what a header says, each time that it says it."""
        return [str(value) for value in self.headers.get_all(name, [])]

    def one(self, name: str) -> str:
        """Return what a header says, or nothing; it says no two things."""
        values = {*self.all(name)}
        assert len(values) <= 1, (name, values)
        return values.pop() if values else ""


@dataclass(frozen=True)
class Site:
    """A site that is served: its address, ending with a slash, its folder, and the server's log."""

    address: str
    folder: Path
    log: Path

    @property
    def path(self) -> str:
        """The path of the site below the host, ending with a slash."""
        return urlsplit(self.address).path

    def ask(self, target: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for what lies below the site's address; `_` in a header's name is a hyphen."""
        return self.ask_host(self.path + target, method, **headers)

    def ask_host(self, target: str, method: str = "GET", **headers: str) -> Answer:
        """Ask the host, with the target as it is written."""
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=20)
        connection._validate_path = lambda _: None  # type: ignore[attr-defined] # as it is written
        try:
            connection.putrequest(
                method, target, skip_host="Host" in headers, skip_accept_encoding=True
            )
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            return Answer(answer.status, answer.msg, answer.read())
        finally:
            connection.close()

    def page(self, name: str) -> bytes:
        """Return a file of the folder."""
        return (self.folder / name).read_bytes()

    def files(self, *suffixes: str) -> list[str]:
        """Return the paths of all files of some suffixes, in their order."""
        found = (path.relative_to(self.folder) for path in self.folder.rglob("*"))
        return sorted(path.as_posix() for path in found if path.suffix in suffixes)

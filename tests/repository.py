"""A small guideline in a Git repository of its own, and the report on its newest commit."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from rinnakkain.act import UNWRITTEN
from tests.tracked import Tracked, tracked

__all__ = ["FORGE", "PERSON", "Report", "Repository", "filled", "follow", "repository"]

FORGE = "https://github.com/small-town/guideline"
PERSON = {
    "GIT_AUTHOR_NAME": "Somebody",
    "GIT_AUTHOR_EMAIL": "somebody@example.org",
    "GIT_COMMITTER_NAME": "Somebody",
    "GIT_COMMITTER_EMAIL": "somebody@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


class Repository:
    """A guideline under Git: commit on a day, on branches, and read what is told."""

    def __init__(self, small: Tracked) -> None:
        self.small = small
        self.root = small.root
        self.git("init", "--quiet", "--initial-branch", "main")
        self.commit("2026-11-20")

    def git(
        self, *arguments: str, day: str = "2026-11-27", at: str = "12:00", check: bool = True
    ) -> str:
        """Run Git in the repository as somebody in Finland does; return what it prints."""
        when = f"{day}T{at}:00+02:00"
        done = subprocess.run(
            ["git", "-C", str(self.root), *arguments],
            env=os.environ | PERSON | {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when},
            capture_output=True,
            text=True,
            check=check,
        )
        return done.stdout

    def commit(self, day: str = "2026-11-27") -> None:
        """Commit everything as it stands."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "Texts", day=day)

    def edit(self, *changes: tuple[str, str, str], day: str = "2026-11-27") -> None:
        """Change pieces of files (file, old, new), and commit them together."""
        for file, old, new in changes:
            self.small.change(file, old, new)
        self.commit(day)

    def run(self, *arguments: str, linked: bool = True) -> subprocess.CompletedProcess[str]:
        """Run the report as the workflow does, against the branch `main` if nothing else."""
        where = ("--repository", FORGE, "--branch", "proposal") if linked else ()
        base = () if "--base" in arguments else ("--base", "main")
        command = [sys.executable, "-m", "rinnakkain", "--root", str(self.root), "report"]
        return subprocess.run(
            [*command, *base, *where, *arguments],
            env=os.environ | PERSON,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def report(self, *arguments: str, linked: bool = True, is_spoiled: bool = False) -> Report:
        """Return the report, which must have been made; it fails where the record is spoiled."""
        done = self.run(*arguments, linked=linked)
        assert (done.returncode, "Traceback" in done.stderr) == (is_spoiled, False), done.stderr
        return Report(done.stdout)

    def neighbours(self, *rows: tuple[int, str, str, list[str]]) -> Path:
        """Write the list of other open proposals: number, title, branch, files."""
        file = self.root.parent / "open changes.json"
        listed = [
            {"number": n, "title": t, "headRefName": b, "files": [{"path": path} for path in files]}
            for n, t, b, files in rows
        ]
        file.write_text(json.dumps(listed), encoding="utf-8")
        return file


class Report:
    """A report, as its readers see it: a section a language, and links by their names."""

    def __init__(self, text: str) -> None:
        self.text = text
        pattern = r"^\[([^\]]+)\]: (https://\S+)$"
        self.links = dict(re.findall(pattern, text, re.MULTILINE))

    def section(self, code: str) -> str:
        """Return one language's section, without its Markdown for line breaks and links."""
        names = {"fi": "## Suomeksi", "sv": "## På svenska", "en": "## In English"}
        start = self.text.index(names[code])
        body = self.text[start:].split("\n## ", 1)[0]
        return re.sub(r"^\[[^\]]+\]: https://\S+$", "", body, flags=re.MULTILINE).strip()

    def offers(self, code: str = "en") -> list[str]:
        """Return the words of the links that make an entry, in one language."""
        return re.findall(r"^- \[(.+?)\]\[\d{4}-[^\]]+\]", self.section(code), re.MULTILINE)

    def offered(self, words: str) -> str:
        """Return the address behind the words of a link in English."""
        pattern = rf"^- \[{re.escape(words)}\]\[([^\]]+)\]"
        (name,) = re.findall(pattern, self.section("en"), re.MULTILINE)
        return str(self.links[name])


def filled(address: str) -> tuple[str, str]:
    """Return the file and the text that a link fills in, as the forge takes them from it."""
    fields = parse_qs(urlsplit(address).query, strict_parsing=True)
    return fields["filename"][0], fields["value"][0]


def follow(small: Tracked, address: str, *sentences: str) -> str:
    """Save the file of a link, each sentence in the place of the next `…`; return its text."""
    file, text = filled(address)
    head, mark, tail = text.partition("what:")
    for sentence in sentences:
        tail = tail.replace(UNWRITTEN, sentence, 1)
    small.write(file, head + mark + tail)
    return head + mark + tail


def repository(root: Path) -> Repository:
    """Return a small guideline with a record, committed, on a branch for a proposal."""
    own = Repository(tracked(root / "small ä guideline"))
    own.git("checkout", "--quiet", "-b", "proposal")
    return own

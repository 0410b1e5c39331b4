"""What the site is made of: every part known, pinned, named in the bill, and asked about."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from rinnakkain import bill, vulnerabilities
from tests.small import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
NPM = ROOT / "tests/node/package-lock.json"


def pins(lock: Path) -> list[tuple[Requirement, list[str]]]:
    """Return what a lock file of pip asks for, with the hashes of each."""
    text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    rows = [line.split(" --hash=") for line in text.splitlines()]
    return [(Requirement(head), [one.strip() for one in hashes]) for head, *hashes in rows]


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    """The bill, as the command prints it."""
    command = [sys.executable, "-m", "rinnakkain.bill"]
    done = subprocess.run(command, capture_output=True, check=True, cwd=ROOT, timeout=300)
    table = json.loads(done.stdout)
    assert isinstance(table, dict)
    return table


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_part_is_the_one_that_was_looked_at(lock: Path) -> None:
    """Nothing else than what was tested is installed, whoever holds the package's name today."""
    rows = pins(lock)
    assert rows
    for requirement, hashes in rows:
        assert re.fullmatch(r"==[^=*]+", str(requirement.specifier)), requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in hashes), requirement
        assert requirement.url is None


def test_what_makes_the_site_is_what_was_tested() -> None:
    """No part has one version where the tests run and another where the site is built."""
    held = {
        name: {(one.name, str(one.specifier)): hashes for one, hashes in pins(_lock(name))}
        for name in ("site", "words", "test")
    }
    for name in ("site", "words"):
        assert held[name].items() <= held["test"].items()


def _lock(name: str) -> Path:
    return ROOT / f"requirements/{name}.txt"


def test_what_comes_from_npm_is_pinned_too_and_from_no_address() -> None:
    """A lock file names no machine: whoever builds chooses where the parts are loaded from."""
    lock = json.loads(NPM.read_text(encoding="utf-8"))
    rows = {place: row for place, row in lock["packages"].items() if place}
    assert rows
    assert {row["integrity"].split("-")[0] for row in rows.values()} == {"sha512"}
    assert not [place for place, row in rows.items() if "resolved" in row]
    for file in (*LOCKS, NPM):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"^--|@ (?:https?|git|file)", text, re.MULTILINE)
        # The pages on which makers ask for gifts are no source of anything.
        said = set(re.findall(r'"([\w-]+)": "https?://', text))
        assert said <= {"url"}, said


def test_the_readme_says_what_every_part_is_for() -> None:
    """Nothing is depended on without a reason that a reader of the README can judge."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = table["project"]
    extras = (*project["optional-dependencies"].values(), *table["dependency-groups"].values())
    groups = (project["dependencies"], *extras)
    # No lock file is left out of the bill.
    node = json.loads(NPM.with_name("package.json").read_text(encoding="utf-8"))
    names = {Requirement(one).name for group in groups for one in group}
    names |= {*node["devDependencies"], *node["optionalDependencies"]}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = " ".join(re.findall(r"^\| .+ \|$", readme, re.MULTILINE)).casefold()
    told = {re.sub(r"\W", "", word) for word in re.split(r"[,;|()\s]+", rows)}
    missing = {
        name
        for name in names
        if re.sub(r"\W", "", name) not in told and NAMED.get(name, "–") not in rows
    }
    assert missing == set()


# What people call otherwise than pip does.
NAMED = {
    "mkdocs-material": "material for mkdocs",
    "markdown": "python-markdown",
    "lingua-language-detector": "lingua",
    "beautifulsoup4": "beautiful soup",
}


# The bill.


def test_the_bill_is_what_its_standard_describes(made: dict[str, Any]) -> None:
    """Any tool that reads CycloneDX reads it: nothing too much, nothing missing."""
    version = SchemaVersion.from_version(bill.VERSION)
    assert JsonStrictValidator(version).validate_str(json.dumps(made)) is None


def test_the_bill_names_every_part_with_what_holds_it(made: dict[str, Any]) -> None:
    """Whoever answers for the site's parts finds each: version, hashes, licence, and what for."""
    assert {lock.stem for lock in LOCKS} == set(bill.LOCKS)
    parts = {one["bom-ref"]: one for one in made["components"]}
    assert len(parts) == len(made["components"])
    site = {f"pkg:pypi/{canonicalize_name(one.name)}@{str(one.specifier)[2:]}": own
            for one, own in pins(ROOT / "requirements/site.txt")}  # fmt: skip
    required = {ref for ref, one in parts.items() if one["scope"] == "required"}
    fonts = {f"src/rinnakkain/fonts/{path.name}" for path in FONTS.glob("*.ttf")}
    assert fonts
    assert required == site.keys() | fonts
    for ref, hashes in site.items():
        (locked,) = parts[ref]["externalReferences"]
        assert [f"sha256:{one['content']}" for one in locked["hashes"]] == hashes
    assert [ref for ref in fonts if not parts[ref]["licenses"]] == []
    # What only tests use is told apart, and is all there.
    rest = {ref for ref in parts if ref.startswith("pkg:npm/")}
    lock = json.loads(NPM.read_text(encoding="utf-8"))["packages"]
    loaded = {(at.rsplit("node_modules/")[-1], row["version"]) for at, row in lock.items() if at}
    assert {(parts[ref]["name"], parts[ref]["version"]) for ref in rest} == loaded
    assert not rest & required


def test_what_is_installed_has_a_licence_in_the_bill(made: dict[str, Any]) -> None:
    """Nothing makes the site that somebody might not be allowed to use."""
    here = {
        f"pkg:pypi/{canonicalize_name(one.name)}@{str(one.specifier)[2:]}"
        for one, _ in pins(ROOT / "requirements/site.txt")
        if not one.marker or one.marker.evaluate()
    }
    own = [one for one in made["components"] if one["bom-ref"] in here]
    assert len(own) == len(here)
    assert [one["name"] for one in own if not one.get("licenses")] == []


def test_the_bill_of_the_same_parts_is_the_same_and_names_no_machine(
    made: dict[str, Any],
) -> None:
    """Two bills can be compared: no clock, no number drawn by chance, no folder of anybody."""
    assert bill.bill(ROOT) == made
    assert not {"serialNumber", "timestamp"} & {*made, *made["metadata"]}
    text = json.dumps(made)
    assert str(ROOT) not in text
    assert sys.prefix not in text
    assert "file:" not in text


FONTS = ROOT / "src/rinnakkain/fonts"


# What is known against them: the real tools, asked against a service of the tests' own.


@contextmanager
def service(answers: dict[str, object]) -> Iterator[str]:
    """Serve what is known: by the name of a package, and nothing of any other."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            asked = json.loads(body)
            name = asked["package"]["name"] if "package" in asked else "npm"
            answer = json.dumps(answers.get(name, {})).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def do_GET(self) -> None:
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


OSV = ("--vulnerability-service", "osv", "--osv-url")
WEAK = {
    "vulns": [
        {
            "id": "GHSA-0000-0000-0000",
            "modified": "2026-11-24T00:00:00Z",
            "summary": "It opens the door.",
            "affected": [{"package": {"name": "pyyaml", "ecosystem": "PyPI"}, "ranges": []}],
        }
    ]
}
ADVISORY = {
    "axe-core": [
        {
            "id": 1,
            "url": "https://advisories.example/1",
            "title": "It opens the door.",
            "severity": "high",
            "vulnerable_versions": "*",
        }
    ]
}


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """A lock file of three parts of the site: each is asked about by itself."""
    blocks = re.split(r"\n(?=\S)", (ROOT / "requirements/site.txt").read_text(encoding="utf-8"))
    file = tmp_path / "few.txt"
    chosen = [one for one in blocks if one.startswith(("babel==", "pyyaml==", "segno=="))]
    file.write_text("\n".join(chosen) + "\n", encoding="utf-8")
    return file


def test_what_is_known_against_a_part_is_told_and_stops(few: Path) -> None:
    """Whoever looks after the site reads which part it is, and what to do."""
    with service({"pyyaml": WEAK, "npm": ADVISORY}) as address:
        (line,) = vulnerabilities.python(few, (*OSV, address))
        assert re.fullmatch(rf"{few}: pyyaml \S+: GHSA-0000-0000-0000 – run `make lock`.*", line)
        others = vulnerabilities.npm(NPM, ("--registry", address))
    # And of each part that leans on it.
    assert any(other.startswith(f"{NPM}: axe-core: high – run `make lock`") for other in others)


def test_where_nothing_is_known_nothing_is_said(few: Path) -> None:
    """A quiet answer is an answer: every part was asked about."""
    with service({}) as address:
        assert vulnerabilities.python(few, (*OSV, address)) == []
        assert vulnerabilities.npm(NPM, ("--registry", address)) == []


def test_where_nobody_answers_nothing_counts_as_checked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the network it says in a line a file what was not checked, and fails."""
    # A port that nobody listens on.
    with service({}) as address:
        pass
    monkeypatch.setattr(vulnerabilities.python, "__defaults__", ((*OSV, address),))
    monkeypatch.setattr(
        vulnerabilities.npm, "__defaults__", (("--registry", address, "--fetch-retries", "0"),)
    )
    monkeypatch.chdir(ROOT)
    assert vulnerabilities.main() == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[1] for line in lines] == ["not checked"] * (len(LOCKS) + 1)
    assert all(
        line.endswith(" – run this again where the network can be reached") for line in lines
    )
    assert all(len(line) < 300 for line in lines)

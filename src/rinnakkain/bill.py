"""The bill of materials: what the site is made of, with hashes and licences, in CycloneDX.

`make bill` prints it; it needs what the tests need, and no network.
"""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["VERSION", "bill", "main"]

# Of CycloneDX, https://cyclonedx.org/docs/1.6/json/
VERSION = "1.6"
# The lock files of Python by what a part in them is for: what makes the site comes first.
LOCKS = {"site": "required", "words": "excluded", "test": "excluded", "exit": "excluded"}
_NPM = "tests/node/package-lock.json"
_FONTS = "src/rinnakkain/fonts"
_ALGORITHMS = {"sha256": "SHA-256", "sha384": "SHA-384", "sha512": "SHA-512"}

Table = dict[str, Any]


def bill(root: Path) -> Table:
    """Return the bill of the project below `root`, as CycloneDX has it in JSON.

    What makes the site is `required`, what only tests or computes words is `excluded`; the same
    files give the same bill. Raises `subprocess.CalledProcessError` where one cannot be read.
    """
    # The licences and what needs what are known of what is installed, the hashes of what is locked.
    made = _tool("environment", sys.executable, "--pyproject", str(root / "pyproject.toml"))
    main = made["metadata"]["component"]
    installed = {one["purl"]: one for one in made["components"] if "purl" in one}
    names = {one["bom-ref"]: purl for purl, one in installed.items()}
    parts: dict[str, Table] = {}
    for lock, scope in LOCKS.items():
        for locked in _tool("requirements", str(root / f"requirements/{lock}.txt"))["components"]:
            if locked["purl"] not in parts:
                known = installed.get(locked["purl"], {})
                parts[locked["purl"]] = _python(locked, known) | {"scope": scope}
    required = [purl for purl, one in parts.items() if one["scope"] == "required"]
    for one in (*_fonts(root), *_npm(root)):
        parts[one["bom-ref"]] = one
    needs = {
        purl: sorted({names[ref] for ref in row.get("dependsOn", ()) if names.get(ref) in parts})
        for row in made["dependencies"]
        if (purl := names.get(row["ref"])) in parts
    }
    fonts = [ref for ref, one in parts.items() if one["type"] == "file"]
    needs[main["bom-ref"]] = sorted((*required, *fonts))
    return {
        **{key: made[key] for key in ("$schema", "bomFormat", "specVersion", "version")},
        "metadata": {key: made["metadata"][key] for key in ("component", "properties", "tools")},
        "components": [parts[ref] for ref in sorted(parts)],
        "dependencies": [{"ref": ref, "dependsOn": needs[ref]} for ref in sorted(needs)],
    }


def main() -> int:
    """Print the bill of the project in this folder."""
    print(json.dumps(bill(Path()), ensure_ascii=False, indent=2))
    return 0


def _tool(*arguments: str) -> Table:
    """Return what cyclonedx-py says, without a clock or a random number in it."""
    own = Path(sys.executable).with_name("cyclonedx-py")
    options = ("--output-reproducible", "--short-PURLs", "--no-validate", "--spec-version", VERSION)
    done = subprocess.run([own, *arguments, *options], capture_output=True, check=True)
    table = json.loads(done.stdout)
    assert isinstance(table, dict)
    return table


def _python(locked: Table, installed: Table) -> Table:
    """Return a part from its line in a lock file, with what is known where it is installed."""
    own = {key: locked[key] for key in ("name", "purl", "type", "version")}
    hashes = [
        {"type": "distribution", "url": locked["purl"], "hashes": reference["hashes"]}
        for reference in locked.get("externalReferences", ())
        if reference["type"] == "distribution"
    ]
    known = {key: installed[key] for key in ("description", "licenses") if key in installed}
    return own | known | {"bom-ref": locked["purl"], "externalReferences": hashes}


def _npm(root: Path) -> Iterator[Table]:
    """Yield what comes from npm for the tests alone.

    `npm sbom` refuses the tree of Lighthouse, which asks for the newest of two packages.
    """
    lock = json.loads((root / _NPM).read_text(encoding="utf-8"))
    for place, row in lock["packages"].items():
        if not place:
            continue
        name = place.rsplit("node_modules/", 1)[1]
        algorithm, digest = row["integrity"].split("-", 1)
        purl = f"pkg:npm/{name.replace('@', '%40')}@{row['version']}"
        licence = row.get("license")
        yield {
            **{"bom-ref": purl, "name": name, "purl": purl, "version": row["version"]},
            **({"licenses": [_licence(licence)]} if licence else {}),
            "hashes": [{"alg": _ALGORITHMS[algorithm], "content": base64.b64decode(digest).hex()}],
            "scope": "excluded",
            "type": "library",
        }


def _licence(said: str) -> Table:
    return {"expression": said} if " " in said else {"license": {"id": said}}


def _fonts(root: Path) -> Iterator[Table]:
    """Yield the fonts that lie in the source, each with the licence that lies beside it."""
    for path in sorted((root / _FONTS).glob("*.ttf")):
        licence = path.with_name(f"{path.stem.split('_')[0]}-OFL.txt")
        yield {
            "bom-ref": f"{_FONTS}/{path.name}",
            "name": path.name,
            "hashes": [
                {"alg": "SHA-256", "content": hashlib.sha256(path.read_bytes()).hexdigest()}
            ],
            "licenses": [{"license": {"id": "OFL-1.1"}}] if licence.is_file() else [],
            "scope": "required",
            "type": "file",
        }


if __name__ == "__main__":
    sys.exit(main())

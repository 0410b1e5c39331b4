"""The templates of others that our overrides stand in for or lean on, as they were last looked at.

`python -m tests.building.templates > tests/building/templates.yml` says that they have been.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import yaml

from tests.small import ROOT

__all__ = ["KEPT", "NEEDS", "Looked", "differences", "looked", "overridden"]

KEPT = Path(__file__).with_suffix(".yml")
MATERIAL = "material/templates"
# What a file needs to be looked at for beside the template that has its own path: Material finds
# ours in its place. A star stands for a fingerprint.
NEEDS = {
    "assets/site.css": (f"{MATERIAL}/assets/stylesheets/main.*.min.css",),
    "main.html": (f"{MATERIAL}/base.html",),
    "sitemap.xml": ("mkdocs_static_i18n/custom_i18n_sitemap/sitemap.xml",),
}
REST = "the rest"
# Each override, the templates that it needs to be looked at for, and the digest of each part.
Looked = Mapping[str, Mapping[str, Mapping[str, str]]]

_CHANGES_ANYWAY = re.compile(
    r"""\.[0-9a-f]{8}(?=\.min\.)  # the fingerprint of a file
    |(?<=mkdocs-material-)[\d.]+  # the version that is named in a page""",
    re.VERBOSE,
)
_BLOCK = re.compile(r"\{%-?\s*(?:block\s+(\w+)|(endblock))\b.*?%\}")
_BRACE = re.compile(r"([^{}]*)([{}])")
_WORD = re.compile(r"[a-z][a-z-]*")
_CLASS = re.compile(r"\.([a-z][a-z-]*)")


def installed() -> Path:
    """Return the folder that the engine's packages are installed in."""
    spec = find_spec("material")
    assert spec
    assert spec.origin
    return Path(spec.origin).parents[1]


def overridden(overrides: Path) -> list[str]:
    """Return the paths of our files below `overrides`."""
    files = (file for file in sorted(overrides.rglob("*")) if file.is_file())
    return [file.relative_to(overrides).as_posix() for file in files]


def looked(overrides: Path, packages: Path) -> Looked:
    """Return what there is to look at for each of our files, in the packages as they are."""
    there: dict[str, dict[str, dict[str, str]]] = {}
    for name in overridden(overrides):
        there[name] = {}
        for template in (f"{MATERIAL}/{name}", *NEEDS.get(name, ())):
            for file in packages.glob(template):
                text = _CHANGES_ANYWAY.sub("", _text(file))
                parts = _sheet(text) if file.suffix == ".css" else _blocks(text)
                there[name][template] = {part: _digest(parts[part]) for part in sorted(parts)}
    return there


def differences(kept: Looked, overrides: Path, packages: Path) -> list[str]:
    """Return a line for each of our files that is to be looked at again, and why.

    Most of Material's stylesheet is for what no page of ours holds: nobody is asked about that.
    """
    there = looked(overrides, packages)
    ours = {word for name in there for word in _WORD.findall(_text(overrides / name))}
    told = [
        f"{name} is listed, and there is no such file in overrides/"
        for name in sorted({*kept, *NEEDS} - {*there})
    ]
    for name, templates in there.items():
        if name not in kept:
            told.append(f"overrides/{name} is not listed")
            continue
        for template in sorted({*templates, *kept[name]}):
            old, new = kept[name].get(template, {}), templates.get(template, {})
            parts = [part for part in sorted({*old, *new}) if old.get(part) != new.get(part)]
            parts = [part for part in parts if part[0] != "." or part[1:] in ours]
            if parts:
                verb = "changed" if old and new else "brought" if new else "no longer has"
                told.append(
                    f"{_release(template)} {verb} {template} ({', '.join(parts)}): "
                    f"look at overrides/{name} again"
                )
    return told


def _blocks(text: str) -> dict[str, str]:
    """Return each block of a template by its name, without those in it, and what is outside."""
    parts = {REST: ""}
    within = [REST]
    end = 0
    for match in _BLOCK.finditer(text):
        parts[within[-1]] += text[end : match.end()]
        end = match.end()
        if match[1]:
            within.append(match[1])
            parts.setdefault(match[1], "")
        else:
            within.pop()
    parts[REST] += text[end:]
    return parts


def _sheet(text: str) -> dict[str, str]:
    """Return the rules of a stylesheet by the first class that they are for."""
    parts: dict[str, str] = {}
    within: list[str] = []
    for before, brace in _BRACE.findall(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)):
        if brace == "{":
            within.append(before)
            continue
        selector = _CLASS.search("{".join(within))
        part = f".{selector[1]}" if selector else REST
        parts[part] = parts.get(part, "") + "{".join((*within, before))
        within.pop()
    return parts


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _release(template: str) -> str:
    package = metadata.packages_distributions()[template.split("/")[0]][0]
    return f"{package} {metadata.version(package)}"


def main() -> None:
    """Print the templates as they are now."""
    print("# Written by tests/building/templates.py, which says what it is for.")
    print(yaml.safe_dump(looked(ROOT / "overrides", installed())), end="")


if __name__ == "__main__":
    main()

"""The successor: the one place that knows Zensical, which can build the staged pages too."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from rinnakkain import settings
from rinnakkain.guideline import Guideline
from rinnakkain.staging import DOOR_LOCALE

__all__ = ["PROGRAM", "Failed", "build"]

# Where `make` installs it: beside what runs this, in a venv of its own.
PROGRAM = Path(sys.prefix) / "exit" / "bin" / "zensical"
_TEMPLATES = "overrides"
# What MkDocs puts before the extensions of mkdocs.yml, and Zensical does not.
_BUILTIN = ("toc", "tables", "fenced_code")
# What it writes by itself, and no page of ours asks for: its search has 440 KB of texts.
_UNASKED = ("search.json",)
_TARGET = re.compile(r'(<[a-z][^<>]*?\s(?:href|src)=")([^"#][^"]*)(?=")')
# How it tells of a fault in a page: what, and then where, both in colours.
_COLOUR = re.compile(r"\x1b\[[\d;]*m")
_WARNING = re.compile(r"^Warning: (.+)\n\W*\[ (\S+:\d+):\d+ \]", re.MULTILINE)
# In seconds; the real guideline takes two.
_PATIENCE = 300

# What stands before a template of ours, so that it finds what MkDocs and mkdocs-static-i18n hand
# it. One run builds all languages: each has its own part of the navigation, and none goes on into
# the next one.
_BRIDGES = {
    "main.html": """\
{%- set bridge = namespace(nav=[], page=page) -%}
{%- if page and page.meta and page.meta.locale -%}
  {%- for part in nav.items -%}
    {%- if part.title == page.meta.locale -%}{%- set bridge.nav = part.children -%}{%- endif -%}
  {%- endfor -%}
{%- endif -%}
{%- if page and page.previous_page and page.previous_page.meta.locale != page.meta.locale -%}
  {%- set bridge.page = dict(bridge.page, previous_page=none) -%}
{%- endif -%}
{%- if page and page.next_page and page.next_page.meta.locale != page.meta.locale -%}
  {%- set bridge.page = dict(bridge.page, next_page=none) -%}
{%- endif -%}
{%- set page, items = bridge.page, bridge.nav | selectattr("meta") -%}
{%- set parts = items | selectattr("meta.part") | list -%}
{%- set apart = items | rejectattr("meta.part") | list -%}
""",
    "sitemap.xml": """\
{%- set bridge = namespace(files=[]) -%}
{%- for page in pages -%}{%- set bridge.files = bridge.files + [{"page": page}] -%}{%- endfor -%}
{%- set i18n_alternates = {"all": bridge.files} -%}
""",
}


class Failed(Exception):
    """The pages were not built; says why in a sentence."""


def build(
    guideline: Guideline,
    root: Path,
    staged: Path,
    handed: Mapping[str, object],
    folder: Path,
    program: Path = PROGRAM,
) -> Path:
    """Build what is `staged` in a new `folder`, and return the folder of the site within it.

    `handed` is what the settings of mkdocs.yml get at run time, as `engine.handed` returns it.
    Raises Failed where Zensical is not installed, or finds a fault.
    """
    if not program.is_file():
        raise Failed("Zensical is not installed: run `make rehearse-exit`, which installs it.")
    shutil.rmtree(folder, ignore_errors=True)
    for file in sorted(path for path in staged.rglob("*") if path.is_file()):
        name = file.relative_to(staged).as_posix()
        # Its folder holds what mkdocs-static-i18n puts at the root of the site.
        target = folder / "docs" / name.removeprefix(f"{DOOR_LOCALE}/")
        target.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix == ".md" and file.stem != "index":
            text = file.read_text(encoding="utf-8")
            target.write_text(_TARGET.sub(_from_file(name), text), encoding="utf-8")
        else:
            shutil.copyfile(file, target)
    # What else stands there is staged under a name of its own.
    for template in sorted((root / _TEMPLATES).rglob("*")):
        if template.suffix in (".html", ".xml"):
            target = folder / template.relative_to(root)
            target.parent.mkdir(parents=True, exist_ok=True)
            bridge = _BRIDGES.get(template.relative_to(root / _TEMPLATES).as_posix(), "")
            target.write_text(bridge + template.read_text(encoding="utf-8"), encoding="utf-8")
    config = yaml.safe_load((root / settings.FILE).read_text(encoding="utf-8"))
    written = folder / settings.FILE
    # JSON is YAML too.
    text = json.dumps(_configured(guideline, config) | dict(handed), ensure_ascii=False)
    written.write_text(text, encoding="utf-8")
    _run(program, written)
    return _tidied(folder / "site")


def _configured(guideline: Guideline, config: dict[str, object]) -> dict[str, object]:
    """Return the settings of mkdocs.yml as Zensical needs them."""
    options = guideline.settings.options
    names = dict.fromkeys((*_BUILTIN, *guideline.settings.extensions))
    own = ("plugins", "validation", "theme", "nav")
    # Without a theme's name it takes our templates alone, and publishes nothing of its theme.
    return {name: value for name, value in config.items() if name not in own} | {
        "docs_dir": "docs",
        "site_dir": "site",
        "theme": {"name": None, "custom_dir": _TEMPLATES},
        "nav": [
            "index.md",
            *(
                {code: [f"{code}/{name}" for name in guideline.settings.names]}
                for code in guideline.settings.codes
            ),
        ],
        "markdown_extensions": {name: options.get(name, {}) for name in names},
    }


def _from_file(name: str) -> Callable[[re.Match[str]], str]:
    """Let the addresses in the HTML of a page lead on from its file.

    Those of ours lead on from the page as it is published, a folder deeper; Zensical takes each for
    one that leads on from the file, and adds the folder.
    """
    page, folder = name.removesuffix(".md"), posixpath.dirname(name)

    def led(found: re.Match[str]) -> str:
        target = urlsplit(found[2])
        if target.scheme or target.netloc or target.path.startswith("/") or not target.path:
            return found[0]
        goal = posixpath.normpath(posixpath.join(page, target.path))
        path = posixpath.relpath(goal, folder) + "/" * target.path.endswith("/")
        return found[1] + target._replace(path=path).geturl()

    return led


def _run(program: Path, config: Path) -> None:
    command: list[str | Path] = [program, "build", "--clean", "--strict", "--config-file", config]
    try:
        done = subprocess.run(
            command,
            cwd=config.parent,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=_PATIENCE,
            check=False,
        )
    except OSError as error:
        raise Failed(f"Zensical does not run: {error.strerror}: {program}") from error
    except subprocess.TimeoutExpired:
        raise Failed(f"Zensical was still building after {_PATIENCE} seconds.") from None
    if done.returncode:
        told = _COLOUR.sub("", f"{done.stdout}\n{done.stderr}").strip()
        faults = [f"{place}: {what}" for what, place in _WARNING.findall(told)]
        raise Failed("\n".join(("Zensical says:", *(faults or told.splitlines()[-1:]))))


def _tidied(site: Path) -> Path:
    """Remove what no page asks for: what Zensical adds, and a template that came out empty."""
    for path in site.rglob("*"):
        if path.is_file() and (
            path.relative_to(site).as_posix() in _UNASKED or not path.stat().st_size
        ):
            path.unlink()
    return site

"""The templates of others under our overrides: whether they are still those that were looked at."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from tests.building import templates
from tests.building.templates import MATERIAL, REST
from tests.small import ROOT

OVERRIDES = ROOT / "overrides"
SHEET = "assets/stylesheets/main.*.min.css"


@pytest.fixture
def now() -> templates.Looked:
    """What there is to look at, in the packages as they are installed."""
    return templates.looked(OVERRIDES, templates.installed())


@pytest.fixture
def packages(tmp_path: Path, now: templates.Looked) -> Path:
    """A copy of the templates as they are installed, for a test to change."""
    for template in {template for names in now.values() for template in names}:
        for file in templates.installed().glob(template):
            copy = tmp_path / file.relative_to(templates.installed())
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, copy)
    return tmp_path


def test_no_template_has_changed_under_an_override() -> None:
    """Whoever renews the engine reads which of our files are to be looked at, and for what."""
    kept = yaml.safe_load(templates.KEPT.read_text(encoding="utf-8"))
    told = templates.differences(kept, OVERRIDES, templates.installed())
    then = "When that is done: python -m tests.building.templates > tests/building/templates.yml"
    assert not told, "\n".join((*told, then))


@pytest.mark.parametrize(
    ("template", "before", "new", "part", "name"),
    [
        ("base.html", "{% block header %}", "<p></p>", "header", "main.html"),
        ("base.html", "", "<p></p>", REST, "main.html"),
        ("404.html", "{% block content %}", "<p></p>", "content", "404.html"),
        (SHEET, "", ".md-typeset h1{color:red}", ".md-typeset", "assets/site.css"),
        (SHEET, "", "@media print{body{color:red}}", REST, "assets/site.css"),
    ],
)
def test_what_has_changed_is_named(
    now: templates.Looked,
    packages: Path,
    template: str,
    before: str,
    new: str,
    part: str,
    name: str,
) -> None:
    """The part that changed and our file are named, and nothing that did not change."""
    [file] = packages.glob(f"{MATERIAL}/{template}")
    text = file.read_text(encoding="utf-8")
    at = text.index(before) + len(before) if before else len(text)
    file.write_text(text[:at] + new + text[at:], encoding="utf-8")
    [line] = templates.differences(now, OVERRIDES, packages)
    assert f" changed {MATERIAL}/{template} ({part}): look at overrides/{name} again" in line


def test_what_changes_with_every_release_is_not_told(now: templates.Looked, packages: Path) -> None:
    """Nobody looks at a template for a new fingerprint or for the number of the release."""
    base = packages / MATERIAL / "base.html"
    text = base.read_text(encoding="utf-8")
    renewed = re.sub(r"\.[0-9a-f]{8}\.min", ".01234567.min", text)
    renewed = re.sub(r"mkdocs-material-[\d.]+", "mkdocs-material-99.0", renewed)
    assert renewed != text
    base.write_text(renewed, encoding="utf-8")
    [sheet] = packages.glob(f"{MATERIAL}/{SHEET}")
    sheet.rename(sheet.with_name("main.01234567.min.css"))
    assert templates.differences(now, OVERRIDES, packages) == []


def test_what_no_page_of_ours_holds_is_not_told(now: templates.Looked, packages: Path) -> None:
    """Nobody looks at our stylesheet for what Material draws and we do not."""
    [sheet] = packages.glob(f"{MATERIAL}/{SHEET}")
    with sheet.open("a", encoding="utf-8") as file:
        file.write(".of-no-page{color:red}")
    assert templates.differences(now, OVERRIDES, packages) == []


def test_a_template_that_is_gone_is_told(now: templates.Looked, packages: Path) -> None:
    """An override whose template is there no more stands in for nothing: somebody asks why."""
    (packages / MATERIAL / "404.html").unlink()
    [line] = templates.differences(now, OVERRIDES, packages)
    assert f" no longer has {MATERIAL}/404.html " in line


def test_every_override_is_listed_and_nothing_else(
    now: templates.Looked, packages: Path, tmp_path: Path
) -> None:
    """A new file of ours is looked at once, and a file that is gone leaves no line behind."""
    ours = tmp_path / "overrides"
    shutil.copytree(OVERRIDES, ours)
    (ours / "404.html").rename(ours / "nowhere.html")
    assert templates.differences(now, ours, packages) == [
        "404.html is listed, and there is no such file in overrides/",
        "overrides/nowhere.html is not listed",
    ]

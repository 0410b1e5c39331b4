"""What the forge runs on a proposal, and what it is allowed to do there."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from rinnakkain.briefing import MARK
from tests.small import ROOT

FOLDER = ROOT / ".github" / "workflows"
FILES = sorted(FOLDER.glob("*.yml"))


def read(file: Path) -> dict[str, Any]:
    """Read a workflow."""
    table = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert isinstance(table, dict)
    return table


def steps(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the steps of all its jobs."""
    for job in table["jobs"].values():
        yield from job.get("steps", ())


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_what_others_wrote_is_pinned_and_what_editors_write_is_never_run(file: Path) -> None:
    """A title or the name of a branch that holds a command is no command here."""
    for step in steps(read(file)):
        if "uses" in step:
            assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", step["uses"]), step["uses"]
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
        assert "${{" not in step.get("run", "")


def test_only_the_job_that_runs_nothing_of_the_proposal_may_write() -> None:
    """Whoever changes the program in a proposal gets no right with it."""
    table = read(FOLDER / "check.yml")
    assert table["permissions"] == {"contents": "read"}
    writing = {
        name: job
        for name, job in table["jobs"].items()
        if "write" in str(job.get("permissions", ""))
    }
    assert set(writing) == {"conversation", "edition", "words"}
    # What is merged may keep its edition and its words, with a right that no program itself sees.
    for name in ("edition", "words"):
        merged = writing[name]
        assert merged["if"] == "github.event_name == 'push'"
        assert [bool(s.get("env")) and "make" in s["run"] for s in merged["steps"]] == [False] * 3
    job = writing["conversation"]
    assert job["permissions"] == {"pull-requests": "write"}
    assert "head.repo.full_name == github.repository" in job["if"]
    run = " ".join(step.get("run", "") + step.get("uses", "") for step in job["steps"])
    assert "checkout" not in run
    assert "make" not in run


def test_the_report_is_made_also_where_the_check_fails() -> None:
    """The editor whose proposal fails is the one who needs it; the token is not where code runs."""
    job = read(FOLDER / "check.yml")["jobs"]["texts"]
    (made,) = [step for step in job["steps"] if "make --silent report" in step.get("run", "")]
    assert "!cancelled()" in made["if"]
    assert "GITHUB_STEP_SUMMARY" in made["run"]
    tokens = [step for step in job["steps"] if "GH_TOKEN" in step.get("env", {})]
    assert ["make" in step["run"] for step in tokens] == [False]
    assert job["permissions"] == {"contents": "read", "pull-requests": "read"}


@pytest.mark.parametrize(
    ("there", "asked"),
    [
        ("", ["--method POST repos/o/n/issues/7/comments"]),
        ("41\n42\n", ["--method PATCH repos/o/n/issues/comments/41"]),
    ],
)
def test_there_is_one_comment_and_it_is_kept_up_to_date(
    tmp_path: Path, there: str, asked: list[str]
) -> None:
    """The conversation does not fill with old reports: one is written, then kept right."""
    job = read(FOLDER / "check.yml")["jobs"]["conversation"]
    (step,) = [step for step in job["steps"] if "run" in step]
    assert MARK in step["env"]["OWN"]
    gh = tmp_path / "gh"
    gh.write_text(f'#!/bin/sh\necho "$@" >> "{tmp_path}/said"\nprintf "{there}"\n')
    gh.chmod(0o755)
    values = {"github.repository": "o/n", "github.event.pull_request.number": "7"}
    env = {
        key: re.sub(r"\$\{\{ (.*?) \}\}", lambda match: values.get(match[1], ""), text)
        for key, text in step["env"].items()
    }
    path = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    subprocess.run(["bash", "-e", "-c", step["run"]], env=env | path, check=True)
    first, *rest = (tmp_path / "said").read_text().splitlines()
    assert first.startswith("api --paginate repos/o/n/issues/7/comments --jq")
    assert rest == [f"api --silent {one} --field body=@report.md" for one in asked]

"""What the forge runs on a proposal, and what it is allowed to do there."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from rinnakkain.briefing import MARK
from tests.repository import Repository, repository
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


def tool(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a tool that is installed beside this Python."""
    path = Path(sys.executable).parent / command[0]
    return subprocess.run(
        [path, *command[1:]], capture_output=True, text=True, check=False, timeout=120
    )


def test_every_workflow_is_what_the_forge_can_read() -> None:
    """A misspelt key is found here and not on the day on which a step is left out."""
    schema = ("--builtin-schema", "vendor.github-workflows")
    done = tool("check-jsonschema", *schema, *map(str, FILES))
    assert done.returncode == 0, done.stdout


def test_zizmor_finds_nothing_in_any_workflow() -> None:
    """Nobody gets at the repository through a proposal, in any way that is known: no exceptions."""
    done = tool("zizmor", "--offline", "--persona", "auditor", "--no-progress", str(FOLDER))
    assert done.returncode == 0, done.stdout
    assert "No findings to report" in done.stdout
    assert not any("zizmor: ignore" in file.read_text(encoding="utf-8") for file in FILES)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_what_others_wrote_is_pinned_and_what_editors_write_is_never_run(file: Path) -> None:
    """A title or the name of a branch that holds a command is no command here."""
    # The version stands beside the hash: whoever renews it sees from what to what.
    used = re.findall(r"uses: (.*)", file.read_text(encoding="utf-8"))
    assert all(re.fullmatch(r"\S+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one) for one in used), used
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
    # What a proposal could have left in a cache is not where rights are.
    for job in writing.values():
        assert not [s for s in job["steps"] if s.get("uses", "").startswith("actions/cache@")]
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


def test_no_job_runs_for_ever_or_twice() -> None:
    """A job that hangs ends, and of a proposal only the newest state is checked."""
    for file in FILES:
        table = read(file)
        assert table["concurrency"]["cancel-in-progress"] is True
        assert all(0 < job["timeout-minutes"] <= 90 for job in table["jobs"].values())
        # Each state of the main branch has a group of its own, and is never cut off.
        assert "github.sha" in table["concurrency"]["group"]


@pytest.mark.parametrize(
    ("files", "is_code"),
    [
        (["docs/fi/safety.md"], False),
        (["docs/sv/x.md", "history/x.yml", "town.yml", "ui.yml", "termbase.yml"], False),
        (["synonyms/fi.yml", "lexicon/fi.json"], False),
        (["src/rinnakkain/cli.py"], True),
        (["docs/fi/safety.md", "Makefile"], True),
        (["overrides/town.yml"], True),
        (["mkdocs.yml"], True),
        ([".github/workflows/docs/x.yml"], True),
    ],
)
def test_a_change_of_texts_alone_waits_for_no_browser(
    tmp_path: Path, files: list[str], is_code: bool
) -> None:
    """An editor has her answer in two minutes; whoever touches code, or both, has every test."""
    own: Repository = repository(tmp_path)
    for file in files:
        own.small.write(file, "Something else.\n")
    own.commit()
    jobs = read(FOLDER / "check.yml")["jobs"]
    (step,) = [step for step in jobs["texts"]["steps"] if step.get("id") == "changed"]
    output = tmp_path / "output"
    output.touch()
    subprocess.run(
        ["bash", "-e", "-c", step["run"]],
        env=os.environ | {"GITHUB_OUTPUT": str(output)},
        cwd=own.root,
        check=True,
    )
    assert output.read_text() == ("code=true\n" if is_code else "")
    assert jobs["code"]["if"] == "needs.texts.outputs.code == 'true'"
    assert jobs["texts"]["outputs"]["code"] == "${{ steps.changed.outputs.code }}"
    # What every proposal waits for, and what it does not.
    asked = [step["run"] for step in jobs["texts"]["steps"] if "make" in step.get("run", "")]
    assert [re.findall(r"make (?:--silent )?(\w+)", one) for one in asked] == [
        ["annotate"],
        ["site"],
        ["preview"],
        ["report"],
    ]


def test_a_proposal_gets_its_file_and_its_site_and_the_report_leads_to_both() -> None:
    """One press in the conversation opens the texts before and after, with nothing to unpack."""
    listed = read(FOLDER / "check.yml")["jobs"]["texts"]["steps"]
    by_id = {step["id"]: step for step in listed if "id" in step}
    assert by_id["preview"]["with"] == {"path": "proposal.html", "archive": False}
    assert by_id["built"]["with"] == {"name": "site", "path": "site/"}
    # The one is made where the check has failed too, the other where there is a whole site.
    assert "steps.shown.outcome == 'success'" in by_id["preview"]["if"]
    assert "steps.site.outcome == 'success'" in by_id["built"]["if"]
    (report,) = [step for step in listed if "make --silent report" in step.get("run", "")]
    assert listed.index(report) > listed.index(by_id["built"]) > listed.index(by_id["preview"])
    assert report["env"]["PREVIEW"] == "${{ steps.preview.outputs.artifact-url }}"
    assert report["env"]["BUILT"] == "${{ steps.built.outputs.artifact-url }}"

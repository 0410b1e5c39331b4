"""What a file may hold: the quick answer, and the validator that tells what is wrong."""

from __future__ import annotations

import copy
import random
import subprocess
import sys
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from rinnakkain import schema, yamlfile
from tests.small import LANGUAGES, ROOT
from tests.tracked import Tracked

FILES = {"mkdocs": "mkdocs.yml", "town": "town.yml", "termbase": "termbase.yml", "ui": "ui.yml"}
ODD: tuple[object, ...] = (
    None,
    True,
    0,
    1.0,
    "",
    "x",
    "x y",
    "a.md\n",
    "2026-11-27\n",
    [],
    ["x"],
    {},
    {"x": 1},
    [[]],
)


@cache
def real(name: str) -> list[object]:
    """Return what the real files of a schema hold."""
    files = sorted((ROOT / "history").glob("*.yml")) if name == "act" else [ROOT / FILES[name]]
    return [schema._plain(yamlfile.parse(file.read_text(encoding="utf-8")).value) for file in files]


def changed(value: object, chance: random.Random) -> object:
    """Return a value of which one piece, somewhere, is another or gone."""
    if isinstance(value, dict) and value and chance.random() < 0.9:
        key = chance.choice(sorted(value))
        new = dict(value)
        if chance.random() < 0.1:
            del new[key]
        else:
            new[chance.choice((key, key, key, "x"))] = changed(value[key], chance)
        return new
    if isinstance(value, list) and value and chance.random() < 0.9:
        new_list = list(value)
        at = chance.randrange(len(value))
        new_list[at] = changed(value[at], chance)
        return new_list
    return copy.deepcopy(chance.choice(ODD))


@given(st.randoms(use_true_random=False), st.sampled_from((*FILES, "act")), st.integers(0, 3))
@settings(max_examples=1500, deadline=None, derandomize=True)
def test_nothing_is_let_through_that_the_validator_refuses(
    chance: random.Random, name: str, times: int
) -> None:
    """The quick answer is yes only where there is nothing to tell, whatever an editor mistypes."""
    rules = schema._rules(name, LANGUAGES)
    value = chance.choice(real(name))
    for _ in range(times):
        value = changed(value, chance)
    if schema._fits(value, rules, rules.get("$defs", {})):
        assert list(Draft202012Validator(rules).iter_errors(value)) == []
    else:
        assert times


def test_the_validator_is_loaded_only_where_something_is_wrong(kept: Tracked) -> None:
    """A check of a guideline that is right does not wait for what tells of wrong ones."""
    code = (
        "import sys; from rinnakkain.cli import main; main(sys.argv[1:]);"
        "print('jsonschema' in sys.modules)"
    )
    command = [sys.executable, "-c", code, "--root", str(kept.root), "check"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "False"

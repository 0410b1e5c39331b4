"""YAML with line numbers."""

from __future__ import annotations

import pytest

from rinnakkain.yamlfile import parse


def test_every_value_knows_its_line() -> None:
    """A message can name the line of any value, or of the nearest one above it."""
    parsed = parse("a: 1\nb:\n  - x\n  - c: 2\n")
    assert parsed.value == {"a": 1, "b": ["x", {"c": 2}]}
    assert (parsed.line("a"), parsed.line("b", 0), parsed.line("b", 1, "c")) == (1, 3, 4)
    assert parsed.line("b", 1, "not there") == 4
    assert parsed.line("not there") == 1


@pytest.mark.parametrize(
    ("text", "slips"),
    [
        ("a: 1\na: 2\n", [(2, "`a` stands twice")]),
        ("a: &x 1\nb: *x\n", [(1, "a value refers to another one (`*`)")]),
        ("a: 2026-13-45\n", [(1, "month must be in 1..12")]),
        ("? [a]\n: 1\n", [(1, "a name before a colon is not a word")]),
        ("a: b: c\n", [(1, "a value holds a colon and a space, and has no quotes")]),
        ("a: 'b\n", [(2, "a quotation mark is not closed")]),
        (
            "a: !!python/object/apply:os.system [true]\n",
            [
                (
                    1,
                    "a value of the kind tag:yaml.org,2002:python/object/apply:os.system is not "
                    "known here",
                )
            ],
        ),
    ],
)
def test_what_is_wrong_is_told_and_nothing_runs(text: str, slips: list[tuple[int, str]]) -> None:
    """A slip in a file of facts is told with its line; no value of it can run anything."""
    assert [(slip.line, slip.why) for slip in parse(text).slips] == slips


@pytest.mark.parametrize("text", ["[" * 5000, "a: \x00", "a: &a [*a]\n", "%", "", "- \t- x"])
def test_nothing_is_raised(text: str) -> None:
    """No text, however odd, ends in a traceback."""
    parse(text)

"""The style sheet: what of the theme's stays in it, and what cannot."""

from __future__ import annotations

import subprocess
import sys

import pytest

from rinnakkain import stylesheet
from tests.browser.kept import base

SHEETS = {
    "a selector that is not listed goes": ("a,b>i{x:y}", "", "a{x:y}"),
    "a rule without a selector left goes": ("b{x:y}@media print{b{x:y}}", "", ""),
    "what is for a medium stays for it": ("@media print{a{x:y}}", "", "@media print{a{x:y}}"),
    "the same medium twice in a row is one": (
        "@media print{a{x:y}}b{x:y}@media print{c{x:y}}",
        "",
        "@media print{a{x:y}c{x:y}}",
    ),
    "a property that nothing names goes": (
        ":root{--x:1;--y:2}a{z:var(--y)}",
        "",
        ":root{--y:2}a{z:var(--y)}",
    ),
    "one that another one names stays": (
        ":root{--x:1;--y:var( --x )}a{z:var(--y,1)}",
        "",
        ":root{--x:1;--y:var(--x)}a{z:var(--y,1)}",
    ),
    "one that only an unused one names goes": (":root{--x:1;--y:var(--x)}", "", ""),
    "what our own sheet names stays": (
        ":root{--x:1}",
        "p{z:var(--x)}",
        ":root{--x:1}p{z:var(--x)}",
    ),
    "what our own says again goes": ("a{x:1;y:2}", "a{x:3}", "a{y:2}a{x:3}"),
    "also where it holds for a medium": ("@media print{a{x:1}}", "a{x:3}", "a{x:3}"),
    "a side goes with all sides": ("a{margin-top:1}", "a{margin:2}", "a{margin:2}"),
    "but not all sides with a side": (
        "a{margin:2}",
        "a{margin-top:1}",
        "a{margin:2}a{margin-top:1}",
    ),
    "what is important stays": ("a{x:1!important}", "a{x:3}", "a{x:1!important}a{x:3}"),
    "what our own says for a medium alone stays": (
        "a{x:1}",
        "@media print{a{x:3}}",
        "a{x:1}@media print{a{x:3}}",
    ),
    "what our own says for one of two stays": ("a,c{x:1}", "a{x:3}", "a,c{x:1}a{x:3}"),
    "an animation that nothing names goes": ("@keyframes q{from{x:1}}", "", ""),
    "one that is named stays": (
        "@keyframes q{from{x:1}}a{animation:1s q}",
        "",
        "@keyframes q{from{x:1}}a{animation:1s q}",
    ),
    "white space and comments go": ("a{x:1}", "/* why */\na > p {\n  y: 2;\n}\n", "a{x:1}a>p{y:2}"),
}


@pytest.mark.parametrize(("theirs", "own", "expected"), SHEETS.values(), ids=SHEETS)
def test_a_sheet_holds_what_decides_something(theirs: str, own: str, expected: str) -> None:
    """A reader loads no rule that can draw nothing, and every rule that can."""
    assert stylesheet.written(theirs, own, frozenset(("a", "c", ":root"))) == expected


def test_the_list_names_what_the_theme_has() -> None:
    """A line that is left over from an older theme is told, so that the list can be read."""
    assert stylesheet.kept() <= {*stylesheet.selectors(base())}


def test_the_same_texts_give_the_same_bytes() -> None:
    """A browser that has the style sheet keeps it from one edition to the next."""
    program = (
        "from rinnakkain import stylesheet; from tests.browser.kept import base;"
        " print(stylesheet.written(base(), 'a{x:y}', stylesheet.kept()))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1

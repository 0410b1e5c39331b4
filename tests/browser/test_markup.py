"""What the scripts make of a page is HTML as well: the checker of files cannot see it."""

from __future__ import annotations

from pathlib import Path

from tests.browser.states import SEARCHES, a_rule, a_rule_without_clipboard
from tests.building.markup import faults
from tests.conftest import Reader
from tests.serving import served
from tests.small import LANGUAGES

# What the checker says of what is in order: a piece of its message, one of the element, the reason.
NOTES = [
    (
        "“aria-activedescendant” value should either refer to a descendant element",
        'role="combobox"',
        "ARIA 1.2 lets it lead into what `aria-controls` names where the element is a combobox; the"
        " checker knows the sentence of ARIA 1.1 (https://www.w3.org/TR/wai-aria-1.2/"
        "#aria-activedescendant). That it leads to the chosen result is asked in `test_search.py`.",
    ),
]


def noted(fault: str) -> bool:
    """Return whether a note settles what the checker says."""
    return any(said in fault and element in fault for said, element, _ in NOTES)


def test_what_the_scripts_make_is_html(reader: Reader, changed: Path, tmp_path: Path) -> None:
    """The search and a rule's control are what screen readers know, whatever was typed."""
    states = {**SEARCHES, "rule": a_rule, "rule without clipboard": a_rule_without_clipboard}
    page = reader(permissions=["clipboard-read", "clipboard-write"])
    files = []
    with served(changed) as at:
        for code in LANGUAGES:
            for name, state in states.items():
                page.goto(f"{at}{code}/safety/")
                state(page)
                files.append(tmp_path / f"{code} {name}.html")
                files[-1].write_text(page.content(), encoding="utf-8")
    found = [one for one in faults(files, tmp_path) if not noted(one)]
    assert not found, "\n" + "\n".join(found)

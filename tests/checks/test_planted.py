"""What an editor is told: each fault that is planted, and correct changes that are let through."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest

from rinnakkain.finding import kinds
from tests.checks.planted import Plant, cases, said, written
from tests.small import LANGUAGES, Small


def test_whoever_changes_nothing_is_told_nothing(small: Small) -> None:
    """A guideline without a fault has no findings."""
    assert small.found() == []


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case[0]}: {case[1]}")
def test_a_fault_is_told_with_its_place_and_what_to_do(case: tuple[int, str, Plant]) -> None:
    """An editor reads where the slip is, what is wrong and what to do, and nothing else.

    The messages stand in messages.txt, as an editor reads them; `python -m tests.checks.planted`
    prints them anew.
    """
    number, name, plant = case
    messages = said(plant)
    assert messages == written()[f"{number}: {name}"]
    # What only lags beside it is told too, and stops nobody.
    numbers = {number, 72, 76, 77}
    assert {int(message.rsplit("(", 1)[1][:-1]) for message in messages} <= numbers
    assert any(message.endswith(f"({number})") for message in messages)


# Found in the built pages: planted in tests/paper/test_printing.py.
BUILT = {80}


def test_no_kind_of_finding_goes_untested() -> None:
    """Every number and every message has been planted, and no case is left over."""
    numbers = {kind.number for kind in kinds().values()}
    assert {number for number, *_ in cases()} == numbers - BUILT
    assert set(written()) == {f"{number}: {name}" for number, name, _ in cases()}


def test_every_message_is_there_in_every_language() -> None:
    """Whoever writes in Swedish is told in Swedish."""
    for name, kind in kinds().items():
        assert {code for message, code in kind.messages if message == name} == set(LANGUAGES)


def test_a_language_that_is_not_there_is_told_page_by_page(small: Small) -> None:
    """Whoever begins a language sees the list of what is to be written."""
    shutil.rmtree(small.root / "docs/en")
    assert [message.split(":")[0] for message in small.found()] == [
        "docs/en/about.md",
        "docs/en/index.md",
        "docs/en/principles.md",
        "docs/en/safety.md",
        "docs/en/short-names.yml",
    ]


def test_all_findings_come_at_once_in_order(small: Small) -> None:
    """An editor mends several slips in one go."""
    small.change("docs/sv/about.md", "safety.md", "safty.md")
    small.change("docs/fi/short-names.yml", "ask: Kysy\n", "")
    small.change("docs/sv/safety.md", "    {: #ask }\n", "")
    assert [message.split(": ")[0] for message in small.found()] == [
        "docs/fi/short-names.yml:3",
        "docs/sv/about.md:7",
        "docs/sv/safety.md:12",
    ]


def reword(small: Small) -> None:
    """Write a rule anew in every language."""
    small.change("docs/fi/safety.md", "Kysy, jos et tiedä.", "Kysy esimieheltä, jos epäröit.")
    small.change("docs/sv/safety.md", "Fråga om du inte vet.", "Fråga chefen om du tvekar.")
    small.change("docs/en/safety.md", "Ask if you do not know.", "Ask if you hesitate.")


def add(small: Small) -> None:
    """Add a rule in every language, with its short name."""
    for code in LANGUAGES:
        small.change(
            f"docs/{code}/safety.md", "    {: #ask }\n", "    {: #ask }\n- N.\n    {: #n }\n"
        )
        names = small.text(f"docs/{code}/short-names.yml")
        small.write(f"docs/{code}/short-names.yml", f"{names}n: N\n")


def withdraw(small: Small) -> None:
    """Take a rule out of every language, with its short name and the question about it."""
    for code in LANGUAGES:
        text = small.text(f"docs/{code}/safety.md")
        small.write(f"docs/{code}/safety.md", text[: text.index("- ", text.index("#threat"))])
        names = small.text(f"docs/{code}/short-names.yml")
        small.write(f"docs/{code}/short-names.yml", names[: names.index("ask:")])
    facts = small.text("town.yml")
    small.write("town.yml", facts[: facts.index("questions:")])


def move_page(small: Small) -> None:
    """Put one part before another, short names too."""
    small.change(
        "mkdocs.yml", "  - principles.md\n  - safety.md\n", "  - safety.md\n  - principles.md\n"
    )
    for code in LANGUAGES:
        first, *rest = small.text(f"docs/{code}/short-names.yml").splitlines(keepends=True)
        small.write(f"docs/{code}/short-names.yml", "".join((*rest, first)))


def nest(small: Small) -> None:
    """Put a list under a rule and break its text over two lines."""
    for code in LANGUAGES:
        small.change(
            f"docs/{code}/safety.md", "    {: #ask }\n", "  B.\n    {: #ask }\n    - c\n    - d\n"
        )


@pytest.mark.parametrize("edit", [reword, add, withdraw, move_page, nest])
def test_a_correct_change_in_all_languages_is_let_through(
    small: Small, edit: Callable[[Small], None]
) -> None:
    """No editor is stopped for something that is right."""
    edit(small)
    assert small.found() == []

"""The model of the whole guideline."""

from __future__ import annotations

from tests.small import LANGUAGES, Small


def test_a_rules_number_is_its_part_and_its_place(small: Small) -> None:
    """The number follows from the order of the navigation and of the page."""
    assert small.read().numbers == {
        "be-kind": "1.1",
        "check-links": "2.1",
        "threatening-messages": "2.2",
        "ask": "2.3",
    }


def test_a_part_without_rules_has_a_number_too(small: Small) -> None:
    """The parts are numbered in the order of the navigation, also those that hold no rule."""
    for code in LANGUAGES:
        small.write(f"docs/{code}/empty.md", "---\ntitle: E\n---\n\n# E {: #empty }\n\nE.\n")
    small.change("mkdocs.yml", "  - safety.md", "  - empty.md\n  - safety.md")
    read = small.read()
    assert read.part_numbers == {"principles.md": 1, "empty.md": 2, "safety.md": 3}
    assert read.numbers["ask"] == "3.3"


def test_a_number_moves_with_its_rule_and_the_id_stays(small: Small) -> None:
    """A rule that is put first is number 1; what links to it still finds it."""
    for code in LANGUAGES:
        text = small.text(f"docs/{code}/safety.md")
        rules = text.index("\n- ") + 1
        ask = text[text.rindex("\n- ") + 1 :]
        small.write(f"docs/{code}/safety.md", text[:rules] + ask + text[rules : -len(ask)])
    assert small.read().numbers["ask"] == "2.1"


def test_the_languages_come_from_the_settings_without_the_technical_one(small: Small) -> None:
    """Three equal languages, each with its own name."""
    locales = small.read().settings.locales
    assert [(locale.code, locale.name) for locale in locales] == [
        ("fi", "Suomi"),
        ("sv", "Svenska"),
        ("en", "English"),
    ]

"""When two wordings are one to a reader: a change that is none must not stop anybody."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rinnakkain.markup import Renderer
from rinnakkain.wording import parted, same
from tests.tracked import Tracked

SAME = [
    ("a\nb", "a b"),
    ("a \nb", "a\nb"),
    ("a\n    b", "a b"),
    ("a  \n\nb", "a\n\nb"),
    ("a\n\n\n\nb", "a\n\nb"),
    ("- a  \n- b", "- a\n- b"),
    ("- a\n  c\n- b", "- a c\n- b"),
    ("_a_ b", "*a* b"),
    ("__a__ b", "**a** b"),
    ("_a\nb_ c", "*a b* c"),
    ("**a** _b_", "**a** *b*"),
    ("_a `b_` c_", "*a `b_` c*"),
    ('!!! note "x"\n    a\n    b', '!!! note "x"\n    a b'),
]
# What looks like less than it is; the reader sees each of them.
APART = [
    ("a  \nb", "a\nb"),
    ("a  \nb", "a b"),
    ("a\t\nb", "a b"),
    ("a  b", "a b"),
    ("a\u00a0\nb", "a\nb"),
    ("a\n\nb", "a\nb"),
    ("- a\n- b", "- a - b"),
    ("- a\n- b", "a b"),
    ("1. a\n2. b", "1. a\n3. b"),
    ("    a\n    b", "    a b"),
    ("a\n\n    b\n    c", "a\n\n    b c"),
    ("```\na\nb\n```", "```\na b\n```"),
    ("X\n---", "X ---"),
    ("# a\nb", "# a b"),
    ("!!! note\n    a", "!!! note a"),
    ("| a |\n|---|\n| b |", "| a | |---| | b |"),
    ("[a]: http://x\n[b]: http://y", "[a]: http://x [b]: http://y"),
    ("_*a*_", "**a**"),
    ("*x _a_ y*", "*x *a* y*"),
    ("`_a_`", "`*a*`"),
    ("[x](http://a/_b_/c)", "[x](http://a/*b*/c)"),
    ("snake_case_x", "snake*case*x"),
    (r"\_a\_", r"\*a\*"),
    ("a.", "a"),
    ("A", "a"),
    ("”a”", '"a"'),
    ("a – b", "a - b"),
    ("", "a"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_whoever_breaks_lines_in_another_place_declares_nothing(one: str, other: str) -> None:
    """Line breaks, spaces at the ends of lines and `_` for `*` are no change."""
    assert same(one, other)
    assert same(other, one)


@pytest.mark.parametrize(("one", "other"), APART)
def test_nothing_that_a_reader_sees_slips_by(one: str, other: str) -> None:
    """When in doubt it is a change, which somebody must declare."""
    assert not same(one, other)
    assert not same(other, one)


PIECES = st.sampled_from(
    (
        *("a", "b", "a b", "\n", "\n\n", " ", "  \n", "    ", "- ", "_", "__", "*", "**", "`", "#"),
        *("1. ", "> ", "| a |", "---", "```", "\\", "[a](b)", "!!! note", "{: #a }", "ä", "c_d"),
    )
)


@given(st.lists(PIECES, max_size=12).map("".join), st.lists(PIECES, max_size=3), st.data())
@settings(max_examples=400, deadline=None, derandomize=True)
def test_what_counts_as_the_same_comes_out_the_same(
    text: str, more: list[str], data: st.DataObject
) -> None:
    """No change that the real renderer shows is taken for none, whatever was edited."""
    other = text
    for old, new in (("_", "*"), ("\n", " "), (" ", "\n"), ("  \n", "\n"), ("\n", "\n    ")):
        if data.draw(st.booleans()):
            other = other.replace(old, new, data.draw(st.integers(1, 4)))
    other += "".join(more)
    if same(text, other):
        assert _rendered(text) == _rendered(other)


RENDERER = Renderer(("attr_list", "md_in_html", "admonition"))


def _rendered(text: str) -> tuple[list[str], str]:
    """Return the tags and the words of a text, as a reader sees them."""
    done = RENDERER.render(text)
    return [tag.name for tag in done.tags], "".join(re.split(r"\s+", done.text))


def test_whoever_is_behind_reads_only_the_sentences_that_differ() -> None:
    """A long rule of which one sentence changed is not shown whole."""
    old = "Lue ohje. Kysy esimieheltä. Vastaa sitten."
    new = "Lue ohje. Kysy viestinnästä. Vastaa sitten."
    assert parted(old, new) == ("… Kysy esimieheltä. …", "… Kysy viestinnästä. …")
    assert parted("Lue.", "Lue. Kysy.") == ("", "… Kysy.")


def test_a_line_break_in_a_rule_that_readers_see_is_a_change(kept: Tracked) -> None:
    """Two spaces before a new line break it for the reader, in a rule as anywhere."""
    kept.change("docs/fi/safety.md", "Kysy, jos", "Kysy,  \n  jos")
    assert kept.stand("ask") == ("changed", "agrees", "agrees")
    kept.change("docs/fi/safety.md", "Kysy,  \n", "Kysy,\n")
    assert kept.stand("ask") == ("agrees", "agrees", "agrees")


def test_a_list_instead_of_a_line_is_a_change(kept: Tracked) -> None:
    """Three items on a line of their own are not the words one after the other."""
    kept.change("docs/sv/about.md", "Fråga oss.", "Fråga\n\n- oss\n- er")
    assert kept.stand("contact")[1] == "changed"


def test_a_link_counts_with_what_it_leads_to(kept: Tracked) -> None:
    """Whoever writes a path anew changes no rule; whoever lets a link lead elsewhere does."""
    kept.change("docs/fi/about.md", "(safety.md#check-links)", "(./safety.md#check-links)")
    kept.change("docs/sv/about.md", "(safety.md#check-links)", "(<safety.md#check-links>)")
    kept.change("docs/en/about.md", "(safety.md#check-links)", "(safety.md#ask)")
    assert kept.stand("about") == ("agrees", "agrees", "changed")


def test_a_link_that_stands_below_its_text_counts_the_same(kept: Tracked) -> None:
    """A path that is written once below the text is no word of it either."""
    for code, words in (("fi", "[meiltä][a]"), ("sv", "[oss][a]"), ("en", "[us][a]")):
        old = {"fi": "meiltä.", "sv": "oss.", "en": "us."}[code]
        kept.change(f"docs/{code}/about.md", old, f"{words}.\n\n[a]: safety.md#ask\n")
    kept.declare("changed", "contact")
    kept.change("docs/fi/about.md", "[a]: safety.md#ask", "[a]: ./safety.md#ask")
    assert kept.stand("contact") == ("agrees", "agrees", "agrees")


def test_words_above_the_first_heading_are_words_too(kept: Tracked) -> None:
    """Nothing that readers see stands outside the record."""
    kept.change("docs/fi/about.md", "# Tietoa", "Kysy ensin meiltä.\n\n# Tietoa")
    assert kept.stand("about") == ("changed", "agrees", "agrees")

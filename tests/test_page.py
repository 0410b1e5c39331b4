"""A Markdown file as statements, passages and links."""

from __future__ import annotations

from rinnakkain.markup import Renderer
from rinnakkain.page import Page, parse

RENDERER = Renderer(["attr_list", "admonition"])


def part(text: str) -> Page:
    """Parse a part of the guideline that lacks no more than a title."""
    page, found = parse("fi", "p.md", "docs/fi/p.md", text, RENDERER, is_part=True)
    assert {finding.message for finding in found} <= {"front-matter-untitled"}
    return page


def test_a_bullet_is_one_statement_with_its_id_and_lines() -> None:
    """A rule is known by its id, with its whole text and the lines that it fills."""
    page = part(
        "# P {: #p }\n\n- One\n  more.\n    {: #one }\n    - nested\n- Two.\n    {: #two }\n"
    )
    one, two = page.statements
    assert (one.id, one.text, one.nested, one.line, one.last) == (
        "one",
        "One\nmore.",
        "    - nested",
        3,
        6,
    )
    assert (two.id, two.text, two.line, two.last) == ("two", "Two.", 7, 8)


def test_only_a_part_has_statements() -> None:
    """A list on a page that is no part is a list."""
    page, _ = parse("fi", "p.md", "docs/fi/p.md", "# P\n\n- One.\n", RENDERER, is_part=False)
    assert page.statements == ()
    assert page.passages[0].text == "- One."


def test_a_passage_is_a_heading_and_what_is_under_it_without_the_rules() -> None:
    """Headings and their texts are known by the headings' ids."""
    page = part("# P {: #p }\n\nLead.\n\n- R.\n    {: #r }\n\n## Q {: #q .door }\n\nText.\n")
    assert [(p.heading.id, p.text) for p in page.passages] == [("p", "Lead."), ("q", "Text.")]
    assert page.headings[1].classes == ("door",)


def test_lines_are_those_of_the_file() -> None:
    """What a message names is the line that an editor sees, front matter included."""
    page = part(
        "---\ntitle: T\ndescription: D\n---\n\n# P {: #p }\n\n[a](x.md) [b](y.md)\n\n[c](x.md)\n"
    )
    assert (page.title, page.description, page.headings[0].line) == ("T", "D", 6)
    assert [(link.target, link.line) for link in page.links] == [
        ("x.md", 8),
        ("y.md", 8),
        ("x.md", 10),
    ]


def test_code_and_comments_are_not_read() -> None:
    """An example in a block of code is neither a heading nor a rule nor a fact."""
    page = part("# P {: #p }\n\n```\n# No\n- No.\n{{ no }}\n```\n\n<!--\n# No\n-->\n\nText.\n")
    assert len(page.headings) == 1
    assert page.statements == ()
    assert page.placeholders == ()


def test_links_are_the_renderers() -> None:
    """A link that is written by reference or as HTML counts like any other."""
    page = part("# P {: #p }\n\n[a][r] <a href='b.md'>b</a> `[c](c.md)`\n\n[r]: r.md\n")
    assert [link.target for link in page.links] == ["r.md", "b.md"]


def test_an_id_is_where_the_renderer_puts_it() -> None:
    """The anchors are those that a browser will find."""
    page = part("# P {: #p }\n\n- R.\n    {: #r }\n")
    assert page.anchors == {"p", "r"}

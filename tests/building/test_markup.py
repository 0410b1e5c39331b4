"""Every page is HTML as the standard describes it: browsers and screen readers need not guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building.markup import faults


@pytest.mark.parametrize("site", ["built", "changed"])
def test_every_page_is_html(site: str, request: pytest.FixtureRequest) -> None:
    """No page leaves a browser or a screen reader to guess what is meant, notices neither."""
    folder: Path = request.getfixturevalue(site)
    found = faults(sorted(folder.rglob("*.html")), folder)
    assert not found, "\n" + "\n".join(found)


PAGE = """<!doctype html>
<html lang="sv">
<head><meta charset="utf-8"><title>Anvisning</title></head>
<body><main><h1 id="here">Anvisning</h1>
{}
</main></body>
</html>
"""
# What is wrong, and a word of what is said of it; warnings too.
PLANTED = {
    "<p id=here>Twice</p>": "Duplicate ID",
    "<p>No end</div>": "Stray end tag",
    "<ul><p>In a list</p></ul>": "not allowed as child",
    "<input type=checkbox autocomplete=off>": "autocomplete",
    "<input type=search role=combobox aria-expanded=false aria-controls=here>": "role",
    "<p style='colour: red'>No property</p>": "colour",
    "<a href='#here'><button>Both</button></a>": "descendant",
    "<button role=button>Said twice</button>": "unnecessary",
    "<section><p>Nameless</p></section>": "lacks heading",
}


def test_a_planted_fault_is_told_with_its_line(tmp_path: Path) -> None:
    """Whoever breaks a page is told the file, the line and what is wrong."""
    pages = []
    for number, html in enumerate(PLANTED):
        pages.append(tmp_path / f"sida ä {number}.html")
        pages[-1].write_text(PAGE.format(html), encoding="utf-8")
    found = faults(pages, tmp_path)
    for number, said in enumerate(PLANTED.values()):
        own = [one for one in found if one.startswith(f"sida ä {number}.html:5: ")]
        assert any(said in one for one in own), found


def test_a_page_in_order_is_not_complained_of(tmp_path: Path) -> None:
    """What is in order is not complained of, in any language."""
    page = tmp_path / "sida.html"
    page.write_text(PAGE.format("<p>Tämä on suomea.</p>"), encoding="utf-8")
    assert faults([page], tmp_path) == []


def test_a_page_that_is_not_there_does_not_pass(tmp_path: Path) -> None:
    """A page that cannot be read is an error, and never a page without faults."""
    with pytest.raises(AssertionError):
        faults([tmp_path / "none.html"], tmp_path)

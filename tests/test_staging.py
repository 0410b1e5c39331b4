"""The pages that the engine gets."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from rinnakkain import guideline, placeholders, staging
from rinnakkain.markup import Renderer
from tests.checks.planted import drawn
from tests.small import LANGUAGES, Small


def test_every_page_is_there_in_every_language_with_the_made_ones(small: Small) -> None:
    """The page of all parts and the door stand beside what is written."""
    names = ("index.md", "principles.md", "safety.md", "about.md", "all.md")
    wanted = {f"{code}/{name}" for code in LANGUAGES for name in names}
    wanted |= {f"{code}/side-by-side/{name}" for code in LANGUAGES for name in names[:-1]}
    assert set(small.staged()) == wanted | {"xx/index.md"}


def test_a_rule_carries_its_number_and_the_way_to_the_other_languages(small: Small) -> None:
    """The number opens to the rule's own link, with its citation, and the other languages."""
    line = next(x for x in small.staged()["sv/safety.md"].split("\n") if "Fråga" in x)
    assert '<summary><span class="rule-word">Punkt</span> 2.3</summary>' in line
    own = re.search(r'<a href="#ask" data-cite="([^"]*)">Länk till den här punkten</a>', line)
    assert own
    assert own[1] == "Punkt 2.3 Fråga. Anvisning för sociala medier, Staden Jakobstad."
    assert '<a href="../../fi/safety/#ask" lang="fi" hreflang="fi">' in line
    assert '<a href="../../en/safety/#ask" lang="en" hreflang="en">' in line
    assert line.endswith('<span class="rule-text">Fråga om du inte vet.</span>')


def test_a_rule_on_the_page_of_all_parts_is_cited_by_its_own_page(small: Small) -> None:
    """A link that somebody passes on leads to the part, wherever it was taken."""
    assert '<a href="../../sv/safety/#ask" data-cite=' in small.staged()["sv/all.md"]


def test_a_link_to_a_rule_shows_its_number_and_short_name(small: Small) -> None:
    """Nobody types a number, and none can be wrong."""
    staged = small.staged()
    number = '<span class="rule-number">2.1</span>'
    assert f"- [{number} Odd links](safety.md#check-links)" in staged["en/index.md"]
    assert f"See [it ({number})](safety.md#check-links)." in staged["en/about.md"]


def test_code_stays_as_it_is(small: Small) -> None:
    """An example of a link, a fact or a heading is none, on its page and on the page of all."""
    code = "\n```\n# [ask](safety.md#ask)\n{{ owner }}\n```\n\n`[ask](safety.md#ask) {{ owner }}`\n"
    for name in ("about", "safety"):
        for language in LANGUAGES:
            small.write(
                f"docs/{language}/{name}.md", small.text(f"docs/{language}/{name}.md") + code
            )
    staged = small.staged()
    for name in ("about", "safety", "all"):
        assert code in staged[f"fi/{name}.md"]


def test_a_rule_may_hold_all_that_a_line_can_hold(small: Small) -> None:
    """Bold words, code, links, two lines and a nested list come out within the rule."""
    for language in LANGUAGES:
        text = small.text(f"docs/{language}/safety.md")
        start = text.index("- ", text.index("#threat"))
        end = text.index("\n", start)
        own = text[start + 2 : end]
        rule = (
            f"**{own}** `a < b` [x](principles.md#be-kind)\n  {own}\n    {{: #ask }}\n    - {own}\n"
        )
        small.write(f"docs/{language}/safety.md", f"{text[:start]}- {rule}")
    rendered = Renderer(["attr_list", "md_in_html"]).render(
        small.staged()["fi/safety.md"].split("---\n", 2)[2]
    )
    tag = rendered.anchors["ask"]
    assert (tag.name, tag.depth) == ("li", 1)
    assert {"strong", "code"} <= {tag.name for tag in rendered.tags}
    assert rendered.text.count("Kysy, jos et tiedä.") == 3
    assert "{" not in rendered.text


def test_an_empty_fact_shows_nothing_and_its_section_goes(small: Small) -> None:
    """No heading stands over nothing; a section that says more than the fact stays."""
    text = small.staged()["fi/about.md"]
    assert "Omistaja" not in text
    assert "{{" not in text
    assert "## Yhteys {: #contact }\n\nKysy meiltä." in text
    assert "- Me" not in text


def test_a_rule_stays_when_its_fact_is_not_known(small: Small) -> None:
    """No rule goes for want of a contact, and none of its neighbours."""
    for code, word in zip(LANGUAGES, ("tiedä", "vet", "know"), strict=True):
        name = "{{ contacts.communications }}"
        small.change(f"docs/{code}/safety.md", f"{word}.", f"{word}. {name}")
    text = small.staged()["fi/safety.md"]
    assert [text.count(f"#{id_} .rule") for id_ in ("check-links", "ask")] == [1, 1]
    assert 'class="rule-text">Kysy, jos et tiedä. </span>' in text
    small.change("town.yml", "communications:\n", "communications: info@example.org\n")
    assert "[info@example.org](mailto:info@example.org)</span>" in small.staged()["fi/safety.md"]


def test_only_the_item_that_names_an_empty_fact_goes(small: Small) -> None:
    """A list keeps its other items, also where one has two lines; a table stays whole."""
    more = "\n- 1\n    2\n\n| 3 | 4 |\n|---|---|\n| {{ owner }} | 5 |"
    for code in LANGUAGES:
        text = small.text(f"docs/{code}/about.md")
        start = text.index("- ")
        end = text.index("\n", start)
        small.write(f"docs/{code}/about.md", text[:end] + more + text[end:])
    text = small.staged()["fi/about.md"]
    assert "- 1\n    2" in text
    assert "- Me" not in text
    assert "|  | 5 |" in text


def test_a_known_fact_is_written_in(small: Small) -> None:
    """Once the Town has told it, it stands in each language."""
    small.change("town.yml", "owner:\n", "owner: {fi: Viestintä, sv: Kommunikation, en: Staff}\n")
    small.change("town.yml", "communications:\n", "communications: info_x@example.org\n")
    staged = small.staged()
    assert "## Ägare {: #owner }\n\nÄgare: Kommunikation" in staged["sv/about.md"]
    assert "- We [info\\_x@example.org](mailto:info_x@example.org)" in staged["en/about.md"]


def test_an_answered_question_goes_with_its_heading(small: Small) -> None:
    """What the Town has answered is asked no more."""
    assert ".3</span> Kysy](safety.md#ask): Keneltä?" in small.staged()["fi/about.md"]
    small.change("town.yml", "    answer:\n", "    answer: {fi: A, sv: B, en: C}\n")
    assert "Kysymykset" not in small.staged()["fi/about.md"]


def test_the_page_of_all_parts_has_each_rule_once_one_level_down(small: Small) -> None:
    """Whoever reads on one page finds the same rules under the same ids."""
    text = small.staged()["en/all.md"]
    assert "# The whole guideline on one page {: #all }" in text
    assert '## <span class="part-number">2</span> Safety {: #safety }' in text
    assert [text.count(f"{{: #{id_} .rule }}") for id_ in small.read().numbers] == [1] * 4
    assert '<a href="../../sv/all/#ask" lang="sv"' in text


def test_a_link_between_parts_stays_on_the_page_of_all_parts(small: Small) -> None:
    """On one page a link leads down the page, and not away."""
    for code, word in zip(LANGUAGES, ("turvasta", "om säkerheten", "about safety"), strict=True):
        links = f". [{word}](safety.md#ask) [{word}](safety.md) [{word}](about.md)\n    {{:"
        small.change(f"docs/{code}/principles.md", ".\n    {:", links)
    number = '<span class="rule-number">2.3</span>'
    wanted = f"[turvasta ({number})](#ask) [turvasta](#safety) [turvasta](about.md)"
    assert wanted in small.staged()["fi/all.md"]


def test_a_door_is_a_section_named_by_its_heading(small: Small) -> None:
    """A screen reader hears four named regions, and the rest of the page outside them."""
    text = small.staged()["sv/index.md"]
    assert text.count('<div class="doors" markdown="1">') == 1
    door = '<section class="door urgent" aria-labelledby="door-threat" markdown="1">'
    assert f"{door}\n\n## Något hotar {{: #door-threat }}" in text
    assert text.index("</div>") < text.index("## Hela anvisningen")


def test_only_what_differs_is_written(small: Small) -> None:
    """A server that watches sees one change for one edit."""
    small.staged()
    folder = small.root / "staged"
    stale = folder / "fi" / "gone.md"
    stale.write_text("old")
    for path in folder.rglob("*.md"):
        os.utime(path, (1, 1))
    small.change("docs/fi/safety.md", "Kysy, jos", "Kysy aina, jos")
    staging.write(small.read(), small.root, folder)
    changed = {
        p.relative_to(folder).as_posix() for p in folder.rglob("*.md") if p.stat().st_mtime > 1
    }
    sides = {f"{code}/side-by-side/safety.md" for code in LANGUAGES}
    assert changed == {"fi/safety.md", "fi/all.md"} | sides
    assert not stale.exists()


def test_a_file_beside_the_pages_is_staged_and_the_short_names_are_not(small: Small) -> None:
    """A picture comes along; what is data stays at home."""
    (small.root / "docs/fi/map.png").write_bytes(drawn())
    small.change("docs/fi/about.md", "Kysy meiltä.", "Kysy meiltä. ![Kartta kylästä](map.png)")
    small.staged()
    folder = small.root / "staged"
    assert (folder / "fi/map.png").read_bytes() == drawn()
    assert not list(folder.rglob("*.yml"))


@pytest.mark.parametrize("name", ["*a*", "_b_", "<i>", "[x](y)", "# h", "`c`", "a & b"])
def test_what_the_town_writes_is_printed_as_it_is(small: Small, name: str) -> None:
    """An account with an underscore in its name is not set in italics."""
    small.change("town.yml", '"@small_town"', f'"{name}"')
    markdown = placeholders.expand(small.read(), "fi", "accounts")
    assert Renderer().render(markdown).text.strip() == name


def test_nothing_is_written_or_removed_through_a_link(small: Small, tmp_path: Path) -> None:
    """A proposal that brings a link along where pages are staged costs nobody a file elsewhere."""
    other, folder = tmp_path / "other", tmp_path / "staged"
    (other / "fi").mkdir(parents=True)
    for name in ("index.md", "fi/index.md", "fi/mine.txt"):
        (other / name).write_text("kept", encoding="utf-8")
    folder.mkdir()
    (folder / "fi").symlink_to(other / "fi")
    (folder / "sv").mkdir()
    (folder / "sv/index.md").symlink_to(other / "index.md")
    staging.write(guideline.read(small.root), small.root, folder)
    kept = {path.read_text(encoding="utf-8") for path in other.rglob("*") if path.is_file()}
    assert (kept, len(list(other.rglob("*")))) == ({"kept"}, 4)
    assert (folder / "fi/index.md").is_file()

"""A proposal before and after, in a file: what its reader sees, on real repositories."""

from __future__ import annotations

import datetime
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from rinnakkain import beforeafter, differences, guideline, notices, proposal, state
from rinnakkain.briefing import sentences
from rinnakkain.prose import Prose
from tests.checks.planted import cases
from tests.repository import FORGE, Repository, filled, repository
from tests.small import LANGUAGES, Small
from tests.test_briefing import FINNISH

DAY = datetime.date(2026, 11, 27)


@pytest.fixture
def own(tmp_path: Path) -> Repository:
    """A small guideline in a repository, on the branch of a proposal."""
    return repository(tmp_path)


def run(own: Repository, file: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Write the page as the workflow does, against the branch `main` if nothing else."""
    base = () if "--base" in arguments else ("--base", "main")
    command = [sys.executable, "-m", "rinnakkain", "--root", str(own.root), "preview"]
    return subprocess.run(
        [*command, *base, *arguments, "--file", str(file)],
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def page(own: Repository, *arguments: str) -> BeautifulSoup:
    """Return the page of what stands committed."""
    file = own.root.parent / "proposal.html"
    done = run(own, file, *arguments)
    assert done.returncode == 0, done.stderr
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


def declared(own: Repository) -> None:
    """Change a rule in Finnish, and say that its meaning changed."""
    own.small.change(*FINNISH)
    own.small.declare("changed", "check-links", what={"fi": "Ei koskaan."}, day=DAY)
    own.commit()


def text(soup: BeautifulSoup, title: str, code: str) -> Tag:
    """Return what the page says in a language of the text that is called so."""
    (heading,) = [h for h in soup.select(".text > h2") if title in words(h)]
    own = heading.find_parent("section")
    assert isinstance(own, Tag)
    (found,) = own.select(f".language[lang={code}]")
    return found


def words(tag: Tag) -> str:
    """Return what is seen of an element: not what is only heard of its marks."""
    # Two blocks are two words.
    seen = BeautifulSoup(re.sub(r"(?=<(?:p|h\d|li|div)\b)", " ", str(tag)), "html.parser")
    for heard in seen.select(".said"):
        heard.decompose()
    return " ".join(seen.get_text().split())


def sides(own: Tag) -> list[str]:
    """Return what is seen before and after."""
    return [words(side) for side in own.select(".side")]


def test_a_changed_rule_stands_before_and_after_with_the_words_marked(own: Repository) -> None:
    """The board sees at a glance which word came in, in the rule as its readers will see it."""
    declared(own)
    said = text(page(own), "Oudot linkit", "fi")
    assert sides(said) == [
        "Ennen 2.1 Oudot linkit Älä avaa outoa linkkiä.",
        "Nyt 2.1 Oudot linkit Älä koskaan avaa outoa linkkiä.",
    ]
    assert [words(mark) for mark in said.select("ins")] == ["koskaan"]
    assert said.select("del") == []
    (mark,) = said.select("ins")
    assert mark.get_text() == "[lisätty: koskaan]"
    assert "Sivu: Turva" in words(said)


def test_what_came_in_and_what_went_are_shown_and_not_guessed(own: Repository) -> None:
    """A new rule has nothing before, a withdrawn one nothing after, in words and not as a gap."""
    for code, rule, name in (("fi", "Vaihda salasana.", "Salasana"), ("sv", "Byt det.", "Lösen")):
        end = "    {: #check-links }\n"
        own.small.change(f"docs/{code}/safety.md", end, f"{end}- {rule}\n    {{: #password }}\n")
        own.small.change(f"docs/{code}/short-names.yml", "\nthr", f"\npassword: {name}\nthr")
    asks = {"fi": "Kysy, jos et tiedä.", "sv": "Fråga om du inte vet.", "en": "Ask if you do not"}
    for code in LANGUAGES:
        file = f"docs/{code}/safety.md"
        kept = re.sub(rf"- {asks[code]}.*\n.*ask }}\n", "", own.small.text(file))
        own.small.write(file, kept)
        names = own.small.text(f"docs/{code}/short-names.yml")
        own.small.write(f"docs/{code}/short-names.yml", re.sub("ask: .*\n", "", names))
    own.commit()
    soup = page(own)
    new = sides(text(soup, "Salasana", "fi"))
    assert new == ["Ennen Tätä tekstiä ei ollut.", "Nyt 2.2 Salasana Vaihda salasana."]
    gone = sides(text(soup, "Kysy ·", "sv"))
    assert gone == ["Förut 2.3 Fråga Fråga om du inte vet.", "Nu Den här texten finns inte längre."]
    lacking = sides(text(soup, "Salasana", "en"))
    assert lacking == ["Unchanged The text is not there in this language."]


def test_a_notice_stands_in_it_as_readers_will_find_it(own: Repository) -> None:
    """Whoever lets Swedish wait sees what its readers are told meanwhile, word for word."""
    declared(own)
    (before, after) = text(page(own), "Oudot linkit", "sv").select(".side")
    assert before.select(".notice") == []
    read = own.small.read()
    states = state.read(read)["check-links"]
    made = notices.notice(read, Prose(read), states, "sv", "")
    assert words(after.select(".notice")[0]) == words(BeautifulSoup(made, "html.parser"))
    assert after.select("ins") == []


def test_it_says_in_each_language_what_is_still_needed(own: Repository) -> None:
    """The translator who got only the file finds the report's sentences, and its links work."""
    own.edit(FINNISH)
    linked = ("--repository", FORGE, "--branch", "proposal")
    soup = page(own, *linked)
    report = own.report()
    for code in LANGUAGES:
        said = text(soup, "Oudot linkit", code).select(".told")[0]
        section = report.section(code)
        ask = re.findall(r"^\*\*(.+?)\*\*", section, re.MULTILINE)[1:]
        assert ask
        assert [sentence for sentence in ask if sentence not in words(said)] == []
        links = {str(link["href"]) for link in said.select("a")}
        assert links
        assert links <= set(report.links.values())
    offers = [a for a in soup.select(".language[lang=en] a") if words(a) == "The meaning changed"]
    file, _ = filled(str(offers[0]["href"]))
    assert file == "history/2026-11-27-changed-check-links-fi.yml"
    assert offers[0]["aria-label"] == "The meaning changed – Odd links"


def test_each_language_says_whether_it_can_be_published(own: Repository) -> None:
    """The first line under the title is the answer, and the report's own."""
    own.edit(FINNISH)
    soup = page(own)
    for code in LANGUAGES:
        (said,) = soup.select(f".verdict:not(.closing) > [lang={code}]")
        assert words(said).startswith(sentences()[code]["blocked"].split("**")[1])


def test_a_fact_that_is_filled_in_is_shown_where_readers_see_it(own: Repository) -> None:
    """A telephone number changes no wording and is read on a page: it is shown there."""
    own.small.change("town.yml", "  communications:\n", "  communications: 06 123 456\n")
    own.small.change("docs/en/short-names.yml", "be-kind: Kindness", "be-kind: Be good")
    own.commit()
    soup = page(own)
    (old, new) = sides(text(soup, "Kontakt", "sv"))
    assert "06 123 456" in new
    assert "06 123 456" not in old
    assert sides(text(soup, "Be good", "en"))[0] == "Before 1.1 Kindness Be kind."
    # That the number of a rule moves is told once, not at each text that names it.
    titles = [words(heading) for heading in soup.select(".text > h2")]
    assert titles == ["Olen töissä · Jag arbetar · I work here", *titles[1:]]
    assert len(titles) == 3


def test_what_moved_says_from_where_to_where(own: Repository) -> None:
    """A rule on another page has the same words, and is told to have moved."""
    for code, rule in (("fi", "Kysy, jos"), ("sv", "Fråga om"), ("en", "Ask if")):
        file = f"docs/{code}/safety.md"
        (line,) = re.findall(rf"- {rule}.*\n.*\n", own.small.text(file))
        own.small.change(file, line, "")
        there = f"docs/{code}/principles.md"
        own.small.write(there, own.small.text(there) + line)
    own.commit()
    said = text(page(own), "Kysy", "fi")
    assert "Teksti on siirretty sivulta ”Turva” sivulle ”Periaatteet”." in words(said)
    assert "Sivu: Periaatteet" in words(said)


HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><a href=x>x</a></svg>",
    "[x](javascript:alert(1))",
    "<a href=' JaVaScRiPt:alert(1)'>x</a>",
    "[x](data:text/html,x)",
    "<iframe src=https://example.org></iframe>",
    "<base href=https://example.org>",
    "<meta http-equiv=refresh content=0>",
    "<style>main{display:none}</style>",
    "<p style=position:fixed onclick=x class=said hidden>x</p>",
    "<form action=https://example.org><input name=x></form>",
    "</div></section></main><h1>x</h1>",
    "&lt;script&gt;",
    "<!-- -->",
)


ELEMENTS = set(
    """a b blockquote br code del details div em h1 h2 h3 h4 i ins li nav ol p section span strong
    summary table tbody td th thead tr ul""".split()  # noqa: SIM905 # to be read
)
MARKS = ("ins", "del")


@pytest.mark.parametrize("where", ["rule", "name", "title", "reason", "branch"])
def test_nothing_of_a_proposal_runs_or_calls_in_the_file(own: Repository, where: str) -> None:
    """Who opens the file of a stranger's proposal is as safe as with a picture of it."""
    piece = " ".join(HOSTILE)
    if where == "rule":
        own.small.change("docs/fi/safety.md", "Älä avaa", f"Älä {piece} avaa")
    elif where == "name":
        quoted = piece.replace('"', "'")
        own.small.change("docs/fi/short-names.yml", "Oudot linkit", f'"{quoted}"')
        own.small.change(*FINNISH)
    elif where == "title":
        own.small.change("docs/fi/safety.md", "# Turva", f"# Turva {piece}")
    elif where == "reason":
        own.small.change(*FINNISH)
        own.small.declare("changed", "check-links", what={"fi": piece}, day=DAY)
    own.commit()
    branch = piece if where == "branch" else "proposal"
    if where == "branch":
        own.edit(FINNISH)
    soup = page(own, "--repository", FORGE, "--branch", branch)
    assert {tag.name for tag in soup.select("main *")} <= ELEMENTS
    assert len(soup.select("main")) == len(soup.select("h1")) == len(soup.select("style")) == 1
    for tag in soup.select("main *"):
        assert set(tag.attrs) <= {"aria-hidden", "aria-label", "aria-labelledby", "class"} | {
            *("href", "id", "lang", "open")
        }
    links = [str(link["href"]) for link in soup.select("a")]
    assert all(link.startswith(("#text-", f"{FORGE}/", "mailto:")) for link in links), links
    # What the report quotes is shown as it was written.
    assert where != "reason" or "<script>alert(1)</script>" in words(soup.select("main")[0])
    heard = [tag for tag in soup.select(".said") if tag.parent and tag.parent.name not in MARKS]
    assert heard == []


def test_without_the_commit_before_it_shows_what_stands(own: Repository) -> None:
    """A copy without its history still gives a file, which says what it could not compare."""
    declared(own)
    soup = page(own, "--base", "nowhere")
    assert "Den tidigare versionen fanns inte att tillgå." in words(soup.select("main")[0])
    assert sides(text(soup, "Oudot linkit", "fi")) == [
        "Nyt 2.1 Oudot linkit Älä koskaan avaa outoa linkkiä."
    ]


def test_a_proposal_of_other_things_says_so(own: Repository) -> None:
    """Whoever opens the file of a change of code finds a sentence, not an empty page."""
    own.small.write("README.md", "Something else.\n")
    own.commit()
    soup = page(own)
    assert soup.select(".text") == []
    assert "The words of no rule or other text change." in words(soup.select("main")[0])


def test_a_file_that_cannot_be_written_is_said_in_a_line(own: Repository) -> None:
    """A mistyped folder is named, without a trace of the program."""
    own.edit(FINNISH)
    done = run(own, own.root / "nowhere" / "proposal.html")
    assert done.returncode == 1
    assert done.stderr.startswith("Not written: ")
    assert done.stderr.count("\n") == 1


def test_two_runs_write_the_same_bytes(own: Repository) -> None:
    """The file of a proposal that was not touched is the file of yesterday."""
    own.edit(FINNISH)
    files = [own.root.parent / name for name in ("one.html", "other.html")]
    for file in files:
        assert run(own, file).returncode == 0
    assert files[0].read_bytes() == files[1].read_bytes()


@pytest.mark.soak
def test_whatever_is_wrong_with_a_proposal_it_is_shown(tmp_path: Path) -> None:
    """Every fault that can be planted, put in and taken out: a file each time, and no trace."""
    base = guideline.read(Small(tmp_path / "base").root)
    for number, (_, _, plant) in enumerate(cases()):
        small = Small(tmp_path / str(number))
        plant(small)
        head = guideline.read(small.root)
        for one, other in ((base, head), (head, base)):
            assert beforeafter.page(proposal.compare(one, other), DAY).endswith("</html>\n")


# Where two wordings part.

PIECES = st.lists(
    st.sampled_from(
        ["a", "link", "2.1", "ä’s", "<em>not</em>", "<a href='https://x.example'>it</a>", ",", "."]
    ),
    max_size=12,
).map(" ".join)


def tree(source: str) -> html.HtmlElement:
    """Return words as the page holds them."""
    return html.fragment_fromstring(f"<ul><li>{source}</li></ul>", create_parent="div")


@given(PIECES, PIECES)
def test_marks_change_no_word_and_what_is_not_marked_is_the_same(old: str, new: str) -> None:
    """Whoever reads past the marks reads each wording as it is, and both the same but for them."""
    trees = tree(old), tree(new)
    differences.mark(*trees, {"del": "removed", "ins": "added"})
    kept = []
    for made, source, mark in zip(trees, (old, new), ("del", "ins"), strict=True):
        assert not list(made.iter("ins" if mark == "del" else "del"))
        for heard in list(made.iter("span")):
            heard.drop_tree()
        assert made.text_content() == tree(source).text_content()
        for marked in list(made.iter(mark)):
            marked.drop_tree()
        kept.append(made.text_content().split())
    assert "".join(kept[0]) == "".join(kept[1])


@pytest.mark.parametrize(
    ("old", "new", "gone", "come"),
    [
        ("Be kind.", "Be kind.", [], []),
        ("Be kind.", "Be very kind.", [], ["very"]),
        ("Ask 2.1 now.", "Ask 2.2 now.", ["2.1"], ["2.2"]),
        ("Be kind.", "Be <em>kind</em>.", ["kind"], ["kind"]),
        (
            "Ask <a href='https://a.example'>us</a> now",
            "Ask <a href='https://b.example'>us</a> now",
            ["us"],
            ["us"],
        ),
        # What little stays between two changes is no island.
        ("red ox in snow", "blue cow in sand", ["red ox in snow"], ["blue cow in sand"]),
    ],
)
def test_the_marked_words_are_those_that_a_reader_would_mark(
    old: str, new: str, gone: list[str], come: list[str]
) -> None:
    """One word more is one word marked; another emphasis and another target are seen too."""
    trees = tree(old), tree(new)
    differences.mark(*trees, {"del": "removed", "ins": "added"})
    for made in trees:
        for heard in list(made.iter("span")):
            heard.drop_tree()
    found = [[one.text_content() for one in t.iter("ins", "del")] for t in trees]
    assert found == [gone, come]

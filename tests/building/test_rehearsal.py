"""The rehearsal of the move to MkDocs's successor: the real guideline, the real Zensical."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from markdown import Markdown

from rinnakkain import engine, guideline, rehearsal, successor
from rinnakkain.cli import main
from rinnakkain.guideline import Guideline
from rinnakkain.markup import Renderer
from tests.conftest import Rehearsed
from tests.happened import furnish
from tests.small import ROOT, Small
from tests.tracked import Tracked

DECISION = ROOT / "decisions" / "0014-the-way-out-of-mkdocs.md"
# What every renderer of Markdown knows, and the two extensions that the texts may lean on.
PLAIN = ["tables", "fenced_code", "attr_list", "admonition"]


@pytest.fixture
def sites(rehearsed: Rehearsed, tmp_path: Path) -> rehearsal.Sites:
    """What was compared, with a site of the successor that a test may spoil."""
    root = rehearsed.root
    folder = root / rehearsal.FOLDER
    again = folder / "once more" / "site"
    # The first one has been printed into.
    then = shutil.copytree(again, tmp_path / "site")
    read = guideline.read(root)
    return rehearsal.Sites(root, read, root / engine.STAGED, folder / "mkdocs", then, again)


def test_the_guideline_can_leave_its_engine_with_nothing_lost(
    rehearsed: Rehearsed,
) -> None:
    """When MkDocs goes, readers keep every page, rule, language, search, PDF and link."""
    printed = rehearsed.printed
    carried, _, rest = printed.partition("Not yet carried over:")
    assert rehearsed.code == 0, printed
    names = {name for name in rehearsal.CHECKS if f"  {name}  " in carried}
    assert names == rehearsal.CHECKS.keys() - rehearsal.known().keys(), printed
    # What is carried over by now does not stay on the list.
    assert "is carried over now" not in rest


def test_the_decision_lists_what_the_rehearsal_prints(rehearsed: Rehearsed) -> None:
    """Who decides about the move reads the list that was measured, not one that was true once."""
    printed = rehearsed.printed
    text = " ".join(DECISION.read_text(encoding="utf-8").split())
    _, _, section = text.partition("**Not yet carried over.**")
    rows = re.findall(r"- \*([^*]+)\*: (.+?)(?= - \*|$| \*\*)", section)
    shown = re.findall(r"^  (\S.*?) {2,}(.+)$", printed.partition("Not yet")[2], re.MULTILINE)
    assert rows
    assert rows == shown


def without(file: str, old: str, new: str = "") -> Callable[[Path], None]:
    """Return what spoils the first place in a built page where `old` stands."""

    def spoil(site: Path) -> None:
        text = (site / file).read_text(encoding="utf-8")
        assert old in text
        (site / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def _first(site: Path, pattern: str) -> Path:
    return sorted(site.glob(pattern))[0]


SPOILT: dict[str, Callable[[Path], object]] = {
    "addresses": lambda site: (site / "sv/changes/index.html").unlink(),
    "statements": without("fi/safety/index.html", 'class="rule-text"', 'class="other"'),
    "texts": without("fi/safety/index.html", "</h1>", "!</h1>"),
    "frames": without("en/index.html", "<footer"),
    "titles": without("sv/safety/index.html", "<title>", "<title>x"),
    "languages": without("sv/safety/index.html", '<html lang="sv"', '<html lang="en"'),
    "not found": without("404.html", "/sv/", "/se/"),
    "sitemap": without("sitemap.xml", "<loc>", "<loc>x"),
    "data": lambda site: (site / "fi/feed.xml").write_text(""),
    "search": lambda site: shutil.rmtree(_first(site, "assets/search.*")),
    "no others": without(
        "en/index.html", "</head>", '<script src="//elsewhere.example/x.js"></script></head>'
    ),
    "nothing else": lambda site: (site / "search.json").write_text("{}"),
    "same bytes": lambda site: (site / "guideline.json").write_text("{}"),
    "paper": without("fi/safety/index.html", "</h1>", "!</h1>"),
    "links": without("en/index.html", "</article>", '<a href="nowhere/">x</a></article>'),
}


def test_every_check_has_a_spoilt_site() -> None:
    """No check of the rehearsal is one that nobody has seen fail."""
    assert SPOILT.keys() == rehearsal.CHECKS.keys()


@pytest.mark.parametrize("name", SPOILT)
def test_what_is_lost_is_told(name: str, sites: rehearsal.Sites) -> None:
    """Each thing that a new release of the successor loses is seen before the move."""
    _, look = rehearsal.CHECKS[name]
    # The PDFs that the links lead to are not there until they are printed; nothing else is lost.
    before = set(look(sites)) if name == "links" else set()
    SPOILT[name](sites.then)
    assert set(look(replace(sites))) - before


def test_a_new_loss_fails_and_a_known_one_does_not() -> None:
    """A release that loses more is not taken by mistake; what is mended leaves the list."""
    lost = rehearsal.Row("links", "Every link leads somewhere.", tuple(map(str, range(9))))
    kept = rehearsal.Row("texts", "Every text is the same.", ())
    lines, is_known = rehearsal.told([lost, kept], {"texts": "Some are not."})
    text = "\n".join(lines)
    assert not is_known
    assert "Lost now: links" in text
    assert "and 4 more" in text
    assert "texts is carried over now" in text
    lines, is_known = rehearsal.told([lost, kept], {"links": "Some lead nowhere."})
    assert is_known
    assert "Some lead nowhere." in "\n".join(lines)


def test_without_zensical_a_sentence_says_what_to_do(
    kept: Tracked, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whoever has not installed it reads what to type, and no trace."""
    furnish(kept)
    assert main(["--root", str(kept.root), "rehearse", "--program", "nowhere"]) == 1
    told = capfd.readouterr().err
    assert "Zensical is not installed: run `make rehearse-exit`" in told
    assert "Traceback" not in told


@pytest.mark.parametrize(
    ("program", "template", "said"),
    [
        # MkDocs's templates have the function, Zensical's have not.
        (successor.PROGRAM, "{{ page.meta.get('path') }}", r"main\.html:1"),
        (successor.PROGRAM, "{{ page.content }}", r"\nindex\.md:3: page does not exist"),
        (Path(sys.executable), "", "Zensical says:\n.+"),
        (ROOT / "README.md", "", "Zensical does not run: Permission denied"),
    ],
    ids=["a fault in a template", "a link that leads nowhere", "another program", "no program"],
)
def test_what_stops_zensical_is_told(program: Path, template: str, said: str, small: Small) -> None:
    """What it stops at is said in a sentence, with the file and the line of the fault."""
    staged = small.root / "staged"
    staged.mkdir()
    (staged / "index.md").write_text("# A page\n\n[x](nowhere.md)\n", encoding="utf-8")
    for name in ("main.html", "404.html", "sitemap.xml"):
        small.write(f"overrides/{name}", template if name == "main.html" else "")
    read = guideline.read(small.root)
    with pytest.raises(successor.Failed, match=said):
        successor.build(read, small.root, staged, {}, small.root / "built", program)


def rendered(read: Guideline, text: str) -> tuple[str, str]:
    """Return the HTML of a text as the site's renderer makes it, and as a plain one does."""
    ours = Renderer(read.settings.extensions, read.settings.options).html(text)
    return ours, Markdown(extensions=PLAIN).convert(text)


def test_nothing_in_the_texts_is_particular_to_an_engine() -> None:
    """The texts outlive any engine: plain Markdown, attribute lists and notes are all they need."""
    read = guideline.read(ROOT)
    for page in read.pages.values():
        ours, plain = rendered(read, "\n".join(page.lines))
        assert ours == plain, page.file


@pytest.mark.parametrize(
    "text",
    ["# Without an id", "<div markdown>\n*x*\n</div>", "[TOC]"],
    ids=["an id that is made", "Markdown in HTML", "a list of contents"],
)
def test_what_an_extension_adds_would_be_seen(text: str) -> None:
    """The test above sees what only an extension of the engine makes of a text."""
    ours, plain = rendered(guideline.read(ROOT), text)
    assert ours != plain

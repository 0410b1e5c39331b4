"""Act files as people and merges leave them: told at their line, and never a trace."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rinnakkain import act, checks
from rinnakkain.act import KINDS, Act, Entry, Origin
from rinnakkain.textfile import Folder
from tests.tracked import DAY, LATER, Tracked

FILE = "history/2026-11-27-x.yml"
RIGHT = """\
act: changed
day: 2026-11-27
what:
  fi: |-
    Linkeistä varoitetaan.
texts:
  ask:
    after: 2026-11-20-first-safety
    words:
      fi: |-
        Kysy.
"""
MOVED = """\
act: moved
day: 2026-11-27
texts:
  ask:
    after: 2026-11-20-first-safety
    page: principles.md
    from:
      - {page: safety.md, id: ask}
"""
DEFERRED = """\
act: deferred
day: 2026-11-27
until: 2027-01-31
languages: [sv]
reason: |-
  Käännös on tilattu.
texts:
  ask:
    after: 2026-11-20-first-safety
"""


def told(kept: Tracked) -> list[tuple[str, int]]:
    """Return where something is found, each place once."""
    found = checks.run(kept.read())
    assert all(str(finding) for finding in found)
    return sorted({(finding.file, finding.line) for finding in checks.blocking(found)})


def told_of_file(kept: Tracked) -> int:
    """Return the line at which something is found of the act alone: its finding hides no other."""
    places = told(kept)
    assert {file for file, _ in places} == {FILE}
    return places[0][1]


def test_an_act_as_it_must_be_is_told_nothing(kept: Tracked) -> None:
    """What the other tests break is right before: the change is declared, and Swedish is behind."""
    kept.write(FILE, RIGHT)
    kept.change("docs/fi/safety.md", "Kysy, jos et tiedä.", "Kysy.")
    assert kept.stand("ask") == ("agrees", "behind", "behind")
    assert told(kept) == [("docs/sv/safety.md", 12)]


# A piece of the file, what stands in its place, and the line at which that is told.
BROKEN = [
    ("act: changed\n", "", 1),
    ("act: changed", "act: changd", 1),
    ("act: changed", "act: [changed]", 1),
    ("act: changed", "act:", 1),
    ("act: changed", "act: 12", 1),
    ("act: changed", "akt: changed", 1),
    ("day: 2026-11-27\n", "", 1),
    ("day: 2026-11-27", "day:", 2),
    ("day: 2026-11-27", "day: soon", 2),
    ("day: 2026-11-27", "day: 2026-02-30", 2),
    ("day: 2026-11-27", 'day: "2026-02-30"', 2),
    ("day: 2026-11-27", 'day: "2026-11-27\\n"', 2),
    ("day: 2026-11-27", "day: 2026-11-27 10:00", 2),
    ("day: 2026-11-27", "day: 2026-11-27 10:00:00", 2),
    ("day: 2026-11-27", "day: 20261127", 2),
    ("day: 2026-11-27", "day: 27.11.2026", 2),
    ("day: 2026-11-27", "day: [2026-11-27]", 2),
    ("day: 2026-11-27", "day: 0000-00-00", 2),
    ("day: 2026-11-27", "day: 2026-11-19", 7),
    ("what:\n", "wat:\n", 3),
    ("  fi: |-\n    Linkeistä", "  xx: |-\n    Linkeistä", 4),
    ("  fi: |-\n    Linkeistä varoitetaan.", "  fi: 12", 4),
    ("  fi: |-\n    Linkeistä varoitetaan.", "  fi: [a]", 4),
    ("  fi: |-\n    Linkeistä varoitetaan.", "  fi: |-\n  Linkeistä: varoitetaan.", 5),
    ("texts:\n", "tekst:\n", 1),
    ("    after: 2026-11-20-first-safety\n", "", 7),
    ("after: 2026-11-20-first-safety", "after:", 8),
    ("after: 2026-11-20-first-safety", 'after: ""', 8),
    ("after: 2026-11-20-first-safety", "after: []", 8),
    ("after: 2026-11-20-first-safety", "after: [[a]]", 8),
    ("after: 2026-11-20-first-safety", "after: {a: b}", 8),
    ("after: 2026-11-20-first-safety", "after: 12", 8),
    ("after: 2026-11-20-first-safety", "after: 2026-11-20", 7),
    ("after: 2026-11-20-first-safety", "after: 2026-11-20-first-saftey", 7),
    ("after: 2026-11-20-first-safety", "after: 2026-11-20-first-about", 7),
    ("after: 2026-11-20-first-safety", "after: 2026-11-27-x", 7),
    ("after: 2026-11-20-first-safety", 'after: "a\\nb"', 8),
    ("  ask:\n", "  aks:\n", 7),
    ("  ask:\n", "  no:\n", 7),
    ("  ask:\n", "  null:\n", 7),
    ("  ask:\n", "  12:\n", 7),
    ("  ask:\n", '  "a b":\n', 6),
    ("  ask:\n", '  "":\n', 6),
    ("  ask:\n", "  ? [ask]\n  :\n", 6),
    ("    words:\n      fi: |-\n        Kysy.\n", "", 7),
    ("    words:\n      fi: |-\n        Kysy.\n", "    words:\n", 9),
    ("    words:\n      fi: |-\n        Kysy.\n", "    words: Kysy.\n", 9),
    ("      fi: |-\n        Kysy.\n", "      fi:\n", 7),
    ("      fi: |-\n        Kysy.\n", "      fi: ''\n", 7),
    ("      fi: |-\n        Kysy.\n", "      fi: yes\n", 10),
    ("      fi: |-\n        Kysy.\n", "      fi: 12\n", 10),
    ("      fi: |-\n        Kysy.\n", "      fi: !!binary aGVp\n", 10),
    ("      fi: |-\n        Kysy.\n", "      fi: {a: b}\n", 10),
    ("      fi: |-\n        Kysy.\n", "      xx: a\n", 7),
    ("      fi: |-\n        Kysy.\n", "      fi: Kysy, jos et tiedä.\n", 7),
    ("    words:\n", "    page: safety.md\n    words:\n", 7),
    ("    words:\n", "    word: x\n    words:\n", 9),
    ("    words:\n", "    after: a\n    words:\n", 9),
    ("    words:\n", "\twords:\n", 9),
    ("texts:\n", "until: 2027-01-01\ntexts:\n", 6),
    ("texts:\n", "languages: [sv]\ntexts:\n", 6),
    ("texts:\n", "reason: so\ntexts:\n", 6),
    ("texts:\n", "day: 2026-11-28\ntexts:\n", 6),
    ("texts:\n", "<<<<<<< HEAD\ntexts:\n", 6),
    ("act: changed", "act: &a changed\nwhy: *a", 1),
    ("act: changed", "<<: {act: changed}", 1),
    ("act: changed", "act: !!python/name:os.system changed", 1),
    ("act: changed", "act: !x changed", 1),
    ("act: changed", "--- a\n--- b", 2),
    ("act: changed", "act: first", 7),
    ("act: changed", "act: new", 7),
    ("act: changed", "act: follows", 7),
    ("act: changed", "act: mended\nbut: so", 2),
    ("act: changed", "act: reviewed", 7),
    ("act: changed", "act: moved", 7),
    ("act: changed", "act: withdrawn", 7),
    ("act: changed", "act: deferred", 1),
]


@pytest.mark.parametrize(("old", "new", "line"), BROKEN, ids=lambda value: repr(value))
def test_an_act_that_is_not_as_it_must_be_is_told(
    kept: Tracked, old: str, new: str, line: int
) -> None:
    """Whoever wrote one key, one day or one name wrongly reads at which line."""
    assert RIGHT.count(old) == 1
    kept.write(FILE, RIGHT.replace(old, new))
    assert told_of_file(kept) == line


MOVED_BROKEN = [
    ("page: principles.md", "page: ../principles.md", 6),
    ("page: principles.md", "page: /etc/x.md", 6),
    ("page: principles.md", "page: a/../x.md", 6),
    ("page: principles.md", "page: principles", 6),
    ("page: principles.md", 'page: "principles.md\\n"', 6),
    ("page: principles.md", "page: [principles.md]", 6),
    ("    page: principles.md\n", "", 4),
    ("{page: safety.md, id: ask}", "{page: saftey.md, id: ask}", 4),
    ("{page: safety.md, id: ask}", "{page: safety.md, id: aks}", 4),
    ("{page: safety.md, id: ask}", "{page: safety.md}", 8),
    ("{page: safety.md, id: ask}", "{page: safety.md, id: 12}", 8),
    ("{page: safety.md, id: ask}", "safety.md", 8),
    ("from:\n      - {page: safety.md, id: ask}", "from: safety.md", 7),
    ("  ask:\n", "  be-kind:\n", 4),
]


@pytest.mark.parametrize(("old", "new", "line"), MOVED_BROKEN)
def test_a_move_that_names_what_is_not_there_is_told(
    kept: Tracked, old: str, new: str, line: int
) -> None:
    """An old address that never was would lead nobody anywhere."""
    assert MOVED.count(old) == 1
    kept.write(FILE, MOVED.replace(old, new))
    assert told_of_file(kept) == line


DEFERRED_BROKEN = [
    ("until: 2027-01-31\n", "", 1),
    ("until: 2027-01-31", "until:", 3),
    ("until: 2027-01-31", "until: 2026-11-26", 3),
    ("until: 2027-01-31", "until: 2027-02-29", 3),
    ("languages: [sv]\n", "", 3),
    ("languages: [sv]", "languages: []", 4),
    ("languages: [sv]", "languages: [no]", 4),
    ("languages: [sv]", "languages: [xx]", 4),
    ("reason: |-\n  Käännös on tilattu.\n", "", 3),
    ("reason: |-\n  Käännös on tilattu.\n", "reason: …\n", 3),
    ("reason: |-\n  Käännös on tilattu.\n", "reason: [a]\n", 5),
    ("    after: 2026-11-20-first-safety\n", "    after: 2026-11-20-first-about\n", 8),
]


@pytest.mark.parametrize(("old", "new", "line"), DEFERRED_BROKEN)
def test_a_deferral_without_reason_day_or_language_is_told(
    kept: Tracked, old: str, new: str, line: int
) -> None:
    """Nobody defers anything for ever, or for no reason."""
    assert DEFERRED.count(old) == 1
    kept.write(FILE, DEFERRED.replace(old, new))
    assert told_of_file(kept) == line


def test_what_replaces_a_withdrawn_rule_must_be_there(kept: Tracked) -> None:
    """A reader of an old address is sent to a rule that the record knows."""
    text = RIGHT[: RIGHT.index("    words:")].replace("changed", "withdrawn")
    kept.write(FILE, f"{text}    replaced_by: aks\n")
    assert told_of_file(kept) == 7


FILES: dict[str, Callable[[Path], object]] = {
    "nothing": lambda path: path.write_bytes(b""),
    "a comment": lambda path: path.write_bytes(b"# later\n"),
    "a list": lambda path: path.write_bytes(b"- act: new\n"),
    "a word": lambda path: path.write_bytes(b"new"),
    "zeros": lambda path: path.write_bytes(b"\0" * 100),
    "another encoding": lambda path: path.write_bytes(RIGHT.encode("cp1252")),
    "UTF-16": lambda path: path.write_bytes(RIGHT.encode("utf-16")),
    "a megabyte": lambda path: path.write_text(RIGHT + "# " + "x" * 1_000_000 + "\n- a"),
    "a megabyte of words": lambda path: path.write_text(
        RIGHT.replace("after: 2026-11-20-first-safety", f"page: {'x' * 1_000_000}")
    ),
    "many brackets": lambda path: path.write_text("[" * 100_000),
    "many items in items": lambda path: path.write_text("- " * 100_000),
    "a folder": lambda path: path.mkdir(),
    "a pointer": lambda path: path.symlink_to("/etc/hosts"),
    "a pointer to nothing": lambda path: path.symlink_to("/nowhere"),
    "a pointer to itself": lambda path: path.symlink_to(path),
}


@pytest.mark.parametrize("make", FILES.values(), ids=FILES)
def test_a_file_that_is_no_act_is_told(kept: Tracked, make: Callable[[Path], object]) -> None:
    """Whatever a program leaves in the folder, an editor reads which file it is."""
    make(kept.root / FILE)
    assert told_of_file(kept) >= 1


def test_a_mark_before_an_act_is_told(kept: Tracked) -> None:
    """What an old program puts before the first letter is no part of the act."""
    (kept.root / FILE).write_bytes(RIGHT.encode("utf-8-sig"))
    assert (FILE, 1) in told(kept)


@pytest.mark.parametrize("name", [b"a b.yml", b"x.yaml", b"x.yml~", b".DS_Store", b"\xff.yml"])
def test_a_file_with_another_name_is_told(kept: Tracked, name: bytes) -> None:
    """A copy that an editor or a program leaves there counts for nothing, and is told."""
    path = Path(str(kept.root / "history") + "/" + name.decode("utf-8", "surrogateescape"))
    path.write_text(RIGHT, encoding="utf-8")
    [message] = kept.found()
    assert message.encode().startswith(b"history/")
    assert message.endswith("(66)")


def test_a_folder_within_the_record_is_told(kept: Tracked) -> None:
    """Acts that somebody sorts into folders are not lost in silence."""
    kept.write("history/2026/x.yml", RIGHT)
    assert told(kept) == [("history/2026", 1)]


def test_the_record_may_say_what_it_is(kept: Tracked) -> None:
    """A README beside the acts is no act."""
    kept.write("history/README.md", "# Historia\n")
    assert kept.found() == []


def test_an_act_that_cannot_be_read_hides_no_false_alarm_behind_it(kept: Tracked) -> None:
    """Who breaks one file reads of that file, and not of every rule that leans on it."""
    kept.declare("withdrawn", "be-kind")
    kept.write("history/2026-11-20-first-safety.yml", "texts: [\n")
    assert [file for file, _ in told(kept) if file.startswith("history")] == [
        "history/2026-11-20-first-safety.yml"
    ]


def test_the_settings_may_be_broken_too(kept: Tracked) -> None:
    """Without its settings nothing else is told, and nothing is lost."""
    kept.write("mkdocs.yml", "nav: [\n")
    assert told(kept) == [("mkdocs.yml", 2)]


DAYS = st.dates(min_value=datetime.date(2000, 1, 1), max_value=datetime.date(2999, 12, 31))
NAMES = st.one_of(
    st.sampled_from(["no", "null", "12", "2026-11-24", "true", "1e3", "a.b", "0x1f", "~", "ä-ö"]),
    st.from_regex(r"[a-z0-9][a-z0-9.-]{0,20}", fullmatch=True),
).filter(lambda name: name.strip("~"))
PAGES = st.from_regex(r"[a-z0-9-]{1,8}(/[a-z0-9-]{1,8})?\.md", fullmatch=True)
CODES = st.sampled_from(["fi", "sv", "en", "no"])
# Pieces that YAML reads as something else, beside whatever text there may be.
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            (
                *(": ", " #", "- ", "\n", "\n\n", "  ", "\t", "\u00a0", "|", ">", "%", "&a", "*a"),
                *("!x", "'", '"', "{", "[", "?", "…", "\r", "\u2028", "\x85", "\x00", "\ufeff"),
                *("---", "...", "a", "ä", "😀", "\\n", "@", "`"),
            )
        ),
        max_size=12,
    ).map("".join),
).map(str.strip)
WORDS = TEXTS.filter(bool)
ENTRIES = st.builds(
    Entry,
    id=NAMES,
    after=st.lists(NAMES, min_size=1, max_size=3, unique=True).map(tuple),
    page=st.one_of(st.just(""), PAGES),
    origins=st.lists(st.builds(Origin, PAGES, NAMES), max_size=2).map(tuple),
    words=st.dictionaries(CODES, WORDS, max_size=3),
    replaced_by=st.lists(NAMES, max_size=2, unique=True).map(tuple),
)
ACTS = st.builds(
    Act,
    name=st.just("x"),
    kind=st.sampled_from([kind for kind in KINDS if kind != "deferred"]),
    day=DAYS,
    entries=st.lists(ENTRIES, min_size=1, max_size=3, unique_by=lambda entry: entry.id).map(tuple),
    what=st.dictionaries(
        CODES, WORDS.map(lambda text: " ".join(text.split())).filter(lambda t: t not in ("", "…"))
    ),
    languages=st.lists(CODES, max_size=2, unique=True).map(tuple),
    until=st.one_of(st.none(), DAYS),
)


def reread(folder: Path, text: str) -> Act:
    """Read an act's text."""
    (folder / act.FOLDER).mkdir(exist_ok=True)
    (folder / act.FOLDER / "x.yml").write_text(text, encoding="utf-8", newline="")
    kept = Folder(folder)
    one = act.read(kept, f"{act.FOLDER}/x.yml")
    assert one is not None, (list(map(str, kept.found)), text)
    return one


@given(ACTS)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_what_is_written_is_what_is_read(
    tmp_path_factory: pytest.TempPathFactory, one: Act
) -> None:
    """No colon, dash, quote or invisible letter of a rule is lost on the way into the record."""
    folder = tmp_path_factory.mktemp("acts")
    text = act.written(one)
    again = reread(folder, text)
    assert again == one
    assert act.written(again) == text
    assert [entry.words for entry in again.entries] == [entry.words for entry in one.entries]
    assert again.what == one.what
    assert isinstance(yaml.safe_load(text), dict)


@given(WORDS.filter(lambda text: text != "…"))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_a_reason_is_read_as_it_is_written(
    tmp_path_factory: pytest.TempPathFactory, reason: str
) -> None:
    """Why something is deferred can be said in any words."""
    entries = (Entry("ask", ("a",)),)
    one = Act("x", "deferred", DAY, entries, languages=("sv",), reason=reason, until=LATER)
    assert reread(tmp_path_factory.mktemp("acts"), act.written(one)) == one


def test_a_sentence_that_is_still_to_be_written_is_marked(tmp_path: Path) -> None:
    """Whoever opens the file sees where their sentence belongs; until then there is none."""
    entries = (Entry("ask", ("a",), words={"fi": "Kysy."}),)
    one = Act("x", "changed", DAY, entries, what={"fi": "Kysytään."})
    text = act.written(one, unwritten=("sv",), notes=("Skriv en mening.",))
    assert "# Skriv en mening.\n" in text
    assert "  sv: |-\n    …\n" in text
    assert reread(tmp_path, text).what == {"fi": "Kysytään."}

"""Faults to plant in the small guideline, one a case, and what is said of each."""

from __future__ import annotations

import datetime
import re
import shutil
import struct
import sys
import tempfile
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from rinnakkain import checks
from tests.small import LANGUAGES, Small
from tests.tracked import LATER, Tracked, tracked

MESSAGES = Path(__file__).parent / "messages.txt"

Plant = Callable[[Small], object]

# The day on which the planted guideline is checked.
TODAY = datetime.date(2027, 2, 1)


def change(file: str, old: str, new: str) -> Plant:
    """Change one piece of one file."""
    return partial(Small.change, file=file, old=old, new=new)


def write(file: str, text: str) -> Plant:
    """Put another text into a file."""
    return partial(Small.write, file=file, text=text)


def delete(file: str) -> Plant:
    """Delete a file."""
    return lambda small: (small.root / file).unlink()


def change_all(name: str, old: str, new: str) -> Plant:
    """Change the same piece in every language."""
    return both(*(change(f"docs/{code}/{name}", old, new) for code in LANGUAGES))


def write_all(name: str, text: str) -> Plant:
    """Put the same text into a file of every language."""
    return both(*(write(f"docs/{code}/{name}", text) for code in LANGUAGES))


def write_after(file: str, text: str) -> Plant:
    """Write a text behind what a file holds."""

    def plant(small: Small) -> None:
        small.write(file, small.text(file) + text)

    return plant


def without(file: str, pattern: str) -> Plant:
    """Take every line of a pattern out of a file."""

    def plant(small: Small) -> None:
        small.write(file, re.sub(pattern, "", small.text(file)))

    return plant


def copy(file: str, other: str) -> Plant:
    """Put a file's text into another one."""
    return lambda small: (small.root / other).write_bytes((small.root / file).read_bytes())


def rename(file: str, other: str) -> Plant:
    """Give a file another name."""
    return lambda small: (small.root / file).rename(small.root / other)


def link(file: str, target: str) -> Plant:
    """Put a pointer to another place there."""
    return lambda small: (small.root / file).symlink_to(target)


def encode(file: str, encoding: str) -> Plant:
    """Save a file in another encoding."""
    return lambda small: (small.root / file).write_bytes(small.text(file).encode(encoding))


def picture(code: str, name: str) -> Plant:
    """Put a picture into a language's folder."""
    return lambda small: (small.root / f"docs/{code}/{name}").write_bytes(drawn())


def drawn(width: int = 2, height: int = 2) -> bytes:
    """Return a picture of a few bytes, however many points it says that it has."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0\0" * 2)
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def picture_used(code: str, name: str, content: bytes = b"") -> Plant:
    """Put a picture, or what is called so, into a language's folder, and show it on a page."""
    words = {"fi": "Kartta kaupungista", "sv": "Karta över staden"}
    shown = f"\n![{words[code]}](<{name}>)\n"

    def plant(small: Small) -> None:
        path = small.root / f"docs/{code}/{name}"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content or drawn())
        write_after(f"docs/{code}/about.md", shown)(small)

    return plant


def exception(number: int, file: str) -> Plant:
    """Let a finding through by the settings."""
    row = f"{{finding: {number}, file: {file}, reason: it is only for the test}}"
    old = "apart: [index.md, all.md, about.md]\n"
    return change("mkdocs.yml", old, f"{old}      exceptions:\n        - {row}\n")


def both(*plants: Plant) -> Plant:
    """Plant several."""
    return lambda small: [plant(small) for plant in plants]


def kept(*plants: Plant) -> Plant:
    """Give the guideline a record, and plant in it."""
    return lambda small: both(*plants)(tracked(small.root))


def reword(*codes: str) -> Plant:
    """Write a rule anew in some languages."""
    return both(*(change(f"docs/{code}/safety.md", *REWORDED[code]) for code in codes))


def declare(kind: str, *ids: str, day: datetime.date = LATER, **options: Any) -> Plant:
    """Declare what became of texts."""

    def plant(small: Small) -> None:
        assert isinstance(small, Tracked)
        small.declare(kind, *ids, day=day, **options)

    return plant


def act(name: str, kind: str, *lines: str, id_: str = "ask", day: str = "2026-11-27") -> Plant:
    """Put an act about one text into the record."""
    rows = "".join(f"    {line}\n" for line in lines)
    return write(f"history/{name}.yml", f"act: {kind}\nday: {day}\ntexts:\n  {id_}:\n{rows}")


REWORDED = {
    "fi": ("Kysy, jos et tiedä.", "Kysy aina, jos epäröit."),
    "sv": ("Fråga om du inte vet.", "Fråga alltid om du tvekar."),
    "en": ("Ask if you do not know.", "Always ask if you hesitate."),
}
SAID = {
    "fi": "Nyt kysytään aina.",
    "sv": "Nu frågar man alltid.",
    "en": "Now one always asks.",
}
FIRST = "after: 2026-11-20-first-safety"
NEXT = "after: 2026-11-27-changed-ask-fi"
# What a plant of a change begins with: declared in one language, or in two.
CHANGED = both(reword("fi"), declare("changed", "ask", what=SAID))
BOTH_CHANGED = both(reword("fi", "sv"), declare("changed", "ask", what=SAID))
DEFERRED = declare(
    "deferred",
    "ask",
    languages=["sv"],
    reason="Översättningen är beställd.",
    until=datetime.date(2027, 1, 31),
)
ASK = "- Fråga om du inte vet.\n    {: #ask }\n"
TELL = "- Berätta om hotfulla meddelanden.\n    {: #threatening-messages }\n"
OWNER = "## Ägare {: #owner }\n\nÄgare: {{ owner }}\n\n"
DOOR = "- [threatening-messages](safety.md#threatening-messages)\n"
TERMS = """\
concepts:
  - concept: elected official
    fi: [luottamushenkilö]
    sv: [förtroendevald]
    en: [elected official]
    avoid: {sv: [{form: politiker}]}
  - concept: approval
    fi: [hyväksyntä]
    sv: [godkännande]
    en: [approval]
    avoid: {en: [{form: consent, means: suostumus}]}
"""


STRENGTHS = """\
concepts: []
strengths:
  - strength: must
    fi: [täytyy]
    sv: [ska]
    en: [must]
  - strength: must, said to you
    fi: [Kysy]
    sv: [Fråga]
    en: [Ask]
    avoid: {sv: [kan, du bör]}
  - strength: should
    fi: [on syytä]
    sv: [bör]
    en: [should]
  - strength: may
    fi: [voidaan]
    sv: [får]
    en: [may]
  - strength: must not
    fi: [ei saa]
    sv: [får … inte]
    en: [must not, "(do not)"]
"""
ASKED = {
    "fi": "Kysy, jos et tiedä.",
    "sv": "Fråga om du inte vet.",
    "en": "Ask if you do not know.",
}


def ask(**texts: str) -> Plant:
    """Let one rule say something else in some languages."""
    return both(
        *(change(f"docs/{code}/safety.md", ASKED[code], text) for code, text in texts.items())
    )


def cases() -> list[tuple[int, str, Plant]]:
    """Return the number of the finding, what is planted, and the plant."""
    return [
        (1, "a page that one language lacks", delete("docs/sv/principles.md")),
        (
            2,
            "a page that the navigation misses",
            write_all("extra.md", "---\ntitle: X\n---\n\n# X {: #extra }\n\nX.\n"),
        ),
        (
            3,
            "a page that the navigation names twice",
            change("mkdocs.yml", "  - all.md\n", "  - all.md\n  - safety.md\n"),
        ),
        (
            4,
            "a page that only the navigation knows",
            change("mkdocs.yml", "  - all.md\n", "  - all.md\n  - safty.md\n"),
        ),
        (
            5,
            "a heading that one language lacks",
            change("docs/sv/about.md", "## Kontakt {: #contact }\n", ""),
        ),
        (
            6,
            "headings in another order",
            both(
                change("docs/sv/about.md", OWNER, ""),
                change("docs/sv/about.md", "## Frågor", f"{OWNER}## Frågor"),
            ),
        ),
        (
            7,
            "a heading without its id",
            change("docs/fi/about.md", "## Yhteys {: #contact }", "## Yhteys"),
        ),
        (
            7,
            "a heading that is written with a line under it",
            change_all("about.md", "{: #contact }\n", "{: #contact }\n\nX\n-\n"),
        ),
        (8, "a rule that one language lacks", change("docs/sv/safety.md", TELL, "")),
        (
            8,
            "a rule that only one language has",
            both(
                change("docs/sv/safety.md", ASK, f"{ASK}- Ny.\n    {{: #new }}\n"),
                change("docs/sv/short-names.yml", "ask: Fråga\n", "ask: Fråga\nnew: Ny\n"),
                change("docs/fi/short-names.yml", "ask: Kysy\n", "ask: Kysy\nnew: Uusi\n"),
                change("docs/en/short-names.yml", "ask: Ask\n", "ask: Ask\nnew: New\n"),
            ),
        ),
        (9, "rules in another order", change("docs/sv/safety.md", TELL + ASK, ASK + TELL)),
        (10, "a rule without its id", change("docs/sv/safety.md", "    {: #ask }\n", "")),
        (11, "an id that is taken", change_all("about.md", "#contact", "#check-links")),
        (
            12,
            "an id with a capital and a dotted letter",
            change_all("about.md", "#contact", "#Kontakt_ä"),
        ),
        (
            13,
            "an empty line between two rules",
            change("docs/sv/safety.md", "    {: #check-links }\n", "    {: #check-links }\n\n"),
        ),
        (
            13,
            "an id below a nested list",
            change("docs/sv/safety.md", "    {: #ask }\n", "    - a\n    - b\n    {: #ask }\n"),
        ),
        (
            14,
            "an id at the end of its rule's line",
            change("docs/sv/safety.md", "vet.\n    {: #ask }", "vet. {: #ask }"),
        ),
        (
            14,
            "an id after an empty line",
            change("docs/sv/safety.md", "vet.\n    {: #ask }", "vet.\n\n    {: #ask }"),
        ),
        (14, "other braces", change("docs/en/about.md", "Ask us.", "Ask {us}.")),
        (15, "a rule without a short name", change("docs/en/short-names.yml", "ask: Ask\n", "")),
        (
            16,
            "one short name for two rules",
            change("docs/en/short-names.yml", "ask: Ask\n", "ask: Odd links\n"),
        ),
        (
            17,
            "a short name in another place",
            both(
                change("docs/fi/short-names.yml", "ask: Kysy\n", ""),
                change("docs/fi/short-names.yml", "check-links:", "ask: Kysy\ncheck-links:"),
            ),
        ),
        (
            18,
            "a short name of no rule",
            change("docs/fi/short-names.yml", "ask: Kysy\n", "ask: Kysy\naks: Kysyy\n"),
        ),
        (
            19,
            "a short name that is too long",
            change("docs/fi/short-names.yml", "ask: Kysy\n", f"ask: {'Kysy' * 11}\n"),
        ),
        (
            20,
            "a link to a page that is not there",
            change("docs/fi/about.md", "safety.md#check", "safty.md#check"),
        ),
        (
            20,
            "a link that names an address of the site",
            change("docs/fi/about.md", "safety.md#check-links", "/fi/safety/#check-links"),
        ),
        (
            20,
            "a link that names nothing",
            change("docs/fi/about.md", "(safety.md#check-links)", "()"),
        ),
        (
            20,
            "an image without its file",
            change("docs/fi/about.md", "Kysy meiltä.", "Kysy meiltä. ![Kartta](map.png)"),
        ),
        (
            21,
            "a link to a rule that is not there",
            change("docs/fi/about.md", "safety.md#check-links", "safety.md#chek-links"),
        ),
        (
            21,
            "a link to a rule that stands on another page",
            change("docs/fi/about.md", "safety.md#check-links", "principles.md#check-links"),
        ),
        (
            22,
            "a link into another language",
            change("docs/fi/about.md", "safety.md#check-links", "../sv/safety.md#check-links"),
        ),
        (
            23,
            "a page without its main heading",
            write_all("principles.md", "---\ntitle: A\n---\n\n- A.\n    {: #be-kind }\n"),
        ),
        (24, "a second main heading", change("docs/fi/about.md", "## Yhteys", "# Yhteys")),
        (
            25,
            "a heading that skips a level",
            change("docs/fi/about.md", "## Yhteys", "#### Yhteys"),
        ),
        (
            26,
            "a page with a heading and nothing else",
            write_all("about.md", "---\ntitle: X\n---\n\n# X {: #about }\n"),
        ),
        (26, "an empty file", write("docs/sv/principles.md", "")),
        (
            27,
            "front matter that is not closed",
            change("docs/sv/about.md", "title: Om\n---\n", "title: Om\n"),
        ),
        (27, "a colon in a title", change("docs/sv/about.md", "title: Om", "title: Om: oss")),
        (27, "a title that is a list", change("docs/sv/about.md", "title: Om", "title: [Om]")),
        (28, "facts with an open bracket", change("town.yml", "owner:\n", "owner: [\n")),
        (
            28,
            "a short name that stands twice",
            change("docs/en/short-names.yml", "ask: Ask\n", "ask: Ask\nask: Aska\n"),
        ),
        (28, "facts that are not there", delete("town.yml")),
        (28, "settings that cannot be read", write("mkdocs.yml", "nav: [\n")),
        (28, "a termbase that cannot be read", write("termbase.yml", "concepts: 'open\n")),
        (29, "a fact that does not exist", change("docs/sv/about.md", "{{ owner }}", "{{ ower }}")),
        (30, "a group of facts that does not exist", change("town.yml", "owner:\n", "ovner:\n")),
        (
            30,
            "a fact that its group does not have",
            change("town.yml", "  communications:\n", "  comunications:\n"),
        ),
        (
            30,
            "a fact that is told in two languages only",
            change("town.yml", "owner:\n", "owner: {fi: A, sv: B}\n"),
        ),
        (
            30,
            "an account without a line for its platform",
            change("town.yml", '  - name: "@small_town"\n    platform:\n', "  - name: Small\n"),
        ),
        (30, "half an address", change("town.yml", "address:\n", "address: guideline.example\n")),
        (30, "a question about no rule", change("town.yml", "rule: ask", "rule: aks")),
        (30, "settings without navigation", write("mkdocs.yml", "site_name: x\n")),
        (
            31,
            "four rules behind the urgent door",
            change(
                "docs/sv/index.md",
                DOOR,
                f"{DOOR}- [check-links](safety.md#check-links)\n- [ask](safety.md#ask)\n"
                "- [be-kind](principles.md#be-kind)\n",
            ),
        ),
        (
            32,
            "a line of a door that claims something",
            change("docs/sv/index.md", "- [be-kind](principles.md#be-kind)", "- Var snäll!"),
        ),
        (
            33,
            "a rule that moved in one language",
            both(
                change("docs/sv/safety.md", ASK, ""),
                change("docs/sv/principles.md", "- Var", f"{ASK}- Var"),
            ),
        ),
        (
            34,
            "a sentence in another language",
            change("docs/sv/about.md", "Fråga oss.", "Kysy aina esimieheltä."),
        ),
        (
            34,
            "a title in another language",
            change(
                "docs/fi/safety.md",
                "description: Linkit ja viestit",
                "description: Links and messages",
            ),
        ),
        (
            34,
            "a short name in another language",
            change("docs/sv/short-names.yml", "Konstiga länkar", "Oudot linkit"),
        ),
        (
            34,
            "an alternative text in another language",
            both(
                picture("sv", "map.png"),
                change(
                    "docs/sv/about.md", "Fråga oss.", "Fråga oss. ![Kartta kaupungista](map.png)"
                ),
            ),
        ),
        (35, "a page that is not translated", copy("docs/en/about.md", "docs/sv/about.md")),
        (
            35,
            "words that are the same in two languages",
            both(
                change("docs/fi/about.md", "Kysy meiltä.", "Some info 24."),
                change("docs/en/about.md", "Ask us.", "Some info 24."),
            ),
        ),
        (36, "a page in Windows-1252", encode("docs/sv/about.md", "cp1252")),
        (36, "a page in UTF-16", encode("docs/sv/about.md", "utf-16")),
        (36, "a mark at the beginning", encode("docs/sv/about.md", "utf-8-sig")),
        (
            37,
            "letters that were read wrongly",
            change("docs/fi/about.md", "Kysy meiltä.", "Kysy meiltÃ¤."),
        ),
        (
            38,
            "a letter of two characters",
            change("docs/fi/about.md", "Kysy meiltä.", "Kysy meilta\u0308."),
        ),
        (
            39,
            "a letter that is lost",
            change("docs/fi/about.md", "Kysy meiltä.", "Kysy meilt\ufffd."),
        ),
        (40, "a soft hyphen", change("docs/fi/about.md", "Kysy meiltä.", "Kysy meil\u00adtä.")),
        (40, "a zero character", change("docs/fi/about.md", "Kysy meiltä.", "Kysy\x00 meiltä.")),
        (
            40,
            "an invisible character in a file of facts",
            change("town.yml", "owner:", "owner: \u200b"),
        ),
        (
            41,
            "two versions side by side",
            change(
                "docs/fi/about.md",
                "Kysy meiltä.",
                "<<<<<<< HEAD\nKysy meiltä.\n=======\nKysy heiltä.\n>>>>>>> muutos",
            ),
        ),
        (
            42,
            "a list without an empty line above it",
            change("docs/fi/about.md", "Kysy meiltä.", "Kysy:\n- meiltä\n- heiltä"),
        ),
        (
            42,
            "a list without an empty line above it in a note",
            change(
                "docs/fi/about.md", "Kysy meiltä.", '!!! note "Huomaa"\n    Kysy:\n    - meiltä'
            ),
        ),
        (
            43,
            "a note whose text is not indented",
            change("docs/fi/about.md", "Kysy meiltä.", '!!! note "Huomaa"\n  Kysy meiltä.'),
        ),
        (
            43,
            "a note without a text",
            change("docs/fi/about.md", "Kysy meiltä.", '!!! note "Huomaa"\n\nKysy meiltä.'),
        ),
        (
            43,
            "a note without a title",
            change("docs/fi/about.md", "Kysy meiltä.", "!!! note\n    Kysy meiltä."),
        ),
        (
            43,
            "a nested item that is indented by two spaces",
            change("docs/fi/about.md", "Kysy meiltä.", "- Kysy\n  - meiltä"),
        ),
        (
            44,
            "a block of code that is not closed",
            change("docs/fi/about.md", "Kysy meiltä.", "```\nKysy meiltä."),
        ),
        (
            45,
            "a reference without its definition",
            change("docs/fi/about.md", "Kysy meiltä.", "Kysy [meiltä][me]."),
        ),
        (
            45,
            "a space within a link",
            change("docs/fi/about.md", "Kysy meiltä.", "Kysy [meiltä] (safety.md)."),
        ),
        (
            46,
            "a tag that is not closed",
            change("docs/fi/about.md", "Kysy meiltä.", "Kysy m<sub>e."),
        ),
        (
            46,
            "a tag that was not opened",
            change("docs/fi/about.md", "Kysy meiltä.", "Kysy m</sub>e."),
        ),
        (
            47,
            "a row that is too short",
            change("docs/fi/about.md", "Kysy meiltä.", "| yksi | kaksi |\n|---|---|\n| kolme |"),
        ),
        (
            48,
            "an image without words",
            both(
                picture("fi", "map.png"),
                change("docs/fi/about.md", "Kysy meiltä.", "Kysy meiltä. ![](map.png)"),
            ),
        ),
        (49, "a picture that no page shows", picture("fi", "map.png")),
        (50, "a document of another program", write("docs/fi/guideline.docx", "x")),
        (51, "a pointer to another file", link("docs/fi/hosts.md", "/etc/hosts")),
        (51, "a pointer to another folder", link("docs/fi/etc", "/etc")),
        (51, "a folder of the build that points elsewhere", link(".build", "docs")),
        (
            51,
            "settings that point elsewhere",
            both(delete("town.yml"), link("town.yml", "/etc/hosts")),
        ),
        (52, "a page outside the languages", write("docs/contact.md", "# Kysy\n")),
        (52, "a page in an unknown language", write("docs/de/about.md", "# Frag\n")),
        (53, "a name with a space and a dotted letter", picture_used("fi", "Kuva Työ.png")),
        (53, "a name like one with a fingerprint", picture_used("fi", "map.0badcafe.png")),
        (53, "a folder like one with a fingerprint", picture_used("fi", "kuvat.0badcafe/map.png")),
        (
            54,
            "two names that differ in a capital",
            both(picture_used("fi", "map.png"), picture("fi", "Map.png")),
        ),
        (
            1,
            "a page under another name than its siblings",
            rename("docs/sv/safety.md", "docs/sv/saftey.md"),
        ),
        (
            27,
            "a key that does not exist",
            change("docs/fi/about.md", "title: Tietoa", "title: Tietoa\ntags: some"),
        ),
        (
            27,
            "a title that stands twice",
            change("docs/fi/about.md", "title: Tietoa", "title: Tietoa\ntitle: Tiedot"),
        ),
        (
            27,
            "a page without a title",
            change("docs/fi/about.md", "title: Tietoa", "description: Tietoa"),
        ),
        (
            30,
            "a feature that does not exist",
            write_after("mkdocs.yml", "theme: {name: material, featurs: [toc]}\n"),
        ),
        (30, "a misspelt option", change("mkdocs.yml", "apart:", "aprt:")),
        (30, "a misspelt extension", change("mkdocs.yml", "md_in_html", "md_in_htm")),
        (
            30,
            "a misspelt key of the termbase",
            write("termbase.yml", "concepts:\n  - {concept: x, fi: [a], sv: [b], em: [c]}\n"),
        ),
        (30, "a day that is none", change("town.yml", "owner:\n", "owner:\nnext_review: soon\n")),
        (
            30,
            "words of the furniture that one language lacks",
            change("ui.yml", "  skip: Gå till innehållet\n", ""),
        ),
        (
            28,
            "a key that stands twice in the settings",
            change("mkdocs.yml", "site_name: Small\n", "site_name: Small\nsite_name: Big\n"),
        ),
        (
            28,
            "a short name that is not written as one",
            change("docs/fi/short-names.yml", "ask: Kysy", "ask: Kysy: nyt"),
        ),
        (
            55,
            "a tag that is not used here",
            change(
                "docs/fi/about.md", "Kysy meiltä.", '<div style="color: red">Kysy meiltä.</div>'
            ),
        ),
        (55, "a script", change("docs/fi/about.md", "Kysy meiltä.", "<script>alert(1)</script>")),
        (
            55,
            "a comment",
            change("docs/fi/about.md", "Kysy meiltä.", "Kysy meiltä. <!-- vai heiltä? -->"),
        ),
        (
            55,
            "an attribute that runs something",
            change("docs/fi/about.md", "{: #contact }", '{: #contact onclick="alert(1)" }'),
        ),
        (
            55,
            "an attribute of an allowed tag that runs something",
            change(
                "docs/fi/about.md",
                "Kysy meiltä.",
                '<abbr title="x" onclick="y">Kysy</abbr> meiltä.',
            ),
        ),
        (
            55,
            "a language that is none",
            change("docs/fi/about.md", "Kysy meiltä.", "Kysy *now*{: lang=english } meiltä."),
        ),
        (
            55,
            "HTML at the top of a page",
            change("docs/fi/about.md", "title: Tietoa", "title: Tietoa <b>nyt</b>"),
        ),
        (
            56,
            "a link that runs something",
            change("docs/fi/about.md", "(safety.md#check-links)", "(javascript:alert(1))"),
        ),
        (
            56,
            "a link that runs something, disguised",
            change("docs/fi/about.md", "(safety.md#check-links)", "(JaVa&#115;cript:alert(1))"),
        ),
        (
            57,
            "an address without its end",
            change("docs/fi/about.md", "(safety.md#check-links)", "(https://traficom)"),
        ),
        (
            57,
            "an address without its scheme",
            change("docs/fi/about.md", "(safety.md#check-links)", "(www.traficom.fi)"),
        ),
        (
            58,
            "an address that is not secure",
            change("docs/fi/about.md", "(safety.md#check-links)", "(http://www.traficom.fi/)"),
        ),
        (
            59,
            "a form to avoid, inflected",
            both(
                write("termbase.yml", TERMS),
                change("docs/sv/about.md", "Fråga oss.", "Fråga de bästa politikernas chef."),
            ),
        ),
        (
            60,
            "a form that is right for another concept",
            both(
                write("termbase.yml", TERMS),
                change("docs/fi/about.md", "Kysy meiltä.", "Kysy ensin hyväksyntää."),
                change("docs/en/about.md", "Ask us.", "Ask for consent first."),
            ),
        ),
        (
            63,
            "a rule that is stronger in one language",
            both(
                write("termbase.yml", STRENGTHS),
                ask(
                    fi="Neuvoa on syytä kysyä ensin.",
                    sv="Man ska fråga om råd först.",
                    en="You should ask for advice first.",
                ),
            ),
        ),
        (
            63,
            "an instruction that became a possibility",
            both(
                write("termbase.yml", STRENGTHS),
                change("docs/sv/safety.md", "Fråga om du inte vet.", "Du kan höra dig för."),
            ),
        ),
        (
            64,
            "another word in one language",
            both(
                write("termbase.yml", TERMS),
                ask(
                    fi="Kysy luottamushenkilöiltä, jos et tiedä.",
                    sv="Fråga de invalda om du inte vet.",
                    en="Ask the elected officials if you do not know.",
                ),
            ),
        ),
        (
            30,
            "a strength that is written as prose",
            write("termbase.yml", STRENGTHS.replace("[täytyy]", "täytyy (tai tulee)")),
        ),
        (
            30,
            "an everyday word that is marked with another word",
            write(
                "termbase.yml", TERMS.replace("    fi: [hyv", "    everyday: often\n    fi: [hyv")
            ),
        ),
        (61, "an exception that lets nothing through", exception(58, "docs/fi/about.md")),
        (61, "an exception of no kind", exception(99, "docs/fi/about.md")),
        (
            28,
            "a short name that is a list",
            change("docs/fi/short-names.yml", "ask: Kysy", "ask: [Kysy]"),
        ),
        (
            30,
            "a word of the furniture that no language has any more",
            without("ui.yml", r"  own_link: .*\n"),
        ),
        (
            62,
            "twenty thousand brackets",
            change("docs/fi/about.md", "Kysy meiltä.", "[" * 20_000),
        ),
        (
            62,
            "a list that is nested too deeply",
            change(
                "docs/fi/about.md",
                "Kysy meiltä.",
                "\n".join(f"{'    ' * level}- a" for level in range(100)),
            ),
        ),
        (65, "no record", kept(lambda small: shutil.rmtree(small.root / "history"))),
        (
            66,
            "an entry of which a line lost its indentation",
            kept(act("2026-11-27-changed-ask-fi", "changed", FIRST, "words:", "  fi: |-\nKysy!")),
        ),
        (
            66,
            "a sentence that lost its indentation",
            kept(
                write("history/2026-11-27-changed-ask-sv.yml", "what:\n  sv: |-\nNu frågar man.\n")
            ),
        ),
        (66, "a note among the entries", kept(write("history/muistio.txt", "Kysy.\n"))),
        (66, "a folder among the entries", kept(write("history/2026/a.yml", "Kysy.\n"))),
        (66, "an entry without words", kept(act("2026-11-27-changed-ask-fi", "changed", FIRST))),
        (
            66,
            "an entry that builds on nothing",
            kept(act("2026-11-27-changed-ask-sv", "changed", "words: {sv: Fråga.}")),
        ),
        (
            66,
            "an entry with a page that it does not need",
            kept(act("2026-11-27-withdrawn-ask-fi", "withdrawn", FIRST, "page: safety.md")),
        ),
        (
            66,
            "a reason in an entry that defers nothing",
            kept(
                act("2026-11-27-withdrawn-ask-sv", "withdrawn", FIRST),
                write_after("history/2026-11-27-withdrawn-ask-sv.yml", "reason: så\n"),
            ),
        ),
        (
            66,
            "an entry in a language that there is not",
            kept(act("2026-11-27-changed-ask-fi", "changed", FIRST, "words: {et: Küsi.}")),
        ),
        (
            66,
            "a deferral without reason and day",
            kept(act("2026-11-27-deferred-ask-fi", "deferred", FIRST)),
        ),
        (
            66,
            "a deferral until a day that is over",
            kept(
                write(
                    "history/2026-11-27-deferred-ask-sv.yml",
                    "act: deferred\nday: 2026-11-27\nuntil: 2026-11-26\nlanguages: sv\nreason: så\n"
                    f"texts: {{ask: {{{FIRST}}}}}\n",
                )
            ),
        ),
        (
            30,
            "an entry on a day that there is not",
            kept(act("2026-11-27-withdrawn-ask", "withdrawn", FIRST, day="'2026-02-30'")),
        ),
        (
            67,
            "an entry that builds on one that is not there",
            kept(act("2026-11-27-withdrawn-ask-fi", "withdrawn", "after: 2026-11-20-frist-safety")),
        ),
        (
            67,
            "an entry that builds on one of another rule",
            kept(act("2026-11-27-withdrawn-ask-sv", "withdrawn", "after: 2026-11-20-first-about")),
        ),
        (
            67,
            "an entry that sends readers to a rule that is not there",
            kept(act("2026-11-27-withdrawn-ask-fi", "withdrawn", FIRST, "replaced_by: aks")),
        ),
        (
            67,
            "an entry that moves a rule from where it never stood",
            kept(
                act(
                    "2026-11-27-moved-ask-sv",
                    "moved",
                    FIRST,
                    "page: principles.md",
                    "from: [{page: about.md, id: ask}]",
                )
            ),
        ),
        (
            68,
            "an entry that is older than what it builds on",
            kept(act("2026-11-19-withdrawn-ask-fi", "withdrawn", FIRST, day="2026-11-19")),
        ),
        (
            68,
            "a change of a rule that was withdrawn",
            kept(
                act("2026-11-27-withdrawn-ask", "withdrawn", FIRST),
                act(
                    "2026-11-28-changed-ask-sv",
                    "changed",
                    "after: 2026-11-27-withdrawn-ask",
                    "words: {sv: Fråga.}",
                    day="2026-11-28",
                ),
            ),
        ),
        (
            68,
            "a rule that is declared new and was known",
            kept(act("2026-11-27-new-ask-fi", "new", FIRST, "page: a.md", "words: {fi: Kysy.}")),
        ),
        (
            68,
            "a slip that was mended in no word",
            kept(
                act(
                    "2026-11-27-mended-ask-sv",
                    "mended",
                    FIRST,
                    "words: {sv: Fråga om du inte vet.}",
                )
            ),
        ),
        (
            68,
            "a language that follows what it changed itself",
            kept(CHANGED, act("2026-11-27-follows-ask-fi", "follows", NEXT, "words: {fi: Kysy.}")),
        ),
        (
            68,
            "a language that follows in its old words",
            kept(
                CHANGED,
                act(
                    "2026-11-27-follows-ask-sv",
                    "follows",
                    NEXT,
                    "words: {sv: Fråga om du inte vet.}",
                ),
            ),
        ),
        (
            68,
            "new words that are said to be reviewed",
            kept(
                CHANGED, act("2026-11-27-reviewed-ask-sv", "reviewed", NEXT, "words: {sv: Fråga.}")
            ),
        ),
        (
            68,
            "a change in the old words",
            kept(
                act(
                    "2026-11-27-changed-ask-fi",
                    "changed",
                    FIRST,
                    "words: {fi: 'Kysy, jos et tiedä.'}",
                )
            ),
        ),
        (
            68,
            "an id that another rule has",
            kept(
                act(
                    "2026-11-27-moved-ask-fi",
                    "moved",
                    FIRST,
                    "page: safety.md",
                    "from: [{page: safety.md, id: check-links}]",
                )
            ),
        ),
        (
            68,
            "entries in a circle",
            kept(
                act("a-fi", "changed", "after: b-sv", "words: {fi: Kysy.}"),
                act("b-sv", "changed", "after: a-fi", "words: {sv: Fråga.}"),
            ),
        ),
        (
            69,
            "two changes of a rule, apart from each other",
            kept(
                BOTH_CHANGED,
                write(
                    "history/2026-11-27-changed-ask-sv.yml",
                    "act: changed\nday: 2026-11-27\nwhat: {fi: A, sv: A, en: A}\ntexts:\n"
                    f"  ask:\n    {FIRST}\n    words: {{sv: Fråga chefen.}}\n",
                ),
            ),
        ),
        (
            70,
            "a rule that nobody has declared",
            kept(
                change_all("safety.md", "    {: #ask }\n", "    {: #ask }\n- N.\n    {: #n }\n"),
                *(write_after(f"docs/{code}/short-names.yml", "n: N\n") for code in LANGUAGES),
            ),
        ),
        (70, "words that changed, and nobody has said how", kept(reword("fi", "sv"))),
        (
            71,
            "Swedish words that are behind",
            kept(CHANGED, reword("en"), declare("follows", "ask", languages=["en"])),
        ),
        (
            71,
            "Finnish words that are behind two changes",
            kept(
                reword("sv", "en"),
                declare("changed", "ask", what=SAID),
                change("docs/sv/safety.md", "tvekar.", "tvekar. Vänta på svar."),
                change("docs/en/safety.md", "hesitate.", "hesitate. Wait for an answer."),
                declare("changed", "ask", day=TODAY, what={**SAID, "fi": "Vastausta odotetaan."}),
            ),
        ),
        (72, "English words that are behind", kept(BOTH_CHANGED)),
        (72, "English words that nobody has declared", kept(reword("en"))),
        (
            72,
            "a rule that English lacks",
            kept(change("docs/en/safety.md", "- Ask if you do not know.\n    {: #ask }\n", "")),
        ),
        (
            72,
            "a page that English lacks",
            kept(
                delete("docs/en/principles.md"),
                change("docs/en/index.md", "- [be-kind](principles.md#be-kind)\n", ""),
            ),
        ),
        (
            73,
            "a rule that is gone in every language",
            kept(
                *(without(f"docs/{c}/safety.md", r"- .*\n    \{: #ask \}\n") for c in LANGUAGES),
                *(without(f"docs/{c}/short-names.yml", "ask: .*\n") for c in LANGUAGES),
                without("town.yml", r"questions:[\s\S]*"),
            ),
        ),
        (
            74,
            "a withdrawn rule that still stands",
            kept(declare("withdrawn", "ask", what=SAID)),
        ),
        (
            75,
            "a heading on another page",
            kept(
                change_all("about.md", "{: #contact }", "{: #x }"),
                *(
                    write_after(f"docs/{code}/principles.md", f"\n## {text} {{: #contact }}\n")
                    for code, text in (("fi", "Yhteys"), ("sv", "Kontakt"), ("en", "Contact"))
                ),
                declare("new", "x"),
                declare("mended", "contact"),
            ),
        ),
        (
            76,
            "a change of which nobody has said what it is",
            kept(reword(*LANGUAGES), declare("changed", "ask", what={"fi": SAID["fi"]})),
        ),
        (
            77,
            "a change that Swedish may follow later",
            kept(
                CHANGED,
                declare(
                    "deferred",
                    "ask",
                    languages=["sv"],
                    reason="Översättningen är beställd.",
                    until=datetime.date(2027, 3, 31),
                ),
            ),
        ),
        (
            78,
            "a day that is still to come",
            kept(
                reword(*LANGUAGES),
                declare("changed", "ask", day=datetime.date(2062, 11, 27), what=SAID),
            ),
        ),
        (78, "a deferral that has run out", kept(CHANGED, DEFERRED)),
        (
            79,
            "signs that the printed guideline has no letters for",
            both(
                change("docs/fi/safety.md", "Kysy, jos", "Kysy 🙂, jos"),
                change("docs/sv/about.md", "Fråga oss.", "☎ Fråga oss."),
            ),
        ),
        (
            79,
            "a sign that is written by its name",
            change("docs/fi/safety.md", "Kysy, jos", "Kysy &#x1F642;, jos"),
        ),
        (
            40,
            "an invisible sign that is written by its name",
            change("docs/fi/safety.md", "Kysy, jos", "Kysy &shy;jos, jos"),
        ),
        (
            81,
            "words of readers that lead to no word of the text",
            both(
                write("synonyms/fi.yml", "linkki: [huijaus]\nkaktus: [piikki]\n"),
                write("synonyms/sv.yml", 'länk: [bluff]\n"#nowhere": [tagg]\n'),
                write("synonyms/en.yml", "link: [scam]\nodd cactus: [thorn]\n"),
            ),
        ),
        (
            30,
            "words of readers that are no list",
            both(
                write("synonyms/fi.yml", "linkki: huijaus\n"),
                write("synonyms/sv.yml", "länk: [bluff]\n"),
                write("synonyms/en.yml", "link: [scam, 112]\n"),
            ),
        ),
        (
            27,
            "a title that holds a sign that nobody sees",
            change("docs/sv/about.md", "title: Om", 'title: "Om\\x1b"'),
        ),
        (
            56,
            "an image of another site",
            change(
                "docs/fi/about.md", "Kysy meiltä.", "![Kartta](https://www.traficom.fi/map.png)"
            ),
        ),
        (
            57,
            "an address that looks like another one",
            change("docs/fi/about.md", "(safety.md#check-links)", "(https://www.trаficom.fi/)"),
        ),
        (
            55,
            "a class that the site does not know",
            change("docs/fi/about.md", "Kysy meiltä.", "*Kysy*{: .big } meiltä."),
        ),
        (
            62,
            "a line that is too long",
            change("docs/fi/about.md", "Kysy meiltä.", "Kysy meiltä. " * 1000),
        ),
        (
            62,
            "a picture of three megabytes",
            picture_used("sv", "map.png", drawn() + bytes(3_000_000)),
        ),
        (
            82,
            "a kept edition that is cut off",
            both(
                write("editions/2026-11-20.json", '{\n "site": '),
                write("editions/2026-11-20/jakobstad-guideline-sv.pdf", "x"),
                write("editions/notes.txt", "x"),
            ),
        ),
        (
            83,
            "pictures that are none, or too large",
            both(
                picture_used("sv", "map.png", b"MZ"),
                picture_used("fi", "map.png", drawn(100_000, 100_000)),
            ),
        ),
        (
            84,
            "what others must not read",
            both(
                change("docs/sv/about.md", "Fråga oss.", "`-----BEGIN PRIVATE KEY-----`"),
                change("docs/fi/about.md", "Kysy meiltä.", f"`ghp_{'a1B2' * 9}`"),
                change("docs/en/about.md", "Ask us.", "`https://a:b@c.example/` `131052-308T`"),
            ),
        ),
        (
            85,
            "signs of HTML in names and facts",
            both(
                change("docs/sv/short-names.yml", "ask: Fråga", "ask: <b>Fråga</b>"),
                change("town.yml", "owner:\n", "owner: <b>A</b>\n"),
            ),
        ),
        (
            62,
            "a page that is too long, and one of too many signs",
            both(
                change("docs/fi/about.md", "Kysy meiltä.", "Kysy meiltä.\n" * 9000),
                change("docs/sv/about.md", "Fråga oss.", "Fråga [oss.\n" * 1500),
            ),
        ),
    ]


def said(plant: Plant) -> list[str]:
    """Plant a fault in a new small guideline and return what is said."""
    with tempfile.TemporaryDirectory() as folder:
        small = Small(Path(folder))
        plant(small)
        return [str(finding) for finding in checks.run(small.read(), TODAY)]


def written() -> dict[str, list[str]]:
    """Return the messages of each case as they stand in the file of messages."""
    text = MESSAGES.read_text(encoding="utf-8")
    blocks = (block.split("\n") for block in text.strip().split("\n\n"))
    return {block[0].removeprefix("# "): block[1:] for block in blocks}


def main() -> None:
    """Write the file of messages anew; read what has changed before you keep it."""
    blocks = ("\n".join((f"# {number}: {name}", *said(plant))) for number, name, plant in cases())
    sys.stdout.write("\n\n".join(blocks) + "\n")


if __name__ == "__main__":
    main()

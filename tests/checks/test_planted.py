"""Each kind of finding: a fault is planted in the small guideline, and the message is read."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial

import pytest

from rinnakkain.finding import kinds
from tests.small import LANGUAGES, Small

Plant = Callable[[Small], object]


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


def both(*plants: Plant) -> Plant:
    """Plant several."""
    return lambda small: [plant(small) for plant in plants]


ASK = "- Fråga om du inte vet.\n    {: #ask }\n"
TELL = "- Berätta om hotfulla meddelanden.\n    {: #threatening-messages }\n"
OWNER = "## Ägare {: #owner }\n\nÄgare: {{ owner }}\n\n"
DOOR = "- [threatening-messages](safety.md#threatening-messages)\n"
FRONT = (
    "write them as `title: …` and `description: …`, one a line, between two lines of three "
    "hyphens; put a value that holds a colon in double quotes"
)
BRACES = (
    "would be printed with its braces – put an id on a line of its own directly under the rule's "
    "text, indented by four spaces, or at the end of its heading; write other braces as code, "
    "between two `"
)
AS_AROUND = "write it as the lines around it are written"

# The number of the kind, what is planted, and every message that comes of it.
CASES: list[tuple[int, str, Plant, list[str]]] = [
    (
        1,
        "a page that one language lacks",
        delete("docs/sv/principles.md"),
        [
            "docs/sv/principles.md:1: this page is missing; it exists in docs/fi/principles.md, "
            "docs/en/principles.md – write it here under the same name, or delete it in the other "
            "languages (1)"
        ],
    ),
    (
        2,
        "a page that the navigation misses",
        write_all("extra.md", "# X {: #extra }\n\nText.\n"),
        [
            "mkdocs.yml:2: `nav` does not name extra.md – add it to `nav`, where it belongs in the "
            "guideline (2)"
        ],
    ),
    (
        3,
        "a page that the navigation names twice",
        change("mkdocs.yml", "  - all.md\n", "  - all.md\n  - safety.md\n"),
        ["mkdocs.yml:7: `nav` names safety.md twice – remove one of the two lines (3)"],
    ),
    (
        4,
        "a page that only the navigation knows",
        change("mkdocs.yml", "  - all.md\n", "  - all.md\n  - safty.md\n"),
        [
            "mkdocs.yml:7: `nav` names safty.md, which exists in no language – write the page, or "
            "remove the line (4)"
        ],
    ),
    (
        5,
        "a heading that one language lacks",
        change("docs/sv/about.md", "## Kontakt {: #contact }\n", ""),
        [
            "docs/sv/about.md:9: the heading #contact is missing; it stands in docs/fi/about.md, "
            "docs/en/about.md – write it here, with `{: #contact }` at its end, or delete it in "
            "the other languages (5)"
        ],
    ),
    (
        6,
        "headings in another order",
        both(
            change("docs/sv/about.md", OWNER, ""),
            change("docs/sv/about.md", "## Frågor", f"{OWNER}## Frågor"),
        ),
        [
            "docs/sv/about.md:9: the heading #contact stands in another place than in "
            "docs/fi/about.md, docs/en/about.md – put the headings in the order #about, #owner, "
            "#contact, #questions (6)"
        ],
    ),
    (
        7,
        "a heading without its id",
        change("docs/fi/about.md", "## Yhteys {: #contact }", "## Yhteys"),
        [
            "docs/fi/about.md:13: the heading “Yhteys” has no id – add it at its end, the same in "
            "every language: `{: #contact }` (7)"
        ],
    ),
    (
        7,
        "a heading that is written with a line under it",
        change_all("about.md", "{: #contact }\n", "{: #contact }\n\nX\n-\n"),
        [
            f"docs/{code}/about.md:15: the heading “X” has no id – add it at its end, the same in "
            "every language: `{: #a-name-in-english }` (7)"
            for code in ("en", "fi", "sv")
        ],
    ),
    (
        8,
        "a rule that one language lacks",
        change("docs/sv/safety.md", TELL, ""),
        [
            "docs/sv/safety.md:8: the rule #threatening-messages is missing; it stands in "
            "docs/fi/safety.md, docs/en/safety.md – write it here, with `{: #threatening-messages "
            "}` on a line of its own under it, or delete it in the other languages (8)"
        ],
    ),
    (
        8,
        "a rule that only one language has",
        both(
            change("docs/sv/safety.md", ASK, f"{ASK}- Ny.\n    {{: #new }}\n"),
            change("docs/sv/short-names.yml", "ask: Fråga\n", "ask: Fråga\nnew: Ny\n"),
            change("docs/fi/short-names.yml", "ask: Kysy\n", "ask: Kysy\nnew: Uusi\n"),
            change("docs/en/short-names.yml", "ask: Ask\n", "ask: Ask\nnew: New\n"),
        ),
        [
            f"docs/{code}/safety.md:12: the rule #new is missing; it stands in docs/sv/safety.md – "
            "write it here, with `{: #new }` on a line of its own under it, or delete it in the "
            "other languages (8)"
            for code in ("en", "fi")
        ],
    ),
    (
        9,
        "rules in another order",
        change("docs/sv/safety.md", TELL + ASK, ASK + TELL),
        [
            "docs/sv/safety.md:10: the rule #ask stands in another place than in "
            "docs/fi/safety.md, docs/en/safety.md – put the rules in the order #check-links, "
            "#threatening-messages, #ask (9)"
        ],
    ),
    (
        10,
        "a rule without its id",
        change("docs/sv/safety.md", "    {: #ask }\n", ""),
        [
            "docs/sv/safety.md:12: the rule “Fråga om du inte vet.” has no id – add a line of its "
            "own directly under its text, indented by four spaces: `    {: #ask }` (10)"
        ],
    ),
    (
        11,
        "an id that is taken",
        change_all("about.md", "#contact", "#check-links"),
        [
            f"docs/{code}/about.md:13: the id #check-links is taken; it stands in "
            f"docs/{code}/safety.md:8 – give this one another id (11)"
            for code in ("en", "fi", "sv")
        ],
    ),
    (
        12,
        "an id with a capital and a dotted letter",
        change_all("about.md", "#contact", "#Kontakt_ä"),
        [
            f"docs/{code}/about.md:13: the id #Kontakt_ä is not written as ids are – use small "
            "letters a–z, digits and single hyphens, beginning with a letter: `check-links` (12)"
            for code in ("en", "fi", "sv")
        ],
    ),
    (
        13,
        "an empty line between two rules",
        change("docs/sv/safety.md", "    {: #check-links }\n", "    {: #check-links }\n\n"),
        [
            f"docs/sv/safety.md:{line}: the id #{id_} does not come out on its rule – remove the "
            "empty lines between the rules of this page (13)"
            for line, id_ in ((8, "check-links"), (11, "threatening-messages"))
        ],
    ),
    (
        13,
        "an id below a nested list",
        change("docs/sv/safety.md", "    {: #ask }\n", "    - a\n    - b\n    {: #ask }\n"),
        [
            "docs/sv/safety.md:12: the id #ask does not come out on its rule – put it directly "
            "under the rule's own text, before the list that is nested in it (13)"
        ],
    ),
    (
        14,
        "an id at the end of its rule's line",
        change("docs/sv/safety.md", "vet.\n    {: #ask }", "vet. {: #ask }"),
        [f"docs/sv/safety.md:12: “{{: #ask }}” {BRACES} (14)"],
    ),
    (
        14,
        "an id after an empty line",
        change("docs/sv/safety.md", "vet.\n    {: #ask }", "vet.\n\n    {: #ask }"),
        [f"docs/sv/safety.md:14: “{{: #ask }}” {BRACES} (14)"],
    ),
    (
        14,
        "other braces",
        change("docs/en/about.md", "Ask us.", "Ask {us}."),
        [f"docs/en/about.md:15: “{{us}}” {BRACES} (14)"],
    ),
    (
        15,
        "a rule without a short name",
        change("docs/en/short-names.yml", "ask: Ask\n", ""),
        ["docs/en/short-names.yml:1: the rule #ask has no short name – add the line `ask: …` (15)"],
    ),
    (
        16,
        "one short name for two rules",
        change("docs/en/short-names.yml", "ask: Ask\n", "ask: Odd links\n"),
        [
            "docs/en/short-names.yml:4: “Odd links” is already the short name of #check-links – "
            "give #ask another one (16)"
        ],
    ),
    (
        17,
        "a short name in another place",
        both(
            change("docs/fi/short-names.yml", "ask: Kysy\n", ""),
            change("docs/fi/short-names.yml", "check-links:", "ask: Kysy\ncheck-links:"),
        ),
        [
            "docs/fi/short-names.yml:2: the short name of #ask stands in another place than the "
            "rule in the guideline – the line of #check-links belongs here: put the lines in the "
            "order of the rules (17)"
        ],
    ),
    (
        18,
        "a short name of no rule",
        change("docs/fi/short-names.yml", "ask: Kysy\n", "ask: Kysy\naks: Kysyy\n"),
        [
            "docs/fi/short-names.yml:5: there is no rule #aks – remove the line, or write the "
            "rule's own id (18)"
        ],
    ),
    (
        19,
        "a short name that is too long",
        change("docs/fi/short-names.yml", "ask: Kysy\n", f"ask: {'Kysy' * 11}\n"),
        [
            "docs/fi/short-names.yml:4: the short name of #ask has 44 characters – use at most "
            "40 (19)"
        ],
    ),
    (
        20,
        "a link to a page that is not there",
        change("docs/fi/about.md", "safety.md#check", "safty.md#check"),
        [
            "docs/fi/about.md:7: the link to safty.md#check-links leads nowhere – correct the name "
            "of the page; did you mean safety.md? (20)"
        ],
    ),
    (
        20,
        "a link that names an address of the site",
        change("docs/fi/about.md", "safety.md#check-links", "/fi/safety/#check-links"),
        [
            "docs/fi/about.md:7: the link to /fi/safety/#check-links leads nowhere – name the page "
            "as it stands in this folder: `safety.md` (20)"
        ],
    ),
    (
        20,
        "a link that names nothing",
        change("docs/fi/about.md", "(safety.md#check-links)", "()"),
        [
            "docs/fi/about.md:7: the link to nothing leads nowhere – write the page it leads to "
            "between the round brackets (20)"
        ],
    ),
    (
        20,
        "an image without its file",
        change("docs/fi/about.md", "Kysy meiltä.", "Kysy meiltä. ![Kartta](map.png)"),
        [
            "docs/fi/about.md:15: the link to map.png leads nowhere – put the file there, or "
            "correct its name (20)"
        ],
    ),
    (
        21,
        "a link to a rule that is not there",
        change("docs/fi/about.md", "safety.md#check-links", "safety.md#chek-links"),
        [
            "docs/fi/about.md:7: the link to safety.md#chek-links leads to no rule or heading: "
            "safety.md has no #chek-links – correct what stands after the #; did you mean "
            "check-links? (21)"
        ],
    ),
    (
        21,
        "a link to a rule that stands on another page",
        change("docs/fi/about.md", "safety.md#check-links", "principles.md#check-links"),
        [
            "docs/fi/about.md:7: the link to principles.md#check-links leads to no rule or "
            "heading: principles.md has no #check-links – it stands on safety.md: link there (21)"
        ],
    ),
    (
        22,
        "a link into another language",
        change("docs/fi/about.md", "safety.md#check-links", "../sv/safety.md#check-links"),
        [
            "docs/fi/about.md:7: the link to ../sv/safety.md#check-links leaves this language's "
            "folder – link to the page beside this one, safety.md: readers change language at the "
            "top of the page (22)"
        ],
    ),
    (
        23,
        "a page without its main heading",
        write_all("principles.md", "- A.\n    {: #be-kind }\n"),
        [
            f"docs/{code}/principles.md:1: the page has no main heading – begin it with a line "
            "like `# Name of the page {: #principles }` (23)"
            for code in ("en", "fi", "sv")
        ],
    ),
    (
        24,
        "a second main heading",
        change("docs/fi/about.md", "## Yhteys", "# Yhteys"),
        [
            "docs/fi/about.md:13: the page has a second main heading, “Yhteys” – write it with two "
            "hash signs: `## Yhteys` (24)"
        ],
    ),
    (
        25,
        "a heading that skips a level",
        change("docs/fi/about.md", "## Yhteys", "#### Yhteys"),
        [
            "docs/fi/about.md:13: the heading “Yhteys” skips a level, from 2 to 4 – write it with "
            "3 hash signs (25)"
        ],
    ),
    (
        26,
        "a page with a heading and nothing else",
        write_all("about.md", "# X {: #about }\n"),
        [
            f"docs/{code}/about.md:1: the page has no text – write it, or delete the page in every "
            "language (26)"
            for code in ("en", "fi", "sv")
        ],
    ),
    (
        26,
        "an empty file",
        write("docs/sv/principles.md", ""),
        [
            "docs/sv/principles.md:1: the page has no text – write it, or delete the page in every "
            "language (26)"
        ],
    ),
    (
        27,
        "front matter that is not closed",
        change("docs/sv/about.md", "title: Om\n---\n", "title: Om\n"),
        [
            "docs/sv/about.md:1: the lines between the two --- at the top cannot be read: the "
            f"second --- is missing – {FRONT} (27)"
        ],
    ),
    (
        27,
        "a colon in a title",
        change("docs/sv/about.md", "title: Om", "title: Om: oss"),
        [
            "docs/sv/about.md:2: the lines between the two --- at the top cannot be read: a value "
            f"holds a colon and a space, and has no quotes – {FRONT} (27)"
        ],
    ),
    (
        27,
        "a title that is a list",
        change("docs/sv/about.md", "title: Om", "title: [Om]"),
        [
            "docs/sv/about.md:2: the lines between the two --- at the top cannot be read: the "
            f"value of `title` is not a text – {FRONT} (27)"
        ],
    ),
    (
        28,
        "a page in another encoding",
        lambda small: (small.root / "docs/sv/about.md").write_bytes("# Om\n\nÄ".encode("latin-1")),
        [
            "docs/sv/about.md:3: the file cannot be read: it is not saved as UTF-8 – save it again "
            "with the encoding UTF-8 (28)"
        ],
    ),
    (
        28,
        "facts with an open bracket",
        change("town.yml", "owner:\n", "owner: [\n"),
        [
            "town.yml:6: the file cannot be read: a bracket or a quotation mark is not closed – "
            f"{AS_AROUND} (28)"
        ],
    ),
    (
        28,
        "a short name that stands twice",
        change("docs/en/short-names.yml", "ask: Ask\n", "ask: Ask\nask: Aska\n"),
        [
            f"docs/en/short-names.yml:5: the file cannot be read: `ask` stands twice – {AS_AROUND} "
            "(28)"
        ],
    ),
    (
        28,
        "facts that are not there",
        delete("town.yml"),
        ["town.yml:1: the file cannot be read: it is not there – put it back (28)"],
    ),
    (
        28,
        "settings that cannot be read",
        write("mkdocs.yml", "nav: [\n"),
        [
            "mkdocs.yml:2: the file cannot be read: a bracket or a quotation mark is not closed – "
            f"{AS_AROUND} (28)"
        ],
    ),
    (
        28,
        "a termbase that cannot be read",
        write("termbase.yml", "concepts: 'open\n"),
        [
            "termbase.yml:2: the file cannot be read: a quotation mark is not closed – "
            f"{AS_AROUND} (28)"
        ],
    ),
    (
        29,
        "a fact that does not exist",
        change("docs/sv/about.md", "{{ owner }}", "{{ ower }}"),
        [
            "docs/sv/about.md:11: there is no fact ower – use one of: site.address, "
            "site.repository, propose_change, owner, next_review, contacts.supervisor, "
            "contacts.occupational_safety, contacts.communications, contacts.accessibility, "
            "supervisory_authority, parts, accounts, hashtags, questions, missing_facts, "
            "missing_facts_required (29)"
        ],
    ),
    (
        30,
        "a group of facts that does not exist",
        change("town.yml", "owner:\n", "ovner:\n"),
        [
            "town.yml:4: there is no fact `ovner` – use one of: site, propose_change, contacts, "
            "supervisory_authority, owner, next_review, accounts, hashtags, questions (30)"
        ],
    ),
    (
        30,
        "a fact that its group does not have",
        change("town.yml", "  communications:\n", "  comunications:\n"),
        [
            "town.yml:6: there is no fact `contacts: comunications` – use one of: supervisor, "
            "occupational_safety, communications, accessibility (30)"
        ],
    ),
    (
        30,
        "a fact that is told in two languages only",
        change("town.yml", "owner:\n", "owner: {fi: A, sv: B}\n"),
        ["town.yml:4: `owner` is missing in `en` – write it in every language (30)"],
    ),
    (
        30,
        "an account without a line for its platform",
        change("town.yml", '  - name: "@small_town"\n    platform:\n', "  - name: Small\n"),
        ["town.yml:8: this row of `accounts` is not complete – give it: name, platform (30)"],
    ),
    (
        30,
        "half an address",
        change("town.yml", "address:\n", "address: guideline.example\n"),
        [
            "town.yml:2: the site's address is not whole – write it from https:// to the slash at "
            "its end (30)"
        ],
    ),
    (
        30,
        "a question about no rule",
        change("town.yml", "rule: ask", "rule: aks"),
        [
            "town.yml:14: a question is about the rule #aks, which does not exist – write the "
            "rule's own id (30)"
        ],
    ),
    (
        30,
        "settings without navigation",
        write("mkdocs.yml", "site_name: x\n"),
        [
            "mkdocs.yml:1: `nav` names no page – list the pages in their order (30)",
            "mkdocs.yml:1: `plugins: i18n: languages` names no language – give each one its "
            "`locale` and `name` (30)",
            "mkdocs.yml:1: `plugins: rinnakkain: apart` is missing – list the pages of `nav` that "
            "are no part of the guideline (30)",
        ],
    ),
    (
        31,
        "four rules behind the urgent door",
        change(
            "docs/sv/index.md",
            DOOR,
            f"{DOOR}- [check-links](safety.md#check-links)\n- [ask](safety.md#ask)\n"
            "- [be-kind](principles.md#be-kind)\n",
        ),
        [
            "docs/sv/index.md:15: this door leads to 4 rules – leave at most 3: whoever meets "
            "something threatening reads no more (31)"
        ],
    ),
    (
        32,
        "a line of a door that claims something",
        change("docs/sv/index.md", "- [be-kind](principles.md#be-kind)", "- Var snäll!"),
        [
            "docs/sv/index.md:13: this door has a line that is not a link to a rule – write a "
            "rule's id as the link's text: `- [check-links](safety.md#check-links)` (32)"
        ],
    ),
    (
        33,
        "a rule that moved in one language",
        both(
            change("docs/sv/safety.md", ASK, ""),
            change("docs/sv/principles.md", "- Var", f"{ASK}- Var"),
        ),
        [
            "docs/sv/principles.md:7: the rule #ask stands on another page than in "
            "docs/fi/safety.md, docs/en/safety.md – move it in the other languages too, or put it "
            "back (33)"
        ],
    ),
]


def test_whoever_changes_nothing_is_told_nothing(small: Small) -> None:
    """A guideline without a fault has no findings."""
    assert small.found() == []


@pytest.mark.parametrize(
    ("number", "plant", "messages"),
    [pytest.param(n, plant, m, id=f"{n}: {what}") for n, what, plant, m in CASES],
)
def test_a_fault_is_told_with_its_place_and_what_to_do(
    small: Small, number: int, plant: Plant, messages: list[str]
) -> None:
    """An editor reads where the slip is, what is wrong and what to do, and nothing else."""
    plant(small)
    assert small.found() == messages
    assert all(message.endswith(f"({number})") for message in messages)


def test_no_kind_of_finding_goes_untested() -> None:
    """Every number that a message can carry has been planted."""
    assert {number for number, *_ in CASES} == {kind.number for kind in kinds().values()}
    assert len({kind.number for kind in kinds().values()}) == len(kinds())


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
        "docs/fi/short-names.yml:1",
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

"""Faults that a proposal could plant, out of carelessness or malice, and where each must be told.

Those of two lists of what a stock build lets through (`LISTED`: the faults that pass its strictest
mode, and what its security lacks), and as many of our own (`OWN`). They are planted in the small
guideline; what an editor is likely to get wrong stands, with its message, in `planted.py`.
"""

from __future__ import annotations

import os
import shutil
import socket
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from tests.checks.planted import (
    Plant,
    both,
    change,
    copy,
    delete,
    drawn,
    link,
    picture,
    write,
    write_after,
)
from tests.small import ROOT, Small

__all__ = ["LISTED", "OWN", "Fault", "furnished"]

PAGE = "docs/sv/about.md"
SAID = "Fråga oss."
# The line of the page on which that stands.
LINE = 15


@dataclass(frozen=True)
class Fault:
    """A fault: what it is, the numbers of which one must be told, the place, and the plant.

    The place is a file with its line, or a file alone where the line is not the fault's own.
    """

    name: str
    numbers: tuple[int, ...]
    place: str
    plant: Plant


def furnished(root: Path) -> Small:
    """Return a small guideline that can be built, with the settings and look of the real site."""
    small = Small(root)
    names = ["index.md", "principles.md", "safety.md", "all.md", "about.md"]
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    head, rest = settings.split("nav:\n")
    rest = rest.split("\nplugins:\n")[1]
    rest = rest.replace("changes.md, subjects.md, about.md, accessibility.md]", "about.md]")
    rest = rest.replace("      equal: [fi, sv]\n", "")
    nav = "".join(f"  - {name}\n" for name in names)
    small.write("mkdocs.yml", f"{head}nav:\n{nav}\nplugins:\n{rest}")
    shutil.copytree(ROOT / "overrides", root / "overrides")
    return small


def said(name: str, numbers: int | tuple[int, ...], text: str) -> Fault:
    """Say something else on a page."""
    numbers = (numbers,) if isinstance(numbers, int) else numbers
    return Fault(name, numbers, f"{PAGE}:{LINE}", change(PAGE, SAID, text))


def front(name: str, numbers: int | tuple[int, ...], lines: str, line: int = 2) -> Fault:
    """Put something else at the top of a page."""
    numbers = (numbers,) if isinstance(numbers, int) else numbers
    return Fault(name, numbers, f"{PAGE}:{line}", change(PAGE, "title: Om\n", lines))


def setting(name: str, text: str, number: int = 30, line: int | str = "") -> Fault:
    """Write a line more at the end of the settings."""
    place = f"mkdocs.yml:{line}" if line else "mkdocs.yml"
    return Fault(name, (number,), place, write_after("mkdocs.yml", text))


def data(file: str, content: bytes) -> Plant:
    """Put bytes into a file."""

    def plant(small: Small) -> None:
        path = small.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    return plant


def sparse(file: str, size: int) -> Plant:
    """Put a file there that is so large, and takes no room on the disk."""

    def plant(small: Small) -> None:
        with (small.root / file).open("wb") as opened:
            opened.truncate(size)

    return plant


def pipe(file: str) -> Plant:
    """Put a pipe there, which nobody ever writes into."""

    def plant(small: Small) -> None:
        (small.root / file).unlink(missing_ok=True)
        os.mkfifo(small.root / file)

    return plant


def plug(file: str) -> Plant:
    """Put a socket there."""

    def plant(small: Small) -> None:
        # The address of a socket is short: it is bound from within its folder.
        here = Path.cwd()
        os.chdir((small.root / file).parent)
        try:
            with socket.socket(socket.AF_UNIX) as made:
                made.bind(Path(file).name)
        finally:
            os.chdir(here)

    return plant


def moved(folder: str) -> Plant:
    """Let a folder be a pointer to where its files lie now, outside the guideline."""

    def plant(small: Small) -> None:
        away = small.root.with_name(f"{small.root.name} away")
        shutil.rmtree(away, ignore_errors=True)
        shutil.move(small.root / folder, away)
        (small.root / folder).symlink_to(away)

    return plant


def photographed(file: str) -> Plant:
    """Put a photograph there that tells where it was taken."""

    def plant(small: Small) -> None:
        from PIL import Image

        made = Image.new("RGB", (2, 2))
        exif = Image.Exif()
        exif.get_ifd(0x8825).update({1: "N", 2: (63.0, 40.0, 0.0), 3: "E", 4: (22.0, 42.0, 0.0)})
        stream = BytesIO()
        made.save(stream, "JPEG", exif=exif)
        data(file, stream.getvalue())(small)

    return plant


def shown(code: str, name: str, content: bytes) -> Plant:
    """Put a file into a language's folder, and show it on a page as a picture."""
    text = f"\n![Karta]({name})\n"
    return both(data(f"docs/{code}/{name}", content), write_after(f"docs/{code}/about.md", text))


def identity(day: str, sign: str, number: int) -> str:
    """Return an identity code of a number that no living person has (900 to 999 are for tests)."""
    return f"{day}{sign}{number}{'0123456789ABCDEFHJKLMNPRSTUVWXY'[int(f'{day}{number}') % 31]}"


BOMB = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
EVIL = "javascript:alert(1)"
# What a strict build of a stock site lets through, and what its security lacks.
LISTED = [
    Fault("a page that one language lacks", (1,), "docs/sv/safety.md", delete("docs/sv/safety.md")),
    Fault(
        "a start page that one language lacks", (1,), "docs/sv/index.md", delete("docs/sv/index.md")
    ),
    Fault("a copy of another language's page", (35,), PAGE, copy("docs/fi/about.md", PAGE)),
    Fault(
        "an image without words",
        (48,),
        PAGE,
        both(picture("sv", "map.png"), change(PAGE, SAID, "![](map.png)")),
    ),
    Fault("an id that stands twice", (11,), f"{PAGE}:13", change(PAGE, "#contact", "#owner")),
    said("a link to nothing", 20, "[Fråga oss]()."),
    said("a reference without its definition", 45, "[Fråga][oss]."),
    Fault("broken front matter", (27,), f"{PAGE}:3", change(PAGE, "title: Om", "title: [Om")),
    Fault(
        "unclosed front matter", (27,), f"{PAGE}:1", change(PAGE, "title: Om\n---\n", "title: Om\n")
    ),
    said("letters that were read wrongly", 37, "FrÃ¥ga oss."),
    said("a letter of two characters", 38, "Fra\u030aga oss."),
    said("a letter that is lost", 39, "Fr\ufffdga oss."),
    said("a zero character", 40, "Fråga\0 oss."),
    said(
        "two versions side by side", 41, "<<<<<<< HEAD\nFråga oss.\n=======\nFråga dem.\n>>>>>>> x"
    ),
    Fault("an empty page", (26,), "docs/sv/safety.md", write("docs/sv/safety.md", "")),
    Fault("no main heading", (23,), PAGE, change(PAGE, "# Om {: #about }\n", "")),
    Fault(
        "a heading that skips levels", (25,), f"{PAGE}:9", change(PAGE, "## Ägare", "#### Ägare")
    ),
    Fault("two main headings", (24,), f"{PAGE}:9", change(PAGE, "## Ägare", "# Ägare")),
    Fault("a list that is glued", (42,), f"{PAGE}:16", change(PAGE, SAID, "Fråga:\n- oss")),
    Fault(
        "a note of two spaces",
        (43,),
        f"{PAGE}:16",
        change(PAGE, SAID, '!!! note "Obs"\n  Fråga oss.'),
    ),
    said("a tag that is not closed", 46, "Fråga <sub>oss."),
    said("a link in raw HTML that leads nowhere", 55, '<a href="nowhere.md">Fråga</a> oss.'),
    Fault(
        "a page that the navigation names twice",
        (3,),
        "mkdocs.yml",
        change("mkdocs.yml", "  - all.md\n", "  - all.md\n  - all.md\n"),
    ),
    setting("a key that stands twice", "site_name: Annan\n", 28),
    Fault(
        "a misspelt feature",
        (30,),
        "mkdocs.yml",
        change("mkdocs.yml", "  font: false", "  featurs: [toc]\n  font: false"),
    ),
    setting("a style sheet of another site", "extra_css: [https://evil.example/x.css]\n"),
    Fault(
        "bytes that are no UTF-8",
        (36,),
        f"{PAGE}:{LINE}",
        lambda s: data(
            PAGE, s.text(PAGE).replace(SAID, "Fr\udcffga").encode("utf-8", "surrogateescape")
        )(s),
    ),
    Fault(
        "a language that there is not",
        (30,),
        "mkdocs.yml",
        change("mkdocs.yml", "locale: sv", "locale: sve"),
    ),
    said("a script", 55, "<script>alert(1)</script>"),
    said("an attribute that runs when a picture is not there", 55, "<img src=x onerror=alert(1)>"),
    said("a frame", 55, '<iframe src="https://evil.example/"></iframe>'),
    said("a form", 55, '<form action="https://evil.example/"><input name=a></form>'),
    said("another base", 55, '<base href="https://evil.example/">'),
    said("a refresh", 55, '<meta http-equiv="refresh" content="0;url=https://evil.example/">'),
    said("a link that runs", 56, f"[Fråga oss]({EVIL})."),
    front("a title of HTML", 55, "title: <script>alert(1)</script>\n"),
    front(
        "a description that leaves its attribute",
        55,
        "title: Om\ndescription: 'x\"><script>alert(1)</script>'\n",
        3,
    ),
    Fault(
        "a pointer to a file outside",
        (51,),
        "docs/sv/hosts.md:1",
        link("docs/sv/hosts.md", "/etc/hosts"),
    ),
    setting("a value that runs", "extra: !!python/object/apply:os.system [id]\n", 28),
    setting("a value of the environment", "copyright: !ENV HOME\n", 28),
    Fault(
        "a file of another type", (50,), "docs/sv/rules.docx:1", write("docs/sv/rules.docx", "x")
    ),
    Fault(
        "300 megabytes", (50, 62), "docs/sv/video.mp4:1", sparse("docs/sv/video.mp4", 300_000_000)
    ),
    said("twenty thousand brackets", 62, "[" * 20_000),
    setting("a font of another site", "extra: {fonts: https://fonts.example/}\n"),
    setting("a repository whose stars are asked for", "repo_url: https://github.com/a/b\n"),
    Fault(
        "emoji of another site",
        (30,),
        "mkdocs.yml",
        change("mkdocs.yml", "  - admonition\n", "  - admonition\n  - pymdownx.emoji\n"),
    ),
    Fault(
        "diagrams of another site",
        (30,),
        "mkdocs.yml",
        change("mkdocs.yml", "  - admonition\n", "  - admonition\n  - pymdownx.superfences\n"),
    ),
]

_SPELLINGS = {
    "capitals": "JaVaScRiPt:alert(1)",
    "a tab": "java&Tab;script:alert(1)",
    "a new line": "java&NewLine;script:alert(1)",
    "an entity": "java&#115;cript:alert(1)",
    "an entity without its end": "java&#115cript:alert(1)",
    "an entity for the colon": "javascript&colon;alert(1)",
    "a hexadecimal entity": "&#x6a;avascript:alert(1)",
    "zeros in an entity": "&#0000106;avascript:alert(1)",
    "a control character": "&#1;javascript:alert(1)",
    "an escape": "javascript\\:alert(1)",
    "the script of another maker": "vbscript:msgbox(1)",
    "a page as data": "data:text/html,x",
    "data in capitals": "DATA:text/html;base64,PHNjcmlwdD4=",
    "a file of the reader": "file:///etc/passwd",
    "a piece of memory": "blob:https://evil.example/x",
    "the source of a page": "view-source:https://evil.example/",
    "a program of an office": "ms-word:ofe|u|https://evil.example/x",
    "an old transfer": "ftp://evil.example/",
}


def _links() -> list[Fault]:
    """Return each spelling as a link, as a definition and as an image."""
    made = []
    for name, target in _SPELLINGS.items():
        made += [
            said(f"a link with {name}", (56, 20, 40), f"[Fråga oss]({target})."),
            Fault(
                f"a definition with {name}",
                (56, 20, 40),
                PAGE,
                change(PAGE, SAID, f"[Fråga][x].\n\n[x]: {target}"),
            ),
            said(f"an image with {name}", (56, 20, 40), f"![Karta]({target})"),
        ]
    return made


OWN = [
    *_links(),
    said("an address in angle brackets that runs", (55, 56), f"Fråga <{EVIL}> oss."),
    said("an image of another site", 56, "![Karta](https://evil.example/x.png)"),
    said("an image without its scheme", 56, "![Karta](//evil.example/x.png)"),
    Fault(
        "an image that its attributes take elsewhere",
        (56,),
        PAGE,
        both(
            picture("sv", "map.png"),
            change(PAGE, SAID, "![Karta](map.png){: src=https://evil.example/x.png }"),
        ),
    ),
    said("a link without its scheme", 57, "[Fråga](//evil.example/x)."),
    said("a link with backslashes", (20, 57), "[Fråga](/\\\\evil.example)."),
    said("a letter of another alphabet", 57, "[Fråga](https://аpple.com/)."),
    said("a letter of another alphabet, disguised", 57, "[Fråga](https://xn--80ak6aa92e.com/)."),
    said("a number for a host", 57, "[Fråga](https://2130706433/)."),
    said("a name before a host", 57, "[Fråga](https://jakobstad.fi@evil.example/)."),
    said("a way out of the folder", 20, "[Fråga](../../../etc/passwd)."),
    said("an attribute that runs", 55, "*Fråga*{: onclick=alert(1) } oss."),
    said("an attribute with a style", 55, "*Fråga*{: style=position:fixed } oss."),
    said("an attribute that runs, in capitals", 55, "*Fråga*{: OnMouseOver=alert(1) } oss."),
    Fault(
        "an attribute of a paragraph that runs",
        (55,),
        f"{PAGE}:16",
        change(PAGE, SAID, "Fråga oss.\n{: onclick=alert(1) }"),
    ),
    said("an address on what is no link", 55, "*Fråga*{: href=https://evil.example/ } oss."),
    said(
        "a link that tells another site", 55, "[Fråga](safety.md){: ping=https://evil.example/ }."
    ),
    said("a class that hides", 55, "*Fråga*{: .skip } oss."),
    said("a note that hides", 55, '!!! skip "Obs"\n    Fråga oss.'),
    said("an id of the site's own", (12, 11), "*Fråga*{: #__main } oss."),
    said("a tag in capitals", 55, "<SCRIPT SRC=//evil.example></SCRIPT>"),
    said("a tag over several lines", 55, "Fråga <img\nsrc=x\nonerror=alert(1)\n> oss."),
    said("a tag within a tag", 55, "<scr<script>ipt>alert(1)</script>"),
    said("a drawing that runs", 55, "<svg/onload=alert(1)>"),
    said("an allowed tag that runs", 55, "Fråga<br onmouseover=alert(1)>oss."),
    said("a comment that some browsers run", 55, "<!--[if IE]><script>1</script><![endif]-->"),
    said("entities of XML", 55, "<!DOCTYPE x [<!ENTITY a 'b'>]>"),
    said("an instruction of a server", 55, "<?php echo 1 ?>"),
    said("an inclusion by a server", 55, '<!--#include virtual="/etc/passwd" -->'),
    said("a title of a note that runs", 55, '!!! note "<script>alert(1)</script>"\n    Fråga oss.'),
    said("HTML in a table", 55, "| <script>x</script> | b |\n|---|---|\n| a | b |"),
    said("HTML in the words of an image", (20, 55), "![<script>alert(1)</script>](map.png)"),
    said("an inclusion in the way of templates", 14, '{% include "/etc/passwd" %}'),
    said("an inclusion in the way of Markdown", 14, "{!/etc/passwd!}"),
    said("a value of the program", (14, 29), "{{ config }}"),
    said("words that run backwards", 40, "Fråga \u202eoss."),
    front("a title that leaves its line", 27, 'title: "Om\\n<b>"\n'),
    front("a title with a control character", 27, 'title: "Om\\x1b[2J"\n'),
    front("a title that runs backwards", 27, 'title: "Om\\u202e"\n'),
    front("a template of its own", 27, "title: Om\ntemplate: /etc/passwd\n", 3),
    front("a title that runs", 27, "title: !!python/object/apply:os.system [id]\n"),
    front("a title from the environment", 27, "title: !ENV HOME\n"),
    front("a title that another value refers to", 27, "title: &a Om\ndescription: *a\n"),
    setting("code of its own", "hooks: [evil.py]\n"),
    setting("settings of another file", "INHERIT: /etc/passwd\n"),
    setting("another folder of texts", "docs_dir: /etc\n"),
    setting("a name that runs", "extra: !!python/name:os.system\n", 28),
    setting("an image as HTML", "copyright: <img src=x onerror=alert(1)>\n"),
    setting("analytics", "extra: {analytics: {provider: google}}\n"),
    Fault(
        "a name of the site that is HTML",
        (30, 85),
        "mkdocs.yml",
        change(
            "mkdocs.yml",
            "site_name: Jakobstad · Pietarsaari",
            "site_name: <script>alert(1)</script>",
        ),
    ),
    Fault(
        "a plugin of another maker",
        (30,),
        "mkdocs.yml",
        change("mkdocs.yml", "plugins:\n", "plugins:\n  - macros: {}\n"),
    ),
    Fault(
        "another theme", (30,), "mkdocs.yml", change("mkdocs.yml", "name: material", "name: mkdocs")
    ),
    Fault(
        "templates of another folder",
        (30,),
        "mkdocs.yml",
        change("mkdocs.yml", "custom_dir: overrides", "custom_dir: /etc"),
    ),
    Fault(
        "an extension that reads files",
        (30,),
        "mkdocs.yml",
        change(
            "mkdocs.yml",
            "  - admonition\n",
            "  - admonition\n  - pymdownx.snippets: {base_path: /etc}\n",
        ),
    ),
    Fault(
        "an extension that reads pictures",
        (30,),
        "mkdocs.yml",
        change("mkdocs.yml", "  - admonition\n", "  - admonition\n  - pymdownx.b64\n"),
    ),
    Fault(
        "faults that are let pass",
        (30,),
        "mkdocs.yml",
        change("mkdocs.yml", "strict: true", "strict: false"),
    ),
    Fault(
        "a page outside the texts",
        (30,),
        "mkdocs.yml",
        change("mkdocs.yml", "  - all.md\n", "  - ../README.md\n"),
    ),
    Fault(
        "an exception without its reason",
        (30,),
        "mkdocs.yml",
        change("mkdocs.yml", "apart:", "exceptions: [{finding: 55, file: a}]\n      apart:"),
    ),
    Fault("a billion of values in the facts", (28,), "town.yml", write("town.yml", BOMB)),
    Fault("a billion of values in the settings", (28,), "mkdocs.yml", write("mkdocs.yml", BOMB)),
    Fault(
        "facts that run",
        (28,),
        "town.yml",
        write_after("town.yml", "owner2: !!python/object/apply:os.system [id]\n"),
    ),
    Fault(
        "facts that are nested a thousand deep",
        (28,),
        "town.yml",
        write("town.yml", "a: " + "[" * 1000),
    ),
    Fault(
        "facts in ten thousand brackets",
        (28, 62),
        "town.yml",
        write("town.yml", "a:\n" + "- [[]]\n" * 5000),
    ),
    Fault(
        "a fact that is HTML",
        (85,),
        "town.yml",
        change("town.yml", "owner:\n", "owner: <img src=x onerror=alert(1)>\n"),
    ),
    Fault(
        "an address that holds HTML",
        (85,),
        "town.yml",
        change("town.yml", "owner:\n", 'owner: "https://a.fi><script>alert(1)</script>"\n'),
    ),
    Fault(
        "a question with a link that runs",
        (56,),
        "town.yml",
        change("town.yml", "sv: Av vem?", f"sv: '[Av vem?]({EVIL})'"),
    ),
    Fault(
        "a question with an attribute that runs",
        (55,),
        "town.yml",
        change("town.yml", "sv: Av vem?", "sv: '*Av vem?*{: onclick=alert(1) }'"),
    ),
    Fault(
        "an address of the site that runs",
        (30,),
        "town.yml",
        change("town.yml", "address:\n", f"address: {EVIL}\n"),
    ),
    Fault(
        "a way to propose that runs",
        (30,),
        "town.yml",
        write_after("town.yml", f"propose_change: {{edit_link: '{EVIL}'}}\n"),
    ),
    Fault(
        "words of the furniture that are HTML",
        (85,),
        "ui.yml",
        change("ui.yml", "  skip: Gå till innehållet\n", "  skip: <b>Gå</b>\n"),
    ),
    Fault(
        "words of the furniture that reach into the program",
        (30,),
        "ui.yml",
        change("ui.yml", "edition: Version {day}", "edition: Version {day.__class__}"),
    ),
    Fault(
        "words of the furniture that fill the memory",
        (30,),
        "ui.yml",
        change("ui.yml", "edition: Version {day}", "edition: Version {day:>9999999999}"),
    ),
    Fault(
        "a locale that there is not",
        (30,),
        "ui.yml",
        change("ui.yml", "locale: sv_FI", "locale: ../../x"),
    ),
    Fault(
        "a short name that is HTML",
        (85,),
        "docs/sv/short-names.yml:3",
        change(
            "docs/sv/short-names.yml",
            "threatening-messages: Hotfulla meddelanden",
            "threatening-messages: <b>Hot</b>",
        ),
    ),
    Fault(
        "a short name with a control character",
        (85,),
        "docs/sv/short-names.yml:4",
        change("docs/sv/short-names.yml", "ask: Fråga", 'ask: "Fråga\\x1b[2J"'),
    ),
    Fault(
        "a short name that runs",
        (28,),
        "docs/sv/short-names.yml:4",
        change("docs/sv/short-names.yml", "ask: Fråga", "ask: !!python/name:os.system"),
    ),
    Fault(
        "a synonym that is HTML",
        (85,),
        "synonyms/sv.yml:1",
        both(*(write(f"synonyms/{c}.yml", '"#ask": [<b>x</b>]\n') for c in ("fi", "sv", "en"))),
    ),
    Fault(
        "a termbase that runs",
        (28,),
        "termbase.yml",
        write("termbase.yml", "concepts: !!python/tuple [1]\n"),
    ),
    Fault("a pointer for the folder of the texts", (51,), "docs:1", moved("docs")),
    Fault("a pointer for the folder of a language", (51,), "docs/sv:1", moved("docs/sv")),
    Fault("a pointer for a folder of templates", (51,), "overrides:1", moved("overrides")),
    Fault(
        "a pointer among the templates",
        (51,),
        "overrides/assets/hosts.css:1",
        link("overrides/assets/hosts.css", "/etc/hosts"),
    ),
    Fault(
        "a pointer that leads back to itself",
        (51,),
        "docs/sv/loop.md:1",
        link("docs/sv/loop.md", "loop.md"),
    ),
    Fault(
        "a pointer to nothing", (51,), "docs/sv/none.png:1", link("docs/sv/none.png", "/nowhere")
    ),
    Fault(
        "a pointer for a kept edition",
        (51,),
        "editions/2026-11-24.json:1",
        both(data("editions/x", b""), link("editions/2026-11-24.json", "/etc/hosts")),
    ),
    Fault("a pipe for a page", (28,), f"{PAGE}:1", pipe(PAGE)),
    Fault("a pipe for the facts", (28,), "town.yml:1", pipe("town.yml")),
    Fault(
        "a pipe for the settings' neighbour", (28,), "docs/sv/map.png:1", pipe("docs/sv/map.png")
    ),
    Fault(
        "a pipe for the words of the search",
        (28,),
        "lexicon/sv.json:1",
        both(data("lexicon/fi.json", b"{}"), pipe("lexicon/sv.json")),
    ),
    Fault("a socket", (28,), "docs/sv/plug.md:1", plug("docs/sv/plug.md")),
    Fault("an endless device", (51,), "docs/sv/zero.md:1", link("docs/sv/zero.md", "/dev/zero")),
    Fault(
        "a folder in the place of a page",
        (1,),
        f"{PAGE}:1",
        both(delete(PAGE), lambda s: (s.root / PAGE).mkdir()),
    ),
    Fault("a page of two gigabytes", (62,), f"{PAGE}:1", sparse(PAGE, 2_000_000_000)),
    Fault("facts of two gigabytes", (62,), "town.yml:1", sparse("town.yml", 2_000_000_000)),
    Fault("a name of two lines", (53,), "docs/sv/a\ufffdb.md:1", write("docs/sv/a\nb.md", "x")),
    Fault(
        "a name that tells the forge something",
        (53,),
        "docs/sv/a\ufffd::error::b.md:1",
        write("docs/sv/a\n::error::b.md", "x"),
    ),
    Fault(
        "a name of bytes that are no text",
        (53,),
        "docs/sv/a\ufffd.md:1",
        write(os.fsdecode(b"docs/sv/a\xff.md"), "x"),
    ),
    Fault(
        "a name of decomposed letters",
        (53,),
        "docs/sv/a\u0308.md:1",
        write("docs/sv/a\u0308.md", "x"),
    ),
    Fault("a name that is very long", (53,), "docs/sv/", write(f"docs/sv/{'ä' * 120}.md", "x")),
    Fault("a hidden file", (53, 50), "docs/sv/.htaccess:1", write("docs/sv/.htaccess", "x")),
    Fault(
        "a page of HTML",
        (50,),
        "docs/sv/evil.html:1",
        write("docs/sv/evil.html", "<script>alert(1)</script>"),
    ),
    Fault(
        "a script beside the pages",
        (50,),
        "docs/sv/evil.js:1",
        write("docs/sv/evil.js", "alert(1)"),
    ),
    Fault(
        "a drawing that runs, beside the pages",
        (50,),
        "docs/sv/evil.svg:1",
        write("docs/sv/evil.svg", "<svg onload='alert(1)'/>"),
    ),
    Fault(
        "a program that calls itself a picture",
        (83,),
        "docs/sv/map.png:1",
        shown("sv", "map.png", b"MZ" + b"\0" * 99),
    ),
    Fault(
        "HTML that calls itself a picture",
        (83,),
        "docs/sv/map.png:1",
        shown("sv", "map.png", b"<script>alert(1)</script>"),
    ),
    Fault(
        "a picture of another type than its name says",
        (83,),
        "docs/sv/map.jpg:1",
        shown("sv", "map.jpg", drawn()),
    ),
    Fault(
        "a picture of ten billion points",
        (83,),
        "docs/sv/map.png:1",
        shown("sv", "map.png", drawn(100_000, 100_000)),
    ),
    Fault(
        "a picture that is wider than any page",
        (83,),
        "docs/sv/map.png:1",
        shown("sv", "map.png", drawn(5000, 2)),
    ),
    Fault(
        "a photograph with its place",
        (83,),
        "docs/sv/map.jpg:1",
        both(photographed("docs/sv/map.jpg"), write_after(PAGE, "\n![Karta](map.jpg)\n")),
    ),
    Fault(
        "a picture of three megabytes",
        (62,),
        "docs/sv/map.png:1",
        shown("sv", "map.png", drawn() + b"\0" * 3_000_000),
    ),
    Fault(
        "a kept edition that is cut off",
        (82,),
        "editions/2026-11-20.json:2",
        data("editions/2026-11-20.json", b'{\n"site": '),
    ),
    Fault(
        "a kept edition that is a list",
        (82,),
        "editions/2026-11-20.json:1",
        data("editions/2026-11-20.json", b"[]"),
    ),
    Fault(
        "a kept edition in a thousand brackets",
        (82,),
        "editions/2026-11-20.json:1",
        data("editions/2026-11-20.json", b"[" * 100_000),
    ),
    Fault(
        "a kept edition that is no UTF-8",
        (82,),
        "editions/2026-11-20.json:1",
        data("editions/2026-11-20.json", b'{"a": "\xff"}'),
    ),
    Fault(
        "an edition of a day that there is not",
        (82,),
        "editions/2026-99-99.json:1",
        data("editions/2026-99-99.json", b"{}"),
    ),
    Fault(
        "a program among the editions",
        (82,),
        "editions/2026-11-20/evil.exe:1",
        data("editions/2026-11-20/evil.exe", b"MZ"),
    ),
    Fault(
        "a booklet that is none",
        (82,),
        "editions/2026-11-20/jakobstad-guideline-sv.pdf:1",
        data("editions/2026-11-20/jakobstad-guideline-sv.pdf", b"<script>"),
    ),
    said("a private key", 84, "-----BEGIN RSA PRIVATE KEY-----"),
    said("a key of GitHub", 84, f"`ghp_{'a1B2' * 9}`"),
    said("a key of Amazon", 84, f"`AKIA{'A1B2' * 4}`"),
    said("a key of Slack", 84, f"`xoxb-{'1234567890-' * 3}abc`"),
    said("a password in an address", 84, "[Fråga](https://anna:hemligt@jakobstad.example/)."),
    said("an identity code", 84, f"Fråga {identity('131052', '-', 937)}."),
    said("an identity code of this century", 84, f"Fråga {identity('010203', 'A', 956)}."),
    Fault(
        "a key among the facts",
        (84,),
        "town.yml",
        change("town.yml", "owner:\n", f"owner: ghp_{'a1B2' * 9}\n"),
    ),
    Fault(
        "a key in the settings",
        (84,),
        "mkdocs.yml",
        write_after("mkdocs.yml", f"# ghp_{'a1B2' * 9}\n"),
    ),
    Fault(
        "a template with a fault",
        (),
        "overrides/main.html:",
        change("overrides/main.html", "<body", "{% if %}<body"),
    ),
]
# So many of a sign in one line, and in lines of a length that is allowed: each could keep a check
# busy for minutes.
_SIGNS = (
    *"[](){}<>!*_`&\\|#=~-+.:;,/@'\"?$%^",
    *(
        "a",
        "ä",
        "1",
        " ",
        "\t",
        "\u00a0",
        "a ",
        "a.",
        "a-",
        "a@",
        "[a](",
        "![",
        "*a ",
        "**a",
        "_a ",
        "`a",
    ),
    *(
        "&a",
        "&#",
        "&#x1F642;",
        "{: ",
        "{{ a",
        "| a",
        "a:",
        "://a",
        "http://a.",
        "<a ",
        '<a b="',
        "<!--",
        "</a",
    ),
    *(
        "Ã",
        "a\u0301",
        "\u200d",
        "🙂",
        "(a ",
        '"a ',
        "]( ",
        "[a][b] ",
        "*a **b ",
        "\\[",
        "]:",
        "1. ",
        "- ",
        "> ",
    ),
)
HEAVY = [
    *(said(f"100,000 × {sign!r} in a line", (62,), (sign * 100_000)[:100_000]) for sign in _SIGNS),
]
DENSE = [(sign, "\n".join([(sign * 4900)[:4900].rstrip() + "."] * 18)) for sign in _SIGNS] + [
    (sign, f"{sign}a\n" * (90_000 // (len(sign) + 2)))
    for sign in (
        "- ",
        "1. ",
        "> ",
        "# ",
        "| a | b |\n",
        "    ",
        "```\n",
        "[x]: ",
        '!!! note "a"\n    ',
        "{: #a }\n",
        "<b>\n",
        "*",
        "a  ",
    )
]

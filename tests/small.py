"""A small guideline of the tests' own, so that no test leans on the real text."""

from __future__ import annotations

from pathlib import Path

from rinnakkain import checks, guideline, staging
from rinnakkain.guideline import Guideline

ROOT = Path(__file__).resolve().parent.parent

SETTINGS = """\
site_name: Small
nav:
  - index.md
  - principles.md
  - safety.md
  - all.md
  - about.md
plugins:
  - rinnakkain:
      apart: [index.md, all.md, about.md]
  - i18n:
      languages:
        - {locale: xx, name: "–", default: true}
        - {locale: fi, name: Suomi}
        - {locale: sv, name: Svenska}
        - {locale: en, name: English}
markdown_extensions: [attr_list, md_in_html, admonition]
"""

FACTS = """\
site:
  address:
  repository:
owner:
contacts:
  communications:
accounts:
  - name: "@small_town"
    platform:
hashtags:
  - {tag: "#pieni", lang: fi}
  - {tag: "#liten", lang: sv}
questions:
  - rule: ask
    ask: {fi: Keneltä?, sv: Av vem?, en: Whom?}
    answer:
"""

# Each page once, with the words of the three languages between bars where they differ.
PAGES = {
    "index.md": """\
---
title: Ohje|Anvisning|Guideline
description: Kaikille|För alla|For all
---

# Ohje|Anvisning|Guideline {: #guideline }

Kaikille|För alla|For all

## Olen töissä|Jag arbetar|I work here {: #door-work .door }

- [check-links](safety.md#check-links)
- [be-kind](principles.md#be-kind)

## Jokin uhkaa|Något hotar|Something threatens {: #door-threat .door .urgent }

- [threatening-messages](safety.md#threatening-messages)

## Koko ohje|Hela anvisningen|The whole guideline {: #whole }

Kaikki [yhdellä sivulla](all.md).|Allt [på en sida](all.md).|All [on one page](all.md).
""",
    "principles.md": """\
---
title: Periaatteet|Principer|Principles
---

# Periaatteet|Principer|Principles {: #principles }

- Ole ystävällinen.|Var vänlig.|Be kind.
    {: #be-kind }
""",
    "safety.md": """\
---
title: Turva|Säkerhet|Safety
description: Linkit ja viestit|Länkar och meddelanden|Links and messages
---

# Turva|Säkerhet|Safety {: #safety }

- Älä avaa outoa linkkiä.|Öppna inte en konstig länk.|Do not open an odd link.
    {: #check-links }
- Kerro uhkaavasta viestistä.|Berätta om hotfulla meddelanden.|Tell of a threatening message.
    {: #threatening-messages }
- Kysy, jos et tiedä.|Fråga om du inte vet.|Ask if you do not know.
    {: #ask }
""",
    "about.md": """\
---
title: Tietoa|Om|About
---

# Tietoa|Om|About {: #about }

Ks. [tätä](safety.md#check-links).|Se [här](safety.md#check-links).|See [it](safety.md#check-links).

## Omistaja|Ägare|Owner {: #owner }

Omistaja: {{ owner }}|Ägare: {{ owner }}|Owner: {{ owner }}

## Yhteys|Kontakt|Contact {: #contact }

Kysy meiltä.|Fråga oss.|Ask us.

- Me {{ contacts.communications }}|Vi {{ contacts.communications }}|We {{ contacts.communications }}

## Kysymykset|Frågor|Questions {: #questions }

Avoinna:|Öppna:|Open:
{{ questions }}
""",
}

NAMES = {
    "be-kind": "Ystävällisyys|Vänlighet|Kindness",
    "check-links": "Oudot linkit|Konstiga länkar|Odd links",
    "threatening-messages": "Uhkaavat viestit|Hotfulla meddelanden|Threatening messages",
    "ask": "Kysy|Fråga|Ask",
}

LANGUAGES = ("fi", "sv", "en")


def _in(language: str, text: str) -> str:
    """Keep one language's words: in a line with two bars, the one of the three between them."""
    place = LANGUAGES.index(language)
    lines = []
    for line in text.split("\n"):
        words = line.split("|")
        if len(words) == 3:
            head, tail = _edges(words)
            line = (head if place else "") + words[place] + (tail if place < 2 else "")
        lines.append(line)
    return "\n".join(lines)


def _edges(words: list[str]) -> tuple[str, str]:
    """Return what all three share: the line's mark at its beginning, its attributes at its end."""
    marks = ("- ", "# ", "## ", "title: ", "description: ")
    head = next((mark for mark in sorted(marks, key=len) if words[0].startswith(mark)), "")
    at = words[2].find(" {: ")
    return head, words[2][at:] if at >= 0 else ""


class Small:
    """A small guideline on disk: change a file, then read what is found or staged."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("mkdocs.yml", SETTINGS)
        self.write("town.yml", FACTS)
        self.write("termbase.yml", "concepts: []\n")
        self.write("ui.yml", (ROOT / "ui.yml").read_text(encoding="utf-8"))
        for language in LANGUAGES:
            for name, text in PAGES.items():
                self.write(f"docs/{language}/{name}", _in(language, text))
            names = "".join(f"{id_}: {_in(language, text)}\n" for id_, text in NAMES.items())
            self.write(f"docs/{language}/short-names.yml", names)

    def write(self, file: str, text: str) -> None:
        """Write a file of the guideline."""
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def text(self, file: str) -> str:
        """Read a file of the guideline."""
        return (self.root / file).read_text(encoding="utf-8")

    def change(self, file: str, old: str, new: str) -> None:
        """Change a piece of a file that stands in it once."""
        text = self.text(file)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        self.write(file, text.replace(old, new))

    def read(self) -> Guideline:
        """Read the guideline as it stands."""
        return guideline.read(self.root)

    def found(self) -> list[str]:
        """Return what the checks say."""
        return [str(finding) for finding in checks.run(self.read())]

    def staged(self) -> dict[str, str]:
        """Stage the guideline and return the text of each staged page by its path."""
        assert self.found() == []
        folder = self.root / "staged"
        staging.write(self.read(), self.root, folder)
        return {
            path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
            for path in folder.rglob("*.md")
        }

"""A small guideline to which things have happened: what readers of it are told is tested on it."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

from rinnakkain import declaration
from tests.small import LANGUAGES, ROOT
from tests.tracked import Tracked, tracked

__all__ = ["CHANGED", "FIRST", "MOVED", "furnish", "happened", "renamed"]

FIRST = datetime.date(2026, 11, 20)
CHANGED = datetime.date(2026, 11, 27)
MOVED = datetime.date(2026, 11, 30)

_ASK = {
    "fi": "- Kysy, jos et tiedä.\n    {: #ask }\n",
    "sv": "- Fråga om du inte vet.\n    {: #ask }\n",
    "en": "- Ask if you do not know.\n    {: #ask }\n",
}
_NEW = {"fi": "Vaihda salasana.", "sv": "Byt lösenord."}
_THREAT = {
    "fi": ("Kerro uhkaavasta viestistä.", "Uhkaavat viestit"),
    "sv": ("Berätta om hotfulla meddelanden.", "Hotfulla meddelanden"),
    "en": ("Tell of a threatening message.", "Threatening messages"),
}


def happened(root: Path) -> Tracked:
    """Return a guideline below `root`, ready to be built, with a change of every kind.

    On CHANGED `check-links` got another meaning in Finnish and Swedish, `password` came in (English
    lacks both), `threatening-messages` was withdrawn for `check-links`, a slip of `be-kind` was
    mended in Swedish, and English changed `ask` without a word. On MOVED `ask` went to another
    page. English has no page `about.md`.
    """
    small = tracked(root, day=FIRST)
    _change(small)
    _move(small)
    (root / "docs/en/about.md").unlink()
    furnish(small)
    return small


def renamed(root: Path) -> Tracked:
    """Return a guideline below `root`, ready to be built, whose page `safety.md` is `secure.md`."""
    small = tracked(root, day=FIRST)
    furnish(small)
    for code in LANGUAGES:
        (root / f"docs/{code}/safety.md").rename(root / f"docs/{code}/secure.md")
        for path in (root / f"docs/{code}").glob("*.md"):
            file = path.relative_to(root).as_posix()
            small.write(file, small.text(file).replace("safety.md", "secure.md"))
    small.change("mkdocs.yml", "- safety.md", "- secure.md")
    small.declare("moved", *declaration.moved_from(small.read(), "safety.md"), day=MOVED)
    return small


def _change(small: Tracked) -> None:
    small.change("docs/fi/safety.md", "Älä avaa outoa", "Älä koskaan avaa *outoa*")
    small.change("docs/sv/safety.md", "Öppna inte en konstig", "Öppna aldrig en *konstig*")
    what = {"fi": "Outoa linkkiä ei avata ikinä.", "sv": "En konstig länk öppnas aldrig."}
    small.declare("changed", "check-links", day=CHANGED, what=what)
    for code, text in _NEW.items():
        small.change(
            f"docs/{code}/safety.md",
            "    {: #check-links }\n",
            f"    {{: #check-links }}\n- {text}\n    {{: #password }}\n",
        )
        small.change(f"docs/{code}/short-names.yml", "\nthr", f"\npassword: {text[:-1]}\nthr")
    small.declare("new", "password", day=CHANGED)
    for code, (rule, name) in _THREAT.items():
        small.change(f"docs/{code}/safety.md", f"- {rule}\n    {{: #threatening-messages }}\n", "")
        small.change(f"docs/{code}/short-names.yml", f"threatening-messages: {name}\n", "")
        door = "- [threatening-messages](safety.md#threatening-messages)"
        small.change(f"docs/{code}/index.md", door, "- [ask](safety.md#ask)")
    gone = {"fi": "Uhkaukset ovat nyt linkkien kanssa.", "sv": "Hoten hör nu till länkarna."}
    small.declare(
        "withdrawn", "threatening-messages", day=CHANGED, what=gone, replaced_by=["check-links"]
    )
    small.declare("changed", "door-threat", day=CHANGED, languages=LANGUAGES, what=what)
    small.change("docs/sv/principles.md", "Var vänlig.", "Var vänlig!")
    small.declare("mended", "be-kind", day=CHANGED, languages=["sv"])
    small.change("docs/en/safety.md", "Ask if you do not know.", "Ask whenever you do not know.")


def _move(small: Tracked) -> None:
    for code, rule in _ASK.items():
        rule = rule.replace("Ask if", "Ask whenever")
        small.change(f"docs/{code}/safety.md", rule, "")
        principles = small.text(f"docs/{code}/principles.md")
        small.write(f"docs/{code}/principles.md", principles + rule)
        names = small.text(f"docs/{code}/short-names.yml").splitlines(keepends=True)
        ask = next(line for line in names if line.startswith("ask:"))
        names.remove(ask)
        names.insert(1, ask)
        small.write(f"docs/{code}/short-names.yml", "".join(names))
        small.change(f"docs/{code}/index.md", "(safety.md#ask)", "(principles.md#ask)")
    small.declare("moved", "ask", day=MOVED)


def furnish(small: Tracked) -> None:
    """Give the guideline the settings and the look of the real site."""
    names = ["index.md", "principles.md", "safety.md", "all.md", "changes.md", "about.md"]
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    head, rest = settings.split("nav:\n")
    rest = rest.split("\nplugins:\n")[1].replace(", accessibility.md]", "]")
    nav = "".join(f"  - {name}\n" for name in names)
    small.write("mkdocs.yml", f"{head}nav:\n{nav}\nplugins:\n{rest}")
    shutil.copytree(ROOT / "overrides", small.root / "overrides")

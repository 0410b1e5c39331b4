"""Published: what may lie in a built site, by type, size and content."""

from __future__ import annotations

import os
import re
import stat
from html.parser import HTMLParser
from pathlib import Path

from rinnakkain import confidential, policy

__all__ = ["TYPES", "unfit"]

# The types of file that a site holds, and how many bytes one of them may have. Measured on the real
# site: the largest page has 180 kB, the index of the search 120 kB, a booklet 300 kB.
TYPES = {
    ".html": 3_000_000,
    ".css": 500_000,
    ".js": 500_000,
    ".json": 5_000_000,
    ".xml": 3_000_000,
    ".svg": 500_000,
    ".txt": 500_000,
    ".png": 2_000_000,
    ".jpg": 2_000_000,
    ".jpeg": 2_000_000,
    ".webp": 2_000_000,
    ".pdf": 20_000_000,
    # The same files once more, packed.
    ".br": 2_000_000,
    ".gz": 2_000_000,
}
_TEXTS = (".html", ".css", ".js", ".json", ".xml", ".svg", ".txt")
# The beginnings of what is no text, as the standards of these types have them.
_BEGINS = {
    ".png": rb"\x89PNG\r\n\x1a\n",
    ".jpg": rb"\xff\xd8\xff",
    ".jpeg": rb"\xff\xd8\xff",
    ".webp": rb"RIFF....WEBP",
    ".pdf": rb"%PDF-",
    ".gz": rb"\x1f\x8b",
}
# What runs, loads or leads elsewhere where a page holds only text. A page in which none of these
# stands, as text or not, is fit; only of the others is the HTML parsed.
_SUSPECT = re.compile(
    r"<(?:iframe|frame|object|embed|applet|base|form|portal)\b|<script(?![^>]*\ssrc=)"
    r"|[\s\"'/]on[a-z]+\s*=|(?:javascript|vbscript|data)\s*:|http-equiv"
    r"|\s(?:src|srcset|xlink:href)\s*=\s*[\"']?\s*(?:https?:)?//|<link[^>]*//",
    re.IGNORECASE,
)
# It stands on every page, and would make each one suspect.
_POLICY = f'http-equiv="Content-Security-Policy" content="{policy.META}"'
_FRAMES = frozenset(("iframe", "frame", "object", "embed", "applet", "base", "form", "portal"))
_DATA = ("application/json", "application/ld+json")
_ADDRESSES = frozenset(
    ("href", "src", "srcset", "action", "formaction", "data", "poster", "xlink:href")
)
_RUNS = re.compile(r"(?:javascript|vbscript|data):", re.IGNORECASE)
_FOREIGN = re.compile(r"(?:https?:)?//", re.IGNORECASE)
# A link of these kinds says something of the page, and nothing is loaded for it.
_SAID = frozenset(("canonical", "alternate", "prev", "next", "license", "author"))


def unfit(site: Path) -> list[str]:
    """Return a line for each file below `site` that must not be published: what it is, and why.

    `site` is the folder of one build. Nothing is followed out of it, and only texts are read whole.
    A line of the answer names the file below `site`, and the line in it.
    """
    lines = []
    for folder, below, names in os.walk(site):
        inside = Path(folder)
        linked = [name for name in below if (inside / name).is_symlink()]
        hidden = [name for name in below if name.startswith(".") and name not in linked]
        for name in sorted((*names, *linked, *hidden)):
            path = inside / name
            place = path.relative_to(site).as_posix()
            lines += [f"{place}:{line}: {why}" for line, why in _unfit(path)]
    return lines


def _unfit(path: Path) -> list[tuple[int, str]]:
    state = path.lstat()
    if stat.S_ISLNK(state.st_mode):
        return [(1, "this only points to another file – put the file itself here")]
    if path.name.startswith("."):
        return [(1, "files whose names begin with a dot are not published – take it out")]
    if not stat.S_ISREG(state.st_mode):
        return [(1, "this is not a plain file – take it out")]
    suffix = path.suffix.lower()
    if suffix not in TYPES:
        return [(1, f"files of the type {suffix or path.name} are not published – take it out")]
    if state.st_size > TYPES[suffix]:
        return [
            (1, f"the file has {state.st_size} bytes – make it smaller: at most {TYPES[suffix]}")
        ]
    if suffix not in _TEXTS:
        with path.open("rb") as opened:
            begins = re.match(_BEGINS.get(suffix, b""), opened.read(16), re.DOTALL)
        return [] if begins else [(1, f"this is not a {suffix} file – save it anew in that format")]
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return [(1, "the text is not UTF-8 – save it as UTF-8")]
    found = [(place, _SECRETS[name]) for name, place in confidential.held(text)]
    lines = [(text.count("\n", 0, place) + 1, why) for place, why in found]
    if suffix in (".html", ".svg") and _SUSPECT.search(text.replace(_POLICY, "")):
        reader = _Reader()
        reader.feed(text)
        lines += reader.found
    return sorted(lines)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: (value or "").strip() for name, value in attrs}
        whys = [f"a page must hold no `{tag}` – take it out"] if tag in _FRAMES else []
        if tag == "script" and "src" not in given and given.get("type") not in _DATA:
            whys.append("a page must hold no script of its own – move it to a file of the site")
        if "http-equiv" in given and given["http-equiv"].lower() != "content-security-policy":
            whys.append(f"a page must hold no `{given['http-equiv']}` – take it out")
        whys += [
            f"a page must hold no `{name}` – take it out" for name in given if name.startswith("on")
        ]
        is_followed = tag == "a" or (tag == "link" and given.get("rel", "").lower() in _SAID)
        for name in _ADDRESSES & given.keys():
            target = "".join(char for char in given[name] if char > " ")
            if _RUNS.match(target) and not (tag == "img" and target.startswith("data:image/")):
                whys.append(
                    f"`{name}` must not begin with `{target.partition(':')[0]}:` – use https:"
                )
            elif _FOREIGN.match(target) and not is_followed:
                whys.append(f"{target} is on another site – put the file on this one")
        self.found += [(self.getpos()[0], why) for why in whys]


_SECRETS = {
    "secret-key": "a private key stands here – remove it, and replace it wherever it is used",
    "secret-token": "the secret key of a service stands here – remove it, and get a new one",
    "secret-password": "there is a password in an address – remove it, and change the password",
    "secret-person": "somebody's personal identity code stands here – remove it",
}

"""Text files: read as UTF-8, or told why they cannot be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from rinnakkain import burden, tree, yamlfile
from rinnakkain.finding import Finding
from rinnakkain.yamlfile import Parsed, Slip

__all__ = ["BOM", "MARKED", "Folder"]

BOM = "\ufeff"
# The encodings that old programs in Finland save in, with their names there. Which one it was is
# seen by the letters that come out: only the right one gives ä, ö and å.
_OLD = {
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252",
    "mac_roman": "Mac Roman",
    "cp850": "DOS (CP850)",
}
# What words that are printed as they are do not hold: signs of HTML, and signs nobody types.
MARKED = re.compile("[<>\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_LETTERS = frozenset("äöåÄÖÅ")


class Folder:
    """The guideline's folder: each file is read once, and why one cannot be is kept.

    `texts` is the text of each file that was read; `found` the findings so far.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.texts: dict[str, str] = {}
        self.found: list[Finding] = []

    def read(self, file: str) -> str | None:
        """Return the text of a file, or None where it cannot be read, which is a finding.

        A file in another encoding is read in the one that it seems to have been saved in.
        """
        path = self.root / file
        if wrong := tree.unfit(self.root, file):
            self.found.append(wrong)
            return None
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            self.found.append(Finding("file-absent", file, 1))
            return None
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            self.found.append(Finding("file-no-file", file, 1, {"why": why}))
            return None
        try:
            text = data.decode()
        except UnicodeDecodeError as error:
            text, guess = _guessed(data)
            line = data.count(b"\n", 0, error.start) + 1
            self.found.append(Finding("not-utf-8", file, line, {"guess": guess}))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if heavy := burden.of_text(text):
            line, values = heavy
            self.found.append(Finding("line-heavy", file, line, values))
            return None
        self.texts[file] = text
        return text.removeprefix(BOM)

    def read_yaml(self, file: str) -> Parsed:
        """Return a YAML file that is a mapping; its value is None where it cannot be read."""
        text = self.read(file)
        if text is None:
            return Parsed(None)
        parsed = yamlfile.parse(text)
        slips = list(parsed.slips)
        if not slips and not isinstance(parsed.value, dict):
            slips.append(Slip(1, "it holds no `key: value` lines"))
        self.found += [_slip(file, slip) for slip in slips]
        # The words of the record are Markdown, as those of the pages are.
        if not file.startswith("history/"):
            self.found += _marked(file, parsed, parsed.value, ())
        return parsed if isinstance(parsed.value, dict) else Parsed(None)


def _slip(file: str, slip: Slip) -> Finding:
    """Tell a slip in its own words where the file is a text, and in YAML's where it is none."""
    if slip.twice:
        return Finding("file-key-twice", file, slip.line, {"key": slip.twice})
    if file.startswith("docs/"):
        return Finding("file-broken", file, slip.line)
    return Finding("file-unreadable", file, slip.line, {"why": slip.why})


def _marked(file: str, parsed: Parsed, value: object, path: yamlfile.Path) -> Iterator[Finding]:
    """Find signs of HTML, and signs that no keyboard types, in what is to be printed as it is."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _marked(file, parsed, key, (*path, key))
            yield from _marked(file, parsed, inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _marked(file, parsed, inner, (*path, place))
    elif isinstance(value, str) and (sign := MARKED.search(value)):
        name = sign[0] if sign[0].isprintable() else f"U+{ord(sign[0]):04X}"
        yield Finding("words-marked", file, parsed.line(*path), {"sign": name})


def _guessed(data: bytes) -> tuple[str, str]:
    """Return the text in the encoding that gives the most Nordic letters, and its name."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    texts = {
        name: data.decode(encoding, errors="replace")
        for encoding, name in _OLD.items()
        if wide == (encoding == "utf-16")
    }
    guess = max(texts, key=lambda name: sum(letter in _LETTERS for letter in texts[name]))
    return texts[guess].removeprefix(BOM).replace("\r\n", "\n"), guess

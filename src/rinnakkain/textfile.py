"""Text files: read as UTF-8, or told why they cannot be."""

from __future__ import annotations

from pathlib import Path

from rinnakkain import yamlfile
from rinnakkain.finding import Finding
from rinnakkain.yamlfile import Parsed, Slip

__all__ = ["BOM", "Folder"]

BOM = "\ufeff"
# The encodings that old programs in Finland save in, with their names there. Which one it was is
# seen by the letters that come out: only the right one gives ä, ö and å.
_OLD = {
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252",
    "mac_roman": "Mac Roman",
    "cp850": "DOS (CP850)",
}
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
        if path.is_symlink():
            self.found.append(Finding("symlink", file, 1))
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
        self.texts[file] = text.replace("\r\n", "\n").replace("\r", "\n")
        return self.texts[file].removeprefix(BOM)

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
        return parsed if isinstance(parsed.value, dict) else Parsed(None)


def _slip(file: str, slip: Slip) -> Finding:
    """Tell a slip in its own words where the file is a text, and in YAML's where it is none."""
    if slip.twice:
        return Finding("file-key-twice", file, slip.line, {"key": slip.twice})
    if file.startswith("docs/"):
        return Finding("file-broken", file, slip.line)
    return Finding("file-unreadable", file, slip.line, {"why": slip.why})


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

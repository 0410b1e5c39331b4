"""Text files: read as UTF-8, or told why they cannot be."""

from __future__ import annotations

from pathlib import Path

from rinnakkain import yamlfile
from rinnakkain.finding import Finding

__all__ = ["read", "read_yaml"]


def read(root: Path, file: str) -> tuple[str, list[Finding]]:
    """Return the text of a file below `root`, or an empty one and the finding that says why."""
    try:
        return (root / file).read_text(encoding="utf-8-sig"), []
    except UnicodeDecodeError as error:
        data = error.object
        line = data.count(b"\n", 0, error.start) + 1
        why, advice = "it is not saved as UTF-8", "save it again with the encoding UTF-8"
        return "", [Finding("file-unreadable", file, line, {"why": why, "advice": advice})]
    except FileNotFoundError:
        why, advice = "it is not there", "put it back"
        return "", [Finding("file-unreadable", file, 1, {"why": why, "advice": advice})]
    except OSError as error:
        why, advice = (error.strerror or str(error)).lower(), "replace it with a plain file"
        return "", [Finding("file-unreadable", file, 1, {"why": why, "advice": advice})]


def read_yaml(root: Path, file: str) -> tuple[yamlfile.Parsed, list[Finding]]:
    """Return a YAML file below `root` as a mapping, empty where it cannot be read, and findings."""
    text, found = read(root, file)
    parsed = yamlfile.parse(text)
    advice = "write it as the lines around it are written"
    found += [
        Finding("file-unreadable", file, line, {"why": why, "advice": advice})
        for line, why in parsed.slips
    ]
    if not isinstance(parsed.value, dict):
        if not found:
            values = {"why": "it holds no `key: value` lines", "advice": "put them back"}
            found.append(Finding("file-unreadable", file, 1, values))
        parsed = yamlfile.Parsed({}, parsed.lines, parsed.slips)
    return parsed, found

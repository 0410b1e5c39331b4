"""Pages that nobody would write, and files that were damaged: told, and never a trace."""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rinnakkain import checks, guideline, staging
from tests.conftest import copied
from tests.small import Small

# Seconds of work in which a check must have ended, whatever it reads and whoever works beside it.
PATIENCE = 2

PIECES = st.sampled_from(
    (
        *("# ", "## ", "- ", "    ", "  ", "{: #ask }", "{: lang=sv }", "{{ owner }}", "{", "}"),
        *("[a](b.md)", "[", "](", ")", "```", "`", "!!! note", "<b>", "</b>", "<!--", "-->", "|"),
        *("---", "***", "_", "\n", "\n\n", "![](", "&#106;", "\\", "1. ", "> ", "=", "\t", "ä"),
        *("\ufffd", "\x00", "\x1c", "\u2028", "a\u0308", "Ã¤"),
    )
)
PAGES = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=40).map("".join)


def checked(root: Path) -> list[str]:
    """Check the guideline, and stage it where nothing is found; say what is found."""
    start = time.process_time()
    read = guideline.read(root)
    found = checks.run(read)
    assert time.process_time() - start < PATIENCE
    if not checks.blocking(found):
        with tempfile.TemporaryDirectory() as folder:
            staging.write(read, root, Path(folder))
    return [str(finding) for finding in found]


@given(PAGES, st.sampled_from(["safety.md", "about.md", "short-names.yml"]))
@settings(
    max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
def test_no_page_ends_in_a_trace(text: str, name: str) -> None:
    """Whatever stands on a page, an editor reads a finding and never the program's inside."""
    with tempfile.TemporaryDirectory() as folder:
        small = Small(Path(folder))
        file = small.root / "docs/sv" / name
        file.write_bytes((small.text(f"docs/sv/{name}") + text).encode("utf-8", "surrogatepass"))
        checked(small.root)


@pytest.mark.parametrize("seed", range(40))
def test_no_damaged_file_ends_in_a_trace(tmp_path: Path, seed: int) -> None:
    """Bytes that are changed at random in the real files are told, or change nothing."""
    root = copied(tmp_path / "guideline")
    chance = random.Random(seed)
    files = sorted(p for p in root.rglob("*") if p.suffix in (".md", ".yml"))
    file = chance.choice(files)
    data = bytearray(file.read_bytes())
    for _ in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    file.write_bytes(bytes(data))
    checked(root)

"""One Friday: an editor changes a sentence, and on Monday a translator lets Swedish follow.

`python -m tests.story.friday > tests/story/friday.md` writes what each of them reads.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

from bs4 import BeautifulSoup

from tests.happened import furnish
from tests.repository import Report, Repository, filled, follow, repository

GOLDEN = Path(__file__).parent / "friday.md"
FRIDAY, MONDAY = "2026-11-27", "2026-11-30"


def told(root: Path) -> Iterator[str]:
    """Yield the story, made in an empty folder."""
    own = repository(root)
    yield "# Friday 27 November 2026"
    yield (
        "The editor opens `docs/fi/safety.md` in the browser. In rule *check-links* she changes"
        " “Älä avaa outoa linkkiä.” to “Älä koskaan avaa outoa linkkiä.”, and proposes it."
    )
    own.edit(("docs/fi/safety.md", "Älä avaa", "Älä koskaan avaa"), day=FRIDAY)
    report = yield from read(own, "She")
    yield "# Friday, five minutes later"
    yield "She follows *Merkitys muuttui*. The page that opens holds a new file:"
    address = report.offered("The meaning changed")
    yield from shown(*filled(address))
    yield "She writes one sentence in the place of the first `…`, and saves it:"
    saved = follow(own.small, address, "Outoa linkkiä ei nyt avata koskaan.")
    yield from shown(filled(address)[0], saved)
    own.commit(FRIDAY)
    yield from read(own, "She")
    yield "# Monday 30 November 2026"
    yield (
        "The translator reads the same report, follows *redigera filen* and changes “Öppna inte en"
        " konstig länk.” to “Öppna aldrig en konstig länk.”"
    )
    own.edit(("docs/sv/safety.md", "Öppna inte", "Öppna aldrig"), day=MONDAY)
    report = yield from read(own, "He")
    yield "# Monday, five minutes later"
    yield "He follows *Ändringen är nu gjord också på svenska*. The page holds a new file:"
    address = report.offered("The change has now been made in Swedish too")
    yield from shown(*filled(address))
    yield "He writes one sentence in the place of `…`, and saves it:"
    saved = follow(own.small, address, "En konstig länk öppnas nu aldrig.")
    yield from shown(filled(address)[0], saved)
    own.commit(MONDAY)
    yield from read(own, "He")
    yield "# Published"
    yield from published(own)


def read(own: Repository, who: str) -> Generator[str, None, Report]:
    """Yield the check and the report as they are read, and return the report."""
    done = subprocess.run(
        [sys.executable, "-m", "rinnakkain", "--root", str(own.root), "check"],
        capture_output=True,
        text=True,
        check=False,
    )
    yield f"{who} reads what the check says (it {'fails' if done.returncode else 'passes'}):"
    said = done.stdout.split("\n\nNot known yet", 1)[0].strip()
    yield f"```text\n{said}\n{done.stderr}```" if done.stderr else f"```text\n{said}\n```"
    yield f"{who} reads the report:"
    report = own.report()
    # Where a link leads to is not read; it is followed.
    body = re.sub(r"^\[[^\]]+\]: https://\S+\n", "", report.text, flags=re.MULTILINE)
    yield f"---\n\n{body.split('-->', 1)[1].strip()}\n\n---"
    return report


def published(own: Repository) -> Iterator[str]:
    """Yield what readers of the site that is built then read."""
    furnish(own.small)
    command = [sys.executable, "-m", "rinnakkain", "--root", str(own.root), "build"]
    subprocess.run(command, check=True, capture_output=True)
    for at, who, selector in (
        ("fi/safety", "Whoever reads the rule in Finnish", "#check-links .rule-text"),
        ("sv/safety", "Whoever reads it in Swedish", "#check-links .rule-text"),
        ("en/safety", "Whoever reads it in English", "#check-links .rule-text, .notice"),
        ("fi/changes", "On the page of changes, in Finnish", ".change"),
        ("sv/changes", "In Swedish", ".change"),
        ("en/changes", "In English", ".change"),
    ):
        html = (own.root / "site" / at / "index.html").read_text(encoding="utf-8")
        found = BeautifulSoup(html, "html.parser").select(selector)
        said = [line for tag in found for line in tag.stripped_strings]
        yield f"{who} (`/{at}/`):"
        yield "\n>\n".join(f"> {line}" for line in _joined(said))


def _joined(pieces: list[str]) -> Iterator[str]:
    """Yield the lines of a text whose pieces a tag has parted: a number, a name, a sentence."""
    line = ""
    for piece in pieces:
        goes_on = bool(re.fullmatch(r"[\d.]+", line)) or piece in (".", ",", ":")
        if line and not goes_on:
            yield line
            line = ""
        line = f"{line} {piece}".strip()
    yield line


def shown(file: str, text: str) -> Iterator[str]:
    """Yield a file as it stands on the page."""
    yield f"`{file}`\n\n```yaml\n{text}```"


def story() -> str:
    """Return the whole story."""
    with tempfile.TemporaryDirectory() as folder:
        return "\n\n".join(told(Path(folder))) + "\n"


if __name__ == "__main__":
    print(story(), end="")

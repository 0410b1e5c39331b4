"""A guideline of many pages: how long its check takes, and how much memory, by the page."""

from __future__ import annotations

import datetime
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from rinnakkain import act, declaration, guideline
from rinnakkain.act import Act, Entry
from tests.conftest import copied
from tests.small import ROOT

__all__ = ["table"]

PAGES = (100, 300, 1000)
RULES, PASSAGES = 6, 2
ACTS = 300
DAY = datetime.date(2026, 11, 24)


def table(sizes: Sequence[int] = PAGES) -> str:
    """Return the time and the memory of a check of guidelines of several sizes."""
    lines = [
        "Check of a large guideline (pages in each language, each after the record of it all):"
    ]
    for pages in sizes:
        with tempfile.TemporaryDirectory() as folder:
            root = copied(Path(folder) / "guideline")
            write(root, pages)
            seconds, work, megabytes = checked(root)
        time_taken = f"{seconds:5.2f} s ({work:.2f} s of work)"
        each = f"{work / pages / 3 * 1000:.2f} ms of work a page"
        lines.append(f"  {pages:5} pages: {time_taken}, {megabytes:.0f} MB, {each}")
    return "\n".join(lines)


def checked(root: Path) -> tuple[float, float, float]:
    """Check a guideline in a process of its own: its seconds, those of work, its megabytes.

    What else the machine does makes the seconds more, and those of work hardly.
    """
    program = (
        "import resource, sys; from rinnakkain.cli import main; code = main(sys.argv[1:]);"
        "used = resource.getrusage(resource.RUSAGE_SELF);"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr); sys.exit(code)"
    )
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", program, "--root", str(root), "check"],
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - start
    assert done.returncode == 0, done.stdout[-2000:]
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    *_, work, size = done.stderr.split()
    return seconds, float(work), int(size) / unit


def write(root: Path, pages: int) -> None:
    """Add pages to the guideline below `root`, made of its own sentences, and record them all."""
    for path in (root / act.FOLDER).iterdir():
        path.unlink()
    names = [f"extra-{number}.md" for number in range(pages)]
    read = guideline.read(ROOT)
    chance = random.Random(1)
    rules = [
        [rule.text for part in read.settings.parts for rule in read.pages[code, part].statements]
        for code in read.settings.codes
    ]
    titles = [
        [read.pages[code, part].title for part in read.settings.parts]
        for code in read.settings.codes
    ]
    # The same rules stand at the same place in every language.
    picked = [chance.sample(range(len(rules[0])), RULES + PASSAGES) for _ in names]
    for place, code in enumerate(read.settings.codes):
        shorts = []
        for number, name in enumerate(names):
            own = [rules[place][at] for at in picked[number]]
            page = _page(number, titles[place][number % len(titles[place])], own)
            (root / f"docs/{code}/{name}").write_text(page, encoding="utf-8")
            shorts += [f"rule-{number}-{at}: {number} {at} {code}\n" for at in range(RULES)]
        with (root / f"docs/{code}/short-names.yml").open("a", encoding="utf-8") as file:
            file.writelines(shorts)
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    listed = "".join(f"  - {name}\n" for name in names)
    settings.write_text(text.replace("  - all.md", f"{listed}  - all.md", 1), encoding="utf-8")
    acts = declaration.first(guideline.read(root), DAY)
    for one in (*acts, *_later(acts, chance)):
        (root / one.file).write_text(act.written(one), encoding="utf-8")


def _page(number: int, title: str, texts: Sequence[str]) -> str:
    """Return a page of some rules between passages, each text made another one by its number."""
    title = f"{title} {number}"
    *own, first, second = (f"{text} ({number}.{at})" for at, text in enumerate(texts))
    half = RULES // 2
    rows = [
        f"- {text.replace(chr(10), chr(10) + '  ')}\n    {{: #rule-{number}-{at} }}"
        for at, text in enumerate(own)
    ]
    return "\n".join(
        (
            *(
                "---",
                f"title: {title}",
                "---",
                "",
                f"# {title} {{: #extra-{number} }}",
                "",
                first,
            ),
            *("", *rows[:half], "", f"## {title} b {{: #more-{number} }}", "", second, ""),
            *(*rows[half:], ""),
        )
    )


def _later(acts: Sequence[Act], chance: random.Random) -> Iterator[Act]:
    """Yield acts that follow the first ones: changes, and languages that need none for them."""
    entries = [(one, entry) for one in acts for entry in one.entries if len(entry.words) == 3]
    for number, (one, entry) in enumerate(chance.sample(entries, min(ACTS // 2, len(entries)))):
        day = DAY + datetime.timedelta(1 + number % 30)
        # The change is undone by the next act: so the texts need no other words than they have.
        words = {code: f"{text}." for code, text in entry.words.items()}
        changed = Act(
            f"{day}-changed-{entry.id}",
            "changed",
            day,
            (Entry(entry.id, (one.name,), words=words),),
            what=dict.fromkeys(words, "X."),
        )
        yield changed
        day += datetime.timedelta(1)
        yield Act(
            f"{day}-changed-{entry.id}-2",
            "changed",
            day,
            (Entry(entry.id, (changed.name,), words=entry.words),),
            what=dict.fromkeys(words, "X."),
        )

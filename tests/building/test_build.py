"""Building the real guideline from the command line."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rinnakkain import facts, publication
from rinnakkain.textfile import Folder
from tests.conftest import ADDRESS, copied, without_record
from tests.small import LANGUAGES


def run(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command in the guideline's folder, as make does."""
    command = [sys.executable, "-m", "rinnakkain", *arguments]
    return subprocess.run(
        command, cwd=root, capture_output=True, text=True, check=False, timeout=120
    )


def test_the_real_guideline_has_no_findings(real: Path) -> None:
    """What is on the main line can be published."""
    done = run(real, "check")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_a_folder_with_a_space_and_an_umlaut_builds(real: Path) -> None:
    """The name of the folder does not matter."""
    done = run(real, "build")
    assert (done.returncode, done.stderr) == (0, "")
    assert (real / "site" / "index.html").is_file()


def test_without_its_address_the_site_is_whole(real: Path) -> None:
    """While the Town has not told the address, no page and no file claims one."""
    town = (real / "town.yml").read_text(encoding="utf-8")
    (real / "town.yml").write_text(town.replace(ADDRESS, ""), encoding="utf-8")
    assert run(real, "build").returncode == 0
    assert not (real / "site" / "sitemap.xml").exists()
    for page in (real / "site").rglob("*.html"):
        assert "canonical" not in page.read_text(encoding="utf-8")


def test_a_template_with_a_fault_leaves_what_was_published(real: Path) -> None:
    """The old site stays whole when the engine fails half way."""
    assert run(real, "build").returncode == 0
    before = {p: p.read_bytes() for p in (real / "site").rglob("*") if p.is_file()}
    main = real / "overrides" / "main.html"
    main.write_text(main.read_text(encoding="utf-8") + "{% if %}", encoding="utf-8")
    done = run(real, "build")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "main.html" in done.stderr
    assert before == {p: p.read_bytes() for p in (real / "site").rglob("*") if p.is_file()}


def test_a_link_that_a_template_breaks_leaves_what_was_published(real: Path) -> None:
    """A link that leads nowhere on the built pages stops them, wherever it was written."""
    assert run(real, "build").returncode == 0
    before = {p: p.read_bytes() for p in (real / "site").rglob("*") if p.is_file()}
    parts = real / "overrides" / "partials" / "town.html"
    text = parts.read_text(encoding="utf-8")
    parts.write_text(f"{text}<a href='nowhere/#x'>x</a>", encoding="utf-8")
    done = run(real, "build")
    assert done.returncode == 1
    assert "fi/safety/index.html: the link to nowhere/#x leads nowhere" in done.stderr
    assert before == {p: p.read_bytes() for p in (real / "site").rglob("*") if p.is_file()}


def test_a_page_that_is_gone_is_gone_from_the_site(real: Path) -> None:
    """A build holds what the guideline holds now, and nothing older."""
    without_record(real)
    for code in LANGUAGES:
        (real / f"docs/{code}/extra.md").write_text(
            "---\ntitle: X\n---\n\n# X {: #extra }\n\nX.\n", encoding="utf-8"
        )
    settings = (real / "mkdocs.yml").read_text(encoding="utf-8")
    (real / "mkdocs.yml").write_text(
        settings.replace("nav:\n", "nav:\n  - extra.md\n"), encoding="utf-8"
    )
    done = run(real, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (real / "site/fi/extra/index.html").is_file()
    for code in LANGUAGES:
        (real / f"docs/{code}/extra.md").unlink()
    (real / "mkdocs.yml").write_text(settings, encoding="utf-8")
    assert run(real, "build").returncode == 0
    assert not (real / "site/fi/extra").exists()


def test_all_facts_that_the_town_can_give_have_their_place(real: Path) -> None:
    """Once everything is told, everything is shown, and the list of what is missing is gone."""
    town = (real / "town.yml").read_text(encoding="utf-8")
    told = {
        "repository": "https://forge.example/guideline",
        "edit_link": "https://forge.example/edit/{page}",
        "mail": "change@guideline.example",
        "owner": "{fi: Omistaja X, sv: Ägare X, en: Owner X}",
        "next_review": "2027-01-31",
        "supervisor": "supervisor@guideline.example",
        "occupational_safety": "safety@guideline.example",
        "communications": "communications@guideline.example",
        "accessibility": "access@guideline.example",
        "platform": "Platform X",
    }
    lines = []
    for line in town.split("\n"):
        key = line.strip().removesuffix(":")
        lines.append(f"{line} {told[key]}" if line.endswith(f"{key}:") and key in told else line)
    (real / "town.yml").write_text("\n".join(lines), encoding="utf-8")
    folder = Folder(real)
    assert facts.read(folder, LANGUAGES).missing() == []
    assert folder.found == []
    done = run(real, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    pages = {
        code: "".join(p.read_text(encoding="utf-8") for p in (real / "site" / code).rglob("*.html"))
        for code in LANGUAGES
    }
    days = {"fi": "31.1.2027", "sv": "31.1.2027", "en": "31 January 2027"}
    owners = {"fi": "Omistaja X", "sv": "Ägare X", "en": "Owner X"}
    for code in LANGUAGES:
        text = pages[code]
        for shown in (
            days[code],
            owners[code],
            "Platform X",
            told["supervisor"],
            told["accessibility"],
        ):
            assert shown in text, (code, shown)
        assert f"https://forge.example/edit/docs/{code}/safety.md" in text
        assert 'id="missing-facts"' not in text
        assert 'id="accessibility-missing"' not in text


@contextmanager
def served_while_writing(root: Path) -> Iterator[tuple[str, Path]]:
    """Run `rinnakkain serve` on a free port; yield its address and the file of what it says."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        at = f"127.0.0.1:{free.getsockname()[1]}"
    said = root / "said.txt"
    command = [sys.executable, "-u", "-m", "rinnakkain", "serve", "--address", at]
    with said.open("w") as out:
        server = subprocess.Popen(command, cwd=root, stdout=out, stderr=subprocess.STDOUT)
        try:
            yield f"http://{at}/", said
        finally:
            server.terminate()
            server.wait(timeout=30)


def waited(condition: Callable[[], bool]) -> bool:
    """Say whether something comes true within half a minute."""
    for _ in range(300):
        if condition():
            return True
        time.sleep(0.1)
    return False


def fetched(address: str) -> str:
    """Return what stands at an address, or nothing while nobody answers."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return str(answer.read().decode())
    except urllib.error.URLError:
        return ""


def test_serving_shows_a_saved_edit_and_tells_a_slip(real: Path) -> None:
    """Whoever writes sees the new sentence; after a slip the message, and the last good page."""
    part = real / "docs" / "fi" / "safety.md"
    text = part.read_text(encoding="utf-8")
    first = next(line for line in text.split("\n") if line.startswith("- "))
    new = "Aivan uusi lause."
    with served_while_writing(real) as (address, said):
        page = f"{address}fi/safety/"
        assert waited(lambda: first[2:] in fetched(page)), said.read_text()
        part.write_text(text.replace(first, f"- {new}"), encoding="utf-8")
        assert waited(lambda: new in fetched(page)), said.read_text()
        slip = part.read_text(encoding="utf-8").replace("{: #safety }", "")
        part.write_text(slip, encoding="utf-8")
        assert waited(lambda: "docs/fi/safety.md:6: otsikolta" in said.read_text())
        assert new in fetched(page)
        part.write_text(text.replace(first, f"- {new}"), encoding="utf-8")
        main = real / "overrides" / "main.html"
        template = main.read_text(encoding="utf-8")
        main.write_text(template + "{% if %}", encoding="utf-8")
        assert waited(lambda: "main.html:" in said.read_text()), said.read_text()
        main.write_text(template, encoding="utf-8")
        assert waited(lambda: new in fetched(page))
        done = run(real, "serve", "--address", address.split("/")[2])
        assert (done.returncode, done.stdout) == (1, "")
        assert "Address already in use – choose another" in done.stderr
        assert "Traceback" not in said.read_text() + done.stderr
    # What is published is built apart from what is only looked at, and may be so at the same time.
    assert not (real / ".build/docs").exists()


def test_the_same_content_gives_the_same_bytes(tmp_path: Path, built: Path) -> None:
    """Another folder, time zone, day, language and order of the machine change no file at all."""
    root = copied(tmp_path / "elsewhere å")
    around = {**os.environ, "TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "7"}
    around |= {"SOURCE_DATE_EPOCH": "86400", "LANG": "sv_FI.UTF-8"}
    command = ["sh", "-c", 'umask 077; exec "$0" -m rinnakkain build', sys.executable]
    done = subprocess.run(
        command, cwd=root, env=around, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert publication.sums(root / "site") == publication.sums(built)
    assert publication.current(root / "site") == publication.current(built)

"""The publication: a link that leads to a whole build, at every moment."""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from rinnakkain import publication

PAGE = "index.html"
OLD, NEW = "assets/site.00000001.css", "assets/site.00000002.css"


def build(folder: Path, text: str, *more: str) -> Path:
    """Make a folder to be published: a page with a text, and files of their own names' words."""
    folder.mkdir(parents=True)
    (folder / PAGE).write_text(text, encoding="utf-8")
    for path in more:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(path, encoding="utf-8")
    return folder


def published(tmp_path: Path, *texts: str) -> Path:
    """Publish a build for each text, one after the other; return the link."""
    for text in texts:
        publication.put(build(tmp_path / "new", text), tmp_path / "site")
    return tmp_path / "site"


def told(site: Path) -> str:
    """Return what a reader sees."""
    return (site / PAGE).read_text(encoding="utf-8")


def test_what_is_published_is_what_was_built(tmp_path: Path) -> None:
    """A reader sees the newest build, whole, where the one before stood."""
    site = published(tmp_path, "first", "second")
    assert site.is_symlink()
    assert told(site) == "second"
    assert publication.check(site) == []
    assert not (tmp_path / "new").exists()


def test_one_command_goes_back_to_the_build_before(tmp_path: Path) -> None:
    """Whoever has published a mistake takes it back at once, and publishes it again when mended."""
    site = published(tmp_path, "first", "second")
    publication.back(site)
    assert told(site) == "first"
    with pytest.raises(publication.Refused, match="no earlier build"):
        publication.back(site)
    assert told(published(tmp_path, "second")) == "second"
    publication.back(site)
    assert told(site) == "first"


def test_a_browser_asks_anew_for_what_has_changed_alone(tmp_path: Path) -> None:
    """A web server tells by day and size: neither an archive's days nor a new build mislead it."""
    site = tmp_path / "site"
    days = []
    for text in ("first", "other"):
        new = build(tmp_path / "new", text, OLD)
        for path in (new / PAGE, new / OLD):
            os.utime(path, (0, 0))
        publication.put(new, site)
        days.append([(site / path).stat().st_mtime_ns for path in (PAGE, OLD)])
    (page, style), (later, same) = days
    assert 0 < page < later
    assert style == same


def test_two_builds_are_kept_and_no_more(tmp_path: Path) -> None:
    """A server's disk does not fill up with what was published once."""
    published(tmp_path, *map(str, range(5)))
    kept = sorted(path.suffix for path in (tmp_path / ".site").iterdir())
    assert kept == ["", "", ".json", ".json"]


def test_the_same_build_once_more_changes_nothing(tmp_path: Path) -> None:
    """A server that publishes every night can still go back to what was there before."""
    site = published(tmp_path, "first", "second", "second", "second")
    publication.back(site)
    assert told(site) == "first"


def test_a_page_that_is_still_open_finds_its_files(tmp_path: Path) -> None:
    """Whoever has read since yesterday opens the search, and it is there."""
    site = tmp_path / "site"
    publication.put(build(tmp_path / "new", "first", OLD, "assets/search.00000001/a.js"), site)
    publication.put(build(tmp_path / "new", "second", NEW, "plain.css"), site)
    assert (site / OLD).read_text(encoding="utf-8") == OLD
    assert (site / "assets/search.00000001/a.js").is_file()
    assert publication.check(site) == []
    publication.back(site)
    assert (site / NEW).is_file()
    assert not (site / "plain.css").exists()
    publication.put(build(tmp_path / "new", "third"), site)
    publication.put(build(tmp_path / "new", "fourth"), site)
    assert not (site / "assets").exists()


def test_a_file_that_was_changed_on_the_server_goes_with_its_build(tmp_path: Path) -> None:
    """What somebody has slipped into a script is not handed on with the files of open pages."""
    site = tmp_path / "site"
    publication.put(build(tmp_path / "new", "first", OLD, "assets/whole.00000001.js"), site)
    (site / OLD).write_text("forged", encoding="utf-8")
    publication.put(build(tmp_path / "new", "second", NEW), site)
    assert not (site / OLD).exists()
    assert (site / "assets/whole.00000001.js").is_file()


@pytest.mark.parametrize("spoilt", ["changed", "gone", "more"])
def test_what_is_not_as_it_was_built_is_told_and_never_gone_back_to(
    tmp_path: Path, spoilt: str
) -> None:
    """A file that somebody has changed on the server is found, and is not shown once more."""
    site = published(tmp_path, "first")
    page = site.resolve() / ("more.html" if spoilt == "more" else PAGE)
    if spoilt == "gone":
        page.unlink()
    else:
        page.write_text("forged", encoding="utf-8")
    (line,) = publication.check(site)
    assert line.startswith(str(page.parent.parent)), line
    assert page.name in line
    published(tmp_path, "second")
    with pytest.raises(publication.Refused, match=page.name):
        publication.back(site)
    assert told(site) == "second"
    # And what was built so is published whole all the same.
    assert told(published(tmp_path, "first")) == "first"
    assert publication.check(site) == []


def test_a_folder_that_stood_there_gives_way(tmp_path: Path) -> None:
    """Who published into a folder before publishes through a link from now on."""
    build(tmp_path / "site", "by hand")
    assert told(published(tmp_path, "first")) == "first"


def test_a_folder_that_was_moved_aside_comes_back(tmp_path: Path) -> None:
    """A kill between the two steps of that first time costs readers nothing for long."""
    build(tmp_path / ".site/found.part", "by hand")
    with pytest.raises(publication.Refused):
        publication.back(tmp_path / "site")
    assert told(tmp_path / "site") == "by hand"


def test_what_an_interruption_has_left_goes(tmp_path: Path) -> None:
    """Half a build is never shown, and never stays."""
    site = published(tmp_path, "first")
    build(tmp_path / ".site/0123456789abcdef.part", "half")
    (tmp_path / ".site/link.part").symlink_to("nowhere")
    published(tmp_path, "second")
    assert told(site) == "second"
    assert not list((tmp_path / ".site").glob("*.part"))


@pytest.mark.parametrize("record", ["", "{}", "[]", '{"files": 1, "replaced": null}'])
def test_a_record_that_cannot_be_read_stops_nobody(tmp_path: Path, record: str) -> None:
    """A spoilt file beside the site never keeps the next change from being published."""
    site = published(tmp_path, "first")
    for path in (tmp_path / ".site").glob("*.json"):
        path.write_text(record, encoding="utf-8")
    assert publication.check(site) == [
        f"{site}: nothing is published here that has a record – publish it once more"
    ]
    assert told(published(tmp_path, "second")) == "second"


def test_two_at_once_do_not_hurt_each_other(tmp_path: Path) -> None:
    """The second is told to wait, and what is published stays."""
    site = published(tmp_path, "first")
    handle = os.open(tmp_path / ".site", os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with pytest.raises(publication.Refused, match="somebody else"):
            published(tmp_path, "second")
    finally:
        os.close(handle)
    assert told(site) == "first"


def test_a_server_needs_the_one_file_and_python(tmp_path: Path) -> None:
    """Whoever runs the server publishes, checks and goes back without installing anything."""
    file = tmp_path / "publication.py"
    file.write_bytes(Path(publication.__file__).read_bytes())

    def run(*arguments: object) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(file), *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    site = tmp_path / "www/site"
    for text in ("first", "second"):
        code, said = run("put", build(tmp_path / "new", text), site)
        assert (code, told(site)) == (0, text), said
    assert run("check", site) == (0, f"{site} is as it was built.\n")
    assert run("back", site)[0] == 0
    assert told(site) == "first"
    code, said = run("back", site)
    wrong = f"{site}: there is no earlier build to go back to – publish a mended one\n"
    assert (code, said) == (1, wrong)
    code, said = run("put", tmp_path / "nowhere", site)
    assert (code, "Traceback" in said) == (1, False), said
    assert told(site) == "first"


def test_an_empty_folder_is_never_published(tmp_path: Path) -> None:
    """A build that made nothing, or a mistyped name, leaves readers what they have."""
    site = published(tmp_path, "first")
    (tmp_path / "empty").mkdir()
    for name in ("empty", "mistyped"):
        with pytest.raises(publication.Refused, match="no file in it"):
            publication.put(tmp_path / name, site)
    assert told(site) == "first"


@pytest.mark.parametrize("name", ["", ".", "..", "/", "site/.."])
def test_a_place_without_a_name_is_refused(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever names the folder they stand in is told to name a link, and nothing is moved."""
    monkeypatch.chdir(tmp_path)
    new = build(tmp_path / "new", "first")
    with pytest.raises(publication.Refused, match="no name for a link"):
        publication.put(new, Path(name))
    with pytest.raises(publication.Refused, match="no name for a link"):
        publication.back(Path(name))
    assert [path.name for path in tmp_path.iterdir()] == ["new"]


def test_what_is_no_site_is_never_removed(tmp_path: Path) -> None:
    """A slip in the name of the place costs nobody the texts or the photographs that lie there."""
    file, folder = tmp_path / "file", tmp_path / "docs"
    file.write_text("kept", encoding="utf-8")
    (folder / "fi").mkdir(parents=True)
    for place in (file, folder):
        with pytest.raises(publication.Refused, match="no site"):
            publication.put(build(tmp_path / "new", "first"), place)
        shutil.rmtree(tmp_path / "new")
    assert file.read_text(encoding="utf-8") == "kept"
    assert (folder / "fi").is_dir()
    # An empty folder is none of these.
    (tmp_path / "site").mkdir()
    assert told(published(tmp_path, "first")) == "first"


def test_only_builds_are_removed_beside_the_link(tmp_path: Path) -> None:
    """A folder that somebody else has filled before keeps what is in it, wherever it lies."""
    other, beside = tmp_path / "other/precious", tmp_path / ".site/precious.part"
    for path in (other, beside):
        path.parent.mkdir()
        path.write_text("kept", encoding="utf-8")
    published(tmp_path, "first", "second", "third")
    (tmp_path / ".linked").symlink_to(other.parent)
    with pytest.raises(publication.Refused, match="points to another folder"):
        publication.put(build(tmp_path / "new", "first"), tmp_path / "linked")
    assert [path.read_text(encoding="utf-8") for path in (other, beside)] == ["kept", "kept"]


@pytest.mark.parametrize("at", ["new", "new/site", "build", "link"])
def test_what_is_published_is_a_folder_of_its_own(tmp_path: Path, at: str) -> None:
    """What readers see is never taken away by being published again over itself."""
    site = published(tmp_path, "first")
    new = build(tmp_path / "new", "second")
    (tmp_path / "link").symlink_to(new)
    place = tmp_path / at if at.startswith("new") else site
    given = {"build": site.resolve(), "link": tmp_path / "link"}.get(at, new)
    with pytest.raises(publication.Refused, match="a folder of its own"):
        publication.put(given, place)
    assert (told(site), told(new)) == ("first", "second")


def test_going_back_where_nothing_is_leaves_nothing(tmp_path: Path) -> None:
    """A slip in the name of the place makes no folder."""
    with pytest.raises(publication.Refused, match="no earlier build"):
        publication.back(tmp_path / "nowhere/site")
    assert not list(tmp_path.iterdir())


def test_what_cannot_be_copied_from_another_disk_is_told(tmp_path: Path) -> None:
    """Whoever publishes from another disk reads which file it was, and half of it does not stay."""
    site = published(tmp_path, "first")
    shared = Path("/dev/shm")
    if not shared.is_dir() or shared.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("this machine has no second disk to write to: /dev/shm is none")
    with tempfile.TemporaryDirectory(dir=shared) as folder:
        new = build(Path(folder) / "new", "second")
        os.mkfifo(new / "pipe")
        with pytest.raises(publication.Refused, match="pipe"):
            publication.put(new, site)
    assert told(site) == "first"
    assert not list((tmp_path / ".site").glob("*.part"))


def test_the_web_server_can_read_what_is_published(tmp_path: Path) -> None:
    """A server whose administrator keeps new files private shows readers a site all the same."""
    before = os.umask(0o077)
    try:
        for text, file in (("first", OLD), ("second", NEW)):
            publication.put(build(tmp_path / "new", text, file), tmp_path / "www/site")
        assert (tmp_path / "www/site" / OLD).is_file()
        assert os.umask(0o077) == 0o077
    finally:
        os.umask(before)
    modes: dict[bool, set[int]] = {True: set(), False: set()}
    for path in (tmp_path / "www", *(tmp_path / "www").rglob("*")):
        if not path.is_symlink():
            modes[path.is_dir()].add(stat.S_IMODE(path.stat().st_mode))
    assert modes == {True: {0o755}, False: {0o644}}

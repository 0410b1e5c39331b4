"""The update that a server of an intranet runs itself: whole or not at all."""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import os
import shlex
import signal
import subprocess
import tarfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from rinnakkain import published
from tests.deploy.releases import (
    FIRST,
    SECOND,
    Server,
    Source,
    key,
    listed,
    member,
    pages,
    signing,
)


@pytest.fixture
def source(tmp_path: Path) -> Source:
    """A source with a first archive."""
    own = Source(tmp_path / "releases ä")
    own.put(FIRST, pages("first"))
    return own


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Server:
    """A server that has published the first archive; no fault may change what stands there."""
    folder = tmp_path_factory.mktemp("running")
    server, source = Server(folder), Source(folder / "releases")
    source.put(FIRST, pages("first"))
    assert server.pull(source.folder).returncode == 0
    return server


@pytest.fixture
def server(tmp_path: Path) -> Server:
    """A server on which nothing is published yet."""
    return Server(tmp_path)


def test_a_server_publishes_the_newest_and_goes_back(server: Server, source: Source) -> None:
    """A new edition is there within one command, and gone again within one where it is wrong."""
    done = server.pull(source.folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert server.shown() == pages("first")["site/index.html"]
    published = {f"site/{p.relative_to(server.site)}" for p in server.site.rglob("*.*")}
    assert published == {name for name in pages("first") if name.startswith("site/")}
    source.put(SECOND, pages("second"))
    assert server.pull(source.folder).returncode == 0
    assert server.shown() == pages("second")["site/index.html"]
    assert server.run("check", server.site).returncode == 0
    assert server.run("back", server.site).returncode == 0
    assert server.shown() == pages("first")["site/index.html"]
    # The timer must not bring back what was gone back from; a newer one comes by itself.
    assert "Nothing new" in server.pull(source.folder).stdout
    assert server.shown() == pages("first")["site/index.html"]
    assert server.pull(source.folder, "--again").returncode == 0
    assert server.shown() == pages("second")["site/index.html"]
    source.put("2026-11-25T120001Z", pages("third"))
    assert server.pull(source.folder).returncode == 0
    assert server.shown() == pages("third")["site/index.html"]


def test_nothing_new_is_nothing_done(server: Server, source: Source) -> None:
    """A server that looks every hour neither loads nor writes anything until there is something."""
    server.pull(source.folder)
    before = server.standing(), server.site.lstat().st_ino
    next(source.folder.glob("*.tar")).unlink()
    done = server.pull(source.folder)
    assert (done.returncode, done.stdout[:11]) == (0, "Nothing new")
    assert (server.standing(), server.site.lstat().st_ino) == before


def test_what_is_lost_on_the_server_comes_back(server: Server, source: Source) -> None:
    """A link that somebody removed by mistake is there again after an hour."""
    server.pull(source.folder)
    server.site.unlink()
    assert server.pull(source.folder).returncode == 0
    assert server.shown() == pages("first")["site/index.html"]


def test_a_file_changed_on_the_server_is_told(server: Server, source: Source) -> None:
    """Whoever changes a page behind the Town's back is found by a command that can be watched."""
    server.pull(source.folder)
    (server.site / "fi/index.html").write_text("Lähetä salasanasi tänne", encoding="utf-8")
    done = server.run("check", server.site)
    assert done.returncode == 1
    assert "fi/index.html" in done.stderr


def test_every_reader_may_read_what_a_careful_administrator_publishes(
    server: Server, source: Source
) -> None:
    """The web server, which is somebody else, can read each file and enter each folder."""
    before = os.umask(0o077)
    try:
        assert server.pull(source.folder).returncode == 0
    finally:
        os.umask(before)
    standing = [server.site.resolve(), *server.site.resolve().rglob("*")]
    assert all(p.stat().st_mode & 0o004 for p in standing)
    assert all(p.stat().st_mode & 0o001 for p in standing if p.is_dir())
    assert server.site.resolve().parent.stat().st_mode & 0o001


def other(archive: Path, data: bytes) -> None:
    """Replace an archive by other bytes, and name these as the newest."""
    archive.write_bytes(data)
    sum_ = hashlib.sha256(data).hexdigest()
    (archive.parent / "newest.sha256").write_text(f"{sum_}  {archive.name}\n", encoding="utf-8")


def half(source: Source) -> None:
    """A download that broke off."""
    archive = source.put(SECOND, pages("second"))
    archive.write_bytes(archive.read_bytes()[:3000])


def flipped(source: Source) -> None:
    """A bit that fell over on a disk."""
    archive = source.put(SECOND, pages("second"))
    data = bytearray(archive.read_bytes())
    data[5000] ^= 1
    archive.write_bytes(data)


def nameless(source: Source) -> None:
    """An empty file instead of the name of the newest."""
    source.newest.write_bytes(b"")


def leading_out(source: Source) -> None:
    """A name that leads out of the folder."""
    source.newest.write_text(f"{'0' * 64}  ../../etc/passwd\n", encoding="utf-8")


def binary(source: Source) -> None:
    """Anything else instead of the name of the newest."""
    source.newest.write_bytes(bytes(range(256)))


def gone(source: Source) -> None:
    """An archive that is named and not there."""
    source.put(SECOND, pages("second")).unlink()


def unnamed(source: Source) -> None:
    """A source with nothing in it."""
    source.newest.unlink()


def cut(source: Source) -> None:
    """An archive that was cut before it was named."""
    archive = source.put(SECOND, pages("second"))
    other(archive, archive.read_bytes()[:5000])


def packed(source: Source) -> None:
    """An archive that grows when it is unpacked."""
    archive = source.put(SECOND, pages("second"))
    other(archive, gzip.compress(archive.read_bytes()))


def empty(source: Source) -> None:
    """An archive of no bytes."""
    other(source.put(SECOND, pages("second")), b"")


def damaged(source: Source) -> None:
    """A page that changed after its checksum was written."""
    files = pages("second")
    source.put(SECOND, files | {"site/fi/index.html": b"other"}, sums=listed(files))


def incomplete(source: Source) -> None:
    """A page that is listed and was forgotten."""
    files = pages("second")
    lost = files.pop("site/fi/index.html")
    source.put(SECOND, files, sums=listed(files | {"site/fi/index.html": lost}))


def without_start(source: Source) -> None:
    """An archive without a start page."""
    files = pages("second")
    del files["site/index.html"]
    source.put(SECOND, files)


def unlisted(source: Source) -> None:
    """An archive without its list."""
    source.put(SECOND, pages("second"), sums=b"")


def endless(source: Source) -> None:
    """A list of more files than a site can have."""
    rows = "".join(f"{'0' * 64}  site/{n}.html\n" for n in range(20_001))
    source.put(SECOND, pages("second"), sums=rows.encode())


def unlooked_for(name: str) -> Callable[[Source], None]:
    """Return a fault: a page that the archive does not list, or not once more."""
    extra = member(f"small-guideline-{SECOND}/site/{name}", b"x")

    def add(source: Source) -> None:
        source.put(SECOND, pages("second"), [extra])

    return add


def adding(name: str, **more: object) -> Callable[[Source], None]:
    """Return a fault: a member that nobody wants on a server, listed as if it were right."""

    def add(source: Source) -> None:
        files = pages("second")
        top = f"small-guideline-{SECOND}"
        own = name.replace("TOP", top)
        inner = own.removeprefix(f"{top}/")
        extra = member(own, b"" if more.get("type") else b"x", **more)
        source.put(SECOND, files, [extra], listed(files | {inner: extra[1]}))

    return add


FAULTS = {
    "half a download": (half, "is not the file that newest.sha256 names"),
    "a changed bit": (flipped, "is not the file that newest.sha256 names"),
    "no name": (nameless, "does not name an archive"),
    "a name that leads out": (leading_out, "does not name an archive"),
    "bytes for a name": (binary, "does not name an archive"),
    "an archive that is gone": (gone, "No such file"),
    "nothing there": (unnamed, "No such file"),
    "an archive cut short": (cut, "cannot be read"),
    "a packed archive": (packed, "cannot be read"),
    "an empty archive": (empty, "cannot be read"),
    "a changed page": (damaged, "is not what its SHA256SUMS says"),
    "a lost page": (incomplete, "is not in the archive"),
    "no start page": (without_start, "has no site in it"),
    "no list": (unlisted, "is not first in the archive"),
    "too many files": (endless, "is not first in the archive"),
    "a page that is not listed": (unlooked_for("x.html"), "is twice in the archive, or not in"),
    "a page that is there twice": (unlooked_for("index.html"), "is twice in the archive"),
    "a link": (adding("TOP/site/x.html", type=tarfile.SYMTYPE, linkname="/etc/passwd"), "not a f"),
    "a hard link": (adding("TOP/site/x.html", type=tarfile.LNKTYPE, linkname="x"), "is not a file"),
    "a pipe": (adding("TOP/site/x.html", type=tarfile.FIFOTYPE), "is not a file"),
    "a device": (adding("TOP/site/x.html", type=tarfile.CHRTYPE, devmajor=1), "is not a file"),
    "a folder": (adding("TOP/site/x", type=tarfile.DIRTYPE), "is not a file"),
    "a way up": (adding("TOP/site/../../x.html"), "no name that is unpacked"),
    "an absolute name": (adding("/TOP/site/x.html"), "no name that is unpacked"),
    "a way of Windows": (adding("TOP/site/..\\x.html"), "no name that is unpacked"),
    "what a terminal obeys": (adding("TOP/site/x\x1b.html"), "no name that is unpacked"),
    "another folder": (adding("elsewhere/site/x.html"), "does not stand in"),
    "what Apache obeys": (adding("TOP/site/.htaccess"), "no kind of file that a site has"),
    "what IIS obeys": (adding("TOP/site/web.config"), "no kind of file that a site has"),
    "what a server runs": (adding("TOP/site/x.php"), "no kind of file that a site has"),
    "a hidden folder": (adding("TOP/site/.git/x.html"), "no kind of file that a site has"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_is_wrong_with_an_archive_the_old_site_stays(
    fault: str, running: Server, source: Source
) -> None:
    """Readers never see half a site, and a server takes nothing that is no site."""
    plant, told = FAULTS[fault]
    plant(source)
    before = running.standing()
    done = running.pull(source.folder)
    assert done.returncode == 1, done.stdout
    assert told in done.stderr
    assert "stays as it is" in done.stderr
    assert running.standing() == before


def test_the_archive_that_the_faults_are_planted_in_is_right(
    server: Server, source: Source
) -> None:
    """Each fault is refused for itself, not for what it is planted in."""
    source.put(SECOND, pages("second"), sums=listed(pages("second")))
    assert server.pull(source.folder).returncode == 0
    assert server.shown() == pages("second")["site/index.html"]


def test_every_kind_of_file_that_is_built_is_taken(server: Server, source: Source) -> None:
    """A picture of a new kind in the texts does not keep the next edition from the intranet."""
    source.put(SECOND, pages("second") | {f"site/a{suffix}": b"a" for suffix in published.TYPES})
    done = server.pull(source.folder)
    assert (done.returncode, done.stderr) == (0, "")


def test_an_older_archive_is_not_taken_for_a_new_one(server: Server, source: Source) -> None:
    """Nobody brings back a rule that no longer holds by sending an old archive."""
    source.put(SECOND, pages("second"))
    server.pull(source.folder)
    source.put(FIRST, pages("first"))
    done = server.pull(source.folder)
    assert (done.returncode, server.shown()) == (1, pages("second")["site/index.html"])
    assert "is older than" in done.stderr
    assert server.pull(source.folder, "--again").returncode == 0
    assert server.shown() == pages("first")["site/index.html"]


@signing
def test_only_what_the_town_signed_is_published(
    server: Server, source: Source, tmp_path: Path
) -> None:
    """Who takes over the place that archives are pulled from still cannot put a page up."""
    own, foreign = key(tmp_path, "town"), key(tmp_path, "stranger")
    signers = tmp_path / "allowed signers"

    def refused(told: str) -> None:
        done = server.pull(source.folder, "--signers", signers)
        assert (done.returncode, server.site.exists()) == (1, False), done.stdout
        assert told in done.stderr

    source.sign(own)
    refused("the file of those who may sign is not there")
    signers.write_text("", encoding="utf-8")
    refused("is not signed by one of")
    public = own.with_suffix(".pub").read_text(encoding="utf-8")
    signers.write_text(f'guideline namespaces="guideline" {public}', encoding="utf-8")
    source.sign(foreign)
    refused("is not signed by one of")
    source.sign(own, namespace="file")
    refused("is not signed by one of")
    source.newest.with_name("newest.sha256.sig").write_text("signed, honestly", encoding="utf-8")
    refused("is not signed by one of")
    source.newest.with_name("newest.sha256.sig").unlink()
    refused("newest.sha256.sig: No such file")
    source.sign(own)
    source.put(FIRST, pages("changed after it was signed"))
    refused("is not signed by one of")
    source.sign(own)
    done = server.run("pull", source.folder, server.site, "--signers", signers, path="")
    assert (done.returncode, "ssh-keygen" in done.stderr) == (1, True)
    assert server.pull(source.folder, "--signers", signers).returncode == 0
    assert server.shown() == pages("changed after it was signed")["site/index.html"]


def test_two_updates_do_not_get_into_each_others_way(server: Server, source: Source) -> None:
    """A slow download and the next hour's update never publish a mixture of both."""
    server.pull(source.folder)
    source.put(SECOND, pages("second"))
    handle = os.open(server.site.with_name(".site.update"), os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        done = server.pull(source.folder)
        back = server.run("back", server.site)
    finally:
        os.close(handle)
    assert (done.returncode, back.returncode) == (1, 1)
    assert "another update is under way" in done.stderr
    assert server.shown() == pages("first")["site/index.html"]


def test_killed_at_any_moment_it_leaves_a_whole_site(server: Server, source: Source) -> None:
    """A server that goes down in the middle of an update shows the old site or the new one."""
    server.pull(source.folder)
    words = ["first"]
    shown = {pages("first")["site/index.html"]}
    many = {f"site/fi/{n}.html": os.urandom(2000) for n in range(200)}
    took = 0.0
    for turn in range(11):
        words.append(f"turn {turn}")
        files = pages(words[-1]) | many
        source.put(f"2026-12-01T12{turn:02}00Z", files)
        start = time.monotonic()
        run = subprocess.Popen(
            server.command("pull", source.folder, server.site),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        if turn == 0:
            # The first shows how long one takes.
            assert run.wait(120) == 0
            took = time.monotonic() - start
        else:
            time.sleep(took * turn / 10)
            os.killpg(run.pid, signal.SIGKILL)
            run.wait(120)
        shown |= {files["site/index.html"]}
        assert server.shown() in shown
        assert server.run("check", server.site).returncode == 0
    assert server.pull(source.folder).returncode == 0
    assert server.shown() == files["site/index.html"]
    # What was left lying about is gone.
    assert [p.name for p in server.site.with_name(".site.update").iterdir()] == ["published"]


def test_a_full_disk_leaves_the_old_site(server: Server, source: Source) -> None:
    """A disk that somebody else filled costs readers nothing but the newest edition."""
    alone = ["unshare", "--map-root-user", "--mount"]
    if subprocess.run([*alone, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this machine lets nobody but root mount a small disk to fill")
    server.site.parent.mkdir()
    large = pages("second") | {"site/large.pdf": bytes(700_000), "site/a.pdf": b"a"}
    second = Source(source.folder.with_name("second"))
    second.put(SECOND, large)
    first, newest, check = (
        shlex.join(server.command(*arguments, server.site))
        for arguments in (("pull", source.folder), ("pull", second.folder), ("check",))
    )
    disk = shlex.quote(str(server.site.parent))
    script = f"""
        mount -t tmpfs -o size=1m none {disk} && {first} || exit 9
        {newest} && exit 8
        cat {disk}/site/index.html && {check} && ls -A {disk}/.site.update
    """
    done = subprocess.run(
        [*alone, "sh", "-c", script], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    assert pages("first")["site/index.html"].decode() in done.stdout
    assert done.stdout.endswith("site is as it was built.\npublished\n")


@pytest.mark.parametrize("wrong", [("pull", "x"), ("pull", "x", "/"), ("back", ".."), ()])
def test_called_wrongly_it_says_how(wrong: tuple[str, ...], server: Server) -> None:
    """Who mistypes a setting is told so, and nothing is touched."""
    done = server.run(*wrong)
    assert (done.returncode, "usage:" in done.stderr) == (2, True)


def test_with_nothing_before_there_is_no_way_back(server: Server, source: Source) -> None:
    """Who goes back once too often is told, and the site stays."""
    assert server.run("back", server.site).returncode == 1
    server.pull(source.folder)
    done = server.run("back", server.site)
    assert (done.returncode, "no earlier build" in done.stderr) == (1, True)
    assert server.shown() == pages("first")["site/index.html"]

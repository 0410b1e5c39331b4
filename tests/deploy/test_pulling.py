"""Where a server pulls from: a real server over https, and all that can come from one."""

from __future__ import annotations

import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.deploy.releases import FIRST, Server, Source, key, pages, signing


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder; what is in `leads` leads elsewhere, what is in `cuts` breaks off."""

    leads: dict[str, str]
    cuts: set[str]

    def do_GET(self) -> None:
        """Answer as the test wants it."""
        name = self.path.rsplit("/", 1)[-1]
        if name in self.leads:
            self.send_response(302)
            self.send_header("Location", self.leads[name])
            self.end_headers()
        elif name in self.cuts:
            self.send_response(200)
            self.send_header("Content-Length", "100000")
            self.end_headers()
            self.wfile.write(b"half of it")
        else:
            super().do_GET()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(
    folder: Path, own: tuple[Path, Path] | None = None
) -> Iterator[tuple[str, type[Handler]]]:
    """Serve a folder on this machine, by https where there is a certificate with its key."""

    class Here(Handler):
        leads, cuts = {}, set()

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Here, directory=str(folder)))
    if own:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*own)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"{'https' if own else 'http'}://127.0.0.1:{server.server_port}", Here
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for this machine, and its key."""
    if not shutil.which("openssl"):
        pytest.skip("openssl, which makes a certificate for the test, is not installed")
    folder = tmp_path_factory.mktemp("certificate")
    names = folder / "own.pem", folder / "own.key"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "2", "-subj", "/CN=localhost"),
            *("-addext", "subjectAltName=IP:127.0.0.1", "-out", names[0], "-keyout", names[1]),
        ],
        check=True,
        capture_output=True,
    )
    return names


@pytest.fixture
def source(tmp_path: Path) -> Source:
    """A folder with a first archive."""
    own = Source(tmp_path / "releases")
    own.put(FIRST, pages("first"))
    return own


@pytest.fixture
def server(tmp_path: Path) -> Server:
    """A server on which nothing is published yet."""
    return Server(tmp_path)


def test_over_https_it_is_pulled_from_whom_the_server_trusts(
    certificate: tuple[Path, Path], server: Server, source: Source
) -> None:
    """Nobody on the way can put up another page, and who is not known is not believed."""
    trusting = {"SSL_CERT_FILE": str(certificate[0])}
    with serving(source.folder, certificate) as (address, handler):
        done = server.run("pull", address, server.site)
        assert (done.returncode, server.site.exists()) == (1, False)
        assert "certificate verify failed" in done.stderr
        # A server that leads to where anybody can change what comes.
        with serving(source.folder) as (plain, _):
            handler.leads["newest.sha256"] = f"{plain}/newest.sha256"
            done = server.run("pull", address, server.site, **trusting)
        assert (done.returncode, server.site.exists()) == (1, False)
        assert "which is not secure" in done.stderr
        # A line that breaks: at the name, and in the archive.
        handler.leads.clear()
        for name in ("newest.sha256", f"small-guideline-{FIRST}.tar"):
            handler.cuts = {name}
            done = server.run("pull", address, server.site, **trusting)
            assert (done.returncode, server.site.exists()) == (1, False)
        handler.cuts = set()
        # And where it leads on by https, as places that keep releases do.
        handler.leads[f"small-guideline-{FIRST}.tar"] = f"{address}/x/kept.tar"
        (source.folder / "x").mkdir()
        shutil.copy(source.folder / f"small-guideline-{FIRST}.tar", source.folder / "x/kept.tar")
        done = server.run("pull", f"{address}/", server.site, **trusting)
    assert (done.returncode, done.stderr) == (0, "")
    assert server.shown() == pages("first")["site/index.html"]


@signing
def test_over_http_only_what_is_signed(server: Server, source: Source, tmp_path: Path) -> None:
    """An intranet without https can still be sure of what it publishes."""
    own = key(tmp_path, "town")
    signers = tmp_path / "signers"
    signers.write_text(f"guideline {own.with_suffix('.pub').read_text()}", encoding="utf-8")
    source.sign(own)
    with serving(source.folder) as (address, _):
        done = server.pull(address)
        assert (done.returncode, "use https, or sign" in done.stderr) == (1, True)
        assert server.pull(address, "--signers", signers).returncode == 0
    assert server.shown() == pages("first")["site/index.html"]


def test_what_cannot_be_reached_is_told_in_a_sentence(server: Server, source: Source) -> None:
    """A typing error in the setting, or a server that is down, is understood from the log."""
    with serving(source.folder) as (address, _):
        nowhere = address
    for wrong, told in (
        (nowhere.replace("http", "https"), "Connection refused"),
        ("https://", "no host given"),
        ("https://[", "Invalid IPv6 URL"),
        ("ftp://127.0.0.1", "neither a folder nor an https address"),
        ("file:///etc", "neither a folder nor an https address"),
        ("/nowhere", "No such file"),
    ):
        done = server.pull(wrong)
        assert (done.returncode, told in done.stderr) == (1, True), done.stderr
        assert not server.site.exists()

"""What stands over every answer, whatever it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rinnakkain import policy
from tests.nginx.asking import Answer, Site
from tests.nginx.conftest import Serve

PDF = "jakobstad-desk-sv.pdf"
# Over every answer, word for word. The policy is the one of `rinnakkain.policy`.
ALWAYS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": policy.header(),
    "Strict-Transport-Security": "",  # by http nobody may say it
}


def again(site: Site) -> Answer:
    """Ask for a page that the reader has already."""
    return site.ask("sv/", If_None_Match=site.ask("sv/").one("ETag"))


ANSWERS: dict[str, tuple[int, Callable[[Site], Answer]]] = {
    "a page": (200, lambda site: site.ask("sv/")),
    "a page, its head alone": (200, lambda site: site.ask("sv/", "HEAD")),
    "a style sheet": (200, lambda site: site.ask(site.files(".css")[0])),
    "data": (200, lambda site: site.ask("guideline.json")),
    "a feed": (200, lambda site: site.ask("sv/feed.xml")),
    "a PDF": (200, lambda site: site.ask(PDF)),
    "a part of a PDF": (206, lambda site: site.ask(PDF, Range="bytes=0-9")),
    "beyond the end of a PDF": (416, lambda site: site.ask(PDF, Range="bytes=99999999-")),
    "a folder without its slash": (301, lambda site: site.ask("sv")),
    "what the reader has already": (304, again),
    "what has changed meanwhile": (412, lambda site: site.ask("sv/", If_Match='"x"')),
    "what is not there": (404, lambda site: site.ask("no/where")),
    "a folder without a page": (404, lambda site: site.ask("assets/")),
    "what is hidden": (404, lambda site: site.ask(".git/config")),
    "what would be written": (405, lambda site: site.ask("sv/", "POST")),
    "what would be echoed": (405, lambda site: site.ask("sv/", "TRACE")),
    "an address with a zero in it": (400, lambda site: site.ask("sv%00/")),
    "an address above the site": (400, lambda site: site.ask("../../../etc/passwd")),
    "an address without an end": (414, lambda site: site.ask("a" * 9000)),
    "more headers than there are": (400, lambda site: site.ask("sv/", X_Long="a" * 40000)),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_answer_carries_every_header(site: Site, kind: str) -> None:
    """No error and no file is a way around what protects the pages."""
    status, ask = ANSWERS[kind]
    answer = ask(site)
    assert answer.status == status
    # Of a range beyond the end nginx says each header twice, the same.
    assert {name: answer.one(name) for name in ALWAYS} == ALWAYS
    forbidden = set(answer.one("Permissions-Policy").split(", "))
    assert forbidden >= {f"{right}=()" for right in ("camera", "microphone", "geolocation", "usb")}
    assert answer.one("Cache-Control")
    assert not answer.all("Set-Cookie")


@pytest.mark.parametrize("kind", ANSWERS)
def test_no_answer_tells_the_version_of_the_server(site: Site, kind: str) -> None:
    """Whoever looks for a server with a known hole does not learn that this is one."""
    answer = ANSWERS[kind][1](site)
    assert not re.search(r"nginx.?\d", str(answer.headers) + answer.body.decode("latin-1"))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"])
@pytest.mark.parametrize("target", ["sv/", "nowhere", "assets/", ".env", "favicon.ico"])
def test_the_site_is_only_read(site: Site, method: str, target: str) -> None:
    """Nothing can be written, deleted or asked for in another way, and it is said what can."""
    answer = site.ask(target, method, Content_Length="0")
    assert answer.status == 405
    assert answer.one("Allow") == "GET, HEAD"


def test_who_may_embed_is_one_setting(serve: Serve, built: Path) -> None:
    """The intranet that may show a rule stands in the policy, and no old header contradicts it."""
    answer = serve(built, embedder="https://intra.example").ask("sv/")
    assert answer.one("Content-Security-Policy") == policy.header("https://intra.example")
    assert not answer.all("X-Frame-Options")


TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml; charset=utf-8",
    ".png": "image/png",
    ".pdf": "application/pdf",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}


def test_every_file_has_its_type(site: Site) -> None:
    """A browser that may not guess is told what each file is."""
    files = [
        path.relative_to(site.folder).as_posix()
        for path in site.folder.rglob("*")
        if path.is_file() and path.suffix not in (".br", ".gz")
    ]
    assert files
    for file in files:
        answer = site.ask(file, "HEAD")
        if file == "404.html":
            continue
        is_feed = file.endswith("/feed.xml")
        wanted = "application/atom+xml; charset=utf-8" if is_feed else TYPES[Path(file).suffix]
        assert (answer.status, answer.one("Content-Type")) == (200, wanted), file

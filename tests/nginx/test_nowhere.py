"""What is not there, what is not for readers, and every way to ask for it all the same."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.conftest import Reader
from tests.nginx.asking import Site
from tests.nginx.conftest import PATH, Serve
from tests.small import LANGUAGES

DEPTHS = ["nowhere", "fi/nowhere/", "sv/a/b/c.html", "assets/x.css", "sv/safety/index.html/x"]


@pytest.mark.parametrize("place", ["site", "below"])
@pytest.mark.parametrize("target", DEPTHS)
def test_what_is_not_there_is_told_in_three_languages_at_any_depth(
    request: pytest.FixtureRequest, reader: Reader, place: str, target: str
) -> None:
    """A reader who took a wrong turn finds a page in its dress, and a way on in each language."""
    site: Site = request.getfixturevalue(place)
    page = reader()
    answer = page.goto(site.address + target)
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("section[lang] h2")).to_have_count(len(LANGUAGES))
    assert page.locator(".doors").evaluate("e => getComputedStyle(e).display") == "grid"
    assert page.evaluate("document.documentElement.className") == "js"
    for code in LANGUAGES:
        for link in page.locator(f"section[lang={code}] a").all():
            at = str(link.evaluate("e => e.href"))
            assert at.startswith(f"{site.address}{code}/")
            assert site.ask(at.removeprefix(site.address)).status == 200


@pytest.mark.parametrize("accepted", ["gzip", ""])
def test_the_page_for_it_is_the_one_of_the_site(site: Site, accepted: str) -> None:
    """At the top of a host it is, letter for letter, what was built."""
    answer = site.ask("nowhere", Accept_Encoding=accepted)
    assert (answer.status, answer.one("Content-Encoding")) == (404, accepted)
    body = gzip.decompress(answer.body) if accepted else answer.body
    assert body == site.page("404.html")


def test_a_site_built_for_its_path_gets_it_once(serve: Serve, tmp_path: Path) -> None:
    """Where the site's own address has the path already, nothing is put in front of it again."""
    (tmp_path / "404.html").write_text(f'<a href="{PATH}/fi/"><a href="/sv/">', encoding="utf-8")
    answer = serve(tmp_path, path=PATH).ask("nowhere")
    assert answer.body.decode() == f'<a href="{PATH}/fi/"><a href="{PATH}/sv/">'


def test_below_a_path_every_file_is_there_and_nothing_beside_it(below: Site, site: Site) -> None:
    """The site can be moved to wherever the intranet has room for it."""
    for file in below.files(".html", ".css", ".js", ".json", ".pdf", ".png", ".svg", ".xml"):
        if file == "404.html":
            continue
        for accepted in ("br", ""):
            there = below.ask(file.removesuffix("index.html"), Accept_Encoding=accepted)
            top = site.ask(file.removesuffix("index.html"), Accept_Encoding=accepted)
            assert (there.status, there.body) == (200, top.body), file
            assert there.one("Cache-Control") == top.one("Cache-Control")
    for beside in ("/", "/sv/", "/guideline.json", f"{PATH}x/", "/ohjeet", f"/x{PATH}/sv/"):
        assert below.ask_host(beside).status == 404, beside


@pytest.mark.parametrize("place", ["site", "below"])
@pytest.mark.parametrize(
    "target", ["sv", "sv/safety", "en/side-by-side/safety", "/sv", "sv//safety"]
)
def test_a_folder_without_its_slash_leads_there_under_the_name_that_was_asked(
    request: pytest.FixtureRequest, place: str, target: str
) -> None:
    """Behind another server, port or name the reader stays where they are."""
    site: Site = request.getfixturevalue(place)
    answer = site.ask(target, Host="other.example:81")
    assert answer.status == 301
    assert answer.one("Location") == f"{site.path}{target.replace('//', '/').lstrip('/')}/"


SECRET = "what nobody may read"
# Below the site, beside it, above it.
HIDDEN = (
    "site/.git/config",
    "site/.env",
    "site/sv/.draft.html",
    "secret.txt",
    "site.txt",
    "sitex/a",
)
SPELLINGS = (
    "../secret.txt",
    "sv/../../secret.txt",
    "%2e%2e/secret.txt",
    "%2e%2e%2fsecret.txt",
    "..%2fsecret.txt",
    "..%5csecret.txt",
    "..\\secret.txt",
    "sv\\..\\..\\secret.txt",
    "%252e%252e%252fsecret.txt",
    "..%c0%afsecret.txt",
    "%uff0e%uff0e/secret.txt",
    "....//secret.txt",
    "..;/secret.txt",
    ".//../secret.txt",
    "//../secret.txt",
    "sv/..//../secret.txt",
    "sv/%2e%2e/%2e%2e/secret.txt",
    "secret.txt",
    "../site.txt",
    "../sitex/a",
    ".txt",
    "x/a",
    "|/secret.txt",
    "sv%00/../../secret.txt",
    "../secret.txt%00.html",
    "sv%0a/../../secret.txt",
    ".git/config",
    "%2egit/config",
    "/.git/config",
    ".git%2fconfig",
    "sv/../.git/config",
    "sv/%2e%2e/%2egit/config",
    ".env",
    "%2Eenv",
    ".env/",
    ".env?x=1",
    "sv/.draft.html",
    "sv//.draft.html",
)


@pytest.fixture(scope="module", params=["", PATH], ids=["top", "below"])
def guarded(
    request: pytest.FixtureRequest, serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> Site:
    """A site with what nobody may read in it, beside it and above it."""
    root = tmp_path_factory.mktemp("guarded")
    for name in HIDDEN:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(SECRET, encoding="utf-8")
    for name in ("site/index.html", "site/404.html", "site/sv/index.html", "site/page.txt"):
        (root / name).write_text(name, encoding="utf-8")
    return serve(root / "site", path=request.param)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_leads_out_of_the_site_or_to_what_is_hidden(
    guarded: Site, spelling: str
) -> None:
    """Whoever tries every trick reads what everybody reads."""
    for target in (guarded.path + spelling, "/" + spelling, "http://x" + guarded.path + spelling):
        answer = guarded.ask_host(target)
        assert answer.status in (400, 404), target
        assert SECRET.encode() not in answer.body


def test_what_is_for_readers_is_read(guarded: Site) -> None:
    """The guard stops nobody who asks for a page."""
    for target, file in (
        ("", "index.html"),
        ("page.txt", "page.txt"),
        ("sv/", "sv/index.html"),
        ("sv/../page.txt", "page.txt"),
        ("sv/%2e%2e/page.txt", "page.txt"),
        ("page.txt?x=../.env", "page.txt"),
    ):
        answer = guarded.ask(target)
        assert (answer.status, answer.body.decode()) == (200, f"site/{file}")


@pytest.mark.parametrize("place", ["site", "below"])
def test_no_folder_is_listed(request: pytest.FixtureRequest, place: str) -> None:
    """A folder is its page, or it is not there."""
    site: Site = request.getfixturevalue(place)
    folders = [path for path in site.folder.rglob("*") if path.is_dir()]
    bare = [path for path in folders if not (path / "index.html").exists()]
    assert bare
    for folder in bare:
        answer = site.ask(f"{folder.relative_to(site.folder).as_posix()}/")
        assert (answer.status, answer.body) == (404, site.ask("nowhere").body)


def test_a_folder_reveals_no_link_to_another_host(site: Site) -> None:
    """Nobody can send out a link to this site that leads to another one."""
    for target in ("//evil.example/sv", "/%2f/evil.example/sv", "/\\evil.example/sv", "//sv"):
        answer = site.ask_host(target)
        assert not answer.one("Location").startswith(("//", "/\\", "http")), target

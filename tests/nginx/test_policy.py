"""The strict policy, kept on every page and in every use, in a real browser over a real nginx."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.browser import states
from tests.browser.states import DESKTOP, QUERIES, asked
from tests.nginx.asking import Site
from tests.nginx.conftest import PATH, Serve
from tests.nginx.watching import KEPT, Watch
from tests.serving import served
from tests.small import LANGUAGES


@pytest.fixture(scope="module")
def happened(serve: Serve, changed: Path) -> Site:
    """The site of a small guideline to which everything has happened that can."""
    return serve(changed)


@pytest.fixture(scope="module")
def pages(paths: list[str]) -> list[str]:
    """The path of every page but the one for what is not there."""
    return [path for path in paths if path != "404.html"]


@contextmanager
def watched(
    browser: Browser, address: str, *, expected: int = 0, **options: object
) -> Iterator[tuple[Page, Watch]]:
    """Open a window in which everything is told that should not be."""
    parts = urlsplit(address)
    context = browser.new_context(viewport=DESKTOP, **options)  # type: ignore[arg-type]
    try:
        watch = Watch(context, f"{parts.scheme}://{parts.netloc}", expected=expected)
        yield context.new_page(), watch
    finally:
        context.close()


def test_no_page_is_refused_anything_and_none_keeps_anything(
    browser: Browser, site: Site, pages: list[str]
) -> None:
    """Every page of the real site is whole under the policy, asks nobody else, leaves no trace."""
    with watched(browser, site.address) as (page, watch):
        for path in pages:
            page.goto(site.address + path)
            assert watch.kept(page) == KEPT, path
        assert watch.problems == []
        assert watch.seen > len(pages)


def test_without_a_script_no_page_is_refused_anything(
    browser: Browser, site: Site, pages: list[str]
) -> None:
    """A reader whose browser runs no script has the same pages."""
    with watched(browser, site.address, java_script_enabled=False) as (page, watch):
        for path in pages[::4]:
            page.goto(site.address + path)
        assert watch.problems == []


def test_below_a_path_no_page_is_refused_anything(
    browser: Browser, below: Site, pages: list[str]
) -> None:
    """The same where an intranet has the site below a path: nothing is asked of the host's top."""
    with watched(browser, below.address) as (page, watch):
        asked_for: list[str] = []
        page.on("request", lambda request: asked_for.append(urlsplit(request.url).path))
        for path in pages[::7]:
            page.goto(below.address + path)
        assert watch.problems == []
        assert asked_for
        assert [path for path in asked_for if not path.startswith(f"{PATH}/")] == []


# Not an image alone: the browser makes a page around it, and a style within that.
@pytest.mark.parametrize("suffix", [".xml", ".json", ".svg"])
def test_what_is_no_page_can_be_looked_at_too(browser: Browser, site: Site, suffix: str) -> None:
    """A feed, the data or a drawing that is opened by itself is not refused anything either."""
    with watched(browser, site.address) as (page, watch):
        for file in site.files(suffix):
            answer = page.goto(site.address + file)
            assert answer is not None
            assert answer.ok
        assert watch.problems == []


def search(page: Page, site: Site) -> None:
    """Search, follow a hit, and search again by key and by address."""
    _, by_code = QUERIES["search with results"]
    query = by_code[page.locator("html").get_attribute("lang") or ""]
    asked(page, query)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**h=*")
    page.locator("mark").first.wait_for()
    page.keyboard.press("Control+k")
    page.locator("dialog[data-ready]").wait_for()
    page.keyboard.press("Escape")
    page.goto(f"{site.address}fi/?q=linkki")
    page.locator("[role=option]").first.wait_for()


def palettes(page: Page, _: Site) -> None:
    """Choose each palette, last the system's, after which nothing is kept."""
    for palette in ("dark", "light", "system"):
        page.locator(f"[name=palette][value={palette}]").check()


def languages(page: Page, site: Site) -> None:
    """Change the language in the head, and at a rule."""
    for code in LANGUAGES:
        page.locator(f".languages a[hreflang={code}]").click()
        page.wait_for_url(f"{site.address}{code}/**")
    page.locator("li.rule > details > summary").first.click()
    page.locator("li.rule > details a[hreflang=sv]").first.click()
    page.wait_for_url(f"{site.address}sv/**")


def paper(page: Page, _: Site) -> None:
    """Print."""
    states.on_paper(page)
    assert page.pdf().startswith(b"%PDF")


def side_by_side(page: Page, site: Site) -> None:
    """Read all languages side by side, leave some out, and leave out all."""
    page.goto(f"{site.address}sv/side-by-side/safety/")
    states.own_language(page)
    states.no_language(page)


def back(page: Page, site: Site) -> None:
    """Go on, back and forward, and by an address that was moved."""
    page.goto(f"{site.address}sv/all/")
    page.go_back()
    page.go_forward()
    page.goto(f"{site.address}fi/")
    page.reload()


def of(state: Callable[[Page], None]) -> Callable[[Page, Site], None]:
    """Return the use that brings about a state."""
    return lambda page, _: state(page)


USES: dict[str, Callable[[Page, Site], None]] = {
    "search": search,
    **{name: of(state) for name, state in states.SEARCHES.items() if "fails" not in name},
    "palettes": palettes,
    "languages": languages,
    "citation": of(states.a_rule),
    "citation without clipboard": of(states.a_rule_without_clipboard),
    "parts on a phone": of(states.parts),
    "a rule that is linked to": of(states.arrived),
    "paper": paper,
    "side by side": side_by_side,
    "back and forth": back,
}


@pytest.mark.parametrize("use", USES)
def test_no_use_is_refused_anything_and_none_keeps_anything(
    browser: Browser, happened: Site, use: str
) -> None:
    """Whoever searches, copies, prints or compares is stopped by nothing, and leaves no trace."""
    rights = ["clipboard-read", "clipboard-write"]
    with watched(browser, happened.address, permissions=rights) as (page, watch):
        page.goto(f"{happened.address}sv/safety/")
        USES[use](page, happened)
        page.wait_for_load_state("networkidle")
        assert watch.kept(page) == KEPT
        assert watch.problems == []


@pytest.mark.parametrize("palette", ["light", "dark"])
def test_a_chosen_palette_is_the_one_thing_that_is_kept(
    browser: Browser, happened: Site, palette: str
) -> None:
    """The accessibility statement says so, and it is so."""
    with watched(browser, happened.address) as (page, watch):
        page.goto(f"{happened.address}fi/")
        page.locator(f"[name=palette][value={palette}]").check()
        page.goto(f"{happened.address}en/safety/")
        assert watch.kept(page) == {**KEPT, "localStorage": {"palette": palette}}
        assert watch.problems == []


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_the_page_for_what_is_not_there_is_refused_nothing(
    browser: Browser, below: Site, script: bool
) -> None:
    """A wrong turn is dressed and silent too."""
    with watched(browser, below.address, expected=404, java_script_enabled=script) as (page, watch):
        page.goto(f"{below.address}no/where/at/all")
        expect(page.locator("section[lang]")).to_have_count(len(LANGUAGES))
        assert watch.problems == []


PLANTS = {
    "a script within the page": (
        "<script>document.title = 'x'</script>",
        "script-src-elem: inline",
    ),
    "a style within the page": ("<style>h1 { color: red }</style>", "style-src-elem: inline"),
    "a style of an element": ("<p style='color: red'>x</p>", "style-src-attr: inline"),
    "an act of an element": ("<img src='assets/x.svg' onerror='x()' alt=''>", "script-src-attr"),
    "an image from elsewhere": ("<img src='//other.invalid/x.png' alt=''>", "img-src: http"),
    "a frame": ("<iframe src='fi/'></iframe>", "frame-src: http"),
    "a script from elsewhere": ("<script src='//other.invalid/x.js'></script>", "script-src-elem"),
    "another place for all addresses": ("<base href='/fi/'>", "base-uri"),
    "a file that is not there": ("<img src='assets/none.png' alt=''>", "404 http"),
}


@pytest.mark.parametrize("plant", PLANTS)
def test_what_the_policy_forbids_is_refused_and_seen(
    browser: Browser, serve: Serve, tmp_path: Path, plant: str
) -> None:
    """What an editor smuggled past every check would not run, and these tests would tell of it."""
    html, told = PLANTS[plant]
    (tmp_path / "assets").mkdir()
    page_text = f"<!doctype html><title>t</title><link rel=icon href='data:,'>{html}<h1>here</h1>"
    (tmp_path / "index.html").write_text(page_text, encoding="utf-8")
    (tmp_path / "404.html").write_text("404", encoding="utf-8")
    site = serve(tmp_path)
    with watched(browser, site.address) as (page, watch):
        page.goto(site.address)
        page.wait_for_load_state("networkidle")
        assert page.title() == "t"
        assert [problem for problem in watch.problems if told in problem], watch.problems


@pytest.mark.parametrize(
    ("script", "name"),
    [
        ("document.cookie = 'a=b'", "cookie"),
        ("localStorage.a = 'b'", "localStorage"),
        ("sessionStorage.a = 'b'", "sessionStorage"),
        ("await new Promise((done) => indexedDB.open('a').onsuccess = done)", "databases"),
        ("await caches.open('a')", "caches"),
        (
            "await (await navigator.storage.getDirectory()).getFileHandle('a', {create: true})",
            "files",
        ),
    ],
)
def test_what_a_page_keeps_is_seen(
    browser: Browser, serve: Serve, tmp_path: Path, script: str, name: str
) -> None:
    """What a script would leave on a reader's device, these tests would tell of."""
    (tmp_path / "keep.js").write_text(f"(async () => {{ {script} }})()", encoding="utf-8")
    text = (
        "<!doctype html><title>t</title><link rel=icon href='data:,'><script src=keep.js></script>"
    )
    (tmp_path / "index.html").write_text(text, encoding="utf-8")
    site = serve(tmp_path)
    with watched(browser, site.address) as (page, watch):
        page.goto(site.address)
        kept: dict[str, object] = {}
        for _ in range(50):
            kept = watch.kept(page)
            if kept != KEPT:
                break
            page.wait_for_timeout(50)
        assert {key for key in kept if kept[key] != KEPT[key]} == {name}


def test_nobody_may_show_a_page_in_a_frame_but_who_is_named(
    browser: Browser, serve: Serve, built: Path, tmp_path: Path
) -> None:
    """No foreign page lays itself over the Town's; the one intranet that is named shows a rule."""
    with ExitStack() as servers:
        folders = [tmp_path / name for name in ("intranet", "stranger")]
        for folder in folders:
            folder.mkdir()
        intranet, stranger = (servers.enter_context(served(folder)) for folder in folders)
        closed, named = serve(built), serve(built, embedder=intranet.removesuffix("/"))
        for folder in folders:
            for name, site in (("closed", closed), ("named", named)):
                frame = f"<!doctype html><title>t</title><iframe src='{site.address}sv/safety/'>"
                (folder / f"{name}.html").write_text(frame, encoding="utf-8")
        shown = {}
        for who, address in (("intranet", intranet), ("stranger", stranger)):
            for name in ("closed", "named"):
                page = browser.new_page()
                page.goto(f"{address}{name}.html")
                [frame_] = page.frames[1:]
                shown[who, name] = frame_.locator("li.rule").count() > 0
                page.close()
    assert shown == {
        ("intranet", "closed"): False,
        ("intranet", "named"): True,
        ("stranger", "closed"): False,
        ("stranger", "named"): False,
    }


def test_no_policy_stands_against_reading_a_pdf(browser: Browser, site: Site) -> None:
    """A PDF that is opened in the browser is shown there."""
    with watched(browser, site.address) as (page, watch):
        try:
            page.goto(site.address + site.files(".pdf")[0])
        except Error as error:
            if "Download is starting" in str(error):
                pytest.skip("this browser has no viewer of PDFs")
            raise
        page.wait_for_timeout(500)
        # The viewer is a part of the browser itself, with addresses of its own.
        assert [one for one in watch.problems if "leaves the site: chrome" not in one] == []
        assert watch.problems

"""What may lie in a built site: types, sizes and contents."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from rinnakkain.published import TYPES, unfit
from tests.checks.planted import drawn

PAGE = '<!doctype html><html lang="sv"><head><title>a</title>%s</head><body>%s</body></html>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of one page, with what may lie beside it."""
    folder = tmp_path / "site"
    (folder / "sv").mkdir(parents=True)
    head = '<script src="assets/site.1a2b.js"></script><link rel="stylesheet" href="assets/a.css">'
    body = (
        '<p>Se <a href="https://example.org/">här</a> och onsdag = x.</p><code>&lt;script></code>'
    )
    (folder / "index.html").write_text(PAGE % (head, body), encoding="utf-8")
    (folder / "sv/map.png").write_bytes(drawn())
    (folder / "guideline.json").write_text("{}", encoding="utf-8")
    (folder / "index.html.gz").write_bytes(b"\x1f\x8b\x08")
    (folder / "index.html.br").write_bytes(b"\x0b")
    (folder / "a.pdf").write_bytes(b"%PDF-1.7")
    return folder


def test_a_site_as_it_is_built_may_be_published(site: Path, built: Path) -> None:
    """Nothing of the real site is held back, and nothing of what one is made of."""
    assert unfit(site) == []
    assert unfit(built.resolve()) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("sv/rules.docx", "files of the type .docx are not published –"),
        ("assets.map", "files of the type .map are not published"),
        ("README", "files of the type README are not published"),
        (".htaccess", "files whose names begin with a dot are not published"),
        ("sv/.git/config", "files whose names begin with a dot are not published"),
    ],
)
def test_a_file_of_another_type_is_told(site: Path, name: str, said: str) -> None:
    """Only what is on the list is public."""
    (site / name).parent.mkdir(exist_ok=True)
    (site / name).write_text("x", encoding="utf-8")
    assert said in " ".join(unfit(site))


def test_a_file_that_is_too_large_is_told(site: Path) -> None:
    """One byte more than there may be is one too many; as many as there may be are not."""
    with (site / "b.css").open("wb") as opened:
        opened.truncate(TYPES[".css"])
    assert unfit(site) == []
    with (site / "b.css").open("wb") as opened:
        opened.truncate(TYPES[".css"] + 1)
    assert [line.split(":")[0] for line in unfit(site)] == ["b.css"]


def test_nothing_is_followed_out_of_the_site(site: Path, tmp_path: Path) -> None:
    """A pointer to a file or a folder elsewhere is told, and so is a pipe."""
    (tmp_path / "secret.txt").write_text("x", encoding="utf-8")
    (site / "a.txt").symlink_to(tmp_path / "secret.txt")
    (site / "sv/folder").symlink_to(tmp_path)
    os.mkfifo(site / "b.txt")
    assert sorted(unfit(site)) == [
        "a.txt:1: this only points to another file – put the file itself here",
        "b.txt:1: this is not a plain file – take it out",
        "sv/folder:1: this only points to another file – put the file itself here",
    ]


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp", "a.pdf", "a.gz"])
def test_what_is_not_what_its_name_says_is_told(site: Path, name: str) -> None:
    """A page that calls itself a picture is none."""
    (site / name).write_bytes(b"<script>alert(1)</script>")
    suffix = name.removeprefix("a")
    assert unfit(site) == [f"{name}:1: this is not a {suffix} file – save it anew in that format"]


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<SCRIPT>alert(1)</SCRIPT>",
        "<img src=x onerror=alert(1)>",
        '<p title="a" OnClick = "alert(1)">',
        '<a href="javascript:alert(1)">x</a>',
        "<a href=' JavaScript:alert(1)'>x</a>",
        '<a href="data:text/html,x">x</a>',
        "<iframe src=x></iframe>",
        "<base href=x>",
        "<form action=x>",
        '<meta http-equiv="Refresh" content="0">',
        '<img src="https://evil.example/x.png">',
        "<script src=//evil.example/x.js></script>",
        '<link rel="stylesheet" href="https://evil.example/x.css">',
    ],
)
def test_what_runs_or_loads_from_elsewhere_is_told_with_its_line(site: Path, html: str) -> None:
    """A page is text: what could run in a reader's browser is never published."""
    (site / "sv/index.html").write_text(PAGE % ("", f"\n\n{html}"), encoding="utf-8")
    assert [line.split(": ")[0] for line in unfit(site)] == ["sv/index.html:3"]


def test_data_in_a_page_is_no_script(site: Path) -> None:
    """What a script reads does not run."""
    data = '<script type="application/json">{}</script>'
    (site / "sv/index.html").write_text(PAGE % (data, ""), encoding="utf-8")
    assert unfit(site) == []


@pytest.mark.parametrize(
    "secret",
    [
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN OPENSSH PRIVATE KEY-----",
        f"ghp_{'a1B2' * 9}",
        f"github_pat_{'a1B2' * 9}",
        f"AKIA{'A1B2' * 4}",
        f"glpat-{'a1B2' * 5}",
        f"xoxb-{'1234567890-' * 3}abc",
        f"AIza{'a1B2c' * 7}",
        f"sk_live_{'a1B2' * 6}",
        f"npm_{'a1B2' * 9}",
        "postgres://anna:hemligt@db.example/rules",
        # The example of the Digital and Population Data Services Agency.
        "131052-308T",
        "010594Y9032",
    ],
)
def test_a_secret_is_told_with_its_line_and_not_repeated(site: Path, secret: str) -> None:
    """Keys, passwords and identity codes are found in every text of the site."""
    (site / "guideline.json").write_text(f'{{"a":\n"{secret}"}}', encoding="utf-8")
    (said,) = unfit(site)
    assert said.startswith("guideline.json:2: ")
    assert secret not in said


@pytest.mark.parametrize(
    "harmless",
    [
        "131052-308U",
        "991352-308T",
        "040-123 4567, 2026-11-24, 16.12.2026-308",
        "https://www.jakobstad.fi:443/a@b",
        "AKIA, ghp_ and xoxb- are how keys begin",
        "-----BEGIN CERTIFICATE-----",
    ],
)
def test_what_only_looks_like_a_secret_is_published(site: Path, harmless: str) -> None:
    """A phone number, a day and a wrong check sign stop nobody."""
    (site / "a.txt").write_text(harmless, encoding="utf-8")
    assert unfit(site) == []

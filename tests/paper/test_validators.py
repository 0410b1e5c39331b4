"""The validators: neither lets pass what a reader with a screen reader or an archive would miss."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.paper import validators
from tests.paper.specimen import SOURCE, compiled, damaged, structure
from tests.small import ROOT


def test_a_good_file_passes_both(good: Path) -> None:
    """What is in order is not complained of, by either."""
    assert validators.verapdf(good) == []
    assert validators.page(good) == []


@pytest.mark.parametrize(("length", "is_good"), [(0, True), (2, False)])
def test_a_byte_at_the_end_of_a_stream_is_no_defect(
    good: Path, tmp_path: Path, length: int, is_good: bool
) -> None:
    """No correct text turns the tests red for the byte in which it happens to be packed."""
    file = tmp_path / "return.pdf"
    with pikepdf.open(good) as pdf:
        contents = pdf.pages[0].Contents
        contents.write(contents.read_bytes() + b"\r")
        pdf.save(file, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    data = file.read_bytes()
    said = f"/Length {len(contents.read_bytes())}".encode()
    assert data.count(said) == 1
    wrong = f"/Length {len(contents.read_bytes()) - length}".encode()
    file.write_bytes(data.replace(said, wrong))
    told = [one for one in validators.page(file) if "STREAM-LENGTH" in one]
    assert (told == []) == is_good


def untitled(file: Any) -> None:
    with file.open_metadata() as metadata:
        del metadata["dc:title"]


def languageless(file: Any) -> None:
    del file.Root.Lang


def undescribed_picture(file: Any) -> None:
    del next(structure(file, "Figure")).Alt


def undescribed_link(file: Any) -> None:
    del file.pages[0].Annots[0].Contents


def untagged(file: Any) -> None:
    """Take the first mark away: what it holds is neither read nor furniture."""
    page = file.pages[0]
    content = list(pikepdf.parse_content_stream(page))
    places = [n for n, one in enumerate(content) if str(one.operator) in ("BDC", "BMC", "EMC")]
    del content[places[1]], content[places[0]]
    page.Contents = file.make_stream(pikepdf.unparse_content_stream(content))


def skipped_level(file: Any) -> None:
    next(structure(file, "H2")).S = pikepdf.Name.H3


def font_not_embedded(file: Any) -> None:
    for one in file.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor":
            for key in ("/FontFile2", "/FontFile3"):
                if key in one:
                    del one[key]
            return


def letters_unknown(file: Any) -> None:
    for one in file.objects:
        if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one:
            del one["/ToUnicode"]
            return


def title_hidden(file: Any) -> None:
    file.Root.ViewerPreferences.DisplayDocTitle = False


def runs_a_program(file: Any) -> None:
    file.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.beep()")


def cell_outside_of_a_row(file: Any) -> None:
    next(structure(file, "TR")).S = pikepdf.Name.Div


# What is broken; the finding of veraPDF by profile, clause and test; that of page-validation.
PLANTED = [
    (untitled, "PDFUA-1 7.1-9", "PDFUA1-METADATA-TITLE-001"),
    (title_hidden, "PDFUA-1 7.1-10", "PDFUA1-VIEWER-PREFERENCES-001"),
    (languageless, "PDFUA-1 7.2-34", "LANGUAGE-001"),
    (undescribed_picture, "PDFUA-1 7.3-1", "PDFUA1-FIGURE-ALTERNATIVE-TEXT-001"),
    (undescribed_link, "PDFUA-1 7.18.5-2", "PDFUA1-LINK-CONTENTS-001"),
    (untagged, "PDFUA-1 7.1-3", "PDFUA1-CONTENT-TAGGING-001"),
    (skipped_level, "PDFUA-1 7.4.2-1", "PDFUA1-HEADING-NESTING-001"),
    (cell_outside_of_a_row, "PDFUA-1 7.2-36", "PDFUA1-THEAD-KIDS-001"),
    (font_not_embedded, "PDFUA-1 7.21.4.1-1", "PDFUA1-FONT-EMBEDDING-001"),
    (letters_unknown, "PDFUA-1 7.21.7-1", "PDFUA1-FONT-UNICODE-MAPPING-001"),
    (runs_a_program, "PDFA-2A 6.5.1-1", "2a PDFA2A-ACTION"),
]


@pytest.mark.parametrize(
    ("damage", "clause", "rule"), PLANTED, ids=[damage.__name__ for damage, _, _ in PLANTED]
)
def test_both_see_a_planted_defect(
    good: Path, tmp_path: Path, damage: Callable[[Any], None], clause: str, rule: str
) -> None:
    """Whoever breaks a PDF is told so twice, by the rule that is broken."""
    broken = damaged(good, tmp_path / "broken.pdf", damage)
    assert any(found.startswith(clause) for found in validators.verapdf(broken))
    assert any(rule in found for found in validators.page(broken))


def test_a_file_that_nobody_tagged_fails(tmp_path: Path) -> None:
    """A PDF as most programs write it is not taken for an accessible one."""
    broken = compiled(tmp_path / "broken.pdf", tags=False)
    assert any(found.startswith("PDFUA-1 7.1-11") for found in validators.verapdf(broken))
    assert any("PDFUA1-STRUCT" in found for found in validators.page(broken))


def test_what_cannot_be_read_does_not_pass(tmp_path: Path) -> None:
    """A file that is none, or half of one, is an error, and never a file without findings."""
    from page import PageError

    broken = tmp_path / "broken.pdf"
    broken.write_text(SOURCE, encoding="utf-8")
    with pytest.raises(PageError):
        validators.page(broken)
    with pytest.raises(ValueError, match="Exception"):
        validators.verapdf(broken)


def test_java_keeps_quiet(good: Path) -> None:
    """Whoever runs the tests reads of what is wrong with a file, and nothing else."""
    code = (
        "import sys; from pathlib import Path; from tests.paper.validators import verapdf;"
        "print(verapdf(Path(sys.argv[1])))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, good], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert (ran.stdout, ran.stderr) == ("[]\n", "")

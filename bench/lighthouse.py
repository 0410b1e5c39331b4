"""Lighthouse on the start page and a page of rules of each language, as a phone shows them."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from rinnakkain import cli, guideline, prose
from rinnakkain.guideline import Guideline
from tests.browser import chromium
from tests.conftest import copied
from tests.nginx import install, serving
from tests.serving import served

__all__ = ["HELD", "audited", "failing", "paints", "scores", "table"]

# In percent: what is held at 100, and what is told beside it. Performance is measured on this
# machine, slowed down to a phone's: it is for comparing, not for holding.
HELD = ("accessibility", "best-practices")
TOLD = ("seo", "performance")
# When the first words and the largest thing of a page are there; 900 and 1,100 ms are aimed at.
PAINTS = ("first-contentful-paint", "largest-contentful-paint")
PROGRAM = Path(sys.prefix) / "node/node_modules/lighthouse/cli/index.js"
# Lighthouse starts the browser with its window drawn nowhere, and then it asks its maker's hosts
# whatever it is told: here no other machine has a name.
ALONE = '--host-resolver-rules="MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"'
Report = dict[str, Any]


def table() -> tuple[str, bool]:
    """Build the site, and return its scores with each audit below, and whether what is held is."""
    browser = chromium.find()
    if not browser:
        return f"Lighthouse: not run. {chromium.MISSING}", False
    lines = []
    is_held, version = True, ""
    with tempfile.TemporaryDirectory() as folder:
        root = copied(Path(folder) / "guideline")
        assert cli.main(["--root", str(root), "build"]) == 0
        with _served(root / "site", Path(folder) / "server") as address:
            for path in paths(guideline.read(root)):
                try:
                    report = audited(address + path, browser)
                except subprocess.CalledProcessError:
                    # It has said why, and now and then sees no page where there is one.
                    lines.append(f"  {path:24}not measured: run it once more")
                    is_held = False
                    continue
                version, found = report["lighthouseVersion"], scores(report)
                lines.append(
                    f"  {path:24}"
                    + "".join(f"{found[name]:16}" for name in HELD + TOLD)
                    + "".join(f"{paint:7,} ms" for paint in paints(report))
                )
                lines += [f"    {line}" for line in failing(report)]
                is_held &= all(found[name] == 100 for name in HELD)
    head = f"Lighthouse {version}, a phone:".ljust(26) + "".join(f"{n:>16}" for n in HELD + TOLD)
    head += f"{'FCP':>10}{'LCP':>10}"
    told = "held" if is_held else "NOT HELD: see the audits named"
    return "\n".join((head, *lines, f"  100 in {' and '.join(HELD)}: {told}")), is_held


def _served(site: Path, folder: Path) -> AbstractContextManager[str]:
    """Serve the site by nginx, packed and with its headers; plainly where there is none."""
    nginx = install.find()
    return serving.served(nginx, site, folder) if nginx else served(site)


def paints(report: Report) -> list[int]:
    """Return when the first words and the largest thing were there, in milliseconds."""
    return [round(report["audits"][name]["numericValue"]) for name in PAINTS]


def paths(read: Guideline) -> Iterator[str]:
    """Yield the paths of the start page and of the page with the most rules, in each language."""
    rules = Counter(read.homes[id_] for id_ in read.numbers)
    [(name, _)] = rules.most_common(1)
    for code in read.settings.codes:
        yield f"{code}/"
        yield f"{code}/{prose.address(name)}"


def audited(url: str, browser: str) -> Report:
    """Return Lighthouse's report of a page that `browser`, the path of a Chromium, opens.

    Raise CalledProcessError where the page does not open.
    """
    command = [
        str(Path(sys.executable).with_name("node")),
        str(PROGRAM),
        url,
        "--quiet",
        "--output=json",
        # Else it asks whether faults of its own may be sent to its makers.
        "--no-enable-error-reporting",
        f"--only-categories={','.join(HELD + TOLD)}",
        f"--chrome-path={browser}",
        f"--chrome-flags={' '.join(('--headless', ALONE, *chromium.ARGUMENTS))}",
    ]
    run = subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=300)
    report: Report = json.loads(run.stdout)
    return report


def scores(report: Report) -> dict[str, int]:
    """Return the score of each category, 0 to 100, where one that has none counts as 0."""
    return {
        name: round(100 * (category["score"] or 0))
        for name, category in report["categories"].items()
    }


def failing(report: Report) -> Iterator[str]:
    """Yield each audit of what is held that does not pass: its id, its title, what it is about.

    What counts nothing there is told too, where it fails: it can be a fault all the same.
    """
    for category in (*HELD, "seo"):
        for reference in report["categories"][category]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if audit["score"] is None or audit["score"] == 1:
                continue
            items = (audit.get("details") or {}).get("items", [])
            where = [item["node"]["snippet"] for item in items if "node" in item][:2]
            at = "".join(f"\n      {snippet}" for snippet in where)
            yield f"{category}: {audit['id']}: {audit['title']}{at}"


if __name__ == "__main__":
    text, is_held = table()
    print(text)
    sys.exit(not is_held)

"""What takes longer (`make soak`): damaged files are told, or the site builds."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from rinnakkain import checks, guideline
from tests.building.test_build import run


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(1000, 1060))
def test_a_damaged_file_is_told_or_the_site_builds(real: Path, seed: int) -> None:
    """Nothing lies between a finding and a whole site: the engine never meets a fault unseen."""
    chance = random.Random(seed)
    files = sorted(p for p in real.rglob("*") if p.suffix in (".md", ".yml"))
    file = chance.choice(files)
    data = bytearray(file.read_bytes())
    for _ in range(chance.randint(1, 3)):
        data[chance.randrange(len(data))] = chance.choice(b"abcdefghijklmnop .,-*_[]()#:\n")
    file.write_bytes(bytes(data))
    blocking = checks.blocking(checks.run(guideline.read(real)))
    done = run(real, "build")
    assert "Traceback" not in done.stderr
    assert done.returncode == (1 if blocking else 0), done.stdout + done.stderr

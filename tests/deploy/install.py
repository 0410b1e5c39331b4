"""What the tests of the update sign with: ssh-keygen, the system's or its package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

__all__ = ["MISSING"]

MISSING = (
    "There is no ssh-keygen, and none could be installed. Type this, then make test again:\n"
    "    sudo apt-get install --yes openssh-client    (Debian, Ubuntu)"
)


def main() -> int:
    """Make sure that there is one; where it cannot be installed, say the exact line to type."""
    as_root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    steps = ("apt-get update", "apt-get install --yes --no-install-recommends openssh-client")
    for step in steps:
        if shutil.which("ssh-keygen") or not all(map(shutil.which, ("apt-get", *as_root[:1]))):
            break
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        command = [*as_root, *step.split()]
        subprocess.run(command, check=False, capture_output=True, env=environment)
    if not shutil.which("ssh-keygen"):
        print(f"{MISSING}\nUntil then what needs it is skipped by name.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())

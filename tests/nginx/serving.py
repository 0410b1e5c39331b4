"""A real nginx on a free port of this machine, set up by `deploy/nginx.conf` as it is shipped."""

from __future__ import annotations

import os
import pwd
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.nginx.install import Nginx
from tests.small import ROOT

__all__ = ["CONF", "configured", "free", "running", "served"]

CONF = ROOT / "deploy" / "nginx.conf"

# What any main file of an nginx holds; the shipped one is included by it, as Debian's does.
_MAIN = """
daemon off;
pid "{folder}/nginx.pid";
error_log "{folder}/error.log";
{user}
load_module "{module}";
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path "{folder}/body";
    proxy_temp_path "{folder}/proxy";
    fastcgi_temp_path "{folder}/fastcgi";
    uwsgi_temp_path "{folder}/uwsgi";
    scgi_temp_path "{folder}/scgi";
    include "{folder}/guideline.conf";
}}
"""


def configured(
    site: Path, port: int, *, path: str = "", embedder: str = "'none'", listen: str = ""
) -> str:
    """Return the shipped file with its settings changed, and nothing else; each stands there once.

    What it says of `listen` becomes one line for the port on this machine, with `listen` after it.
    """
    text = CONF.read_text(encoding="utf-8")
    for pattern, replacement in (
        (r"(?<=\$guideline_folder \{ default )\S+(?=; \})", f'"{site}"'),
        (r"(?<=\$guideline_path \{ default )\S+(?=; \})", f'"{path}"'),
        (r"(?<=\$guideline_embedder \{ default )\S+(?=; \})", f'"{embedder}"'),
        (r"(?m)^    listen 80;$", f"    listen 127.0.0.1:{port}{listen};"),
        (r"(?m)^    listen \[::\]:80;\n", ""),
    ):
        text, times = re.subn(pattern, lambda _, by=replacement: by, text)  # type: ignore[misc]
        assert times == 1, pattern
    return text


@contextmanager
def served(
    nginx: Nginx, site: Path, folder: Path, *, path: str = "", embedder: str = "'none'"
) -> Iterator[str]:
    """Serve a site, with the server's own files in `folder`, and yield its address."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free()
    text = configured(site, port, path=path, embedder=embedder)
    with running(nginx, folder, text, port):
        yield f"http://127.0.0.1:{port}{path}/"


@contextmanager
def running(nginx: Nginx, folder: Path, text: str, port: int) -> Iterator[None]:
    """Run nginx with a text in the place of the shipped file, until it is no longer needed."""
    (folder / "guideline.conf").write_text(text, encoding="utf-8")
    # Started by root, nginx reads as another one, who may not see the folders of the tests.
    user = f"user {pwd.getpwuid(os.getuid()).pw_name};" if os.geteuid() == 0 else ""
    main = _MAIN.format(folder=folder, user=user, module=nginx.module)
    (folder / "nginx.conf").write_text(main, encoding="utf-8")
    log = folder / "error.log"
    command = [nginx.binary, "-p", folder, "-e", log, "-c", folder / "nginx.conf"]
    process = subprocess.Popen([*map(str, command)], stderr=subprocess.PIPE)
    try:
        for _ in range(200):
            assert process.poll() is None, process.communicate()[1].decode()
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        else:
            raise AssertionError(log.read_text(encoding="utf-8"))
        yield
    finally:
        process.terminate()
        process.communicate()


def free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

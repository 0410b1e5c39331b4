"""The same by https: the shipped file with its lines for it put in."""

from __future__ import annotations

import os
import re
import shutil
import ssl
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from rinnakkain import policy
from tests.nginx.install import Nginx
from tests.nginx.serving import configured, free, running


def certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for this machine, and its key."""
    if not shutil.which("openssl") and "CI" not in os.environ:
        pytest.skip("openssl, which makes a certificate for the test, is not installed")
    names = folder / "own.pem", folder / "own.key"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "2", "-subj", "/CN=localhost"),
            *("-addext", "subjectAltName=IP:127.0.0.1", "-out", names[0], "-keyout", names[1]),
        ],
        check=True,
        capture_output=True,
    )
    return names


def with_https(text: str, port: int, pem: Path, key: Path) -> str:
    """Put in what the file says is to be put in for https, and nothing else."""
    lines = {
        r"listen 443 ssl http2;": f"listen 127.0.0.1:{port} ssl http2;",
        r"ssl_certificate +\S+;": f"ssl_certificate {pem};",
        r"ssl_certificate_key \S+;": f"ssl_certificate_key {key};",
        r"(?P<line>ssl_protocols .*;)": r"\g<line>",
    }
    for pattern, line in lines.items():
        text, times = re.subn(rf"(?m)^    # {pattern}$", f"    {line}", text)
        assert times == 1, pattern
    # The last two lines: who comes by http is led to https.
    head, found, block = text.rpartition("\n# server {")
    assert found
    block = re.sub(r"(?m)^# ", "", f"server {{{block}").replace(" listen [::]:80;", "")
    return f"{head}\n{block}"


def test_by_https_a_browser_is_told_to_stay_there(
    nginx: Nginx, built: Path, tmp_path: Path
) -> None:
    """From the first visit on, nobody on the way can read along or change what is read."""
    pem, key = certificate(tmp_path)
    secure, plain = free(), free()
    text = with_https(configured(built, plain), secure, pem, key)
    # The first listening line is the one of http, which another server now has.
    text = text.replace(f"    listen 127.0.0.1:{plain};\n", "", 1)
    text = text.replace("listen 80;", f"listen 127.0.0.1:{plain};")
    with running(nginx, tmp_path, text, secure):
        context = ssl.create_default_context(cafile=str(pem))
        with urllib.request.urlopen(f"https://127.0.0.1:{secure}/sv/", context=context) as answer:
            assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
            assert answer.headers["Content-Security-Policy"] == policy.header()
            assert answer.read() == (built / "sv/index.html").read_bytes()
        older = ssl.create_default_context(cafile=str(pem))
        older.maximum_version = ssl.TLSVersion.TLSv1_2
        urllib.request.urlopen(f"https://127.0.0.1:{secure}/", context=older).close()

        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *_: object) -> None:
                """Go nowhere."""

        with pytest.raises(urllib.error.HTTPError) as led:
            urllib.request.build_opener(Stay).open(f"http://127.0.0.1:{plain}/sv/?q=x")
        led.value.close()
        assert led.value.code == 301
        assert led.value.headers["Location"] == "https://127.0.0.1/sv/?q=x"
        assert not led.value.headers["Strict-Transport-Security"]

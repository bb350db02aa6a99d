"""A real nginx for the tests, with the site that the guide gives, on ports that are free here."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from tests.docs import guide as read
from tests.ports import free_port

PATIENCE = 30
AROUND = """
{user}
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {site}
}}
"""


@dataclass(frozen=True)
class Site:
    """Where it answers, and where it passes requests on to: the Hub, and two services."""

    plain: int
    secure: int
    hub: int
    services: tuple[int, int]


@contextmanager
def site_of_guide(folder: Path, more: str = "") -> Iterator[Site]:
    """Run nginx with the site of the guide until the block ends; `more` comes where the guide puts it."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        msg = "nginx is not installed: run `apt-get install nginx-light`"
        raise RuntimeError(msg)
    site = Site(free_port(), free_port(), free_port(), (free_port(), free_port()))
    (text,) = [one.text for one in read.examples(read.COURSES.read_text("utf-8")) if one.mark == "nginx: leren"]
    assert text.count("    location / {") == 1
    text = text.replace("    location / {", more + "    location / {")
    changes = {
        "listen 80;": f"listen 127.0.0.1:{site.plain};",
        "listen 443 ssl;": f"listen 127.0.0.1:{site.secure} ssl;",
        ":8000": f":{site.hub}",
        ":10111": f":{site.services[0]}",
        ":10112": f":{site.services[1]}",
        "/etc/ssl/leren": str(folder),
        "leren.example.nl": "localhost",
        "https://$host": f"https://localhost:{site.secure}",
    }
    for was, now in changes.items():
        assert was in text, was
        text = text.replace(was, now)
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-days", "2"]
    make += ["-addext", "subjectAltName=DNS:localhost"]
    keys = ["-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"]
    subprocess.run([*make, *keys], check=True, capture_output=True)
    user = "user root;" if os.geteuid() == 0 else ""  # Debian's own account cannot read the folder of a test
    (folder / "nginx.conf").write_text(AROUND.format(user=user, folder=folder, site=text), "utf-8")
    running = subprocess.Popen([program, "-p", folder, "-e", folder / "error.log", "-c", folder / "nginx.conf"])
    try:
        end = time.monotonic() + PATIENCE
        while True:
            try:
                requests.get(f"http://localhost:{site.plain}/", allow_redirects=False, timeout=PATIENCE)
                break
            except requests.ConnectionError:
                assert running.poll() is None, (folder / "error.log").read_text()
                assert time.monotonic() < end
                time.sleep(0.05)
        yield site
    finally:
        running.terminate()
        running.wait(PATIENCE)

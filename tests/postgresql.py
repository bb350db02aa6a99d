"""A real PostgreSQL server for the tests: a cluster of their own on loopback, gone when they are done."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from time import monotonic, sleep

import psycopg

from tests.ports import free_port

USER = "grader"
ACCOUNT = "postgres"
"""PostgreSQL refuses to run as root; Debian's package makes this account for it."""
DEBIAN = Path("/usr/lib/postgresql")
"""Debian keeps the server's programs off the path, in a folder for each version."""
PATIENCE = 60
"""Seconds that a server may take to start."""
_NUMBERS = count(1)


@dataclass(frozen=True)
class Server:
    """A running server."""

    port: int
    folder: Path

    def connect(self) -> psycopg.Connection:
        """Connect to the server itself."""
        return psycopg.connect(host="127.0.0.1", port=self.port, user=USER, dbname="postgres", autocommit=True)

    @property
    def address(self) -> str:
        """The SQLAlchemy address of the server, to which a slash and the name of a database are added."""
        return f"postgresql+psycopg://{USER}@127.0.0.1:{self.port}"

    def new_database(self, like: str = "template1") -> str:
        """Make a database, empty or like another one that nobody is connected to, and return its SQLAlchemy address."""
        name = f"gradebook_{next(_NUMBERS)}"
        with self.connect() as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {like.rpartition('/')[2]}")  # type: ignore[arg-type]
        return f"{self.address}/{name}"


@contextmanager
def asks_for_passwords(server: Server, account: str) -> Iterator[None]:
    """Let a server ask an account for its password until the block ends; it believes everybody else."""
    rules = server.folder / "data" / "pg_hba.conf"
    before = rules.read_text()

    def rule(text: str) -> None:
        rules.write_text(text)
        with server.connect() as connection:
            connection.execute("SELECT pg_reload_conf()")
        sleep(0.2)  # a server reads its rules a moment later

    rule(f"host all {account} 127.0.0.1/32 scram-sha-256\n{before}")
    try:
        yield
    finally:
        rule(before)


@contextmanager
def running_server(*options: str) -> Iterator[Server]:
    """Start a server with options of `postgres`, and stop and remove it afterwards, whatever happened.

    Raises RuntimeError where PostgreSQL is not installed or does not start: a promise about it is never skipped.
    """
    programs = _programs()
    # not in pytest's own folder: another account cannot enter that, and a socket's path may not be long
    folder = Path(mkdtemp(prefix="ssfh-postgresql-"))
    data, log = folder / "data", folder / "log"
    settings = ("-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}", *options)
    try:
        if _is_root():
            shutil.chown(folder, ACCOUNT)
        _run(programs / "initdb", "-D", data, "--auth=trust", f"--username={USER}", "--encoding=UTF8", "--no-sync")
        server = Server(free_port(), folder)
        with log.open("wb") as output:
            command = [*_as_other(), programs / "postgres", "-D", data, "-p", str(server.port), *settings]
            running = subprocess.Popen(command, cwd="/", stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        try:
            _wait_for(server, running, log)
            yield server
        finally:
            running.send_signal(signal.SIGQUIT)  # PostgreSQL's "immediate shutdown": its files go anyway
            running.wait(timeout=60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(server: Server, running: subprocess.Popen[bytes], log: Path) -> None:
    give_up = monotonic() + PATIENCE
    while running.poll() is None and monotonic() < give_up:
        with suppress(psycopg.OperationalError):
            server.connect().close()
            return
        sleep(0.05)
    msg = f"PostgreSQL does not start: {log.read_text(errors='replace')}"
    raise RuntimeError(msg)


def _programs() -> Path:
    """Return the folder of the server's programs."""
    of_debian = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = shutil.which("initdb") or (of_debian and of_debian[-1])
    if not found:
        msg = "PostgreSQL is not installed: run `apt-get install postgresql`, or put its initdb on the path"
        raise RuntimeError(msg)
    return Path(found).parent


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _as_other() -> list[str]:
    """Return what goes before a command: it runs as an ordinary account, and stops when this process is killed."""
    if not shutil.which("setpriv"):
        return []
    account = [f"--reuid={ACCOUNT}", f"--regid={ACCOUNT}", "--clear-groups"] if _is_root() else []
    return ["setpriv", "--pdeathsig=INT", *account]


def _run(*command: str | Path) -> None:
    done = subprocess.run([*_as_other(), *command], cwd="/", capture_output=True, text=True, check=False)
    if done.returncode:
        msg = f"PostgreSQL: {command[0]} failed: {done.stderr.strip()}"
        raise RuntimeError(msg)

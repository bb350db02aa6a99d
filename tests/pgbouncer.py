"""A real pgbouncer for the tests, in transaction mode, in front of a PostgreSQL server."""

from __future__ import annotations

import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from time import monotonic, sleep

import psycopg

from tests.ports import free_port
from tests.postgresql import ACCOUNT, PATIENCE, USER, Server, _as_other, _is_root

PROGRAM = "pgbouncer"
SETTINGS = """
[databases]
* = host=127.0.0.1 port={server} user={user}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
auth_type = any
pool_mode = transaction
default_pool_size = 5
unix_socket_dir =
logfile = {folder}/log
pidfile = {folder}/pid
"""


@contextmanager
def pooled(server: Server) -> Iterator[Server]:
    """Yield the server as it is reached through a pooler, which gives each transaction any connection."""
    program = shutil.which(PROGRAM) or shutil.which(PROGRAM, path="/usr/sbin")
    if program is None:
        msg = "pgbouncer is not installed: run `apt-get install pgbouncer`"
        raise RuntimeError(msg)
    folder, port = Path(mkdtemp(prefix="ssfh-pgbouncer-")), free_port()
    (folder / "ini").write_text(SETTINGS.format(server=server.port, port=port, folder=folder, user=USER), "ascii")
    folder.chmod(0o755)
    if _is_root():
        shutil.chown(folder, ACCOUNT)
    running = subprocess.Popen([*_as_other(), program, "-q", folder / "ini"], cwd="/")
    try:
        end = monotonic() + PATIENCE
        while True:
            with suppress(psycopg.OperationalError):
                psycopg.connect(host="127.0.0.1", port=port, user=USER, dbname="postgres").close()
                break
            if running.poll() is not None or monotonic() > end:
                msg = f"pgbouncer does not start: {(folder / 'log').read_text(errors='replace')}"
                raise RuntimeError(msg)
            sleep(0.05)
        yield Server(port, server.folder)
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(PATIENCE)
        shutil.rmtree(folder, ignore_errors=True)

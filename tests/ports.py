"""Ports for servers of tests."""

from __future__ import annotations

import socket
from random import SystemRandom

LOWEST, HIGHEST = 10_000, 30_000
"""Below what systems give to whoever asks for any port: a kernel that starts at the same moment takes none of these."""


def free_port() -> int:
    """Return a port of this computer that nobody uses now, and that nobody gets by chance."""
    while True:
        port = SystemRandom().randint(LOWEST, HIGHEST)
        with socket.socket() as listener:
            try:
                listener.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port

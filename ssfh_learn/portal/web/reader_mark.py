"""A mark of who reads, so that a browser drops what it kept for somebody else; it gives no name away."""

from __future__ import annotations

import hmac
from hashlib import sha256


def reader_mark(secret: str | bytes, learner: str) -> str:
    """Return the mark of a learner: without the secret of the server nobody can tell of whom it is."""
    key = secret.encode() if isinstance(secret, str) else secret
    return hmac.new(key, f"reads:{learner}".encode(), sha256).hexdigest()[:16]

"""The public address of the portal: it comes from the configuration and never from a request."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from ssfh_learn.words import word

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]", re.ASCII)
_PATH = re.compile(r"(?:/[\w.~%+-]*)*", re.ASCII)
LONGEST = 200


def public_address(typed: str, root: str) -> str:
    """Return an address with a slash at its end; if it has no path, the path is `root`.

    Raises ValueError with a Dutch sentence if this is not the address of a website.
    """
    refused = ValueError(word("portal", "address_unusable", address=typed))
    try:
        parts = urlsplit(typed.strip())
        port = parts.port
    except ValueError:
        raise refused from None
    host = (parts.netloc.rpartition(":")[0] if port is not None else parts.netloc).lower()
    fits = parts.scheme in {"http", "https"} and _HOST.fullmatch(host) and _PATH.fullmatch(parts.path)
    if not fits or not typed.strip().isprintable() or parts.query or parts.fragment or len(typed) > LONGEST:
        raise refused
    path = parts.path.rstrip("/") or root.rstrip("/")
    return f"{parts.scheme}://{host}{'' if port is None else f':{port}'}{path}/"

"""Where a request comes from: what its headers say of that counts only if a proxy that is named sent them."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tornado.httputil import HTTPHeaders

FORWARDED_FOR = "X-Forwarded-For"


class Proxies:
    """The proxies that are named in the configuration: addresses, or networks such as `10.0.0.0/8`."""

    def __init__(self, named: Iterable[str] = ()) -> None:
        """Keep the named proxies; raises ValueError for what is no address."""
        self._networks = [ip_network(one, strict=False) for one in named]

    @property
    def are_named(self) -> bool:
        """Whether there is any."""
        return bool(self._networks)

    def is_named(self, address: str) -> bool:
        """Say whether an address is that of a named proxy."""
        try:
            found = ip_address(address)
        except ValueError:
            return False
        return any(found in network for network in self._networks)

    def visitor(self, address: str, headers: HTTPHeaders) -> str:
        """Return the address of whoever sent a request that came from `address`.

        Each proxy adds whom it heard to the end of `X-Forwarded-For`; so the visitor is the last one there who is no
        named proxy. What stands before that, and `X-Real-Ip`, a visitor can write herself.
        """
        said = [one.strip() for one in ",".join(headers.get_list(FORWARDED_FOR)).split(",") if one.strip()]
        while said and self.is_named(address):
            before = said.pop()
            try:
                ip_address(before)
            except ValueError:
                break
            address = before
        return address

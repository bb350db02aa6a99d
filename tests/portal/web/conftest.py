"""A learner of the portal that a file of tests runs, and the token of her browser."""

from __future__ import annotations

import pytest

from tests.portal.host import Site, Visitor


@pytest.fixture(scope="module")
def anna(site: Site) -> Visitor:
    """Return a learner."""
    return site.visitor("anna")


@pytest.fixture(scope="module")
def token(anna: Visitor) -> str:
    """Return her token."""
    return anna.token()

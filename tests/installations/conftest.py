"""The fixtures of the portal's own tests that an old installation is opened with."""

from __future__ import annotations

from tests.portal.conftest import faults as faults  # noqa: PLC0414  (pytest finds fixtures by name in this file)

"""Learner pages without code and without a kernel: an extension of Jupyter Server, or a service of a JupyterHub."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "ssfh_learn.portal"}]


def _load_jupyter_server_extension(app: ServerApp) -> None:
    from ssfh_learn.portal.web.jupyter import load

    load(app)

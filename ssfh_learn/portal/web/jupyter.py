"""The portal as an extension of a Jupyter server: beside JupyterLab and formgrader, with Jupyter's own login."""

from __future__ import annotations

import atexit
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join

from ssfh_learn.account import account_name
from ssfh_learn.errors import JournalError
from ssfh_learn.journal import data_folder, database_in
from ssfh_learn.portal.portal import Portal
from ssfh_learn.portal.published.kept_pages import PAGES
from ssfh_learn.portal.routes import ROUTES
from ssfh_learn.portal.web.identity import LEARNER, Owner
from ssfh_learn.portal.web.public_address import public_address
from ssfh_learn.portal.web.routes import routes
from ssfh_learn.portal.web.unopened import Unopened, why_not_opened

if TYPE_CHECKING:
    from jupyter_server.serverapp import ServerApp


LOG = logging.getLogger(__name__)


def load(app: ServerApp) -> None:
    """Put the portal in a Jupyter server; it shows the modules in the folder that the server is in.

    If its database cannot be opened, the log and every page of the portal say why.
    """
    root = Path(app.root_dir)
    course = root if (root / "nbgrader_config.py").is_file() else root / "assignments"
    address = url_path_join(app.web_app.settings["base_url"], "leren/")
    data, owner = data_and_owner(root, str(app.config.SsfhPortal.get("try_as", "")))
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        # the notebooks are the owner's own, who can run any code here anyway
        portal = Portal(root / "modules", course, database_in(data), owner, data / PAGES, code="changed")
    except (JournalError, OSError) as error:
        problem = why_not_opened(error, data)
        LOG.error("%s", problem)  # noqa: TRY400  (a sentence for the administrator)
        app.web_app.settings.update(ssfh_problem=problem, ssfh_root=address)
        app.web_app.add_handlers(".*$", routes(address, JupyterHandler, [(r".*", Unopened)]))
        return
    portal.watch_deadlines()
    atexit.register(portal.close)
    portal.address = _public(str(app.config.SsfhPortal.get("address", "")), address)
    app.web_app.settings.update(ssfh_portal=portal, ssfh_root=address, ssfh_says_expired=True)
    app.web_app.add_handlers(".*$", routes(address, JupyterHandler, ROUTES))


def data_and_owner(root: Path, try_as: str) -> tuple[Path, Owner]:
    """Return the folder of the data, and as whom its owner looks.

    A course to try out (`ssfh-learn demo`) brings its own data and shows nothing of yours. Only there she can look as
    somebody who was invented: a learner, who coordinates a group if the list of participants says so.
    """
    tried = root / "proefcursus"
    if not tried.is_dir():
        return data_folder(), Owner(account_name())
    return tried, Owner(try_as, [LEARNER]) if try_as else Owner(account_name())


def _public(typed: str, root: str) -> str | None:
    """Return the public address from `c.SsfhPortal.address`; if it is not valid, log why and return None."""
    if not typed:
        return None
    try:
        return public_address(typed, root)
    except ValueError as error:
        LOG.error("%s", error)  # noqa: TRY400  (a sentence for the administrator)
        return None

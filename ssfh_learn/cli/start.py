"""`ssfh-learn start`: prepare a work folder, run a server on this computer, and open a browser."""

from __future__ import annotations

import logging
import os
import secrets
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path

import click

from ssfh_learn.words import word

SETTINGS = Path(__file__).parent / "settings"
GRADERS_SIDE = ("assignment_list", "course_list", "formgrader", "validate_assignment")
"""nbgrader's own pages, which are English and not for learners; `page_config.json` disables their front end."""


@click.command(help=word("cli", "help_start"), options_metavar=word("cli", "options"))
@click.option(
    "--folder",
    metavar=word("cli", "folder"),
    type=click.Path(path_type=Path, file_okay=False),
    default=Path.home() / "ssfh-leren",
    help=word("cli", "help_folder"),
)
@click.option("--module", metavar=word("cli", "name"), help=word("cli", "help_module"))
@click.option("--lab", is_flag=True, help=word("cli", "help_lab"))
@click.option("--port", metavar=word("cli", "number"), type=click.IntRange(1, 65535), help=word("cli", "help_port"))
@click.option("--address", metavar=word("cli", "address"), help=word("cli", "help_address"))
@click.option("--as", "try_as", metavar=word("cli", "account"), help=word("cli", "help_as"))
@click.option("--no-browser", is_flag=True, help=word("cli", "help_no_browser"))
def start(  # noqa: PLR0913, PLR0917  (an option each)
    folder: Path,
    module: str | None,
    lab: bool,  # noqa: FBT001  (click's way)
    port: int | None,
    address: str | None,
    try_as: str | None,
    no_browser: bool,  # noqa: FBT001  (click's way)
) -> None:
    """Bring the work folder up to date, and serve the portal and JupyterLab until somebody stops them."""
    with suppress(KeyboardInterrupt):
        folder = folder.expanduser().resolve()
        _refuse_no_address(address)
        _refuse_to_try(folder, try_as)
        _prepare(folder)
        _make_pages(folder / "modules")
        page = _page(folder, module, lab=lab)
        port, token = port or _free_port(), secrets.token_urlsafe(24)
        click.echo(word("cli", "server"))
        click.echo(
            word("cli", "server_url", url=f"http://127.0.0.1:{port}{page}{'&' if '?' in page else '?'}token={token}")
        )
        options = _options(folder, page, port, address, browser=not no_browser)
        _serve(folder, token, [*options, f"--SsfhPortal.try_as={try_as}"] if try_as else options)


def _serve(folder: Path, token: str, options: list[str]) -> None:
    """Run JupyterLab in this process until somebody stops it.

    A separate process would keep running, and keep its port, after this process is killed.
    """
    _stop_at_any_signal()
    _keep_warnings_from_people()
    os.chdir(folder)
    os.environ.update(_environment(token))
    from jupyterlab.labapp import LabApp

    try:
        LabApp.launch_instance(argv=options)
    except SystemExit as stopped:
        if stopped.code:
            raise click.ClickException(word("cli", "server_stopped", code=stopped.code)) from None
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl+C, when all has stopped, is no failure


def _stop_at_any_signal() -> None:
    """Stop at Ctrl+C, and when the terminal is closed, unless the command was started with `nohup`.

    Python's own answer to Ctrl+C is an exception. A library that happens to be loading can drop it, and the server
    would still start.
    """
    signal.signal(signal.SIGINT, _stop)
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) == signal.SIG_DFL:
        signal.signal(signal.SIGHUP, _stop)


def _stop(*_: object) -> None:
    """Let the server stop as it does at SIGTERM, or leave at once if there is no server yet."""
    if signal.getsignal(signal.SIGTERM) == signal.SIG_DFL:
        os._exit(0)
    signal.raise_signal(signal.SIGTERM)


def _keep_warnings_from_people() -> None:
    """Hide the English warnings of libraries for developers, because no user can act on them.

    Filters are not enough, because some libraries replace them.
    """
    logging.captureWarnings(capture=True)
    logger = logging.getLogger("py.warnings")
    logger.addHandler(logging.NullHandler())
    logger.propagate = False


def _refuse_no_address(address: str | None) -> None:
    from ssfh_learn.portal.web.public_address import public_address

    try:
        if address is not None:
            public_address(address, "/leren/")
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="'--address'") from None


def _refuse_to_try(folder: Path, try_as: str | None) -> None:
    """Refuse to look as somebody else in a work folder that is not a course to try out."""
    if not try_as:
        return
    from ssfh_learn.cli.demo.course import DATA

    if not (folder / DATA).is_dir():
        raise click.ClickException(word("cli", "as_only_in_demo", path=folder))


def _prepare(folder: Path) -> None:
    from ssfh_learn.cli.work_folder import bring_up_to_date

    try:
        folder.mkdir(parents=True, exist_ok=True)
        update = bring_up_to_date(folder)
    except OSError as error:
        raise click.ClickException(
            word("cli", "folder_unusable", path=folder, reason=error.strerror or error)
        ) from None
    click.echo(word("cli", "folder_ready", folder=folder))
    if update.written:
        click.echo(word("cli", "folder_updated", count=len(update.written)))
    for name, kept in update.kept.items():
        click.echo(word("cli", "folder_kept", name=name, kept=kept))


def _make_pages(modules: Path) -> None:
    """Make the pages of changed modules now, so that no learner waits for a notebook to run."""
    from rich.progress import track

    from ssfh_learn.content.module import FILE_NAME
    from ssfh_learn.journal import data_folder
    from ssfh_learn.portal.published.kept_pages import PAGES
    from ssfh_learn.portal.published.publisher import Publisher

    folders = sorted(path.parent for path in modules.rglob(FILE_NAME))
    for folder in track(folders, word("cli", "building"), transient=True, disable=not sys.stdout.isatty()):
        Publisher(folder, data_folder() / PAGES, code="changed").library()  # a trainer sees the problems above the page


def _page(folder: Path, module: str | None, *, lab: bool) -> str:
    """Return the address to open: the portal, or with `lab` the notebook of a module in JupyterLab."""
    from ssfh_learn.content import load_module

    if lab:
        return f"/doc/tree/{_notebook(folder, module or 'werkdruk')}?reset"
    if module is None:
        return "/leren/"
    notebook = folder / _notebook(folder, module)
    return f"/leren/module/{load_module(notebook.parent).description.id}/"


def _notebook(folder: Path, module: str) -> str:
    """Return the path of a module's notebook in the work folder; a module may be in a subfolder."""
    from ssfh_learn.content.headings import module_notebook

    modules = folder / "modules"
    found = {path.parent.relative_to(modules).as_posix(): path.parent for path in sorted(modules.rglob("module.yaml"))}
    chosen = found.get(module)
    notebook = module_notebook(chosen.glob("*.ipynb"), chosen) if chosen else None
    if notebook is None:
        raise click.ClickException(word("cli", "no_module", name=module, known=", ".join(found)))
    return notebook.relative_to(folder).as_posix()


def _free_port() -> int:
    """Return a free port, 8888 if possible."""
    for port in (*range(8888, 8988), 0):
        with socket.socket() as candidate:
            try:
                candidate.bind(("127.0.0.1", port))
            except OSError:
                continue
            free: int = candidate.getsockname()[1]
            return free
    raise click.ClickException(word("cli", "server_stopped", code=1))


def _options(folder: Path, page: str, port: int, address: str | None, *, browser: bool) -> list[str]:
    """Return the options of JupyterLab: the page to open, Dutch, and no requests to other computers."""
    extensions = {"ssfh_learn.portal": True, **{f"nbgrader.server_extensions.{name}": False for name in GRADERS_SIDE}}
    options = [
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url={page}",
        f"--LabApp.app_settings_dir={SETTINGS}",
        f"--ServerApp.jpserver_extensions={extensions}",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
        "--Application.log_level=ERROR",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--ServerApp.answer_yes=True",  # Ctrl+C stops at once; otherwise Jupyter asks a question in English
    ]
    if os.name != "nt":  # a login shell would reset PATH, and not find `ssfh-learn`
        options.append(f"--ServerApp.terminado_settings={{'shell_command': ['{os.environ.get('SHELL', 'sh')}']}}")
    if address:
        options.append(f"--SsfhPortal.address={address}")
    if not browser:
        options.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--allow-root")
    return options


def _environment(token: str) -> dict[str, str]:
    """Return the variables for the token and the path of Jupyter's commands, also without an active environment."""
    return {
        "JUPYTER_TOKEN": token,
        "PYTHONWARNINGS": "ignore",  # for the processes that it starts
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
    }

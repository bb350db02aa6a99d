"""A notebook with code of its own: who runs it, when, and what it can reach there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import pytest
from click.testing import CliRunner

from ssfh_learn.cli.build import build
from ssfh_learn.errors import ContentError
from ssfh_learn.portal.portal import Portal
from ssfh_learn.portal.published.kept_pages import PAGES
from ssfh_learn.portal.published.outputs import run_notebook
from ssfh_learn.portal.published.pages import pages_of
from ssfh_learn.portal.published.publisher import Publisher
from ssfh_learn.portal.published.run_notebook import outputs
from ssfh_learn.portal.web.identity import HubGroups
from ssfh_learn.words import word
from tests.accounts import OTHER, open_to_others
from tests.portal.places import code, markdown, write_module, write_notebook
from tests.portal.published.test_library import change, html, one

SECRETS = ("DAGBOEK-VAN-ANNA", "SLEUTEL-VAN-DE-TOETS", "GEHEIM-VAN-DE-KOEKJES", "TOKEN-VAN-DE-HUB")
# Prints all that it can read: its environment, that of every process, and each file of the places that it knows.
SPY = """\
import glob, os
found = [str(dict(os.environ))]
for path in [*glob.glob("/proc/*/environ"), *glob.glob({files!r}, recursive=True)]:
    try:
        found.append(open(path, "rb").read().decode("utf-8", "replace"))
    except OSError:
        pass
print("gezien:", [word for word in {words} if any(word in text for text in found)])
_ = open({marker!r}, "w").write("gedraaid")
"""


def spying(folder: Path, marker: Path) -> Path:
    """Write a module whose notebook looks for the secrets in a folder, and return the notebook."""
    module = write_module(folder / "modules" / "proef")
    # the words are put together while it runs, or its own source would be what it finds
    words = "[" + ", ".join(f"{one[:4]!r} + {one[4:]!r}" for one in SECRETS) + "]"
    source = SPY.format(files=f"{folder}/geheim/**", words=words, marker=str(marker))
    return write_notebook(module / "proef.ipynb", markdown("## Een"), code(source))


def hide(folder: Path) -> Path:
    """Write the secrets of a service where only its own account can read them."""
    secret = folder / "geheim"
    secret.mkdir(mode=0o700)
    for number, words in enumerate(SECRETS[:3]):
        (secret / f"{number}").write_text(words, "utf-8")
    return secret


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Return a folder that every account can read, which no folder of pytest is."""
    folder = Path(mkdtemp(prefix="ssfh-own-code-"))
    folder.chmod(0o755)
    yield folder
    rmtree(folder)


def test_a_notebook_without_code_is_read_where_nothing_may_be_run(tmp_path: Path) -> None:
    assert len(pages_of(write_module(tmp_path / "proef") / "proef.ipynb")) == 3


def test_code_is_refused_where_nothing_may_be_run(tmp_path: Path) -> None:
    notebook = spying(tmp_path, tmp_path / "gedraaid")

    with pytest.raises(ContentError, match="ssfh-learn build"):
        pages_of(notebook)
    assert not (tmp_path / "gedraaid").exists()


def test_a_portal_runs_nothing_unless_its_host_says_so(tmp_path: Path) -> None:
    marker = tmp_path / "gedraaid"
    notebook = spying(tmp_path, marker)
    people = HubGroups([], [])
    portal = Portal(tmp_path / "modules", None, f"sqlite:///{tmp_path / 'leren.db'}", people, tmp_path / PAGES)
    try:
        assert portal.library.modules == {}
        assert portal.library.problems == {notebook.parent: (word("portal", "not_built", name=notebook.name),)}
    finally:
        portal.close()
    assert not marker.exists()


def test_what_was_built_is_shown_and_after_a_change_the_trainer_reads_that_it_is_of_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ssfh_learn.portal.published.publisher.PAUSE", 0)
    data, module = tmp_path / "gegevens", write_module(tmp_path / "modules" / "proef")
    notebook = write_notebook(module / "proef.ipynb", markdown("## Een"), code("print('eerste')"))
    data.mkdir()
    service = Publisher(tmp_path / "modules", data / PAGES)
    assert service.library().modules == {}

    built = CliRunner().invoke(build, [str(tmp_path / "modules"), "--data", str(data)])
    assert (built.exit_code, built.stdout) == (0, "Proefmodule: 1 stap.\n")
    assert (html(one(service)), one(service).problems) == ("<pre>eerste\n</pre>", ())

    change(notebook, notebook.read_text("utf-8").replace("eerste", "tweede"))
    assert html(one(service)) == "<pre>eerste\n</pre>"
    assert one(service).problems == (word("portal", "built_before", name="proef.ipynb"),)

    CliRunner().invoke(build, [str(tmp_path / "modules"), "--data", str(data)])
    assert (html(one(service)), one(service).problems) == ("<pre>tweede\n</pre>", ())
    assert html(one(Publisher(tmp_path / "modules", data / PAGES))) == "<pre>tweede\n</pre>"


def test_after_an_update_of_the_program_what_was_built_is_shown_until_it_is_built_again(tmp_path: Path) -> None:
    module = write_module(tmp_path / "modules" / "proef")
    write_notebook(module / "proef.ipynb", markdown("## Een"), code("print('uitkomst')"))
    one(Publisher(tmp_path / "modules", tmp_path / PAGES, code="always"))
    (kept,) = (tmp_path / PAGES).iterdir()
    written = json.loads(kept.read_text("utf-8"))
    kept.write_text(json.dumps({**written, "format": "2 0.0.1"}), "utf-8")

    shown = one(Publisher(tmp_path / "modules", tmp_path / PAGES))

    assert html(shown) == "<pre>uitkomst\n</pre>"
    assert shown.problems == (word("portal", "built_before", name="proef.ipynb"),)


@pytest.mark.parametrize(("title", "is_shown"), [("Een", True), ("Iets anders", False)])
def test_pages_of_a_release_in_which_steps_had_no_id_get_the_ids_that_the_notebook_gives(
    tmp_path: Path, title: str, *, is_shown: bool
) -> None:
    module = write_module(tmp_path / "modules" / "proef")
    write_notebook(module / "proef.ipynb", markdown("## Een"), code("print('uitkomst')"))
    made = one(Publisher(tmp_path / "modules", tmp_path / PAGES, code="always"))
    (kept,) = (tmp_path / PAGES).iterdir()
    old = {"title": title, "parts": [{"html": "<p>uitkomst</p>"}]}
    kept.write_text(json.dumps({"format": "1 0.1.0", "version": [1, 2, 3], "steps": [old]}), "utf-8")

    modules = Publisher(tmp_path / "modules", tmp_path / PAGES).library().modules

    assert [found.step_ids for found in modules.values()] == ([made.step_ids] if is_shown else [])


@pytest.mark.slow
def test_code_inherits_nothing_of_the_environment_and_the_home_of_who_runs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", SECRETS[3])
    source = "import os\nfrom pathlib import Path\nprint(sorted(os.environ), Path.home(), list(Path.home().iterdir()))"
    source += "\nprint(os.getsid(os.getppid()))"
    notebook = write_notebook(tmp_path / "module.ipynb", code(source))

    said = run_notebook(notebook)[1][0]["text"]
    assert "JUPYTERHUB_API_TOKEN" not in said
    assert str(Path.home()) not in said.split("]")[1]
    assert int(said.split()[-1]) != os.getsid(0)  # who has our session can type in our terminal


@pytest.mark.slow
def test_under_an_account_of_its_own_hostile_code_finds_no_answer_no_key_no_cookie_secret_and_no_token(
    open_folder: Path,
) -> None:
    hide(open_folder)
    marker = open_folder / "merk" / "gedraaid"
    marker.parent.mkdir()
    marker.parent.chmod(0o777)
    spying(open_folder, marker)
    data = open_folder / "geheim"
    environment = {**os.environ, "JUPYTERHUB_API_TOKEN": SECRETS[3]}
    words = [sys.executable, "-m", "ssfh_learn", "build", str(open_folder / "modules"), "--data", str(data)]

    def said(*more: str) -> str:
        command = open_to_others(*words, *more)
        done = subprocess.run(command, env=environment, cwd="/", check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return html(one(Publisher(open_folder / "modules", data / PAGES)))

    as_root = said()
    assert [one for one in SECRETS if one not in as_root] == []  # as root the same code finds them all
    marker.unlink()
    assert said("--account", OTHER) == "<pre>gezien: []\n</pre>"
    assert marker.owner() == OTHER


def test_a_notebook_that_its_account_may_not_read_is_no_fault_of_the_notebook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("nbformat.read", refused)
    found = outputs(tmp_path / "proef.ipynb", ())

    said = word("portal", found["failed"], name="proef.ipynb", account=OTHER, **found["said"])
    assert f"Het account {OTHER} kan het notebook proef.ipynb niet uitvoeren" in said


@pytest.mark.slow
def test_what_root_builds_belongs_to_the_account_of_the_service(open_folder: Path) -> None:
    module = write_module(open_folder / "modules" / "proef")
    write_notebook(module / "proef.ipynb", markdown("## Een"), code("print('uitkomst')"))
    data = open_folder / "gegevens"
    data.mkdir(mode=0o700)
    os.chown(data, 65534, 65534)

    built = CliRunner().invoke(build, [str(open_folder / "modules"), "--data", str(data)])

    assert built.exit_code == 0, built.output
    assert {path.stat().st_uid for path in (data / PAGES, *(data / PAGES).iterdir())} == {65534}


@pytest.mark.parametrize(
    ("words", "key"), [(["--data", "bestaat-niet"], "pages_no_data"), (["--account", "wie-is-dit"], "pages_no_account")]
)
def test_a_place_or_an_account_that_is_not_there_is_said_before_anything_runs(
    tmp_path: Path, words: list[str], key: str
) -> None:
    spying(tmp_path, tmp_path / "gedraaid")

    said = CliRunner().invoke(build, [str(tmp_path / "modules"), *words])

    assert said.exit_code == 1
    assert word("cli", key, folder="bestaat-niet", account="wie-is-dit") in said.stderr
    assert not (tmp_path / "gedraaid").exists()


@pytest.mark.slow
def test_the_log_names_the_cause_when_a_notebook_cannot_be_run_and_the_page_does_not(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    notebook = tmp_path / "module.ipynb"
    notebook.write_text("geen notebook", "utf-8")

    with pytest.raises(ContentError) as said:
        run_notebook(notebook)

    assert "geen notebook" in caplog.text
    assert "Traceback" in caplog.text
    assert "Traceback" not in str(said.value)

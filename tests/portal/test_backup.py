"""`ssfh-learn backup` and `restore`: while it runs, into empty places, and then every page is the same."""

from __future__ import annotations

import re
import shlex
import sqlite3
import tarfile
import threading
from contextlib import closing
from difflib import unified_diff
from io import BytesIO
from pathlib import Path
from secrets import token_bytes
from uuid import uuid4
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from ssfh_learn.cli.archive import LAST
from ssfh_learn.cli.group import ssfh_learn
from ssfh_learn.words import word
from tests.disks import small_disk_at
from tests.docs import guide as read
from tests.grading.courses import CourseFolder
from tests.portal.conftest import TEST
from tests.portal.coordinator.rosters import listed
from tests.portal.host import Site, serving
from tests.portal.learner.test_passing import code_of_certified
from tests.portal.web.test_routes import PAGES
from tests.postgresql import Server
from tests.thoroughness import night

pytestmark = pytest.mark.slow  # portals, a course and a PostgreSQL server

PEOPLE = {
    "anna": ("learner",),
    "tess": ("learner", "trainer"),
    "cor": ("learner", "coordinator"),
    "beheer": ("learner", "administrator"),
}
MORE = [
    "werklijst?wie=all",
    "deelnemers?wie=all",
    "deelnemers/1",
    "groepen/1",
    "accreditatie",
    f"accreditatie?toets={TEST}",
]
CHANGING = re.compile(
    r'(?:name="ssfh-xsrf" content|name="(?:_xsrf|nummer)" value)="[^"]*"|"[0-9a-f-]{32,36}"'
    r"|\d{4}-\d\d-\d\dT[\d:.+Z]+|127\.0\.0\.1:\d+| om \d\d\.\d\d uur"
    r"|\d\d-\d\d-\d{4} \d\d:\d\d|/CreationDate \(D:[^)]*\)|/ID \[[^\]]*\]"
)
"""What is another at each look: tokens, ids, moments of looking, and what a printer adds."""


def typed(*words: object) -> tuple[int, str]:
    """Type a command, and return its code and what it said."""
    done = CliRunner().invoke(ssfh_learn, [str(word) for word in words])
    return done.exit_code, done.output


def pages(site: Site) -> dict[tuple[str, str], tuple[int, str]]:
    """Return every page as each of the people sees it."""
    found = {}
    for name, roles in PEOPLE.items():
        for path in [*PAGES, *MORE]:
            answer = site.visitor(name, *roles).get(path)
            found[name, path] = (answer.status, CHANGING.sub("", text_of(answer.body)))
    return found


def text_of(body: bytes) -> str:
    """Return what is in a page, or in each part of an Excel file but the one that says when it was made."""
    if not body.startswith(b"PK"):
        return body.decode("utf-8", "replace")
    with ZipFile(BytesIO(body)) as parts:
        return "\n".join(parts.read(name).decode() for name in parts.namelist() if name != "docProps/core.xml")


def changed(before: tuple[int, str], after: tuple[int, str]) -> list[str]:
    """Return the lines of a page that are not the same."""
    return [line for line in unified_diff(before[1].splitlines(), after[1].splitlines(), n=0) if line[0] in "+-"]


def lived(site: Site, course: CourseFolder) -> str:
    """Let people do all sorts of things, and return the code of a certificate."""
    anna = site.visitor("anna")
    code = code_of_certified(anna, course)
    anna.respond("proef", "dagboek", kind="answer", prompt="meenemen", text="van anna")
    anna.post_form("melden", plaats="proef", melding="Een fout.", nummer=uuid4().hex)
    anna.get("module/proef/2")
    listed(site)
    return code


@pytest.mark.parametrize("database", ["sqlite", night("postgresql")], indirect=True)
def test_a_restored_portal_shows_everybody_the_same_pages_while_others_went_on(
    folder: Path, database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    data, file, new = tmp_path / "gegevens", tmp_path / "kopie.tar.gz", tmp_path / "nieuw"
    on_server = ["--database", database] if database.startswith("postgresql") else []
    url = database if on_server else f"sqlite:///{data / 'leren.db'}"
    data.mkdir()
    (data / "cookie_secret").write_bytes(b"x" * 32)
    with serving(folder / "modules", folder / "cursus", url) as site:
        code = lived(site, CourseFolder(folder / "cursus", TEST))
        enough = threading.Event()
        writer = threading.Thread(target=write, args=(site, enough))
        writer.start()
        try:
            done = typed("backup", file, *places(folder, data), *on_server)
        finally:
            enough.set()
            writer.join()
        assert done[0] == 0, done[1]
        assert (word("cli", "backed_up_server") in done[1]) is bool(on_server)
        before = pages(site)  # looking changes something too, so both portals are looked at once, from the same state
    assert file.stat().st_mode & 0o077 == 0
    assert word("administration", "backed_up") in before["beheer", "overzicht"][1]

    server: Server | None = request.getfixturevalue("server") if on_server else None
    again = ["--database", server.new_database()] if server else []
    done = typed("restore", file, *places(new, new / "gegevens"), *again)
    assert done[0] == 0, done[1]
    with serving(
        new / "modules", new / "cursus", again[1] if again else f"sqlite:///{new / 'gegevens' / 'leren.db'}"
    ) as site:
        after = pages(site)
        assert code in site.visitor("anna").get(f"controle?code={code}").text
        ids = [one["id"] for one in site.visitor("bezig").get("gegevens/download").json["events"]]
    assert {key: changed(before[key], after[key]) for key in before if before[key] != after[key]} == {}
    assert ids == [f"bezig-{number}" for number in range(len(ids))]
    assert (new / "gegevens" / "cookie_secret").read_bytes() == b"x" * 32
    assert modes(new / "cursus") == modes(folder / "cursus")


def write(site: Site, enough: threading.Event) -> None:
    """Write in a diary until it is enough."""
    busy, number = site.visitor("bezig"), 0
    token = busy.token()
    while not enough.is_set():
        sent = {"id": f"bezig-{number}", "kind": "answer", "prompt": "meenemen", "text": f"{number}"}
        busy.respond("proef", "dagboek", token, **sent)
        number += 1


def places(root: Path, data: Path) -> list[object]:
    return ["--modules", root / "modules", "--course", root / "cursus", "--data", data]


def modes(course: Path) -> dict[str, int]:
    found = (path for path in course.rglob("*") if not path.name.startswith("gradebook.db"))
    return {str(path.relative_to(course)): path.stat().st_mode & 0o777 for path in found}


def test_the_database_of_a_hub_that_is_written_meanwhile_is_whole_and_nothing_of_its_processes_goes_along(
    tmp_path: Path,
) -> None:
    hub, data, new = tmp_path / "hub", tmp_path / "gegevens", tmp_path / "nieuw"
    hub.mkdir()
    data.mkdir()
    (hub / "jupyterhub-proxy.pid").write_text("1")
    (hub / "jupyterhub_config.py").write_text("c = 1")
    with closing(sqlite3.connect(hub / "jupyterhub.sqlite")) as open_:
        open_.execute("PRAGMA journal_mode = WAL")
        open_.execute("CREATE TABLE users (name)")
        open_.execute("INSERT INTO users VALUES ('anna')")
        open_.commit()
        open_.execute("INSERT INTO users VALUES ('niet af')")  # a transaction that is under way
        assert typed("backup", tmp_path / "k", "--data", data, "--hub", hub)[0] == 0

    assert typed("restore", tmp_path / "k", "--data", new / "gegevens", "--hub", new / "hub")[0] == 0
    with closing(sqlite3.connect(new / "hub" / "jupyterhub.sqlite")) as restored:
        assert restored.execute("SELECT name FROM users").fetchall() == [("anna",)]
    assert sorted(path.name for path in (new / "hub").iterdir()) == ["jupyterhub.sqlite", "jupyterhub_config.py"]


@pytest.mark.parametrize("has_answers", [True, False])
def test_it_says_which_answers_are_in_it_and_warns_when_there_are_none(tmp_path: Path, *, has_answers: bool) -> None:
    file = tmp_path / "leren.db"
    if has_answers:
        with closing(sqlite3.connect(file)) as made:
            made.execute("CREATE TABLE een (een)")

    said = typed("backup", tmp_path.parent / f"{tmp_path.name}.tar.gz", "--data", tmp_path)[1]

    assert (word("cli", "backed_up_file", file=file) in said) is has_answers
    assert (word("cli", "backed_up_without", folder=tmp_path) in said) is not has_answers


def test_each_place_gets_the_rights_that_it_had(tmp_path: Path) -> None:
    was = {"--modules": 0o755, "--data": 0o700}  # the account that runs notebooks reads the modules
    for option, mode in was.items():
        (tmp_path / option).mkdir()
        (tmp_path / option).chmod(mode)

    for command, root in (("backup", tmp_path), ("restore", tmp_path / "nieuw")):
        assert typed(command, tmp_path / "k", *(word for one in was for word in (one, root / one)))[0] == 0

    assert {one: (tmp_path / "nieuw" / one).stat().st_mode & 0o777 for one in was} == was


def test_a_place_that_is_not_empty_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "gegevens").mkdir()
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol" / "leren.db").write_text("van een ander")
    assert typed("backup", tmp_path / "k", "--data", tmp_path / "gegevens")[0] == 0

    code, said = typed("restore", tmp_path / "k", "--data", tmp_path / "vol")

    assert (code, word("cli", "not_empty", place=tmp_path / "vol") in said) == (1, True)
    assert (tmp_path / "vol" / "leren.db").read_text() == "van een ander"


@pytest.mark.parametrize("damage", ["cut", "flipped", "other", "unfinished", "outside"])
def test_a_file_that_is_no_whole_backup_is_refused_before_anything_is_written(tmp_path: Path, damage: str) -> None:
    data, file = tmp_path / "gegevens", tmp_path / "k"
    data.mkdir()
    (data / "groot").write_bytes(bytes(range(256)) * 400)
    assert typed("backup", file, "--data", data)[0] == 0
    content = bytearray(file.read_bytes())
    if damage == "cut":
        file.write_bytes(content[: len(content) // 2])
    elif damage == "flipped":
        content[len(content) // 2] ^= 0xFF
        file.write_bytes(content)
    elif damage == "other":
        file.write_text("geen kopie")
    else:
        with tarfile.open(file, "w:gz") as tar:
            for name in ["data/../../buiten", LAST] if damage == "outside" else ["data/een"]:
                tar.addfile(tarfile.TarInfo(name))

    code, said = typed("restore", file, "--data", tmp_path / "nieuw")

    assert (code, word("cli", "no_backup", file=file) in said) == (1, True)
    assert list((tmp_path / "nieuw").rglob("*")) == []
    assert not (tmp_path / "buiten").exists()


def test_a_backup_that_fails_leaves_the_one_of_before(tmp_path: Path) -> None:
    (tmp_path / "gegevens").mkdir()
    (tmp_path / "k").write_text("die van gisteren")

    code, _ = typed(
        "backup", tmp_path / "k", "--data", tmp_path / "gegevens", "--database", "postgresql+psycopg://a@127.0.0.1:1/b"
    )

    assert (code, (tmp_path / "k").read_text()) == (1, "die van gisteren")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gegevens", "k"]


def test_on_a_full_disk_the_backup_of_before_stays_and_it_says_so(tmp_path: Path) -> None:
    data = tmp_path / "gegevens"
    data.mkdir()
    (data / "groot").write_bytes(token_bytes(200_000))
    with small_disk_at(tmp_path / "schijf", kilobytes=100) as disk:
        (disk / "k").write_text("die van gisteren")

        code, said = typed("backup", disk / "k", "--data", data)

        assert (code, word("cli", "no_room") in said) == (1, True)
        assert [(one.name, one.read_text()) for one in disk.iterdir()] == [("k", "die van gisteren")]


def test_the_two_commands_of_the_guide_are_the_two_of_the_program(tmp_path: Path) -> None:
    chapter = read.chapter(read.COURSES.read_text("utf-8"), "Een reservekopie van alles")
    lines = [line for text in read.fenced(chapter, "sh") for line in text.replace("\\\n", " ").splitlines()]
    for name in ("modules", "cursus", "gegevens", "hub"):
        (tmp_path / "leren" / name).mkdir(parents=True)
    (tmp_path / "leren" / "kopie").mkdir()

    for line in lines:
        words = shlex.split(line.replace("/srv/", f"{tmp_path}/"))
        assert typed(*words[1:])[0] == 0, line
        for name in ("modules", "cursus", "gegevens", "hub"):
            (tmp_path / "leren" / name).rmdir()
    assert [line.split()[1] for line in lines] == ["backup", "restore"]

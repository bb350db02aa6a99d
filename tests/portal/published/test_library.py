"""What there is to learn, while trainers write."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from ssfh_learn.errors import ContentError
from ssfh_learn.journal import public_journal
from ssfh_learn.portal.published.library import PublishedModule
from ssfh_learn.portal.published.pages import Text
from ssfh_learn.portal.published.publisher import Publisher
from tests.portal.places import code, markdown, write_module, write_notebook

PATIENCE = 60


@pytest.fixture
def library(tmp_path: Path) -> Publisher:
    """Return a library with one module."""
    write_module(tmp_path / "modules" / "proef")
    return Publisher(tmp_path / "modules", code="changed")


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Return the folder in which pages are kept."""
    return tmp_path / "paginas"


def one(library: Publisher) -> PublishedModule:
    (course,) = library.library().modules.values()
    return course


def change(path: Path, content: str) -> None:
    path.write_text(content, "utf-8")
    later = time.time_ns() + 10**9
    os.utime(path, ns=(later, later))


def html(course: PublishedModule) -> str:
    return "".join(part.html for step in course.steps for part in step.parts if isinstance(part, Text))


def test_modules_are_found_in_folders_of_folders_by_title(library: Publisher) -> None:
    write_module(library.folder / "digitaal" / "his", "his", "Aan de slag met het HIS")

    assert list(library.library().modules) == ["his", "proef"]


@pytest.mark.parametrize("skipped", [".ipynb_checkpoints", "eigen-versies", "node_modules"])
def test_copies_are_no_modules(library: Publisher, skipped: str) -> None:
    write_module(library.folder / skipped / "kopie", "kopie")

    assert list(library.library().modules) == ["proef"]


def test_a_folder_that_is_not_there_holds_no_modules(tmp_path: Path) -> None:
    assert Publisher(tmp_path / "niets").library().modules == {}


def test_a_module_without_a_notebook_is_not_shown(library: Publisher) -> None:
    (library.folder / "proef" / "proef.ipynb").unlink()

    assert library.library().modules == {}


def test_a_module_that_is_removed_is_gone(library: Publisher) -> None:
    one(library)
    (library.folder / "proef" / "module.yaml").unlink()

    assert library.library().modules == {}


def test_a_changed_page_is_there_at_once(library: Publisher) -> None:
    notebook = library.folder / "proef" / "proef.ipynb"
    assert "Welkom bij deze module" in html(one(library))
    change(notebook, notebook.read_text("utf-8").replace("Welkom bij deze", "Hallo in deze"))

    assert "Hallo in deze module" in html(one(library))


def test_what_was_published_is_read_without_a_check_of_the_files(
    library: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = one(library)
    change(library.folder / "proef" / "activiteiten" / "dagboek.yaml", "soort: kapot\n")

    assert library.published.modules["proef"] is before
    assert one(library) is not before
    assert library.published is library.library()

    monkeypatch.setattr(os, "scandir", None)
    assert library.published.modules


def test_an_unchanged_page_is_not_read_again(library: Publisher) -> None:
    assert one(library).steps is one(library).steps


def test_a_broken_description_keeps_the_last_good_one_and_tells_the_trainer(library: Publisher) -> None:
    assert one(library).problems == ()
    described = library.folder / "proef" / "module.yaml"
    good = described.read_text("utf-8")
    change(described, good.replace("duur: 70", "duur: lang"))

    course = one(library)
    assert (course.description.duration, len(course.steps)) == (70, 3)
    (problem,) = course.problems
    assert problem.startswith("proef/module.yaml, regel 4: ")
    assert library.library().problems == {library.folder / "proef": course.problems}

    change(described, good.replace("duur: 70", "duur: 80"))
    assert (one(library).description.duration, one(library).problems, library.library().problems) == (
        80,
        (),
        {},
    )


def test_a_description_that_was_never_good_is_told_and_hides_no_other_module(library: Publisher) -> None:
    write_module(library.folder / "kapot", "kapot")
    (library.folder / "kapot" / "module.yaml").write_text("id: [", "utf-8")

    assert list(library.library().modules) == ["proef"]
    assert list(library.library().problems) == [library.folder / "kapot"]


def test_a_broken_notebook_keeps_the_last_good_pages_and_tells_the_trainer(library: Publisher) -> None:
    one(library)
    change(library.folder / "proef" / "proef.ipynb", "{ kapot")

    course = one(library)
    assert len(course.steps) == 3
    assert course.problems[0].startswith("proef/proef.ipynb, regel 1: ")
    assert library.library().problems


def test_a_broken_activity_stays_as_it_was_and_tells_the_trainer(library: Publisher) -> None:
    path = library.folder / "proef" / "activiteiten" / "dagboek.yaml"
    before = one(library).activity("dagboek")
    assert one(library).problems_at("dagboek") == ()
    change(path, "soort: reflectie\ntitel:")

    assert one(library).activity("dagboek") == before
    assert one(library).problems_at("dagboek")[0].startswith("proef/activiteiten/dagboek.yaml, regel 1: ")


def test_what_is_wrong_with_an_activity_is_told_of_its_module_until_it_is_mended(library: Publisher) -> None:
    path = library.folder / "proef" / "activiteiten" / "dagboek.yaml"
    good = path.read_text("utf-8")
    change(path, "soort: reflectie\ntitel:")
    for other in ("ander", "nog-een"):  # another module that changes takes nothing away
        assert "dagboek.yaml" in library.library().problems[library.folder / "proef"][0]
        write_module(library.folder / other, other)

    change(path, good)
    assert library.library().problems == {}


def test_an_activity_that_is_removed_or_never_was_is_none(library: Publisher) -> None:
    one(library).activity("dagboek")
    (library.folder / "proef" / "activiteiten" / "dagboek.yaml").unlink()

    for name in ("dagboek", "bestaat-niet", "../../etc/passwd"):
        with pytest.raises(ContentError):
            one(library).activity(name)


def test_of_two_modules_with_one_id_the_first_stays_and_the_trainer_hears_of_the_other(library: Publisher) -> None:
    write_module(library.folder / "tweede", "proef", "De tweede")

    assert one(library).folder == library.folder / "proef"
    assert "`proef`" in library.library().problems[library.folder / "tweede"][0]


# After a restart


def test_a_notebook_that_broke_before_a_restart_still_shows_its_last_good_pages(library: Publisher, kept: Path) -> None:
    good = one(Publisher(library.folder, kept, code="changed")).steps
    change(library.folder / "proef" / "proef.ipynb", "{ kapot")

    course = one(Publisher(library.folder, kept, code="changed"))
    assert course.steps == good
    assert course.problems
    assert Publisher(library.folder).library().modules == {}


def test_code_that_did_not_change_is_not_run_again_after_a_restart(library: Publisher, kept: Path) -> None:
    runs = library.folder / "keren"
    cells = markdown("## Een"), code(f"with open({str(runs)!r}, 'a') as f: f.write('x')\nprint('uitkomst')")
    notebook = write_notebook(library.folder / "proef" / "proef.ipynb", *cells)
    for _ in range(2):
        assert "uitkomst" in html(one(Publisher(library.folder, kept, code="changed")))
    assert runs.read_text() == "x"

    change(notebook, notebook.read_text("utf-8").replace("uitkomst", "andere"))
    assert "andere" in html(wait_for(Publisher(library.folder, kept, code="changed"), "andere"))
    assert runs.read_text() == "xx"


def test_a_file_that_code_reads_and_that_changed_lets_it_run_again_after_a_restart(
    library: Publisher, kept: Path
) -> None:
    folder = library.folder / "proef"
    (folder / "cijfers.csv").write_text("eerste cijfers")
    write_notebook(folder / "proef.ipynb", markdown("## Een"), code("print(open('cijfers.csv').read())"))
    assert "eerste cijfers" in html(one(Publisher(library.folder, kept, code="changed")))
    change(folder / "cijfers.csv", "tweede cijfers")

    assert "tweede cijfers" in html(wait_for(Publisher(library.folder, kept, code="changed"), "tweede cijfers"))


def test_what_a_learner_does_beside_a_notebook_lets_nothing_run_again(library: Publisher, kept: Path) -> None:
    folder = library.folder / "proef"
    runs = library.folder / "keren"
    write_notebook(folder / "proef.ipynb", markdown("## Een"), code(f"open({str(runs)!r}, 'a').write('x')"))
    one(Publisher(library.folder, kept, code="changed"))
    change(public_journal(folder), "{}")

    one(Publisher(library.folder, kept, code="changed"))
    assert runs.read_text() == "x"


def test_the_folder_around_the_kept_pages_is_its_owners_alone(library: Publisher, tmp_path: Path) -> None:
    one(Publisher(library.folder, tmp_path / "gegevens" / "paginas"))

    assert [(tmp_path / name).stat().st_mode & 0o777 for name in ("gegevens", "gegevens/paginas")] == [0o700, 0o700]


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"format": 1}', '{"format": 99, "version": [], "steps": []}'])
def test_damaged_kept_pages_are_made_anew(library: Publisher, kept: Path, damage: str) -> None:
    good = one(Publisher(library.folder, kept, code="changed")).steps
    (file,) = kept.iterdir()
    file.write_text(damage)

    assert one(Publisher(library.folder, kept, code="changed")).steps == good
    assert file.read_text() != damage


def test_where_pages_cannot_be_kept_they_are_shown_all_the_same(library: Publisher, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("")

    assert len(one(Publisher(library.folder, tmp_path / "bestand")).steps) == 3


# Code of an author


def wait_for(library: Publisher, text: str) -> PublishedModule:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        course = one(library)
        if text in html(course) or text in str(course.problems):
            return course
        time.sleep(0.05)
    pytest.fail(f"not there within {PATIENCE} seconds: {text}")


@pytest.mark.slow
def test_a_changed_notebook_with_code_is_run_while_learners_read_the_page_of_before(library: Publisher) -> None:
    notebook = library.folder / "proef" / "proef.ipynb"
    write_notebook(notebook, markdown("## Een"), code("print('eerste')"))
    assert "eerste" in html(one(library))

    write_notebook(notebook, markdown("## Een"), code("import time; time.sleep(2); print('tweede uitkomst')"))
    began = time.monotonic()
    assert "eerste" in html(one(library))
    assert time.monotonic() - began < 1
    assert "tweede uitkomst" in html(wait_for(library, "tweede uitkomst"))

    write_notebook(notebook, markdown("## Een"), code("1 / 0"))
    course = wait_for(library, "division by zero")
    assert "tweede uitkomst" in html(course)
    assert library.library().problems


@pytest.mark.slow
def test_a_notebook_that_failed_is_tried_again_though_only_another_file_was_mended(
    library: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ssfh_learn.portal.published.publisher.PAUSE", 0)
    folder = library.folder / "proef"
    write_notebook(folder / "proef.ipynb", markdown("## Een"), code("print(open('cijfers.csv').read())"))
    assert library.library().modules == {}
    (folder / "cijfers.csv").write_text("hersteld")

    end = time.monotonic() + PATIENCE
    while not library.library().modules and time.monotonic() < end:
        time.sleep(0.05)
    assert "hersteld" in html(one(library))
    assert library.library().problems == {}


def test_a_new_notebook_with_code_keeps_nobody_waiting(library: Publisher) -> None:
    one(library)
    folder = write_module(library.folder / "nieuw", "nieuw")
    write_notebook(folder / "nieuw.ipynb", markdown("## Een"), code("import time; time.sleep(3)"))
    began = time.monotonic()

    assert list(library.library().modules) == ["proef"]
    assert time.monotonic() - began < 1
    while "nieuw" not in library.library().modules:
        assert time.monotonic() - began < PATIENCE
        time.sleep(0.05)


def test_a_notebook_that_nobody_foresaw_hides_no_other_module(library: Publisher) -> None:
    folder = write_module(library.folder / "kapot", "kapot")
    path = folder / "kapot.ipynb"
    write_notebook(path, markdown("## Een\n\nhalf"))
    path.write_text(path.read_text("utf-8").replace("half", "\\ud83d"), "utf-8")

    assert list(library.library().modules) == ["proef"]
    assert "kapot.ipynb" in library.library().problems[folder][0]

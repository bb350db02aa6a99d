"""What is wrong in a file: a trainer reads it on her pages, and a learner reads that something is missing."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from ssfh_learn.words import counted, section, word
from tests.portal.conftest import REAL_TEST
from tests.portal.host import Answer, Site, serving
from tests.portal.places import write_module

WORDS = section("portal")
NEWER = "soort: reflectie\ntitel:\n"
"""An activity that cannot be read."""


def text(page: Answer) -> str:
    """Return what a person reads on a page."""
    shown = re.sub(r"<script.*?</script>", "", page.text, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", shown)).split())


def change(site: Site, path: Path, content: str) -> None:
    """Write a file, and let the portal see it now; by itself it checks the files within half a second."""
    path.write_text(content, "utf-8")
    site.portal.publisher.library()


@pytest.fixture
def modules(folder: Path) -> Path:
    return folder / "modules"


@pytest.fixture
def new_site(tmp_path: Path) -> Site:
    """Run a portal of a module whose diary never could be read."""
    write_module(tmp_path / "modules" / "proef")
    (tmp_path / "modules" / "proef" / "activiteiten" / "dagboek.yaml").write_text(NEWER, "utf-8")
    with serving(tmp_path / "modules", None, f"sqlite:///{tmp_path / 'leren.db'}") as running:
        yield running


def step_with_diary(site: Site, *who: str) -> str:
    visitor = site.visitor(*who)
    pages = (text(visitor.get(f"module/proef/{number}")) for number in (1, 2, 3))
    return " ".join(pages)


def test_an_activity_that_never_could_be_read_is_said_to_be_missing_and_never_left_out(new_site: Site) -> None:
    page = step_with_diary(new_site, "anna")

    assert page.count(WORDS["not_shown"]) == 1
    assert "dagboek.yaml" not in page
    assert WORDS["old_page"] not in page


def test_at_its_place_a_trainer_reads_why(new_site: Site) -> None:
    page = step_with_diary(new_site, "truus", "learner,trainer")

    assert WORDS["not_shown"] in page
    assert "proef/activiteiten/dagboek.yaml, regel 1: vragen ontbreekt" in page.replace(" : ", ": ")
    assert WORDS["old_activity"] not in page


def test_a_trainer_reads_of_a_previous_version_only_where_there_is_one(site: Site, modules: Path) -> None:
    assert WORDS["not_shown"] not in step_with_diary(site, "truus", "learner,trainer")
    change(site, modules / "proef" / "activiteiten" / "dagboek.yaml", NEWER)

    hers, learners = step_with_diary(site, "truus", "learner,trainer"), step_with_diary(site, "anna")
    assert (hers.count(WORDS["old_activity"]), hers.count(WORDS["old_page"]), WORDS["not_shown"] in hers) == (
        1,
        0,
        False,
    )
    assert "dagboek.yaml" not in learners
    assert WORDS["old_activity"] not in learners


def test_a_broken_description_is_told_on_each_page_of_the_module(site: Site, modules: Path) -> None:
    site.visitor("anna").get()
    path = modules / "proef" / "module.yaml"
    change(site, path, path.read_text("utf-8").replace("duur: 70", "duur: lang"))

    hers = step_with_diary(site, "truus", "learner,trainer")
    assert hers.count(WORDS["old_page"]) == 3
    assert "proef/module.yaml, regel 4" in hers
    assert WORDS["old_page"] not in step_with_diary(site, "anna")


def test_the_first_page_of_a_trainer_says_in_how_many_modules_learners_miss_something(
    site: Site, modules: Path
) -> None:
    one = counted(WORDS["faults_at_home"], 1)
    trainer = site.visitor("truus", "learner,trainer")
    assert one not in text(trainer.get())
    change(site, modules / "proef" / "activiteiten" / "dagboek.yaml", NEWER)

    assert one in text(trainer.get())
    assert one not in text(site.visitor("anna").get())


def test_the_overview_tells_a_trainer_all_that_check_finds_each_thing_once(site: Site, modules: Path) -> None:
    trainer = site.visitor("truus", "learner,trainer")
    change(site, modules / "proef" / "activiteiten" / "dagboek.yaml", NEWER)
    change(site, modules / "werkdruk" / "activiteiten" / "extra.yaml", "soort: kwis\n")

    page = text(trainer.get("overzicht"))
    assert page.count("proef/activiteiten/dagboek.yaml, regel 1") == 1
    assert page.count("werkdruk/activiteiten/extra.yaml, regel 1") == 1
    assert str(modules) not in page
    assert "werkdruk/activiteiten" not in text(site.visitor("karin", "coordinator").get("overzicht"))


def test_the_overview_says_that_nothing_was_found_where_all_is_well(tmp_path: Path) -> None:
    with serving(tmp_path / "modules", None, f"sqlite:///{tmp_path / 'leren.db'}") as site:
        assert WORDS["faults_none"] in text(site.visitor("truus", "learner,trainer").get("overzicht"))


def test_a_folder_that_is_away_is_no_folder_without_faults(site: Site, modules: Path) -> None:
    trainer = site.visitor("truus", "learner,trainer")
    trainer.get()
    modules.rename(modules.with_name("weg"))

    page = trainer.get("overzicht")
    assert (page.status, WORDS["faults_none"] in text(page)) == (503, False)
    assert word("portal", "unreachable_modules") in text(page)


def test_a_sign_that_means_something_in_a_page_stays_text(site: Site, modules: Path) -> None:
    path = modules / "proef" / "activiteiten" / "dagboek.yaml"
    change(site, path, "soort: <img src=x onerror=alert(1)>\n")

    page = site.visitor("truus", "learner,trainer").get("overzicht")
    assert "<img src=x" not in page.text
    assert "<img src=x" in unescape(page.text)


def test_a_trainer_reads_what_waits_for_an_expert_until_it_was_checked(site: Site, modules: Path) -> None:
    trainer = site.visitor("truus", "learner,trainer")
    page = trainer.get("overzicht").text
    assert site.portal
    part = page[page.index('id="deskundige"') :].partition("</section>")[0]
    codes = set(re.findall(r"<b>(V-W\d+)</b>", part))
    module = site.portal.library.modules["werkdruk"]
    assert codes == {one.code for one in module.description.sources if one.code.startswith("V-")}
    number = next(at for at, one in enumerate(module.steps, 1) if "kennischeck" in one.activities)
    assert re.search(rf'module/werkdruk/{number}">Stap {number}: [^<]*, vraag \d', part)
    assert f"toets/{REAL_TEST}/" in part

    checked, figure = min(codes), min(one.code for one in module.description.sources if one.code not in codes)
    (modules / "bronnen.yaml").write_text(
        f"- code: {checked}\n  gecontroleerd: A. Kenner, 1 maart 2027\n- code: {figure}\n  deskundige: wacht\n", "utf-8"
    )

    after = trainer.get("overzicht").text
    assert f"<b>{checked}</b>" not in after
    assert f"<b>{figure}</b>" in after
    assert "deskundige" not in site.visitor("karin", "coordinator").get("overzicht").text

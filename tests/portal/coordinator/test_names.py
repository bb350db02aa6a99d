"""What the list says of somebody reaches her certificate, the gradebook and herself; she can ask to mend it."""

from __future__ import annotations

from html import unescape
from io import BytesIO

import pytest
from pypdf import PdfReader

from ssfh_learn.roster.changes import add
from ssfh_learn.roster.group import RosterGroup
from ssfh_learn.roster.groups import add_group
from ssfh_learn.words import word
from tests.grading.courses import CourseFolder, right
from tests.grading.rows import connected
from tests.portal.conftest import TEST
from tests.portal.host import Answer, Site
from tests.portal.published.test_assignments import attempt
from tests.roster.conftest import AT, EVERYTHING, somebody


@pytest.fixture
def course(folder: object) -> CourseFolder:
    """Return the course of the portal."""
    return CourseFolder(folder / "cursus", TEST)  # type: ignore[operator]


def put_in_group(site: Site, account: str, coordinator: str, **fields: str) -> None:
    """Put somebody in a group of a coordinator."""
    assert site.portal

    def work(connection: object) -> None:
        group = RosterGroup(f"Groep van {coordinator}", frozenset({coordinator}))
        id_ = add_group(connection, EVERYTHING, group, AT)  # type: ignore[arg-type]
        add(connection, EVERYTHING, somebody(account=account, groups=[id_], **fields), AT)  # type: ignore[arg-type]

    site.portal.event_writer.do(lambda writing: work(writing.connection)).result(30)


def text_of(pdf: Answer) -> str:
    return PdfReader(BytesIO(pdf.body)).pages[0].extract_text()


def test_the_name_in_the_list_stands_on_her_certificate_whatever_she_types(site: Site, course: CourseFolder) -> None:
    anna = site.visitor("anna")
    attempt(anna, course, right)
    put_in_group(site, "anna", "ans", given="Anna", prefix="van der", family="Bërg")

    page = unescape(anna.get(f"toets/{TEST}/").text)
    pdf = anna.post_form("certificaat/proef", naam="Iemand Anders")

    assert word("portal", "certificate_listed", name="Anna van der Bërg") in page
    assert word("portal", "certificate_wrong_name") in page
    assert "Anna van der Bërg" in text_of(pdf)
    assert "Anders" not in text_of(pdf)


@pytest.mark.parametrize("is_listed", [False, True], ids=["without a roster", "a name that cannot be printed"])
def test_she_types_her_name_where_the_list_has_none(site: Site, course: CourseFolder, is_listed: bool) -> None:  # noqa: FBT001
    anna = site.visitor("anna")
    attempt(anna, course, right)
    if is_listed:
        put_in_group(site, "anna", "ans", family="\U0001f600")

    assert "Anna Zelf" in text_of(anna.post_form("certificaat/proef", naam="Anna Zelf"))


def test_the_names_of_the_list_stand_in_the_gradebook(site: Site, course: CourseFolder) -> None:
    for account in ("anna", "bram"):
        attempt(site.visitor(account), course, right)
    put_in_group(site, "anna", "ans", given="Anna", prefix="van der", family="Berg")
    put_in_group(site, "niemand", "bea", family="Zonder toets")
    assert site.portal

    for _ in range(2):
        site.portal.name_learners()

    with connected(course) as connection:
        rows = connection.exec_driver_sql("SELECT id, first_name, last_name FROM student ORDER BY id").all()
    assert [tuple(row) for row in rows] == [("anna", "Anna", "van der Berg"), ("bram", None, None)]


def test_with_groups_a_coordinator_sees_the_results_of_her_own_people(site: Site, course: CourseFolder) -> None:
    for account in ("anna", "bram"):
        attempt(site.visitor(account), course, right)
    coordinator = site.visitor("ans", "learner", "coordinator")
    assert {name for name in ("anna", "bram") if name in coordinator.get("overzicht").text} == {"anna", "bram"}

    put_in_group(site, "anna", "ans", family="Berg")
    put_in_group(site, "bram", "bea", family="Boer")

    names = {"anna": "Berg", "bram": "Boer"}
    seen = {
        name: {one for one, family in names.items() if family in site.visitor(name, *roles).get("overzicht").text}
        for name, roles in {
            "ans": ("learner",),
            "bea": ("learner", "coordinator"),
            "cor": ("learner", "coordinator"),
            "tess": ("learner", "trainer"),
            "beheer": ("learner", "administrator"),
        }.items()
    }
    everybody = {"anna", "bram"}
    assert seen == {"ans": {"anna"}, "bea": {"bram"}, "cor": set(), "tess": everybody, "beheer": everybody}


def test_she_sees_what_the_list_says_and_asks_to_put_it_right(site: Site) -> None:
    put_in_group(site, "anna", "ans", given="Ana", family="Berg", email="anna@zorg.nl", function="POH")
    anna, ans = site.visitor("anna"), site.visitor("ans")
    shown = unescape(anna.get("gegevens").text)
    assert "Naam: Ana Berg" in shown
    assert word("portal", "listed_name_prints") in shown
    assert "Groepen: Groep van ans" in shown

    assert anna.post_form("gegevens/verbeteren", vraag="Het is Anna <b>met twee n</b>.").status == 303

    assert word("portal", "listed_asked", text="Het is Anna <b>met twee n</b>.") in unescape(anna.get("gegevens").text)
    assert anna.get("gegevens/download").json["listed"][0]["family"] == "Berg"
    worklist = ans.get("deelnemers").text
    assert "Het is Anna &lt;b&gt;" in worklist
    put_in_group(site, "zus", "bea", family="Zus")
    assert "Het is Anna" not in site.visitor("bea").get("deelnemers").text
    assert site.visitor("bea").post_form("deelnemers/verbeterd", vraag="1").status == 404

    assert ans.post_form("deelnemers/verbeterd", vraag="1").status == 303
    assert "Het is Anna" not in ans.get("deelnemers").text


def test_who_is_in_no_list_sees_nothing_of_one(site: Site) -> None:
    anna = site.visitor("anna")

    assert word("portal", "listed") not in anna.get("gegevens").text
    assert anna.get("gegevens/download").json["listed"] == []
    assert anna.post_form("gegevens/verbeteren", vraag="x").status == 302


def test_a_wipe_leaves_her_in_the_list_of_her_coordinator(site: Site) -> None:
    put_in_group(site, "anna", "ans", family="Berg")
    anna = site.visitor("anna")
    anna.post_form("gegevens/wissen", zeker="ja")

    assert "Berg" in site.visitor("ans").get("deelnemers").text

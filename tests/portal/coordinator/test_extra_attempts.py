"""An extra attempt in the browser: who gives it to whom, what the learner reads and does, and how it is taken back."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest

from ssfh_learn.grading import extra_attempts, gradebook_reader
from ssfh_learn.grading.extra_attempts import LearnerAttempts, WantedExtra, plan_extra
from ssfh_learn.grading.gradebook import CourseGradebook
from ssfh_learn.grading.key import key_to_build
from ssfh_learn.portal.coordinator.log_lines import said_reason
from ssfh_learn.portal.portal import Portal
from ssfh_learn.portal.published import standings
from ssfh_learn.portal.published.window import Window
from ssfh_learn.results import Result
from ssfh_learn.words import word
from tests.grading.courses import CourseFolder, right, wrong
from tests.portal.conftest import TEST
from tests.portal.coordinator.rosters import Listed, listed
from tests.portal.coordinator.test_manual_grading import read, words_in
from tests.portal.coordinator.test_running_tests import version
from tests.portal.coordinator.test_worklist import set_end
from tests.portal.host import Answer, Visitor, serving
from tests.portal.published.test_assignments import attempt

PLACE = f"toetsen-regelen/{TEST}"
REASON = "De server viel uit."


@pytest.fixture
def used(roster: Listed, course: CourseFolder) -> Listed:
    """Let Noor use both attempts at the test; she does not look at her result."""
    for _ in range(2):
        attempt(roster.site.visitor("noor"), course, wrong)
    return roster


def preview(who: Visitor, **fields: str) -> Answer:
    return who.post_form(f"{PLACE}/poging", **fields)


def give(who: Visitor, **fields: str) -> Answer:
    """Look at whom it touches, and give it."""
    return preview(who, **fields, versie=version(preview(who, **fields)))


def for_noor(roster: Listed) -> dict[str, str]:
    return {"voor": "persoon", "wie": str(roster.noor), "reden": REASON}


def begin(who: Visitor, seen: int = 2) -> str:
    said = who.respond(TEST, TEST, kind="begin", attempt=seen).json["saved"]
    return str(said["message"] or said["state"])


def take_back_button(who: Visitor) -> str:
    found = re.findall(r'/poging/terug">.*?name="wat" value="([0-9a-f]{32})"', who.get(PLACE).text, re.DOTALL)
    return found[0] if found else ""


def test_a_coordinator_sees_whom_it_touches_before_anything_is_given(used: Listed) -> None:
    said = words_in(preview(used.ans(), **for_noor(used)).text)

    assert word("extra_attempt", "plan_given", count=1) in said
    assert f"Dam, Noor van {word('extra_attempt', 'left', before=0, after=1)}" in said
    assert word("extra_attempt", "plan_can_be_taken_back") in said
    assert begin(used.site.visitor("noor")) == word("refusal", "no_attempts_left")


def test_a_learner_reads_why_makes_the_attempt_and_it_counts(used: Listed, course: CourseFolder) -> None:
    noor = used.site.visitor("noor")
    assert give(used.ans(), **for_noor(used)).status == 303

    hers = noor.get(f"toets/{TEST}/").text
    assert word("portal", "extra_attempt_reason", reason=REASON) in words_in(hers)
    assert re.search(r'"attempts": \{"used": 2, "allowed": 3\}', hers)
    assert REASON not in read(used.site.visitor("zus"), f"toets/{TEST}/")

    attempt(noor, course, right, seen=2)

    assert course.points("noor") == 4
    assert begin(noor, 3) == word("refusal", "no_attempts_left")
    for _ in range(2):
        attempt(used.site.visitor("zus"), course, wrong)
    assert begin(used.site.visitor("zus")) == word("refusal", "no_attempts_left")


def test_the_worklist_counts_the_extra_attempt(used: Listed) -> None:
    asked = f"werklijst?onderdeel=test-{TEST}&stand=failed_with_attempts"
    assert "Dam" not in read(used.ans(), asked)

    ans = used.ans()
    give(ans, **for_noor(used))

    done = read(ans, PLACE).partition(word("portal", "done_now"))[2]
    assert f"{said_reason(REASON)} {word('extra_attempt', 'now_left', count=1)}" in done
    given = read(used.ans(), f"{PLACE}/poging")
    assert f"{word('extra_attempt', 'extra', count=1)}; {word('extra_attempt', 'left_over', count=1)}" in given
    assert "Dam" in read(used.ans(), asked)
    assert word("standing", "left.one", count=1) in read(used.ans(), "werklijst")


def test_who_begins_or_passed_reads_beside_her_state_how_many_attempts_she_was_given(
    roster: Listed, course: CourseFolder
) -> None:
    ans, left = roster.ans(), [word("standing", "left", count=count) for count in (1, 2, 3)]
    asked = f"werklijst?onderdeel=test-{TEST}"
    assert f"{word('standing', 'not_handed_in')} {left[1]}" not in read(ans, asked)
    give(ans, **for_noor(roster))
    assert f"{word('standing', 'not_handed_in')} {left[2]}" in read(ans, asked)

    attempt(roster.site.visitor("noor"), course, right)
    assert f"{word('standing', 'passed')} {left[1]}" in read(ans, asked)
    said = words_in(preview(ans, **for_noor(roster)).text)
    assert word("extra_attempt", "plan_is_passed") in said
    assert give(ans, **for_noor(roster)).status == 303


def test_a_group_gets_an_attempt_each_and_nobody_else(used: Listed, course: CourseFolder) -> None:
    assert give(used.ans(), voor="groep", wie=str(used.first), reden=REASON).status == 303

    assert f"een extra poging voor Noord ({word('running', 'people', count=1)})." in read(used.ans(), PLACE)
    assert begin(used.site.visitor("noor")) == "saved"
    for _ in range(2):
        attempt(used.site.visitor("zus"), course, wrong)
    assert begin(used.site.visitor("zus")) == word("refusal", "no_attempts_left")


def test_who_passed_gets_no_attempt_with_her_group_and_is_named_before(used: Listed, course: CourseFolder) -> None:
    fields = {"voor": "groep", "wie": str(used.first), "reden": REASON}
    for name in ("kim", "lot"):
        used.ans().post_form("deelnemers/nieuw", achternaam=name.title(), account=name, groep=str(used.first))
    attempt(used.site.visitor("kim"), course, right)

    said = words_in(preview(used.ans(), **fields).text)
    assert word("extra_attempt", "plan_given.many", count=2) in said
    assert f"{word('extra_attempt', 'plan_passed_note.one')} Kim" in said
    ans = used.ans()
    assert give(ans, **fields).status == 303
    done = read(ans, PLACE)
    assert f"een extra poging voor Noord ({word('running', 'people.many', count=2)})." in done
    assert word("extra_attempt", "now_left_between", least=1, most=3) in done

    attempt(used.site.visitor("lot"), course, right)
    attempt(used.site.visitor("noor"), course, right, seen=2)
    assert word("extra_attempt", "all_passed") in words_in(preview(used.ans(), **fields).text)


def test_whoever_could_read_explanations_gets_no_attempt(used: Listed, course: CourseFolder) -> None:
    with CourseGradebook(course.course, course.key) as gradebook:
        assert gradebook.explain_to("noor", datetime.now(UTC).replace(tzinfo=None))

    page = preview(used.ans(), **for_noor(used))

    assert word("extra_attempt", "cannot_explained") in words_in(page.text)
    assert 'name="versie"' not in page.text


def test_who_made_the_test_in_a_notebook_is_named(roster: Listed, course: CourseFolder) -> None:
    course.hand_in("noor", wrong, wrong)
    course.grade()

    said = words_in(preview(roster.ans(), **for_noor(roster)).text)

    assert word("extra_attempt", "cannot_nobody") in said
    assert word("extra_attempt", "plan_elsewhere_note") in said


def test_an_attempt_is_taken_back_until_she_begins_it(used: Listed, course: CourseFolder) -> None:
    ans, noor = used.ans(), used.site.visitor("noor")
    give(ans, **for_noor(used))
    first = take_back_button(ans)
    assert ans.post_form(f"{PLACE}/poging/terug", wat=first).status == 303
    assert begin(noor) == word("refusal", "no_attempts_left")
    assert ans.post_form(f"{PLACE}/poging/terug", wat=first).status == 409

    give(ans, **for_noor(used))
    second = take_back_button(ans)
    attempt(noor, course, right, hand_in=False, seen=2)
    assert take_back_button(ans) == ""
    assert word("extra_attempt", "not_taken_back") in read(ans, PLACE)
    assert ans.post_form(f"{PLACE}/poging/terug", wat=second).status == 409

    log = read(ans, PLACE).partition(word("running", "log_note"))[2]
    assert log.count("een extra poging voor Dam, Noor van") == 3
    assert log.count("is teruggedraaid") == 1
    assert log.count(said_reason(REASON)) == 2


def test_a_coordinator_reaches_nobody_of_another_group(roster: Listed) -> None:
    for whom in ({"voor": "persoon", "wie": str(roster.zus)}, {"voor": "groep", "wie": str(roster.second)}):
        asked = {**whom, "reden": REASON}
        seen = version(preview(roster.bea(), **asked))
        assert preview(roster.ans(), **asked).status == 404
        assert preview(roster.ans(), **asked, versie=seen).status == 404
    assert give(roster.bea(), voor="persoon", wie=str(roster.zus), reden=REASON).status == 303

    hers = read(roster.ans(), PLACE) + read(roster.ans(), f"{PLACE}/poging?zoek=zus")
    assert not [secret for secret in ("Zus", REASON) if secret in hers]
    change = take_back_button(roster.bea())
    assert roster.ans().post_form(f"{PLACE}/poging/terug", wat=change).status == 404
    assert roster.bea().post_form(f"{PLACE}/poging/terug", wat=change).status == 303


def test_the_second_of_two_is_told_that_something_changed(used: Listed) -> None:
    seen = version(preview(used.ans(), **for_noor(used)))
    assert give(used.administrator(), **for_noor(used)).status == 303

    second = preview(used.ans(), **for_noor(used), versie=seen)

    assert second.status == 409
    said = words_in(second.text)
    assert word("running", "changed_meanwhile") in said
    assert word("extra_attempt", "left", before=1, after=2) in said


def test_two_people_with_one_name_are_told_apart_and_each_gets_her_own(used: Listed) -> None:
    admin = used.administrator()
    admin.post_form(
        "deelnemers/nieuw",
        voornaam="Noor",
        tussenvoegsel="van",
        achternaam="Dam",
        account="noor2",
        groep=str(used.first),
    )
    labels = re.findall(r"<span>(Dam, Noor van[^<]*)</span>", used.ans().get(f"{PLACE}/poging?zoek=dam").text)
    assert [one.partition(" (")[0] for one in labels] == ["Dam, Noor van, noor", "Dam, Noor van, noor2"]

    said = words_in(preview(used.ans(), voor="groep", wie=str(used.first), reden=REASON).text)
    assert f"Dam, Noor van (noor) {word('extra_attempt', 'left', before=0, after=1)}" in said
    assert f"Dam, Noor van (noor2) {word('extra_attempt', 'left', before=2, after=3)}" in said
    assert give(used.ans(), **for_noor(used)).status == 303
    assert "een extra poging voor Dam, Noor van (noor)." in read(used.ans(), PLACE)
    assert REASON not in read(used.site.visitor("noor2"), f"toets/{TEST}/")


def test_who_was_renamed_and_then_left_stays_in_the_log_under_her_name_of_now(used: Listed) -> None:
    give(used.ans(), **for_noor(used))
    address = f"deelnemers/{used.noor}"
    shown = used.ans().get(address).text
    seen = re.search(r'name="versie" value="(\d+)"', shown)
    assert seen
    fields = {"voornaam": "Noor", "achternaam": "Berg", "account": "noor", "groep": str(used.first), "versie": seen[1]}
    assert used.ans().post_form(address, **fields, actie="stop").status == 303

    said = read(used.ans(), PLACE)
    assert "een extra poging voor Berg, Noor." in said
    assert "Dam" not in said
    assert used.site.visitor("noor").get(f"toets/{TEST}/").status == 403


def test_what_is_typed_wrong_is_said_beside_it(used: Listed) -> None:
    for fields, said in (
        ({"reden": " "}, word("extra_attempt", "no_reason")),
        ({"reden": "x" * 501}, word("running", "bad_reason", longest=500)),
        ({"wie": ""}, word("extra_attempt", "nobody_chosen")),
    ):
        answer = preview(used.ans(), **{**for_noor(used), **fields})
        assert (answer.status, said in words_in(answer.text)) == (400, True), words_in(answer.text)


def test_a_begun_extra_attempt_stays_as_it_was_while_the_gradebook_is_away(
    folder: Path, course: CourseFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = (folder / "modules", folder / "cursus", f"sqlite:///{folder / 'leren.db'}")
    with serving(*place) as site:
        roster = listed(site)
        for _ in range(2):
            attempt(site.visitor("noor"), course, wrong)
        give(roster.ans(), **for_noor(roster))
        begun = attempt(site.visitor("noor"), course, right, hand_in=False, seen=2)
        question = begun["view"]["questions"][0]

    monkeypatch.setattr(gradebook_reader, "PATIENCE", 100)
    with serving(*place) as site:
        portal = site.portal
        assert isinstance(portal, Portal)
        (course.root / "gradebook.db").rename(course.root / "elders.db")
        noor = site.visitor("noor")
        view = noor.get(f"api/antwoord?place={TEST}&activity={TEST}").json["view"]
        answered = noor.respond(TEST, TEST, kind="answer", attempt=3, question=question["id"], answer=None).json
        (course.root / "elders.db").rename(course.root / "gradebook.db")
        back = noor.get(f"api/antwoord?place={TEST}&activity={TEST}").json["view"]

    assert (view["attempt"], view["phase"]) == (3, "open")
    assert answered["saved"]["state"] == "saved"
    assert (back["attempt"], back["attempts"]) == (3, {"used": 3, "allowed": 3})


# With other questions


@pytest.fixture
def explained(used: Listed, course: CourseFolder) -> Listed:
    """Write other questions in the key, as building keeps them, and let Noor read the explanations of the first."""
    path = course.root / "keys" / f"{TEST}.yaml"
    text = path.read_text("utf-8")
    listed = text.partition("vragen:\n")[2]
    others = re.sub(r"id: v(\d)\n", r"id: w\1\n", listed).replace("vraag: ", "vraag: Anders gevraagd. ")
    path.write_text(f"{text}andere_vragen:\n{others}", "utf-8")
    key_to_build(course.course, TEST).archive(path)
    assert word("feedback", "explanation") in used.site.visitor("noor").get(f"toets/{TEST}/").text
    return used


def test_who_could_read_explanations_gets_other_questions_and_they_count(
    explained: Listed, course: CourseFolder
) -> None:
    noor, ans = explained.site.visitor("noor"), explained.ans()
    assert begin(noor) == word("refusal", "already_explained")

    said = words_in(preview(ans, **for_noor(explained)).text)
    assert word("extra_attempt", "plan_other.one", count=1) in said
    assert word("extra_attempt", "plan_other_note") in said
    assert f"Dam, Noor van {word('extra_attempt', 'left', before=0, after=1)}" in said
    assert give(ans, **for_noor(explained)).status == 303
    assert word("extra_attempt", "log_other") in read(ans, PLACE)

    hers = words_in(noor.get(f"toets/{TEST}/").text)
    assert word("portal", "other_questions.one", count=1) in hers
    assert word("portal", "extra_attempt_reason", reason=REASON) in hers
    assert "Dam" in read(ans, f"werklijst?onderdeel=test-{TEST}&stand=failed_with_attempts")

    token = noor.token()
    view = noor.respond(TEST, TEST, token, kind="begin", attempt=2).json["view"]
    assert view["attempts"] == {"used": 3, "allowed": 3}
    assert all("Anders gevraagd." in one["prompt"]["html"] for one in view["questions"])
    assert take_back_button(ans) == ""
    other = course.key.quiz.other
    assert other is not None
    for one in view["questions"]:
        said_now = {"question": one["id"], "answer": right(other.question(one["id"]))}
        assert noor.respond(TEST, TEST, token, kind="answer", attempt=3, **said_now).json["saved"]["state"] == "saved"
    assert "Anders gevraagd." in noor.get(f"toets/{TEST}/").text.partition("script")[2]  # a reload shows the same
    noor.respond(TEST, TEST, token, kind="hand_in", attempt=3)

    assert word("standing", "passed") in read(ans, f"werklijst?onderdeel=test-{TEST}")
    assert course.points("noor") == 4
    assert begin(noor, 3) == word("refusal", "already_explained")
    assert word("extra_attempt", "cannot_had_other") in words_in(preview(ans, **for_noor(explained)).text)
    assert begin(explained.site.visitor("zus"), 1) == "saved"
    assert "Anders" not in explained.site.visitor("zus").get(f"toets/{TEST}/").text


def test_other_questions_stay_as_they_are_while_the_gradebook_is_away(explained: Listed, course: CourseFolder) -> None:
    noor = explained.site.visitor("noor")
    give(explained.ans(), **for_noor(explained))
    seen = noor.respond(TEST, TEST, kind="begin", attempt=2).json["view"]["questions"]
    (course.root / "gradebook.db").rename(course.root / "weg.db")

    again = noor.get(f"api/antwoord?place={TEST}&activity={TEST}").json["view"]["questions"]

    assert [one["id"] for one in again] == [one["id"] for one in seen]


def test_other_questions_are_taken_back_until_she_begins_them(explained: Listed) -> None:
    ans, noor = explained.ans(), explained.site.visitor("noor")
    give(ans, **for_noor(explained))
    assert ans.post_form(f"{PLACE}/poging/terug", wat=take_back_button(ans)).status == 303
    assert begin(noor) == word("refusal", "already_explained")

    give(ans, **for_noor(explained))
    change = take_back_button(ans)
    assert begin(noor) == "saved"
    assert take_back_button(ans) == ""
    assert ans.post_form(f"{PLACE}/poging/terug", wat=change).status == 409


def test_after_the_end_it_is_said_that_she_needs_more_time_with_a_link_to_it(
    used: Listed, course: CourseFolder
) -> None:
    set_end(course, late="telt niet")
    ans = used.ans()
    assert word("extra_attempt", "plan_is_over", count=1) in words_in(preview(ans, **for_noor(used)).text)
    give(ans, **for_noor(used))
    page = ans.get(PLACE).text
    assert word("extra_attempt", "now_over") in words_in(page)
    (link,) = re.findall(rf'href="/leren/([^"]*)">{word("running", "give_time")}<', page)
    assert link.endswith("#persoon")
    hers = ans.get(unescape(link.partition("#")[0])).text
    assert re.search(rf'name="wie" value="{used.noor}"', hers)


@pytest.mark.parametrize("handed_in", [0, 1, 2])
@pytest.mark.parametrize("is_over", [False, True])
@pytest.mark.parametrize("allowed", [None, 2])
def test_the_page_of_a_gift_and_the_worklist_say_the_same_number_of_attempts(
    handed_in: int, allowed: int | None, *, is_over: bool
) -> None:
    """Also where the test is closed: then nothing is left on either, and the page says what more time would leave."""
    last = datetime.fromisoformat("2026-01-01T12:00" if is_over else "2999-01-01T12:00")
    known = extra_attempts.TestAttempts(allowed, {"noor": LearnerAttempts(0, handed_in, handed_in, last=last)})
    now = datetime.now(UTC).replace(tzinfo=None)
    (one,) = plan_extra(known, WantedExtra(frozenset({"noor"}), REASON), {"noor": handed_in}, now).people
    result, window = Result(TEST, "noor", attempts=handed_in), Window(last=last.replace(tzinfo=UTC))
    hers = standings.TestStanding(TEST, "Toets", result, window, allowed)

    assert one.left_before == hers.attempts_left
    if is_over:
        assert (one.left_before, one.left_after) == (0, 0 if allowed is None else 3 - handed_in)

"""Make `tests/installations/86fd533/`: what people have who used that commit.

Run it with the environment of a worktree of that commit, which it plays through as people do, with the portal, the
widgets, the commands, nbgrader and a browser:

    cd WORKTREE_OF_86fd533 && .venv/bin/python PATH_TO/tests/installations/make.py

Ids of responses, the secrets and the times of files are the same each time. Times of events are those of the clock.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import yaml

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(Path.cwd()), str(HERE)]

from playwright.sync_api import Page, sync_playwright  # noqa: E402
from sqlalchemy import create_engine, text  # noqa: E402
from typed import NUMBERS, WANTED, WORDS  # noqa: E402

from ssfh_learn.activities import Learner, play  # noqa: E402
from ssfh_learn.cli.work_folder import bring_up_to_date  # noqa: E402
from ssfh_learn.content import load_module  # noqa: E402
from ssfh_learn.grading.course import find_course  # noqa: E402
from ssfh_learn.grading.key import load_key  # noqa: E402
from ssfh_learn.grading.results import results_of  # noqa: E402
from ssfh_learn.journal import JsonLinesJournal, private_journal, public_journal  # noqa: E402
from ssfh_learn.portal.portal import Portal  # noqa: E402
from ssfh_learn.portal.web.pace import Pace  # noqa: E402
from tests import chromium  # noqa: E402
from tests.content_examples import EXAMPLES, QUESTIONS  # noqa: E402
from tests.portal.host import NamedPeople, Site, Visitor, listen  # noqa: E402
from tests.portal.places import MODULE, code, markdown, write_notebook  # noqa: E402
from tests.ports import free_port  # noqa: E402

COMMIT = "86fd533"
RESULT = HERE / COMMIT
OF_FILES = datetime(2026, 11, 22, 5, 27, 49, tzinfo=UTC).timestamp()
"""The time of every file of the work folder, because kept pages are of files of some time."""
INBOUND = Path(tempfile.gettempdir()) / "ssfh-inleveren"
DRAWN, NUMBERED = "proef-toets", "getallen-toets"
MINE = ("anna", "portaal")
COURSE = """\
import sys
from pathlib import Path

from ssfh_learn.grading import configure

c = get_config()
configure(c, course="proef", hand_in_folder="{inbound}")
sys.path.insert(0, str(Path(__file__).parent))
c.AssignLatePenalties.plugin_class = "te_laat.Kwart"
c.ExchangeCollect.check_owner = False
"""
POLICY = """\
from nbgrader.plugins import BasePlugin


class Kwart(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return round(score / 4, 2)
"""
OWN_CODE = 'for name in ("kennischeck",):\n    activity(name)'
_numbers = count(1)


def new_id() -> str:
    """Return the next id of a response, the same in each run."""
    return str(uuid5(NAMESPACE_OID, f"{COMMIT} {next(_numbers)}"))


def write_yaml(path: Path, content: Any) -> None:
    """Write a content file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120), "utf-8")


# Content


def number_questions(per_number: int) -> list[dict[str, Any]]:
    """Return questions that ask for a number, some times over so that there is room for all ways to type it."""
    return [
        {
            "id": f"{name}-{place}",
            "soort": "getal",
            "vraag": f"Hoeveel is {name}?",
            "antwoord": answer,
            **({"marge_goed": 3, "marge_half": 8} if answer == 45 else {}),
        }
        for name, (answer, _) in NUMBERS.items()
        for place in range(1, per_number + 1)
    ]


def word_question(place: int) -> dict[str, Any]:
    """Return a question that is answered in words."""
    model = "Een rooster met pauzes."
    words = {"trefwoordgroepen": WANTED, "nodig": 2, "modelantwoord": model}
    return {"id": f"woorden-{place}", "soort": "kort-antwoord", "vraag": "Wat helpt?", **words}


def typed_in(question: str, turn: int) -> str:
    """Return what is typed in a question (`name-place`) in some turn; two places make one turn."""
    name, _, place = question.rpartition("-")
    forms = NUMBERS[name][1] if name in NUMBERS else WORDS
    return forms[(2 * turn + int(place) - 1) % len(forms)]


def write_modules(shipped: Path) -> None:
    """Write a module with every kind of activity, and one whose notebook has code of its own."""
    proef = shipped / "modules" / "proef"
    contents = {name.replace("_", "-"): content for name, content in EXAMPLES.items() if name != "test"}
    contents["reflectie-prive"] = EXAMPLES["reflection"]
    contents["reflection"] = {**EXAMPLES["reflection"], "inleveren": "ja"}
    contents["typen"] = {"soort": "quiz", "titel": "Typen", "vragen": [*number_questions(12), word_question(1)]}
    for name, content in contents.items():
        write_yaml(proef / "activiteiten" / f"{name}.yaml", content)
    proef.joinpath("module.yaml").write_text(MODULE.format(name="proef", title="Proefmodule"), "utf-8")
    steps = [cell for name in contents for cell in (markdown(f"## Stap. {name}"), code(f'activity("{name}")'))]
    begin = [markdown("# Proefmodule\n\nWelkom bij deze module."), code("from ssfh_learn import activity")]
    write_notebook(proef / "proef.ipynb", *begin, *steps)
    eigen = shipped / "modules" / "eigen"
    quiz = {
        "soort": "quiz",
        "titel": "Kennischeck",
        "vragen": [{**QUESTIONS["single_choice"], "id": "v1", "vraag": "?"}],
    }
    write_yaml(eigen / "activiteiten" / "kennischeck.yaml", quiz)
    eigen.joinpath("module.yaml").write_text(MODULE.format(name="eigen", title="Eigen code"), "utf-8")
    steps = [markdown("## Stap 1. Een lus\n\nDit staat op de **eerste** stap."), code(OWN_CODE)]
    write_notebook(eigen / "eigen.ipynb", markdown("# Eigen code\n\nWelkom."), begin[1], *steps)


def write_course(course: Path) -> None:
    """Write a course with two tests: one that draws of every kind of question, and one of what is typed."""
    course.mkdir(parents=True)
    course.joinpath("nbgrader_config.py").write_text(COURSE.format(inbound=INBOUND), "utf-8")
    course.joinpath("te_laat.py").write_text(POLICY, "utf-8")
    closed = [(kind.replace("_", "-"), question) for kind, question in QUESTIONS.items() if kind != "open_text"]
    asked = [
        {"id": name, "leerdoel": f"LD{place % 3 + 1}", "vraag": f"Vraag {name}?", **question}
        for place, (name, question) in enumerate(closed)
    ]
    opened = {"id": "open", "vraag": "Wat doe je morgen?", "leerdoel": "LD1", "punten": 2, **QUESTIONS["open_text"]}
    rules = {"modus": "toetsen", "schudden": "ja"}
    drawn = {"soort": "quiz", "titel": "Proeftoets", **rules, "pogingen": 3, "zakgrens": 50, "trekken": 6}
    write_yaml(course / "keys" / f"{DRAWN}.yaml", {**drawn, "vragen": [*asked, opened]})
    questions = [*number_questions(2), word_question(1), word_question(2)]
    numbered = {"soort": "quiz", "titel": "Getallen", **rules, "pogingen": 2, "zakgrens": 60, "vragen": questions}
    write_yaml(course / "keys" / f"{NUMBERED}.yaml", numbered)
    for name in (DRAWN, NUMBERED):
        secret = course / "keys" / name / "secret"
        secret.parent.mkdir()
        secret.write_text(sha256(f"{COMMIT} {name}".encode()).hexdigest(), "ascii")


# What one does


def command(*words: str | Path) -> None:
    """Run our command."""
    done = subprocess.run(
        [sys.executable, "-m", "ssfh_learn", *map(str, words)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, (words, done.stdout, done.stderr)


@contextmanager
def portal(root: Path) -> Iterator[Site]:
    """Serve what lies in a folder, as `ssfh_learn.portal.web.jupyter` does."""
    data = root / "data"
    port, loop = free_port(), asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()

    async def begin() -> tuple[Portal, Any]:
        one = Portal(
            root / "werkmap" / "modules",
            root / "werkmap" / "assignments",
            f"sqlite:///{data / 'leren.db'}",
            NamedPeople(),
            data / "paginas",
        )
        one.pace = one.reading_pace = Pace(1e9, 1e9)
        return one, await listen(one, port)

    async def end(server: Any) -> None:
        server.stop()
        await server.close_all_connections()

    one, server = asyncio.run_coroutine_threadsafe(begin(), loop).result(60)
    try:
        yield Site(port, one)
    finally:
        asyncio.run_coroutine_threadsafe(end(server), loop).result(60)
        one.close()
        loop.call_soon_threadsafe(loop.stop)


def does(who: Visitor, place: str, activity: str, /, **response: Any) -> dict[str, Any]:
    """Let somebody do something in the portal; a refusal is an answer too."""
    asked = {"place": place, "activity": activity, "response": {"id": new_id(), **response}}
    said: dict[str, Any] = who.post(json.dumps(asked).encode()).json
    assert said["saved"]["state"] in {"saved", "refused"}, said["saved"]
    return said


def solution(question: Any, *, right: bool) -> Any:  # noqa: PLR0911  (a line for each kind)
    """Return an answer to a question of the key."""
    if question.needs_grader:
        return "Ik vraag hulp aan mijn collega’s, > 2 keer." if right else None
    best = question.solution()
    if right and best is not None:
        return best
    if question.kind == "numeric":
        return "50"
    if question.kind == "short_text":
        return "Een rooster en pauze" if right else "rust"
    if question.kind == "ordering":
        return [*best[1:], best[0]]
    if question.kind == "true_false":
        return {"verdict": not question.correct, "reason": None} if hasattr(question, "correct") else None
    if question.kind == "multiple_response":
        return best[:2]
    if isinstance(best, dict):
        return dict(zip(best, [*list(best.values())[1:], next(iter(best.values()))], strict=True))
    return next(option.id for option in question.options if option.id != best)


def makes_test(do: Any, key: Any, answer: Any, *, closed: bool = True) -> None:
    """Make one attempt: `do` responds and gives the view, `answer` says what to a question of the key."""
    questions = {question.id: question for question in key.quiz.questions}
    view = do(kind="begin")
    for shown in view["questions"]:
        said = answer(questions[shown["id"]])
        if said is not None:
            do(kind="answer", question=shown["id"], answer=said)
    if closed:
        do(kind="hand_in")


def in_portal(site: Site, student: str, key: Any, answer: Any, *, closed: bool = True) -> None:
    """Make an attempt in the portal."""
    who, name = site.visitor(student), key.quiz.id
    makes_test(lambda **response: does(who, name, name, **response)["view"], key, answer, closed=closed)


def in_notebook(course: Path, name: str, student: str, key: Any, *answers: Any) -> None:
    """Make a test in a notebook, attempt by attempt, and hand it in to the shared folder."""
    from ssfh_learn.widgets.assignment import assignment

    with tempfile.TemporaryDirectory() as folder, as_learner(student, Path(folder)):
        shutil.copytree(course / "release" / name, folder, dirs_exist_ok=True)
        widget = assignment(name)

        def do(**response: Any) -> Any:
            widget.response = {"id": new_id(), **response}
            assert widget.saved["state"] == "saved", widget.saved
            return widget.view

        for answer in answers:
            makes_test(do, key, answer)
        assert widget.receipt["state"] == "handed_in", widget.receipt


@contextmanager
def as_learner(name: str, folder: Path) -> Iterator[None]:
    """Sit in a folder as somebody."""
    here = Path.cwd()
    os.environ["JUPYTERHUB_USER"] = name
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(here)
        del os.environ["JUPYTERHUB_USER"]


def right(question: Any) -> Any:
    """Answer as well as can be."""
    return solution(question, right=True)


def wrong(question: Any) -> Any:
    """Answer wrong."""
    return solution(question, right=False)


def half(question: Any) -> Any:
    """Answer some right."""
    return solution(question, right=sum(map(ord, question.id)) % 2 == 0)


PLAYED: dict[str, list[dict[str, Any]]] = {
    "scenario": [
        {"kind": "begin"},
        *(
            {"kind": kind, "node": "begin", **more}
            for kind, more in (("choose", {"choice": "wacht"}), ("continue", {}))
        ),
        *(
            {"kind": kind, "node": "begin", **more}
            for kind, more in (("choose", {"choice": "vraag"}), ("continue", {}))
        ),
        *(
            {"kind": kind, "node": "samen", **more}
            for kind, more in (("choose", {"choice": "afspraak"}), ("continue", {}))
        ),
        {"kind": "reflect", "text": "Ik herken de wachtrij."},
        {"kind": "replay"},
        {"kind": "choose", "node": "begin", "choice": "negeer"},
    ],
    "self-assessment": [
        *(
            {"kind": "answer", "item": f"s{place}", "value": value}
            for place, value in enumerate((2, 4, 3, 1, 2, "na"), 1)
        ),
        {"kind": "finish"},
    ],
    "conversation-card": [
        {"kind": "role", "role": "employee"},
        {"kind": "note", "theme": "steun", "text": "Mijn collega's helpen > 2 keer."},
        {"kind": "agreement", "row": 1, "what": "Rooster", "who": "Wij", "when": "maandag"},
    ],
    "action-plan": [
        {"kind": "step", "level": "ik", "row": 1, "what": "Pauze", "who": "ik", "when": "elke dag", "check": "lijst"},
    ],
    "reflectie-prive": [{"kind": "answer", "prompt": "mee", "text": "Alleen voor mij: <rust> & 5*3*2."}],
    "reflection": [{"kind": "answer", "prompt": "los", "text": "Ik laat het los."}],
    "fact-chart": [{"kind": "estimate", "value": 40}, {"kind": "show"}],
    "role-choice": [{"kind": "choose", "role": "manager"}],
    "calculator": [{"kind": "set", "value": 4}],
    "practice-his": [
        {"kind": "begin", "task": "afspraak"},
        {"kind": "open_record", "patient": "noor"},
        {
            "kind": "add",
            "part": "agenda",
            "values": {
                "datum": "2026-03-17",
                "tijd": "10:00",
                "patient": "noor",
                "bij": "huisarts",
                "soort": "spreekuur",
                "reden": "Pijn in de knie",
            },
        },
        {"kind": "step", "step": "herhaal"},
        {"kind": "finish"},
    ],
    "skills-gap": [
        {"kind": "choose_function", "side": "present", "function": "balie"},
        {"kind": "choose_function", "side": "wanted", "function": "spreekuur"},
        *(
            {"kind": "answer", "item": item, "value": value}
            for item, value in (("praten", 1), ("meten", 2), ("uitleg", 0))
        ),
        {"kind": "finish"},
    ],
}
"""What one does in each kind of activity; the quizzes are played apart."""
PLAYED["scenario-test"] = PLAYED["scenario"][:5]


def quiz_turns(activity: Any) -> Iterator[dict[str, Any]]:
    """Yield answers to a practice quiz, first wrong and then right, and whatever is typed in every way."""
    for question in activity.questions:
        name, _, place = question.id.rpartition("-")
        if name in NUMBERS:
            said = [NUMBERS[name][1][int(place) - 1]]
        elif name == "woorden":
            said = list(WORDS)
        else:
            said = [wrong(question), right(question)]
        for answer in said:
            yield {"kind": "answer", "question": question.id, "answer": answer}
            yield {"kind": "check", "question": question.id}
            if answer != said[-1]:
                yield {"kind": "hint", "question": question.id}
                yield {"kind": "retry", "question": question.id}


def turns_of(module: Any, name: str) -> list[dict[str, Any]]:
    """Return everything that is done in an activity."""
    return PLAYED[name] if name in PLAYED else list(quiz_turns(module.activity(name)))


def plays_notebook(root: Path) -> None:
    """Do everything in the cells of the notebook."""
    from ssfh_learn.widgets.activity import activity

    folder = root / "werkmap" / "modules" / "proef"
    module = load_module(folder)
    with as_learner(MINE[0], folder):
        for name in module.activity_files:
            widget = activity(name)
            for turn in turns_of(module, name):
                widget.response = {"id": new_id(), **turn}
                assert widget.saved["state"] in {"saved", "refused"}, (name, turn, widget.saved)


def plays_portal(site: Site, root: Path) -> None:
    """Read every step, do everything, share a self-assessment and begin a refresher."""
    anna, module = site.visitor("anna"), load_module(root / "werkmap" / "modules" / "proef")
    assert anna.get("").status == 200
    steps = len(site.portal.library.course("proef").steps)  # type: ignore[union-attr]
    for step in range(1, steps + 1):
        assert anna.get(f"module/proef/{step}").status == 200
    assert anna.get("module/eigen/1").status == 200
    for name in module.activity_files:
        for turn in turns_of(module, name):
            does(anna, "proef", name, **turn)
    shared = {"plaats": "proef", "onderdeel": "self-assessment", "delen": "ja"}
    assert anna.post_form("delen", **shared).status == 303
    later = datetime.now(UTC) + timedelta(days=3)
    site.portal.now = lambda: later  # type: ignore[union-attr]
    assert anna.post_form("opfrissen/proef").status == 302
    view = anna.get("api/antwoord?place=proef&activity=opfrissen").json["view"]
    first = view["questions"][0]["id"]
    assert does(anna, "proef", "opfrissen", kind="check", question=first)["saved"]["state"] == "refused"
    answer = wrong(next(one for one in module.activity("quiz").questions if one.id == first.partition(".")[2]))
    for turn in ({"kind": "answer", "answer": answer}, {"kind": "check"}):
        assert does(anna, "proef", "opfrissen", question=first, **turn)["saved"]["state"] == "saved"
    bram = site.visitor("bram")
    for turn in turns_of(module, "self-assessment")[:3]:
        does(bram, "proef", "self-assessment", **turn)


# The course


def takes_tests(site: Site, root: Path) -> None:
    """Let everybody make the tests, on both roads, on time and too late, with two versions of one test."""
    work, course = root / "werkmap", root / "werkmap" / "assignments"
    INBOUND.mkdir()
    for name in (DRAWN, NUMBERED):
        command("assignment", "build", name, "--course", course)
    first = load_key(find_course(course), DRAWN)
    in_portal(site, "anna", first, right)
    in_portal(site, "bram", first, wrong)
    in_portal(site, "fatma", first, half)
    in_notebook(course, DRAWN, "eva", first, right, half)
    command("assignment", "collect", DRAWN, "--course", course)
    command("grade", DRAWN, "--course", course)
    extend(course, "anna", "bram", "eva", "fatma")
    given_by_hand(course, "anna", 2.0)
    given_by_hand(course, "eva", 0.5)
    path = course / "keys" / f"{DRAWN}.yaml"
    changed = path.read_text("utf-8").replace("Stap t", "Stap tee").replace("marge_goed: 3", "marge_goed: 2")
    path.write_text(changed, "utf-8")
    yesterday = (datetime.now().astimezone() - timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    command("assignment", "build", DRAWN, "--course", course, "--due", yesterday)
    second = load_key(find_course(course), DRAWN)
    assert len(list((course / "keys" / DRAWN / "versions").iterdir())) == 2
    in_portal(site, "bram", second, half)
    in_portal(site, "daan", second, half)
    in_notebook(course, DRAWN, "carla", second, half, right)
    command("assignment", "collect", DRAWN, "--course", course)
    numbered = load_key(find_course(course), NUMBERED)
    for turn in range(6):
        typing = lambda question, turn=turn: typed_in(question.id, turn)  # noqa: E731
        if turn % 2:
            in_notebook(course, NUMBERED, f"typt{turn}", numbered, typing)
        else:
            in_portal(site, f"typt{turn}", numbered, typing)
    in_portal(site, "bezig", numbered, lambda question: typed_in(question.id, 0), closed=False)
    command("assignment", "collect", NUMBERED, "--course", course)
    for name in (DRAWN, NUMBERED):
        command("grade", name, "--course", course)
    shutil.rmtree(INBOUND)
    assert work.is_dir()


def extend(course: Path, *students: str) -> None:
    """Give learners a week more, as formgrader's own gradebook does."""
    from nbgrader.api import Gradebook

    with Gradebook(find_course(course).db_url) as gradebook:
        for student in students:
            gradebook.grant_extension(DRAWN, student, days=7)


def given_by_hand(course: Path, student: str, points: float) -> None:
    """Give points for the open question, as formgrader does."""
    from nbgrader.api import Gradebook

    with Gradebook(find_course(course).db_url) as gradebook:
        grade = gradebook.find_grade("open-open", DRAWN, DRAWN, student)
        grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.find_comment("open-open", DRAWN, DRAWN, student).manual_comment = "Mooi & concreet."
        gradebook.db.commit()


# A browser without a connection


def leaves_queue(site: Site) -> list[list[str]]:
    """Let Gina do things in a browser that has lost its connection; return what her browser keeps."""
    from tests.browser.player import Player, ui

    gina = site.visitor("gina")
    address = f"http://127.0.0.1:{site.port}/leren/"
    options = ["--no-sandbox", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.program(), args=options)
        context = browser.new_context(extra_http_headers={"X-Test-Person": gina.who}, locale="nl-NL")

        def opened(path: str) -> Page:
            page = context.new_page()
            page.goto(f"{address}{path}")
            return page

        names = [name for step in site.portal.library.course("proef").steps for name in mounted(step)]  # type: ignore[union-attr]
        pages = {
            name: opened(f"module/proef/{names.index(name) + 1}") for name in ("typen", "self-assessment", "reflection")
        }
        pages["toets"] = opened(f"toets/{NUMBERED}/")
        test = Player(pages["toets"], "Getallen")
        test.press(ui("quiz", "begin"))
        test.sees("Hoeveel is")
        context.set_offline(True)
        scan = Player(pages["self-assessment"], "Hoe gaat het?")
        scan.choose("punt 2", scan.group("Ik krijg mijn werk af."))
        scan.choose("punt 5", scan.group("Ik neem pauze."))
        Player(pages["reflection"], "Terugkijken").write("Wat neem je mee?", "Zonder verbinding getypt: > 5.")
        typing = Player(pages["typen"], "Typen")
        typing.activity.get_by_role("textbox").first.fill("1.500")
        typing.activity.get_by_role("textbox").first.blur()
        test.activity.get_by_role("textbox").first.fill("−5")
        test.activity.get_by_role("textbox").first.blur()
        pages["toets"].wait_for_function("() => localStorage.length >= 5")
        kept: list[list[str]] = pages["toets"].evaluate("() => Object.entries(localStorage).sort()")
        browser.close()
    return kept


def mounted(step: Any) -> list[str]:
    """Return the names of the activities of a step."""
    return [part.activity for part in step.parts if hasattr(part, "activity")]


def arrives(site: Site, queue: list[list[str]]) -> list[dict[str, Any]]:
    """Send what a browser kept, in its order; return what came of each letter."""
    gina, found = site.visitor("gina"), []
    for _, letter in sorted(queue):
        said = gina.post(letter.encode()).json
        found.append({"response": json.loads(letter)["response"]["id"], "state": said["saved"]["state"]})
    return found


# What the commit says of it


def scored(activity: Any, events: list[Any], learner: Learner) -> dict[str, Any]:
    """Return what the events of one activity give: nothing refused, the score, and which typed texts are shown."""
    played = play(activity, events, learner)
    assert played.refused == 0, (activity.id, played.refused)
    score, view = activity.score(played.state), json.dumps(activity.view(played.state), ensure_ascii=False)
    typed = sorted({value for event in events for value in event.data.values() if isinstance(value, str)})
    return {
        "fingerprint": activity.fingerprint(),
        "events": [event.id for event in events],
        "status": score.status,
        "points": score.points,
        "maximum": score.maximum,
        "items": {item.id: [item.points, item.status] for item in score.items},
        "means": activity.group_means(played.state) if activity.group_scales() else {},
        "shows": [value for value in typed if json.dumps(value, ensure_ascii=False)[1:-1] in view],
    }


def from_notebook(root: Path) -> dict[str, Any]:
    """Return what the journals of the notebook give."""
    module = load_module(root / "werkmap" / "modules" / "proef")
    found = {}
    for name in module.activity_files:
        one = module.activity(name)
        journal = private_journal("proef") if one.is_private else public_journal(module.folder)
        events = list(JsonLinesJournal(journal).read(name).events)
        learner = Learner("anna", None if name == "role-choice" else "manager")
        found[name] = scored(one, events, learner)
    return found


def from_portal(site: Site, root: Path) -> dict[str, Any]:
    """Return what everybody's download holds, and what the events of Anna give."""
    from ssfh_learn.journal import Event

    people = ("anna", "bram", "daan", "fatma", "typt0", "typt2", "typt4", "bezig", "gina")
    downloads = {name: site.visitor(name).get("gegevens/download").json for name in people}
    module = load_module(root / "werkmap" / "modules" / "proef")
    played = {}
    for name in module.activity_files:
        kept = [one for one in downloads["anna"]["events"] if (one["place"], one["activity"]) == ("proef", name)]
        fields = Event.__dataclass_fields__
        events = [Event(**{key: value for key, value in one.items() if key in fields}) for one in kept]
        played[name] = scored(module.activity(name), events, Learner("anna", "manager"))
    return {"downloads": downloads, "played": played}


def graded(course: Path) -> dict[str, Any]:
    """Return every result and every recorded attempt, as the gradebook holds them."""
    found: dict[str, Any] = {}
    engine = create_engine(find_course(course).db_url)
    for name in (DRAWN, NUMBERED):
        key = load_key(find_course(course), name)
        found[name] = {"content": key.content, "version": key.version, "results": {}, "attempts": []}
        for result in results_of(find_course(course), name):
            values = ("attempt", "attempts", "points", "penalty", "total", "maximum", "status", "passed", "receipt")
            found[name]["results"][result.student] = {
                **{value: getattr(result, value) for value in values},
                "content": result.content,
                "is_late": result.seconds_late > 0,
                "items": {item.cell: [item.question, item.points, item.status] for item in result.items},
            }
        with engine.connect() as connection:
            query = "SELECT student, number, content, answers FROM ssfh_attempt WHERE assignment = :name ORDER BY 1, 2"
            found[name]["attempts"] = [list(row) for row in connection.execute(text(query), {"name": name})]
    engine.dispose()
    return found


def same_times(folder: Path) -> None:
    """Give every file of the work folder the same time."""
    for path in folder.rglob("*"):
        os.utime(path, (OF_FILES, OF_FILES))


def main() -> None:
    """Make everything in a folder of its own, and put it in place."""
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary).resolve() / COMMIT
        os.environ["XDG_DATA_HOME"] = str(root / "home")
        write_modules(Path(temporary) / "shipped")
        (root / "data").mkdir(parents=True)
        (root / "werkmap").mkdir()
        bring_up_to_date(root / "werkmap", Path(temporary) / "shipped")
        write_course(root / "werkmap" / "assignments")
        same_times(root / "werkmap" / "modules")
        with portal(root) as site:
            plays_portal(site, root)
            takes_tests(site, root)
            anna = site.visitor("anna")
            given = anna.post_form("certificaat/proef", naam="Anna de Vries")
            assert given.body.startswith(b"%PDF"), given.status
            (root / "certificaat.pdf").write_bytes(given.body)
            queue = leaves_queue(site)
        plays_notebook(root)
        (root / "browser.json").write_text(json.dumps(queue, ensure_ascii=False, indent=1) + "\n", "utf-8")
        finish(root)
        shutil.rmtree(RESULT, ignore_errors=True)
        shutil.copytree(root, RESULT)


def finish(root: Path) -> None:
    """Write what this commit reads in all of it, and leave out what says nothing: locks, and names of folders."""
    expected: dict[str, Any] = {"notebook": from_notebook(root), "graded": graded(root / "werkmap" / "assignments")}
    trial = root.with_name("trial")
    shutil.copytree(root, trial)  # so that what the browser keeps is still on its way in what is kept
    with portal(root) as site:
        expected["portal"] = from_portal(site, root)
        steps = site.portal.library.course("proef").steps  # type: ignore[union-attr]
        expected["steps"] = [step.title for step in steps]
    with portal(trial) as site:
        expected["arrived"] = arrives(site, json.loads((root / "browser.json").read_text("utf-8")))
        expected["after_queue"] = site.visitor("gina").get("gegevens/download").json["events"]
    pages = root / "data" / "paginas"
    for path in (root / "werkmap" / "modules").glob("*/*.ipynb"):  # their names are a hash of where the notebook is
        kept = pages / f"{sha256(str(path.resolve()).encode()).hexdigest()[:32]}.json"
        if kept.is_file():
            kept.rename(pages / f"{path.stem}.json")
    (root / "home" / "ssfh_learn" / "private").rename(root / "data" / "private")
    shutil.rmtree(root / "home")
    for path in sorted(root.rglob("*"), reverse=True):
        if path.name in {"__pycache__", ".ipynb_checkpoints"} or path.name.endswith(("-wal", "-shm")):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    (root / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()

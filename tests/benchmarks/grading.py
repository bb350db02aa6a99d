"""What grading costs: stock nbgrader with a kernel, our part in its pipeline, and our own command; same submissions.

The grades of all three are compared cell by cell in the same run. Stock nbgrader gets a notebook that scores the same
journal with the same key inside its kernel, in as little code as that takes, and nbgrader's own settings.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import Any

import nbformat
import psutil
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.apps import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from ssfh_learn.grading.build import build
from ssfh_learn.grading.course import find_course
from ssfh_learn.grading.grade import Grading
from ssfh_learn.grading.slots import slots_of
from ssfh_learn.journal import public_journal
from tests.benchmarks.report import line
from tests.grading import rows
from tests.grading.courses import CourseFolder, write_config, write_key
from tests.grading.many import hand_in_many, names
from tests.postgresql import Server, running_server

LEARNERS = 30
SIZES = (10, 100, 1_000, 5_000)
ROUNDS = 7
EMPTY = "YOUR ANSWER HERE"
"""What nbgrader puts in the place of an answer in the release."""
STOCK = """\
import json
from pathlib import Path

KEY = json.loads(Path({key!r}).read_text("utf-8"))
ANSWERS = {{}}
for line in Path({journal!r}).read_text("utf-8").splitlines():
    event = json.loads(line)
    if event["kind"] == "answer":
        ANSWERS[event["data"]["question"]] = event["data"]["answer"]
MINE = [question for question in KEY if question in ANSWERS]


def score(slot):
    question = MINE[slot - 1]
    return KEY[question].get(ANSWERS[question], 0.0)
"""


def main() -> None:
    """Print what one submission costs by each road, how that grows, and what starting costs."""
    with TemporaryDirectory() as folder:
        built = _built(Path(folder) / "cursus")
        _roads(built)
        with running_server() as server:
            _growth(built, server)
        _starting(built)


def _built(root: Path, **options: str) -> CourseFolder:
    """Return a course with a test of 16 questions, of which 10 are drawn, and one for a person: as those we ship."""
    write_config(root, **options)
    path = write_key(root, questions=16)
    path.write_text(path.read_text("utf-8").replace("trekken: 4", "trekken: 10"), "utf-8")
    build(find_course(root), "toets")
    return CourseFolder(root)


def _copy(course: CourseFolder, name: str) -> CourseFolder:
    return CourseFolder(Path(shutil.copytree(course.root, course.root.with_name(name))))


# The three roads


def _roads(built: CourseFolder) -> None:
    quick = _copy(built, "snel")
    hand_in_many(quick, LEARNERS, notebooks=True)
    through = _copy(quick, "door-nbgrader")
    stock = _stock(quick, built.root.with_name("kaal"))
    ours = NbGraderAPI(coursedir=through.course.directory, config=through.course.config)
    times: dict[str, list[float]] = {"stock": [], "through": [], "quick": []}
    with Grading(quick.course, "toets") as grading:
        for student, folder in grading.submissions:
            with _quiet():
                times["stock"].append(_timed(stock.autograde, "toets", student))
                times["through"].append(_timed(ours.autograde, "toets", student))
            times["quick"].append(_timed(grading.grade, student, folder))
    peer = median(times["stock"])
    print(f"      stock nbgrader with a kernel: {peer:.2f} s a submission (median of {LEARNERS})")
    for name, what, target in (
        ("through", "`nbgrader autograde` with our settings", 6),
        ("quick", "`ssfh-learn grade`", 100),
    ):
        each = median(times[name])
        line(
            f"{what}, per submission",
            f"{peer / each:.1f} x faster ({each * 1000:.1f} ms)",
            f"{target} x stock nbgrader",
            reached=peer / each >= target,
        )
    graded = [rows.cells(f"sqlite:///{stock.coursedir.root}/gradebook.db"), rows.cells(through), rows.cells(quick)]
    different = sum(len({one.get(cell) for one in graded}) > 1 for cell in set().union(*graded))
    cells = LEARNERS * len(slots_of(quick.key.quiz))
    line(
        f"differences between the three in {len(graded[0])} grade cells",
        str(different),
        f"0 of {cells}",
        reached=different == 0 and len(graded[0]) == cells,
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the warnings of thirty kernels from the page; nbgrader's own log is in what it returns."""
    kept = os.dup(2)
    with open(os.devnull, "wb") as nothing:  # noqa: PTH123  (no path)
        os.dup2(nothing.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _timed(act: Any, *words: Any) -> float:
    started = perf_counter()
    done = act(*words)
    took = perf_counter() - started
    if not (done["success"] if isinstance(done, dict) else done.result):
        raise RuntimeError(done)
    return took


def _stock(course: CourseFolder, root: Path) -> NbGraderAPI:
    """Return nbgrader's own course with the same submissions, in which a kernel scores them."""
    key = root / "key.json"
    notebook = root / "source" / "toets" / "toets.ipynb"
    notebook.parent.mkdir(parents=True)
    automatic = [question for question in course.key.quiz.questions if not question.needs_grader]
    right = {one.id: {option.id: 1.0 for option in one.options if option.correct} for one in automatic}  # type: ignore[attr-defined]
    key.write_text(json.dumps(right), "utf-8")
    code = STOCK.format(key=str(key), journal=public_journal(Path()).name)
    slots = slots_of(course.key.quiz)
    cells = [new_code_cell(code, metadata={"nbgrader": _nbgrader("score", None)})]
    for number, slot in enumerate(slots, 1):
        about = {"nbgrader": _nbgrader(slot.cell, slot.points, solution=slot.open_question is not None)}
        new = new_markdown_cell(EMPTY) if slot.open_question else new_code_cell(f"score({number})")
        cells.append({**new, "metadata": about})
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    nbformat.write(nbformat.from_dict(new_notebook(cells=cells, metadata=kernel)), notebook)
    config = Config()
    config.CourseDirectory.course_id = "kaal"
    api = NbGraderAPI(coursedir=CourseDirectory(config=config, root=str(root)), config=config)
    if not api.generate_assignment("toets")["success"]:
        raise RuntimeError
    released = (root / "release" / "toets" / "toets.ipynb").read_text("utf-8")
    if released.count(EMPTY) != 1:
        raise RuntimeError(released)
    for student in names(LEARNERS):
        folder = Path(shutil.copytree(course.folder(student), root / "submitted" / student / "toets"))
        is_answered = "Ik vraag hulp." in public_journal(folder).read_text("utf-8")
        text = released.replace(EMPTY, "Ik vraag hulp.") if is_answered else released
        (folder / "toets.ipynb").write_text(text, "utf-8")
    return api


def _nbgrader(name: str, points: float | None, *, solution: bool = False) -> dict[str, Any]:
    graded = {"grade": True, "points": points} if points is not None else {"grade": False}
    about = {"grade_id": name, "locked": not solution, "solution": solution, "task": False, "schema_version": 3}
    return {**graded, **about, "cell_type": "markdown" if solution else "code"}


# More learners


def _growth(built: CourseFolder, server: Server) -> None:
    on_server = _built(built.root.with_name("cursus-op-server"), db_url=server.new_database())
    empty = on_server.course.db_url
    for size in SIZES:
        hand_in_many(_copy(built, f"sqlite-{size}"), size)
        hand_in_many(_copy(on_server, f"postgresql-{size}"), size)
    for name in ("sqlite", "postgresql"):
        each = {}
        for size in SIZES:
            course = CourseFolder(built.root.with_name(f"{name}-{size}"))
            if name == "postgresql":
                write_config(course.root, db_url=server.new_database(empty))
            each[size] = _milliseconds_each(course)
            print(f"      {name}, {size:>5} submissions: {each[size]:.1f} ms each")
        ratio = each[SIZES[-1]] / each[100]
        what = f"{name}, {SIZES[-1]:,} submissions against 100, per submission"
        line(what, f"{ratio:.2f} x", "1 (linear), at most 1.5", reached=ratio <= 1.5)
        if name == "postgresql":
            write_config(course.root, db_url=server.new_database(empty))
        else:
            shutil.copy(built.root / "gradebook.db", course.root)
        shutil.rmtree(course.root / "autograded")
        used = _peak_megabytes(course)
        what = f"{name}, `ssfh-learn grade` of {SIZES[-1]:,} submissions, memory"
        line(what, f"{used:.0f} MB", "300 MB", reached=used < 300)


def _milliseconds_each(course: CourseFolder) -> float:
    with Grading(course.course, "toets") as grading:
        started = perf_counter()
        ungraded = sum(outcome.result is None for outcome in grading)
        took = perf_counter() - started
        if ungraded:
            raise RuntimeError(ungraded)
        return took / len(grading.submissions) * 1000


def _peak_megabytes(course: CourseFolder) -> float:
    """Return the most memory that the command had while it graded everything."""
    command = [sys.executable, "-m", "ssfh_learn", "grade", "toets", "--course", str(course.root)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
        watched, peak = psutil.Process(running.pid), 0.0
        while running.poll() is None:
            try:
                peak = max(peak, watched.memory_info().rss / 1e6)
            except psutil.NoSuchProcess:
                break
            sleep(0.05)
    if running.returncode:
        raise RuntimeError(running.returncode)
    return peak


# Starting


def _starting(built: CourseFolder) -> None:
    grade = _seconds("grade", "toets", "--course", str(built.root))
    line("`ssfh-learn grade` with nothing to grade", f"{grade:.2f} s", "2 s", reached=grade < 2)
    help_ = _seconds("--help")
    line("`ssfh-learn --help`", f"{help_:.2f} s", "0.3 s", reached=help_ < 0.3)


def _seconds(*words: str) -> float:
    times = []
    for _ in range(ROUNDS):
        started = perf_counter()
        subprocess.run([sys.executable, "-m", "ssfh_learn", *words], check=True, stdout=subprocess.DEVNULL)
        times.append(perf_counter() - started)
    return median(times)

"""A course to try out with a few invented learners, and the portal that shows it: for pictures and for walks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ssfh_learn.cli.demo.course import DATA, build_tests, copy_tests, make_course
from ssfh_learn.cli.work_folder import bring_up_to_date
from ssfh_learn.journal import database_in
from tests.conftest import REPOSITORY
from tests.portal.host import Site, serving

COORDINATOR = "coordinator-1"
"""The account that coordinates the first group of the course."""


@contextmanager
def demo_site(folder: Path, learners: int, seed: int = 1, drawn: int | None = None) -> Iterator[Site]:
    """Make the course in an empty folder, and run a portal with it until the block ends.

    `drawn` is how many questions of a bank each attempt has, so that a few learners are enough for figures of each.
    """
    bring_up_to_date(folder)
    course = copy_tests(REPOSITORY / "assignments", folder)
    if drawn is not None:
        for key in (folder / "assignments" / "keys").glob("*.yaml"):
            text = key.read_text("utf-8")
            key.write_text(re.sub(r"^trekken: .*$", f"trekken: {drawn}", text, flags=re.MULTILINE), "utf-8")
    build_tests(course, lambda: None)
    make_course(folder, course, learners, seed, lambda: None)
    with serving(folder / "modules", folder / "assignments", database_in(folder / DATA)) as site:
        yield site

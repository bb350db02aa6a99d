"""How long a publication of a whole sector takes: `python -m tests.benchmarks publication`."""

from __future__ import annotations

from collections import defaultdict
from random import Random
from resource import RUSAGE_SELF, getrusage
from time import perf_counter

from ssfh_learn.reports.publications import SHARE, Publication, SharedAnswer, Subject, publish
from tests.benchmarks.report import line

PEOPLE, PRACTICES, REGIONS, MONTHS = 40_000, 6_000, 30, 4
SUBJECTS = [Subject("werkdruk", "zelfscan", "1", part) for part in ("tempo", "steun", "herstel", "regie")]
ACTIVITIES, CHOICES, GROUPS = 17, 18, 400
"""As many activities as our modules have, and as many choices in each."""
LEAVE = 0.03
MOST_SECONDS, MOST_MEGABYTES = 60, 1000


def main() -> None:
    """Print the slowest of some months, each with the history of those before."""
    for share in (4, 1):
        seconds = max(_months(PEOPLE // share, PRACTICES // share))
        said = f"publication of {PEOPLE // share:,} people in {PRACTICES // share:,} practices, four parts"
        line(said, f"{seconds:.1f} s", f"{MOST_SECONDS} s", reached=seconds < MOST_SECONDS)
    seconds = max(_months_of_choices())
    said = f"publication of the first choices of {PEOPLE:,} people in {ACTIVITIES} activities"
    line(said, f"{seconds:.1f} s", f"{MOST_SECONDS} s", reached=seconds < MOST_SECONDS)
    memory = getrusage(RUSAGE_SELF).ru_maxrss / 1000
    line("memory of all of it", f"{memory:.0f} MB", f"{MOST_MEGABYTES} MB", reached=memory < MOST_MEGABYTES)


def _months_of_choices() -> list[float]:
    """Return how long each of two months takes in which everybody counts with all that can be counted."""
    random = Random(2)  # noqa: S311  (chance with a seed)
    names = tuple(f"s{place}.{choice}" for place in range(CHOICES // 3) for choice in "abc")
    taken = [0.0, 0.0]
    for number in range(ACTIVITIES):
        subject = Subject("werkdruk", f"verhaal-{number}", "1", "", SHARE, names)
        shared = [_first_choices(subject, random) for _ in range(PEOPLE)]
        history: list[Publication] = []
        for month in range(2):
            groups: defaultdict[str, set[str]] = defaultdict(set)
            for person, one in enumerate(shared):
                for group in (f"group:{person % GROUPS}", "all"):
                    groups[group].add(one.token)
            began = perf_counter()
            history += publish(shared, groups, history)
            taken[month] += perf_counter() - began
            shared = [_first_choices(subject, random) if random.random() < LEAVE else one for one in shared]
    return taken


def _first_choices(subject: Subject, random: Random) -> SharedAnswer:
    made = frozenset(f"s{place}.{random.choice('aab')}" for place in range(CHOICES // 3))
    return SharedAnswer(subject, f"{random.getrandbits(48):x}", made=made)


def _months(people: int, practices: int) -> list[float]:
    random = Random(1)  # noqa: S311  (chance with a seed)
    means = [random.uniform(2, 4) for _ in range(practices)]
    where = [random.randrange(practices) for _ in range(people)]

    def answer(person: int) -> tuple[str, list[float]]:
        drawn = [min(max(random.gauss(means[where[person]], 0.7), 1), 5) for _ in SUBJECTS]
        return f"{random.getrandbits(48):x}", [round(one, 1) for one in drawn]

    shared = [answer(person) for person in range(people)]
    history: list[Publication] = []
    taken = []
    for _ in range(MONTHS):
        groups: defaultdict[str, set[str]] = defaultdict(set)
        for practice, (token, _) in zip(where, shared, strict=True):
            for group in (f"practice:{practice}", f"region:{practice % REGIONS}", "all"):
                groups[group].add(token)
        answers = [
            SharedAnswer(subject, token, values[number])
            for token, values in shared
            for number, subject in enumerate(SUBJECTS)
        ]
        began = perf_counter()
        history += publish(answers, groups, history)
        taken.append(perf_counter() - began)
        shared = [answer(person) if random.random() < LEAVE else one for person, one in enumerate(shared)]
    return taken

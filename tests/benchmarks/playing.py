"""What replaying an attempt costs, per event."""

from __future__ import annotations

import json
from pathlib import Path
from time import perf_counter

from ssfh_learn.activities import Learner, play
from ssfh_learn.content import load_activity
from ssfh_learn.journal import Event
from tests.benchmarks.report import line

QUIZ = Path(__file__).parents[2] / "modules/werkdruk/activiteiten/kennischeck.yaml"
SIZES = (10, 100, 1_000, 10_000)


def main() -> None:
    """Print the time per event against decoding the same event from JSON."""
    quiz = load_activity(QUIZ)
    questions = [question for question in quiz.questions if question.kind == "single_choice"]
    answers = [
        {"kind": "answer", "question": question.id, "answer": option.id}
        for question in questions
        for option in question.options
    ]
    each = {}
    for size in SIZES:
        responses = [answers[number % len(answers)] for number in range(size)]
        events = [Event.now(activity=quiz.id, content="c", attempt=1, response=response) for response in responses]
        started = perf_counter()
        for event in events:
            json.loads(event.line())
        peer = (perf_counter() - started) / size
        started = perf_counter()
        played = play(quiz, events, Learner("meter"))
        quiz.score(played.state)
        each[size] = (perf_counter() - started) / size
        if played.refused:
            raise RuntimeError(played)
        print(f"      {size:>6} events: {each[size] * 1e6:.0f} us each, {each[size] / peer:.1f} x decoding its JSON")
    line("play + score, per event", f"{each[10_000] * 1000:.3f} ms", "1 ms", reached=each[10_000] < 0.001)
    ratio = each[10_000] / each[100]
    line("10,000 events against 100, per event", f"{ratio:.2f} x", "1 (linear), at most 1.5", reached=ratio <= 1.5)

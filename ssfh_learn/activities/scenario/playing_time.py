"""How long a scenario takes to play once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssfh_learn.activities.time_needed import TO_CHOOSE, TO_LOOK, seconds_to_read, words_in

if TYPE_CHECKING:
    from ssfh_learn.activities.scenario.model import ScenarioContent


def seconds_to_play(story: ScenarioContent) -> float:
    """Return how long it takes to play once, when each choice is as likely as the others."""
    nodes = {node.id: node for node in story.nodes}
    here: dict[str, float] = {story.start_node: 1.0}
    total = seconds_to_read(words_in(story.role))
    for _ in range(2 * len(nodes)):  # enough rounds for somebody who goes in circles to reach an ending
        after: dict[str, float] = {}
        for id_, chance in here.items():
            node = nodes[id_]
            shown = [node.text, node.lesson, *(choice.text for choice in node.choices)]
            total += chance * seconds_to_read(words_in(shown))
            for choice in node.choices:
                part = chance / len(node.choices)
                total += part * (seconds_to_read(words_in([choice.consequence, choice.coaching])) + TO_CHOOSE)
                after[choice.to] = after.get(choice.to, 0) + part
        here = after
    return total + TO_LOOK

"""How much a browser loads before a step can be used, packed as it is sent."""

from __future__ import annotations

from tests.benchmarks.bundle import MOST_OF_A_STEP, first_load
from tests.portal.host import Site


def test_the_first_load_of_a_step_with_a_scenario_weighs_at_most_75_kilobytes(site: Site) -> None:
    weights = first_load(site.visitor("anna"), "module/werkdruk/10")

    assert {"page", "portal.css", "portal.js", "ssfh.js"} <= set(weights)
    assert 30 * 1024 < sum(weights.values()) <= MOST_OF_A_STEP, weights

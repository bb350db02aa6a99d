"""The steps of a module as its questions can name them: their addresses, and how long they take to read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.portal.conftest import TEST
from tests.portal.host import ROOT, SEED

if TYPE_CHECKING:
    from tests.portal.host import Site


def test_the_frame_of_a_question_has_the_address_of_each_step_and_a_test_has_none(site: Site) -> None:
    anna = site.visitor("anna")

    seeds = [
        json.loads(seed) for number in range(1, 5) for seed in SEED.findall(anna.get(f"module/proef/{number}").text)
    ]
    (test,) = [json.loads(seed) for seed in SEED.findall(anna.get(f"toets/{TEST}").text)]

    assert seeds
    for seed in seeds:
        steps = seed["frame"]["steps"]
        assert [step["address"] for step in steps] == [f"{ROOT}module/proef/{step['number']}" for step in steps]
        assert [anna.get(step["address"]).status for step in steps] == [200] * len(steps)
        assert all(step["minutes"] >= 1 for step in steps)
    here = [[step["number"] for step in seed["frame"]["steps"] if step["is_here"]] for seed in seeds]
    assert here == [[number] for number in range(1, 5) for _ in SEED.findall(anna.get(f"module/proef/{number}").text)]
    assert test["frame"]["steps"] == []


def test_the_bar_of_the_last_step_leads_on_too_so_that_the_name_of_the_module_stays_in_the_middle(site: Site) -> None:
    page = site.visitor("anna").get("module/proef/3").text

    bar = page[page.index("ssfh-portal-place") : page.index("</nav>", page.index("ssfh-portal-place"))]
    assert f'href="{ROOT}module/proef/klaar" rel="next"' in bar

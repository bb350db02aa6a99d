"""How much is read in a step before there is something to do, on the page as the server draws it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from ssfh_learn.content import load_module
from tests.conftest import REPOSITORY
from tests.modules.shipped import MODULES
from tests.portal.host import Site, serving

MOST = 120
ONLY_FOR_WHO_LOOKS = re.compile(r"Hulp nodig\?|Bronnen|Extra|Woorden die|De cijfers in woorden|Ben je |Voor wie")
"""Folds that nobody is asked to open."""
CONTROLS = ("button", "input", "select", "textarea")
EXPLAINED = "popovertarget"
"""Has a word that is explained, which is read as any other."""
NOT_READ = ("nav", "noscript", "script", "style", "template")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Run a portal with the modules that we ship."""
    with serving(REPOSITORY / "modules", None, f"sqlite:///{tmp_path_factory.mktemp('words') / 'leren.db'}") as site:
        yield site


@pytest.mark.slow  # looks at all steps
def test_a_step_begins_with_something_to_do_within_120_words(shipped: Site) -> None:
    """A fold that answers a question is something to do, and a chart that only shows is not."""
    anna, counted = shipped.visitor("anna"), {}
    for folder in sorted(path.parent for path in MODULES.rglob("module.yaml")):
        module = load_module(Path(folder)).description.id
        number = 1
        while (answer := anna.get(f"module/{module}/{number}")).status == 200:
            counted[f"{module} {number}"] = len(words_before_something_to_do(answer.text))
            number += 1

    assert len(counted) > 60
    assert {step: count for step, count in counted.items() if count > MOST} == {}


def words_before_something_to_do(page: str) -> list[str]:
    """Return the words that are read from the title to the first control."""
    from_title = BeautifulSoup(page[page.index("<h1") :], "html.parser")
    said: list[str] = []
    if not _read(from_title, said):
        said += ["(niets te doen)"] * MOST
    return re.findall(r"[\w'’-]+", " ".join(said))


def _read(element: PageElement, said: list[str]) -> bool:
    """Add what is read of an element; return whether something to do was found in it."""
    if isinstance(element, NavigableString):
        said.append(str(element))
        return False
    if not isinstance(element, Tag) or element.name in NOT_READ or element.has_attr("hidden"):
        return False
    if element.name == "details":
        name = element.summary.get_text() if element.summary else ""
        said.append(name)
        return not ONLY_FOR_WHO_LOOKS.match(name.strip())
    if element.name in CONTROLS and not element.has_attr(EXPLAINED):
        return True
    return any(_read(child, said) for child in element.children)

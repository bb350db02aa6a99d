"""A module that nbconvert made into one page: for paper, or for a reader without Jupyter."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests import yaml_file
from tests.browser.lesson import WERKDRUK
from tests.browser.servers import environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

ACTIVITIES = sorted(path.stem for path in (WERKDRUK / "activiteiten").glob("*.yaml"))
READABLE = {"titel", "inleiding", "rol", "vraag_medewerker"}
READABLE_LISTS = {
    "vragen": ("vraag",),
    "stellingen": ("tekst",),
    "opties": ("tekst",),
    "kaartjes": ("tekst",),
    "rollen": ("naam",),
    "themas": (),
}
KEY = {"uitleg", "goed", "deels", "fout", "hints", "modelantwoord", "feedback_bij_score"}


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("printed")
    module = folder / "werkdruk"
    shutil.copytree(WERKDRUK, module, ignore=shutil.ignore_patterns("journal.jsonl", ".ipynb_checkpoints"))
    command = [sys.executable, "-m", "jupyter", "nbconvert", "--to", "html", "--execute", "werkdruk.ipynb"]
    subprocess.run(command, cwd=module, env=environment(folder), check=True, capture_output=True)
    return module / "werkdruk.html"


@pytest.fixture(scope="module")
def words_on_the_page(browser: Browser, converted: Path) -> Iterator[str]:
    """Return what a reader sees where no script runs and nothing can be fetched."""
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(converted.as_uri(), wait_until="domcontentloaded")
    yield plain(page.locator("body").inner_text())
    context.close()


def content(activity: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml_file.read(WERKDRUK / "activiteiten" / f"{activity}.yaml")
    return found


def plain(text: str) -> str:
    """Return a text without Markdown's signs and with single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"[*_]|^(- |> )", "", text, flags=re.MULTILINE)).strip()


def readable(value: Any, names: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the texts that an unplayed activity shows."""
    if isinstance(value, list):
        for item in value:
            yield from readable(item, names)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if isinstance(inner, str) and (name in READABLE or name in names):
                yield plain(inner)
            elif name in READABLE_LISTS:
                yield from readable(inner, READABLE_LISTS[name])


def key_texts(value: Any, *, is_key: bool = False) -> Iterator[str]:
    """Yield the texts that belong to the key, each as its longest part without accents or quotes."""
    if isinstance(value, str) and is_key:
        yield max(re.findall(r"[ -!#-%(-;=?-~]+", value.replace("\n", " ")), key=len)
    elif isinstance(value, list):
        for item in value:
            yield from key_texts(item, is_key=is_key)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from key_texts(inner, is_key=is_key or name in KEY)


@pytest.mark.parametrize("activity", ACTIVITIES)
def test_a_converted_notebook_shows_the_texts_of_an_activity(words_on_the_page: str, activity: str) -> None:
    texts = list(readable(content(activity)))

    assert texts
    assert [text for text in texts if text not in words_on_the_page] == []


def test_a_converted_notebook_holds_no_key(converted: Path) -> None:
    page = html.unescape(converted.read_text("utf-8"))
    taught = (converted.parent / "werkdruk.ipynb").read_text("utf-8")
    texts = [text for text in key_texts(content("kennischeck")) if len(text) > 15 and text not in taught]

    assert len(texts) > 40
    assert [text for text in texts if text in page] == []

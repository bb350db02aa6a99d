"""What holds for every guide: its commands exist, its links lead somewhere, and it is easy to read."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import click
import pytest

from ssfh_learn.content import load_module
from tests.docs import guide as read
from tests.docs.typed import understood

LONGEST_SENTENCE = 20
MEAN_SENTENCE = 10
LARGEST_IMAGE = 150_000
TEXTS = {path: path.read_text("utf-8") for path in read.PAGES}
COMMANDS = sorted({(path.name, typed) for path, text in TEXTS.items() for typed in read.commands(text)})
IMAGES = [image for page in read.GUIDES for image in read.images(TEXTS[page])]
LINKS = sorted({(path, link) for path, text in TEXTS.items() for link in read.links(text) if "://" not in link})


def test_every_command_in_a_guide_exists_with_these_options() -> None:
    refused = {}
    for page, typed in COMMANDS:
        try:
            assert understood(typed) is not None
        except (click.UsageError, AssertionError) as error:
            refused[page, typed] = str(error)

    assert refused == {}


@pytest.mark.parametrize(
    "typed",
    [
        "assignment bouw toets",
        "grade toets --snel",
        "grade --json",
        "hand-in . over",
        "new liedje naam",
        "assignment build t --due ooit",
    ],
)
def test_a_command_that_does_not_exist_would_be_found(typed: str) -> None:
    with pytest.raises(click.UsageError):
        understood(typed)


def test_every_internal_link_leads_somewhere() -> None:
    assert [f"{page.name}: {target}" for page, target in LINKS if not leads_somewhere(page, target)] == []


def leads_somewhere(page: Path, target: str) -> bool:
    file, _, anchor = target.partition("#")
    path = (page.parent / file).resolve() if file else page
    return path.is_file() and (not anchor or anchor in anchors_of(path))


@cache
def anchors_of(path: Path) -> set[str]:
    return read.anchors(path.read_text("utf-8"))


def test_every_image_exists_and_has_a_text() -> None:
    sizes = {target: path.stat().st_size if (path := read.DOCS / target).is_file() else 0 for _, target in IMAGES}

    assert {target: size for target, size in sizes.items() if not 0 < size < LARGEST_IMAGE} == {}
    assert [target for alternative, target in IMAGES if len(alternative.split()) <= 3] == []


def test_every_screenshot_is_in_a_guide() -> None:
    assert {path.name for path in (read.DOCS / "images").iterdir()} == {Path(target).name for _, target in IMAGES}


@pytest.mark.parametrize("page", read.GUIDES, ids=lambda path: path.name)
def test_every_section_is_in_the_table_of_contents(page: Path) -> None:
    headings = re.findall(r"^## (.+)$", read.prose(TEXTS[page]), re.MULTILINE)
    listed = set(re.findall(r"^ *- \[([^\]]+)\]\(#", TEXTS[page], re.MULTILINE))
    assert [heading for heading in headings if heading not in listed] == ["Inhoud"]


@pytest.mark.parametrize("page", read.GUIDES, ids=lambda path: path.name)
def test_no_sentence_is_too_long(page: Path) -> None:
    sentences = read.sentences(TEXTS[page])
    assert [" ".join(words) for words in sentences if len(words) > LONGEST_SENTENCE] == []


@pytest.mark.parametrize("page", read.GUIDES, ids=lambda path: path.name)
def test_the_sentences_are_short(page: Path) -> None:
    lengths = [len(words) for words in read.sentences(TEXTS[page])]
    assert len(lengths) > 50
    assert sum(lengths) / len(lengths) < MEAN_SENTENCE


@pytest.mark.parametrize("page", read.PAGES, ids=lambda path: path.name)
def test_a_guide_names_no_place_of_the_computer_that_it_was_written_on(page: Path) -> None:
    assert re.findall(r"(?:/tmp|/root|/work|/home)/\S*", TEXTS[page]) == []


def test_every_guide_is_in_the_readme() -> None:
    readme = TEXTS[read.ROOT / "README.md"]
    assert [path.name for path in sorted(read.DOCS.glob("*.md")) if f"(docs/{path.name})" not in readme] == []


def test_the_readme_names_every_module_that_can_be_opened_with_its_place_and_length(modules: Path) -> None:
    shipped = {path.parent for path in modules.rglob("*.ipynb")}
    expected = [
        [one.title, f"`{folder.relative_to(read.ROOT).as_posix()}`", f"ongeveer {one.duration} minuten"]
        for folder in shipped
        for one in [load_module(folder).description]
    ]
    assert sorted(read.rows(TEXTS[read.ROOT / "README.md"], "Module")) == sorted(expected)

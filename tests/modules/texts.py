"""Every text that a learner can read in a shipped module: those that `check` reads, its test bank and its drawings."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ssfh_learn.content.source import read_source
from ssfh_learn.content.texts import WrittenText, texts_of, texts_of_notebook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.modules.shipped import Shipped


def texts_of_file(path: Path, always: tuple[str, ...] = ()) -> Iterator[WrittenText]:
    """Yield the texts of a content file; it may use the sources in `always` besides its own."""
    source = read_source(path)
    assert isinstance(source.value, dict), path
    yield from texts_of(source, always)


def texts_of_pictures(shipped: Shipped) -> Iterator[WrittenText]:
    """Yield the words in drawings; a drawing may use every source of its module."""
    codes = tuple(reference.code for reference in shipped.module.description.sources)
    for path in sorted((shipped.folder / "afbeeldingen").glob("*.svg")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            for words in re.findall(r"<(?:text|title|desc)\b[^>]*>(.*?)</(?:text|title|desc)>", line):
                text = re.sub(r"<[^>]+>", "", words)
                if any(letter.isalpha() for letter in text):
                    yield WrittenText(path, number, ("tekening",), "picture", text, codes)


@cache
def texts_of_module(shipped: Shipped) -> tuple[WrittenText, ...]:
    """Return everything that the learners of a module read, their test included."""
    codes = tuple(reference.code for reference in shipped.module.description.sources)
    return (
        *texts_of_file(shipped.folder / "module.yaml", codes),
        *texts_of_notebook(shipped.notebook, shipped.cells, codes),
        *(text for path in shipped.module.activity_files.values() for text in texts_of_file(path)),
        *texts_beside_check(shipped),
    )


@cache
def texts_beside_check(shipped: Shipped) -> tuple[WrittenText, ...]:
    """Return what `check` does not read with the module: its test bank and its drawings."""
    return (*texts_of_pictures(shipped), *texts_of_file(shipped.bank_file))

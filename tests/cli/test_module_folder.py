"""`ssfh-learn copy` and `ssfh-learn pack`, as a trainer types them."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.commands import typed


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    """Return a folder with a new module."""
    typed("new", "module", "pauzes", folder=tmp_path)
    return tmp_path


def test_a_module_is_copied_and_passes_check(modules: Path) -> None:
    copied = typed("copy", "module", "pauzes", "onze-pauzes", "--title", "Onze pauzes", folder=modules)
    checked = typed("check", "onze-pauzes", folder=modules)

    assert copied.stdout.startswith("Gemaakt: onze-pauzes, met de id `onze-pauzes` en de titel ‘Onze pauzes’.")
    assert (copied.stderr, checked.returncode) == ("", 0)


def test_a_module_is_packed_and_what_is_wrong_in_it_is_said(modules: Path) -> None:
    good = typed("pack", "pauzes", folder=modules)
    (modules / "pauzes" / "module.yaml").write_text("id: pauzes", "utf-8")
    bad = typed("pack", "pauzes", "--out", "half.zip", folder=modules)

    assert good.stdout == "Gemaakt: pauzes.zip, met 3 bestanden. De bestanden met antwoorden zijn weggelaten.\n"
    assert min(ZipFile(modules / "pauzes.zip").namelist()) == "pauzes/activiteiten/kennischeck.yaml"
    assert (bad.returncode, "klopt nog niet alles" in bad.stdout) == (0, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("copy", "module", "weg", "nieuw"), "staat geen module"),
        (("copy", "module", "pauzes", "Nieuw Werk"), "kan niet als naam"),
        (("copy", "toets", "pauzes", "nieuw"), "'toets' kan hier niet"),
        (("pack", "weg"), "staat geen module"),
        (("pack", "pauzes", "--out", "pauzes/module.yaml"), "bestaat al"),
        (("pack", "pauzes", "--out", "geen/map/pauzes.zip"), "pauzes.zip"),
    ],
)
def test_what_cannot_be_done_is_told_in_dutch(modules: Path, words: tuple[str, ...], said: str) -> None:
    ran = typed(*words, folder=modules)

    assert ran.returncode != 0
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr
    assert sorted(path.name for path in modules.iterdir()) == ["pauzes"]

"""What people mistype: `check` names the line, prints it corrected, and mends what is certain."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ssfh_learn.activities import KINDS
from ssfh_learn.content import check
from ssfh_learn.content.keys import keys_in
from ssfh_learn.content.module import ModuleDescription
from ssfh_learn.content.repair.line import SPACED_KEYS
from ssfh_learn.content.repairing import repaired
from ssfh_learn.content.source import source_of
from tests.commands import typed
from tests.content.mistyped_lines import CERTAIN, GOOD, SHOWN, Case
from tests.over import over
from tests.thoroughness import tries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssfh_learn.content import Problem

CASES = [
    (kind, number, case)
    for table in (CERTAIN, SHOWN)
    for kind, cases in table.items()
    for number, case in enumerate(cases)
]


ENGLISH = re.compile(r"expected|mapping|scanning|parsing|found |token|could not|Error")
"""What a parser would say."""


def unquoted(line: str) -> str:
    """Return what `check` says itself: without the words of the author that it quotes."""
    return re.sub(r"`[^`]*`", "", line)


def problems(path: Path) -> list[Problem]:
    """Return what must be mended; how well a text reads is another matter."""
    return [problem for problem in check([path]) if problem.weight != "advice"]


def mistyped(case: Case) -> str:
    """Return the good file with one line as it was typed."""
    number, line, _ = case
    lines = GOOD.split("\n")
    lines[number - 1] = line
    return "\n".join(lines)


def meant(case: Case) -> str:
    """Return the good file with that line as it was meant."""
    return mistyped((case[0], case[2], ""))


def where(case: Case) -> int:
    """Return the line that is wrong: the last of those that were typed and differ from what was meant."""
    lines, right = case[1].split("\n"), case[2].split("\n")
    return case[0] + max(n for n, line in enumerate(lines) if right[n : n + 1] != [line])


def wanted(case: Case) -> str:
    """Return that line as it was meant."""
    right = case[2].split("\n")
    return right[min(where(case) - case[0], len(right) - 1)].strip()


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[str]]:
    """Return what `ssfh-learn check .` prints about each case, as a trainer sees it."""
    folder = tmp_path_factory.mktemp("typed")
    for kind, number, case in CASES:
        (folder / f"{kind.replace('_', '-')}-{number}.yaml").write_bytes(mistyped(case).encode())
    ran = typed("check", ".", folder=folder)
    assert (ran.returncode, ran.stderr) == (1, "")
    lines: dict[str, list[str]] = {}
    for line in ran.stdout.partition("\n\n")[0].split("\n"):
        name, _, rest = line.partition(".yaml:")
        lines.setdefault(name, []).append(rest)
    return lines


def test_each_kind_has_at_least_five_cases() -> None:
    few = {kind for table in (CERTAIN, SHOWN) for kind, cases in table.items() if len(cases) < 5}

    assert few == set()


def test_the_file_that_the_cases_change_is_in_order(tmp_path: Path) -> None:
    path = tmp_path / "pauze.yaml"
    path.write_text(GOOD, "utf-8")

    assert problems(path) == []


@over(("kind", "number", "case"), CASES)
def test_the_line_is_named_and_printed_as_it_was_meant(
    said: Mapping[str, list[str]], kind: str, number: int, case: Case
) -> None:
    lines = said[f"{kind.replace('_', '-')}-{number}"]
    about = [line for line in lines if line.startswith(f"{where(case)}: ")]

    assert len(about) == len(lines) == 1, lines
    if kind != "double_line":
        assert wanted(case) in about[0]


@over(("kind", "number", "case"), CASES)
def test_the_kind_of_the_mistake_is_known(tmp_path: Path, kind: str, number: int, case: Case) -> None:
    path = tmp_path / f"geval-{number}.yaml"
    path.write_bytes(mistyped(case).encode())

    assert [problem.code for problem in problems(path)] == [kind]


@over(("kind", "number", "case"), CASES)
def test_what_is_certain_is_mended_and_nothing_else_is_touched(
    tmp_path: Path, kind: str, number: int, case: Case
) -> None:
    path = tmp_path / f"geval-{number}.yaml"
    path.write_bytes(mistyped(case).encode())

    mended = repaired(path).text

    assert mended == (meant(case) if kind in CERTAIN else None)
    if mended is not None:
        path.write_bytes(mended.encode())
        assert problems(path) == []
        assert repaired(path).text is None


def test_no_parser_is_heard(said: Mapping[str, list[str]]) -> None:
    heard = [line for lines in said.values() for line in lines if ENGLISH.search(unquoted(line))]

    assert heard == []


def test_a_good_file_is_left_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "goed.yaml"
    path.write_bytes(f"# uitleg\r\n{GOOD}".replace("\n", "\r\n").encode())

    assert repaired(path).text is None


def test_comments_and_layout_stay_where_they_are(tmp_path: Path) -> None:
    path = tmp_path / "pauze.yaml"
    content = GOOD.replace("titel: Pauze", "\n# Mijn uitleg\ntitel:   Let op: pauze   # nog kijken").replace(
        "\n", "\r\n"
    )
    path.write_bytes(content.encode())

    assert repaired(path).text == content.replace("Let op: pauze ", '"Let op: pauze" ')


def test_a_text_below_a_bar_may_hold_any_sign(tmp_path: Path) -> None:
    text = 'vraag: |\n      – Dit: is *zo* `x`\n      • punt\n\n        "dieper" #2 \'t: en\n      tekst zonder eind"'
    path = tmp_path / "pauze.yaml"
    path.write_text(GOOD.replace("vraag: Wat helpt?", text), "utf-8")

    assert [problem.code for problem in problems(path) if not problem.code.startswith("markdown")] == []
    assert repaired(path).text is None


def test_names_that_an_author_who_knows_yaml_uses_stay(tmp_path: Path) -> None:
    text = GOOD.replace("uitleg: Klopt.", "uitleg: &zo Klopt.").replace("uitleg: Nee.", "uitleg: *zo")
    path = tmp_path / "pauze.yaml"
    path.write_text(text, "utf-8")

    assert problems(path) == []
    assert source_of(path, text).value["vragen"][0]["opties"][1]["uitleg"] == "Klopt."


def test_the_keys_of_more_than_one_word_are_known() -> None:
    keys = {key for kind in (*KINDS.values(), ModuleDescription) for key in keys_in(kind)}

    assert {key for key in keys if " " in key} == set(SPACED_KEYS)


def test_a_second_key_with_another_text_is_never_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "pauze.yaml"
    path.write_text(GOOD.replace("tekst: Doorwerken", "tekst: Doorwerken\n        tekst: Rusten"), "utf-8")
    [problem] = problems(path)

    assert str(problem).removeprefix(f"{path}:").startswith("17: `tekst` staat hier twee keer: ook op regel 16.")
    assert repaired(path).text is None


@pytest.mark.parametrize(
    "text", ["zonder enige vorm", "a: [", "- - -", "\t\t", "a:\n b\n  c: d", "---\n---\n", "? : ?"]
)
def test_what_cannot_be_understood_is_told_in_dutch_and_left(tmp_path: Path, text: str) -> None:
    path = tmp_path / "vreemd.yaml"
    path.write_text(text, "utf-8")

    assert problems(path) != []
    assert repaired(path).text is None


def test_several_mistakes_in_one_file_are_told_and_mended_at_once(tmp_path: Path) -> None:
    path = tmp_path / "pauze.yaml"
    text = GOOD.replace("titel: Pauze", "titel: Let op: pauze").replace("  - id: v2", "  – id: v2")
    text = text.replace("    opties:", "    antwoorden:").replace("        juist: ja", "         juist: yes")
    path.write_text(text, "utf-8")

    assert [problem.line for problem in problems(path)] == [2, 10, 13, 13, 18]
    assert repaired(path).text == GOOD.replace("titel: Pauze", 'titel: "Let op: pauze"')


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-8-sig"])
def test_a_file_in_another_encoding_is_read_and_set_right(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "pauze.yaml"
    text = GOOD.replace("Wat helpt?", "Wat helpt? Eén café – ‘nu’ kost € 3")
    path.write_bytes(text.encode(encoding))

    if encoding == "utf-8-sig":
        assert problems(path) == []
    else:
        assert [problem.code for problem in problems(path)] == ["other_encoding"]
        assert repaired(path).text == text


def test_what_leaves_as_much_to_say_as_before_is_no_repair(tmp_path: Path) -> None:
    path = tmp_path / "pauze.yaml"
    path.write_text(GOOD.replace("  - id: v1", "  &- id: v1"), "utf-8")

    assert problems(path) != []
    assert repaired(path).text is None


# Whatever is typed

PIECES = [
    "- ",
    "  ",
    "\t",
    ": ",
    ":",
    " #",
    "'",
    '"',
    "“",
    "”",
    "–",
    "•",
    "\u00a0",
    "\u2028",
    "[",
    "{",
    "|",
    "> ",
    "*",
    "&",
    "x",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=tries(150), deadline=None)
@given(data=st.data())
def test_whatever_is_typed_is_told_in_dutch_and_mended_once(tmp_path: Path, data: st.DataObject) -> None:
    lines = GOOD.split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        number = data.draw(st.integers(0, len(lines) - 1))
        cut = data.draw(st.integers(0, len(lines[number])))
        piece, kept = data.draw(st.sampled_from(PIECES)), data.draw(st.integers(0, 2))
        lines[number] = lines[number][:cut] + piece + lines[number][cut + kept :]
    path = tmp_path / "pauze.yaml"
    path.write_bytes("\n".join(lines).encode())

    found = problems(path)
    mended = repaired(path).text

    assert all(1 <= problem.line <= len(lines) and not ENGLISH.search(unquoted(str(problem))) for problem in found)
    if mended is not None:
        path.write_bytes(mended.encode())
        assert len(problems(path)) < len(found)
        assert repaired(path).text is None

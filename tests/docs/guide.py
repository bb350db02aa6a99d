"""What stands in a guide: headings, examples, tables, images, links, commands and sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
LEARNER = DOCS / "handleiding-deelnemer.md"
TRAINER = DOCS / "handleiding-trainer.md"
COORDINATOR = DOCS / "handleiding-coordinator.md"
COURSES = DOCS / "beheer.md"
PRIVACY = DOCS / "privacy.md"
GUIDES = (LEARNER, TRAINER, COORDINATOR, COURSES, PRIVACY)
"""The guides that people read in Dutch."""
PAGES = (
    *GUIDES,
    DOCS / "architecture.md",
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "assignments" / "README.md",
)
QUESTION = "vraag"
WRONG = "fout "

_FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
_MARKED = re.compile(r"^<!-- (?:voorbeeld: )?([^\n]+) -->\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Example:
    """A fenced text and its mark: the file to write it to, `vraag`, or `fout ` with a file that has problems."""

    mark: str
    text: str


@dataclass(frozen=True)
class Table:
    """The keys that a table describes: in which section, under which key (or at the top), and which are required."""

    section: str
    under: str | None
    keys: dict[str, str]


def examples(guide: str) -> list[Example]:
    """Return every fenced text that is marked."""
    return [Example(mark, text) for mark, text in _MARKED.findall(guide)]


def fenced(guide: str, language: str) -> list[str]:
    """Return every fenced text in one language."""
    return [text for _, name, text in _FENCE.findall(guide) if name == language]


def prose(guide: str) -> str:
    """Return the guide without fenced texts, indented examples and comments."""
    bare = re.sub(r"<!--.*?-->\n", "", _FENCE.sub("", guide))
    return re.sub(r"^    \S.*$", "", bare, flags=re.MULTILINE)


def anchors(guide: str) -> set[str]:
    """Return the anchors of the headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", prose(guide), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def images(guide: str) -> list[tuple[str, str]]:
    """Return the alternative text and the target of each image."""
    return re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", prose(guide))


def quoted(guide: str) -> list[str]:
    """Return what running text says that stands on the screen."""
    return re.findall(r"‘([^’]+)’", re.sub(r"^\|.*$", "", prose(guide), flags=re.MULTILINE))


def links(guide: str) -> list[str]:
    """Return the target of each link that is not an example in code."""
    return re.findall(r"(?<!!)\[[^\]]*\]\(([^)]+)\)", re.sub(r"`[^`]*`", "", prose(guide)))


def tables(guide: str) -> list[Table]:
    """Return every table whose first column is `Sleutel`."""
    found, section, before = [], "", ""
    lines = prose(guide).splitlines()
    for number, line in enumerate(lines):
        if line.startswith("#"):
            section, before = line.lstrip("# "), ""
        elif line.startswith("| Sleutel |"):
            introduced = re.match(r"Onder (`[\w-]+`(?: en `[\w-]+`)*) staat", before)
            under = re.findall(r"`([\w-]+)`", introduced[1]) if introduced else [None]
            found += [Table(section, key, _keys(lines[number + 2 :])) for key in under]
        elif line.strip() and not line.startswith("|"):
            before = line
    return found


def traps(guide: str) -> list[tuple[str, str]]:
    """Return what is wrong and what is right in each row of the table of traps that shows both as YAML."""
    table = guide.partition("| Valkuil |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\|[^|]+\| `([^`]+)`.*? \| `([^`]+)` \|$", table, re.MULTILINE)
    return [(wrong, right) for wrong, right in rows if ":" in wrong and ":" in right]


def chapter(guide: str, heading: str) -> str:
    """Return what stands under a heading, up to the next heading of the same level or above."""
    before, mark, after = guide.partition(f"# {heading}\n")
    assert mark, heading
    level = len(before) - len(before.rstrip("#")) + 1
    return re.split(rf"^#{{1,{level}}} ", after, maxsplit=1, flags=re.MULTILINE)[0]


def rows(guide: str, first_column: str) -> list[list[str]]:
    """Return the cells of every row of the tables with this first column."""
    found = []
    for table in re.findall(rf"^\| {first_column} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", guide, re.MULTILINE):
        found += [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table.splitlines()]
    return found


def _keys(rows: list[str]) -> dict[str, str]:
    keys = {}
    for row in rows:
        if not row.startswith("|"):
            break
        key, required, _ = (cell.strip() for cell in row.strip("|").split("|", 2))
        keys[key.strip("`")] = required
    return keys


def commands(guide: str) -> set[str]:
    """Return what the guide tells to type after `ssfh-learn`, in running text, tables and fenced texts."""
    spans = re.findall(r"`([^`\n]+)`", prose(guide)) + [
        line for text in fenced(guide, "sh") for line in text.splitlines()
    ]
    return {found[1].strip() for span in spans if (found := re.search(r"(?:^|[\\/])ssfh-learn\b(.*)$", span))}


def sentences(guide: str) -> list[list[str]]:
    """Return the words of each sentence; tables, headings, images and fenced texts are left out."""
    text = re.sub(r"^(#|\||\s*- \[).*$", "\n", prose(guide), flags=re.MULTILINE)
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"`[^`]+`", "code", text)
    text = re.sub(r"^\s*(?:-|\d\.) ", "\n\n", text, flags=re.MULTILINE)
    parts = [part for block in re.split(r"\n\s*\n", text) for part in re.split(r"(?<=[.!?:])[’*)]*\s+", block)]
    return [words for part in parts if (words := re.findall(r"[\w’'-]+", part))]


def of_many(found: object) -> str:
    """Return a sentence of the catalogue; of one for one and for many the one that a guide quotes."""
    return str(found["many"] if isinstance(found, dict) else found)

"""The log of the roster in Dutch sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ssfh_learn.dutch_time import dutch_date, dutch_moment
from ssfh_learn.words import section, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ssfh_learn.roster.log import LogLine

DAYS = ("started", "ended")
"""The fields that the log keeps as a day (ISO 8601)."""


@dataclass(frozen=True)
class Called:
    """What is called how in sentences of a log.

    `groups` are the names that may be shown, by id; `titles` those of modules, tests and tracks, by `module werkdruk`,
    `test werkdruk-toets` and `track werkdruk`; `people` those of who did something, by account.
    """

    groups: Mapping[int, str]
    titles: Mapping[str, str]
    people: Mapping[str, str]

    def person(self, account: str) -> str:
        """Return the name of a person; her account where the list has no name."""
        return self.people.get(account, account)


def sentence(line: LogLine, called: Called) -> str:
    """Return a line as a sentence: when, who and what."""
    said = _what(line, called.groups, called.titles)
    return f"{dutch_moment(datetime.fromisoformat(line.at))}, {called.person(line.who)}: {said}"


def said_reason(reason: str) -> str:
    """Return a reason as a sentence, which has one full stop however the reason was typed."""
    return word("running", "log_reason", reason=reason.removesuffix("."))


def what_changes(lines: Iterable[LogLine], groups: Mapping[int, str]) -> str:
    """Return every field that changes of one person, as it is and as it will be, and the groups that she joins."""
    found: list[str] = []
    for line in lines:
        if line.action == "joined":
            found.append(word("roster", "import_joins", group=groups.get(line.group or 0, "")))
        else:
            found += [part for field, (old, new) in line.details.items() for part in _parts(field, old, new, {})]
    return "; ".join(found)


def _what(line: LogLine, groups: Mapping[int, str], titles: Mapping[str, str]) -> str:
    details = line.details
    about = [titles[key] for one in details.get("about", ()) if (key := one.replace("-", " ", 1)) in titles]
    if line.action == "reminded" and about:
        return word("roster", "log_reminded_about", titles=", ".join(f"‘{one}’" for one in about))
    if accounts := details.get("accounts"):
        account, other = accounts
        return word("roster", "log_merged_accounts", name=details["name"], account=account, other=other)
    group = groups.get(line.group, "") if line.group is not None else ""
    if line.action == "imported":
        return _imported(details)
    said = word("roster", f"log_{line.action}", group=group, name=details.get("name", ""))
    if line.action not in {"changed", "ended", "group_changed"}:
        return said
    parts = (part for field, (old, new) in details.items() for part in _parts(field, old, new, titles))
    return f"{said} {'; '.join(parts)}."


def _imported(details: Mapping[str, Any]) -> str:
    """Return what an import did, in the group whose log this is."""
    said = word("roster", "log_imported", file=details["file"])
    counts = [
        word("roster", code, count=details[name])
        for name, code in (("new", "log_imported_new"), ("changed", "log_imported_changed"))
        if details.get(name)
    ]
    return " ".join([said, *counts])


def _parts(field: str, old: Any, new: Any, titles: Mapping[str, str]) -> Iterable[str]:
    """Return what changed in a field, in parts of a sentence."""
    if field == "duties":
        return list(_duties(old, new, titles))
    if field == "tracks":
        return list(_tracks(old, new, titles))
    if field == "practice_rule":
        old, new = ([_rule(one, titles) for one in side] for side in (old, new))
    elif field in DAYS:
        old, new = (_day(side) for side in (old, new))
    label = section("roster").get(field, field)
    return [word("roster", "log_difference", field=label, old=_text(old), new=_text(new))]


def _duties(old: Sequence[str], new: Sequence[str], titles: Mapping[str, str]) -> Iterator[str]:
    """Yield which modules and tests came and went, and of which the last day changed."""
    before, after = (dict(map(_duty, side)) for side in (old, new))
    for key in {**before, **after}:
        about = {"title": titles.get(key, key.partition(" ")[2]), "day": _day(after.get(key, ""))}
        if key not in after:
            yield word("roster", "log_duty_gone", **about)
        elif before.get(key) != after[key]:
            code = "added" if key not in before else "changed"
            yield word("roster", f"log_duty_{code}" if about["day"] else f"log_duty_{code}_no_day", **about)


def _tracks(old: Sequence[str], new: Sequence[str], titles: Mapping[str, str]) -> Iterator[str]:
    """Yield which tracks came and went, and of which the first day changed."""
    before, after = (dict(map(_duty, side)) for side in (old, new))
    for key in {**before, **after}:
        code = "gone" if key not in after else "changed" if key in before else "added"
        title = titles.get(key, key.partition(" ")[2])
        yield word("roster", f"log_track_{code}", title=title, day=_day(after.get(key, "")))


def _duty(written: str) -> tuple[str, str]:
    """Return what a group does, such as `module werkdruk`, and its day; empty if it has none."""
    kind, name, *day = written.split(" ")
    return f"{kind} {name}", day[0] if day else ""


def _rule(written: str, titles: Mapping[str, str]) -> str:
    """Return a part of a rule such as `werkdruk-toets: 2 x POH`, with the title of the test or module."""
    name, _, asked = written.rpartition(": ")
    key = f"module {name.removeprefix('module:')}" if name.startswith("module:") else f"test {name}"
    return f"{titles.get(key, name)}: {asked}"


def _day(iso: str | None) -> str:
    return dutch_date(date.fromisoformat(iso)) if iso else ""


def _text(value: Any) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return text or word("roster", "log_nothing")

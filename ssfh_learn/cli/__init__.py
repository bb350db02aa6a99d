"""The command `ssfh-learn`. Each subcommand is one file and one function."""

from __future__ import annotations

import gettext
import sys

from ssfh_learn.words import section


def main() -> None:
    """Run the command line; click's own sentences are Dutch too."""
    translations = section("click")
    # click takes its sentences from gettext at import and has none in Dutch. This changes only our process.
    gettext.gettext = lambda message: translations.get(message, message)
    gettext.ngettext = lambda msgid1, msgid2, n: gettext.gettext(msgid1 if n == 1 else msgid2)
    # jsonschema, behind notebooks and servers, reads a grammar of addresses at its import, for most of a second. It
    # does without where that is not installed, and no schema of Jupyter's or nbgrader's asks for it. Here, before any
    # command is imported; None is what Python itself keeps for a module that may not be imported. To be dropped when
    # jsonschema reads the grammar at its first use.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

    from ssfh_learn.cli.group import ssfh_learn

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # a Windows console may be cp1252
    ssfh_learn(prog_name="ssfh-learn")

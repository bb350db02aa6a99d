"""The Hub's own pages that learners see, in Dutch: logging in and out, asking for an account, and errors.

`jupyterhub_config.py` names `FOLDER` and `WORDS`; see docs/beheer.md. The Hub makes these pages in its own process.
"""

from __future__ import annotations

from pathlib import Path

from ssfh_learn.words import section

FOLDER = str(Path(__file__).parent / "hub_templates")
"""For `c.JupyterHub.template_paths`."""
WORDS = {"ssfh": section("hub_pages")}
"""For `c.JupyterHub.template_vars`."""

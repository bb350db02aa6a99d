"""The notebook host: activities as widgets, answers in a journal beside the notebook."""

from ssfh_learn.widgets.activity import activity

__all__ = ["activity"]

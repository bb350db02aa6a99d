"""Refresher: mistakes in a module return in short sessions. It is made from the module and has no content file."""

from ssfh_learn.activities.refresher.length import LONGEST_SESSION, seconds, that_fit
from ssfh_learn.activities.refresher.refresher import Refresher
from ssfh_learn.activities.refresher.tries import tries, went_wrong

__all__ = ["LONGEST_SESSION", "Refresher", "seconds", "that_fit", "tries", "went_wrong"]

"""Refresher: what went wrong in a module comes back in short sessions; nobody writes one, it is made of a module."""

from ssfh_learn.activities.refresher.length import LONGEST_SESSION, seconds, that_fit
from ssfh_learn.activities.refresher.refresher import Refresher
from ssfh_learn.activities.refresher.tries import tries, went_wrong

__all__ = ["LONGEST_SESSION", "Refresher", "seconds", "that_fit", "tries", "went_wrong"]

"""Refreshing a module: which cards a learner has, when they come back, and that as dates for her own agenda."""

from ssfh_learn.portal.learner.refresher.standing import RefresherStanding, standing_of
from ssfh_learn.portal.learner.refresher.traces import Traces, read_traces

__all__ = ["RefresherStanding", "Traces", "read_traces", "standing_of"]

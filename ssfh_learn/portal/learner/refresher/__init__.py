"""Refreshing a module: which cards a learner has, when they come back, and that as dates for her own agenda."""

from ssfh_learn.portal.learner.refresher.standing import RefresherStanding, standing_of
from ssfh_learn.portal.learner.refresher.traces import Traces, read_traces
from ssfh_learn.portal.published.deck import REFRESHER, Deck, deck_of

__all__ = ["REFRESHER", "Deck", "RefresherStanding", "Traces", "deck_of", "read_traces", "standing_of"]

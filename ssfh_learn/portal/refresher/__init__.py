"""Refreshing a module: which cards a learner has, when they come back, and that as dates for her own agenda."""

from ssfh_learn.portal.refresher.deck import REFRESHER, Deck, deck_of
from ssfh_learn.portal.refresher.standing import Standing, standing_of
from ssfh_learn.portal.refresher.traces import Traces, read_traces

__all__ = ["REFRESHER", "Deck", "Standing", "Traces", "deck_of", "read_traces", "standing_of"]

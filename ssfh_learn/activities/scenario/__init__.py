"""Scenario: choices in situations that branch."""

from ssfh_learn.activities.scenario.scenario import Scenario

__all__ = ["Scenario"]

"""Tests of `ssfh_learn/portal/learner`."""

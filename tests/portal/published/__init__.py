"""Tests of `ssfh_learn/portal/published`."""

"""Tests of `ssfh_learn/portal/writing`."""

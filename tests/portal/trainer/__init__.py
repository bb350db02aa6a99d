"""Tests of `ssfh_learn/portal/trainer`."""

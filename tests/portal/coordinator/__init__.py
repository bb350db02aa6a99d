"""Tests of `ssfh_learn/portal/coordinator`."""

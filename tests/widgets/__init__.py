"""Tests of `ssfh_learn/widgets`."""

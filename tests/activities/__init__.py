"""Tests of `ssfh_learn/activities`."""

"""Tests of `ssfh_learn/portal/web`."""

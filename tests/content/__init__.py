"""Tests of `ssfh_learn/content`."""

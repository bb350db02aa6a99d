"""Tests of `ssfh_learn/journal`."""

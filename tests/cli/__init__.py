"""Tests of `ssfh_learn/cli`."""

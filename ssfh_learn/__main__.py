"""`python -m ssfh_learn` is the command `ssfh-learn`."""

from ssfh_learn.cli import main

main()

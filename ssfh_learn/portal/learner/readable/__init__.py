"""What a learner did, to read and to print: a file for each way to tell it, and `readable` for all kinds."""

from ssfh_learn.portal.learner.readable.last_words import last_words, told_words
from ssfh_learn.portal.learner.readable.readable import readable
from ssfh_learn.portal.learner.readable.told_line import ToldLine

__all__ = ["ToldLine", "last_words", "readable", "told_words"]

"""What a trainer writes: YAML files and notebooks, and what can be wrong with them."""

from ssfh_learn.content.activity_file import load_activity
from ssfh_learn.content.check import check
from ssfh_learn.content.module import Module, find_module, load_module
from ssfh_learn.content.problem import Problem

__all__ = ["Module", "Problem", "check", "find_module", "load_activity", "load_module"]

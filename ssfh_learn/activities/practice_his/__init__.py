"""Practice HIS (oefen-HIS): tasks in a small, made-up patient record system."""

from ssfh_learn.activities.practice_his.practice_his import PracticeHis

__all__ = ["PracticeHis"]

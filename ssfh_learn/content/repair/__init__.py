"""What people without programming mistype in a content file, found in its lines and corrected in their own words."""

from ssfh_learn.content.repair.diagnosis import Diagnosis, diagnosis
from ssfh_learn.content.repair.mistake import Mistake

__all__ = ["Diagnosis", "Mistake", "diagnosis"]

"""De instellingen van deze cursus. Uitleg: docs/beheer.md."""

from ssfh_learn.grading import configure

configure(get_config(), course="ssfh", late="telt niet")  # noqa: F821  (nbgrader geeft get_config)

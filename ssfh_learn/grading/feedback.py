"""Feedback by nbgrader's own commands: `generate_feedback` makes our page of a test of ours."""

from __future__ import annotations

from typing import Any

from nbconvert.exporters import HTMLExporter

from ssfh_learn.grading.explanation import explain
from ssfh_learn.grading.preprocessors import Ours, is_of


class FeedbackExporter(Ours, HTMLExporter):
    """Makes the page of one of our tests; other assignments get nbgrader's own page."""

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page and the resources."""
        if not resources or not is_of(resources):
            return super().from_filename(filename, resources=resources, **options)
        _, page = explain(self.course(), self.key(resources), resources["nbgrader"]["student"])
        resources["output_extension"] = self.file_extension
        return page, resources

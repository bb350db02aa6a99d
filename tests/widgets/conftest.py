"""What every widget of these tests gives to the browser has the shape that the browser knows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from ipywidgets import Widget
from pydantic import ValidationError

from ssfh_learn.widgets.widget import ActivityWidget
from tests.seam import must_fit_traits


@pytest.fixture(autouse=True)
def everything_sent_has_its_shape() -> Iterator[None]:
    """Fail a test in which a widget gave a view, a frame, an answer, a notice or a receipt of another shape."""
    misfits: list[ValidationError] = []

    def look(traits: dict[str, Any]) -> None:
        try:
            must_fit_traits(traits)
        except ValidationError as error:
            misfits.append(error)

    def watch(widget: Widget) -> None:
        if isinstance(widget, ActivityWidget):
            look(widget.get_state())
            widget.observe(lambda change: look({change["name"]: change["new"]}))

    Widget.on_widget_constructed(watch)
    yield
    Widget.on_widget_constructed(None)
    assert misfits == []

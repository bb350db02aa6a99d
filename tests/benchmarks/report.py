"""How a figure is printed."""

from __future__ import annotations


def line(what: str, measured: str, target: str, *, reached: bool) -> None:
    """Print one figure beside its target."""
    print(f"{'ok  ' if reached else 'MISS'}  {what:<52} {measured:<34} target: {target}", flush=True)

"""A group that imports a command only when it is used, so that `--help` is fast."""

from __future__ import annotations

from importlib import import_module

import click


class LazyGroup(click.Group):
    """A group in which the command `name` is the function `name` of the module `package.name`."""

    package: str
    names: tuple[str, ...]

    @classmethod
    def of(cls, package: str, names: tuple[str, ...]) -> type[LazyGroup]:
        """Return the class of a group with these commands."""
        return type("Group", (cls,), {"package": package, "names": names})

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of the commands in the order in which people use them."""
        return list(self.names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command."""
        if cmd_name not in self.names:
            return None
        function = cmd_name.replace("-", "_")
        module = import_module(f"ssfh_learn.cli{self.package.removeprefix('ssfh_learn.cli')}.{function}")
        command: click.Command = getattr(module, function)
        return command

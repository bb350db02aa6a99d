"""A group that imports a command when it is used, so that `--help` stays quick."""

from __future__ import annotations

from importlib import import_module

import click


class LazyGroup(click.Group):
    """Finds the command `name` as the function `name` in the module `package.name`."""

    package: str
    names: tuple[str, ...]

    @classmethod
    def of(cls, package: str, names: tuple[str, ...]) -> type[LazyGroup]:
        """Return the kind of group that holds these commands."""
        return type("Group", (cls,), {"package": package, "names": names})

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names in the order of use."""
        return list(self.names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command."""
        if cmd_name not in self.names:
            return None
        function = cmd_name.replace("-", "_")
        module = import_module(f"ssfh_learn.cli{self.package.removeprefix('ssfh_learn.cli')}.{function}")
        command: click.Command = getattr(module, function)
        return command

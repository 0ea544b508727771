"""Where Django looks for what administrators keep of the tools."""

from importlib import import_module

for tool in ("music",):
    import_module(f"studytools.{tool}.admin")

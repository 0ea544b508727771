"""manage.py configuration: the page of all settings."""

from itertools import groupby

from syncroom.generated import GeneratingCommand
from syncroom.variables import catalogue

INTRO = """# Configuring SyncRoom

Everything is optional. Variables come from the environment or from a file `.env` beside `manage.py` (see `.env.example`); the environment wins.
There, each line is `NAME=value`, without spaces around the `=`; a remark has a line of its own, which begins with `#`.
A secret may stand in a file of its own: append `_FILE` to the variable and give the path, as in `DATABASE_URL_FILE=/run/secrets/database`.
An empty variable counts as not set. A value that makes no sense, a file that cannot be read, and a name of ours with a typing error
stop every command with exit code 2 and one sentence each that says which and why. `manage.py check --deploy` says what could be better.
"""
END = """Every limit (sizes, rates, lifetimes) can be set too: [limits.md](limits.md). This page is made by `manage.py configuration`.
"""


class Command(GeneratingCommand):
    help = "Write docs/configuration.md from the variables that the settings read."

    def pages(self):
        parts = [f"## {title}\n\n{table(variables)}\n" for title, variables in groupby(catalogue.values(), key=lambda one: one.group)]
        return {"docs/configuration.md": "\n".join([INTRO, *parts, END])}


def table(variables):
    rows = [f"| `{one.name}` | {one.shown or (f'`{one.default}`' if one.default else 'none')} | {one.about} |" for one in variables]
    return "\n".join(["| variable | default | what it does |", "|---|---|---|", *rows])

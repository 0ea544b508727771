"""manage.py limits: the page of all limits."""

from syncroom.generated import GeneratingCommand
from syncroom.limits import PREFIX, catalogue

INTRO = """# Limits

Each has its default in `syncroom/limits.py` and can be changed by the environment variable beside it: a positive number.
This page is made by `manage.py limits`.
"""


class Command(GeneratingCommand):
    help = "Write docs/limits.md from the limits."

    def pages(self):
        rows = [f"| `{PREFIX}{one.name}` | {one.default} | {one.about} |" for one in catalogue.values()]
        return {"docs/limits.md": "\n".join([INTRO, "| variable | default | what it bounds |", "|---|---|---|", *rows]) + "\n"}

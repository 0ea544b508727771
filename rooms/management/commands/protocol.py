"""manage.py protocol: the reference of what is said over a connection."""

from django.template.loader import render_to_string

from rooms.live.reference import asyncapi, markdown
from syncroom import limits
from syncroom.generated import GeneratingCommand


class Command(GeneratingCommand):
    help = "Write docs/protocol.md and docs/asyncapi.json from the catalogue of actions and events."

    def pages(self):
        facts = {
            "page": limits.PAGE_MESSAGES,
            "resume": limits.RESUME_CHANGES,
            "frame_kib": limits.FRAME_BYTES // 1024,
            "rate": f"{limits.ACTIONS_PER_SECOND:g}",
            "burst": f"{limits.ACTIONS_BURST:g}",
            "bad": limits.BAD_FRAMES,
            "silence": limits.KNOCK_SILENCE_SECONDS,
        }
        return {"docs/protocol.md": markdown(render_to_string("docs/protocol.md", facts)), "docs/asyncapi.json": asyncapi()}

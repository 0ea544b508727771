"""What was said before anybody came: reads a layout."""

import json
import sys

import django

django.setup()

from bench.peers.tutorial.chat.models import Message
from bench.words import bodies


def fill(layout):
    words = bodies(markdown=False)
    Message.objects.bulk_create(
        Message(room=f"room{n}", text=f"{words[k % len(words)]} #{k}.") for n in range(layout["rooms"]) for k in range(layout["history"])
    )


if __name__ == "__main__":
    fill(json.load(sys.stdin))

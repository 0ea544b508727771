"""What members may ask of sound."""

from importlib import import_module
from typing import Annotated

from msgspec import Meta

from rooms.live.protocol import Id, action, refuses
from rooms.live.registry import my_replay, replay
from rooms.parts import panel, sheet
from rooms.permissions import Permission
from syncroom import limits

from .models import Mix, Sound

import_module("studytools.sound.log")

Code = Annotated[str, Meta(max_length=200, description="a mix, as the page copies it")]
Name = Annotated[str, Meta(max_length=limits.LABEL_CHARS)]
ClientId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,64}$", description="the same for the same mix, however often it is sent")]
refuses(
    {
        "no-mix": "This is no mix, or not all of it was copied.",
        "no-sound": "The room has no sound yet. Choose one first.",
        "too-many-mixes": "That is as many mixes as may be saved. Remove one first.",
    }
)


@action("sound.set", needs=Permission.RUN_TOOLS)
def set(membership, code: Code):
    """Choose the room's mix, which plays at once for who follows it; "" takes it away."""
    return Sound.objects.of(membership.room).choose(code, membership)


@action("sound.play", needs=Permission.RUN_TOOLS)
def play(membership, on: bool):
    """Play the room's mix, or pause it, for all who follow it."""
    return Sound.objects.of(membership.room).play(on, membership)


@action("sound.save", needs=Permission.SPEAK)
def save(membership, client_id: ClientId, name: Name, code: Code):
    """Save a mix under a name, for oneself."""
    return Mix.objects.keep(membership.user_id, client_id, name, code)


@action("sound.change", needs=Permission.SPEAK)
def change(membership, id: Id, name: Name, code: Code):
    """Another name, or another mix, for one that I saved."""
    return Mix.objects.mine(membership, id).change(name, code)


@action("sound.remove", needs=Permission.SPEAK)
def remove(membership, id: Id):
    """Forget a mix that I saved."""
    return Mix.objects.mine(membership, id).remove()


@replay
def of_the_room(room, since):
    return Sound.objects.changes(room, since)


@my_replay
def my_own(since):
    return Mix.objects.my_changes(since)


SHEET = "studytools/sound/_sheet.html", "studytools/sound/sheet.js", ("studytools/sound/sheet.css",)
sheet("sound-sheet", "Sound", *SHEET, looks="ask foot-sheet sound-sheet")
panel("sound", "foot", "Sound", "studytools/sound/panel.html", "studytools/sound/panel/sound.js")

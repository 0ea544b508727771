"""What members may ask of the call."""

from importlib import import_module
from typing import Annotated

from msgspec import Meta

from rooms.live.protocol import Call, Id, action, refuses, together
from rooms.live.registry import chore, current_state, replay
from rooms.parts import panel
from rooms.permissions import Permission
from syncroom import limits

from .callers import Caller
from .events import Candidate, Description
from .photos import photos
from .relaying import relay
from .rules import CallRules
from .seam import seam

for name in ("following", "log", "turn", "janus.actions"):
    import_module(f"studytools.call.{name}")

ClientId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{16,64}$", description="chosen at random by the page for its stay in the call")]
Picture = Annotated[str, Meta(max_length=limits.PHOTO_CHARS, pattern=r"^[A-Za-z0-9+/]+=*$")]
refuses(
    {
        "not-in-call": "You are not in the call.",
        "call-away": "Their connection to the room is lost just now.",
        "call-cameras": "The call has as many cameras as it can carry. You can join without yours.",
        "call-full": "The call has as many people as it can carry.",
        "call-shared": "Somebody shares their screen already.",
        "call-focus": "Microphones are off while the room focuses.",
        "call-removed": "A moderator has removed you from the call. You can join again in some minutes.",
        "photo-unreadable": "This is no small photo.",
        "photo-away": "Photos pause while you are away.",
        "photo-crowd": "There are too many people here for photos.",
    }
)


@action("call.check", needs=Permission.SPEAK)
def check(membership):
    """What one should know before joining: how many `cameras` and `people` there may be, how many are `here`; whether it grows by an `sfu`, and
    whether the site has a `relay` through which addresses stay hidden."""
    here = Caller.objects.inside([membership.room_id]).exclude(member=membership.pk)
    cameras, people = (limits.CALL_SFU_PEOPLE,) * 2 if seam.grows else (limits.CALL_CAMERAS, limits.CALL_PEOPLE)
    there = {"here": here.count(), "with_cameras": here.filter(camera=True).count()}
    return there | {"cameras": cameras, "people": people, "sfu": seam.grows, "relay": seam.relay()}


@action("call.join", needs=Permission.SPEAK, tabs=True)
def join(membership, tab, client_id: ClientId, camera: bool):
    """Into the call by this connection, microphone off. `ok` carries my `id` in it, its `transport`, the `people`, me among them, and whether
    microphones have to be off now (`quiet`).

    After a lost connection the same page joins again with the same `client_id`, and keeps its place. Another page of mine takes over."""
    return Caller.objects.join(membership, tab, client_id, camera)


@action("call.leave", needs=Permission.SPEAK, tabs=True)
def leave(membership, tab):
    """Out of the call."""
    Caller.objects.end([Caller.objects.of(membership, tab)])


@action("call.set", needs=Permission.SPEAK, tabs=True)
def set_(membership, tab, muted: bool | None = None, camera: bool | None = None, sharing: bool | None = None, hand: bool | None = None):
    """What of mine is on: microphone, camera, screen, a raised hand; what is left out stays."""
    Caller.objects.of(membership, tab).set(membership, muted, camera, sharing, hand)


class Signal(Call, tag="call.signal"):
    """Tell another browser in the call a description, or candidates; `to` is its `id` in the call. Kept nowhere."""

    to: Id
    description: Description | None = None
    candidates: Annotated[list[Candidate], Meta(max_length=limits.SIGNAL_CANDIDATES)] | None = None


@together(Signal, needs=Permission.SPEAK, tabs=True)
def signal(asked):
    return relay(asked)


@action("call.mute", needs=Permission.MODERATE)
def mute(membership, id: Id):
    """Turn off somebody's microphone; `id` is theirs in the call, here and below. They may turn it on again."""
    Caller.objects.find(membership, id).stop("mic", membership)


@action("call.unshare", needs=Permission.MODERATE)
def unshare(membership, id: Id):
    """Stop what somebody shares."""
    Caller.objects.find(membership, id).stop("share", membership)


@action("call.remove", needs=Permission.MODERATE)
def remove(membership, id: Id):
    """Out of the call, and for a while not in again; still a member of the room."""
    Caller.objects.find(membership, id).remove(membership)


@action("call.rules", needs=Permission.MODERATE)
def rules(membership, talk: bool):
    """Whether microphones may be on while the room focuses."""
    found = CallRules.objects.of(membership.room_id)
    receipt = found.choose(membership, talk)
    Caller.objects.hush_now(found)
    return receipt


@action("call.photo", needs=Permission.SPEAK)
def photo(membership, picture: Picture | None):
    """Show the room a still of me instead of a video, base64 of a JPEG or WebP file; null: no more. It is drawn anew, told, and kept nowhere."""
    photos.show(membership, picture)


@replay
def changes(room, since):
    return CallRules.objects.changes(room, since)


@current_state
def people(rooms):
    return Caller.objects.states(rooms)


chore(Caller.objects.next_due, Caller.objects.end_due)
chore(None, Caller.objects.sweep)
panel("call", "foot", "Call", "studytools/call/panel.html", "studytools/call/panel/panel.js")

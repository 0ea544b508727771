"""What members may ask of the chat."""

from typing import Annotated

from django.utils import timezone
from msgspec import Meta

from rooms.live.protocol import Call, Id, Number, action, refuses, together
from rooms.live.registry import chore, current_state, replay
from rooms.models.reports import WHY_CHARS
from rooms.parts import panel
from rooms.permissions import Permission
from syncroom import limits

from .holding import Hold, held
from .models import CLIENT_ID_CHARS, Horizon, Message, quiet, typing
from .reporting import report

Body = Annotated[str, Meta(min_length=1, max_length=limits.MESSAGE_CHARS)]
ClientId = Annotated[
    str, Meta(pattern=rf"^[A-Za-z0-9_-]{{1,{CLIENT_ID_CHARS}}}$", description="the same for the same message, however often it is sent")
]
refuses(
    {
        "too-late": "This can only be changed for a while after it was sent.",
        "urgent-used": "Your urgent message of this focus phase is used. This one can wait for the break.",
        "too-many-held": "Many messages of yours wait already. Keep this one until the break.",
    }
)


class Post(Call, tag="chat.post"):
    """Say something. `body` is Markdown; `ok` carries `seq`, the message's place, and its `id`.

    While the room is quiet it waits, and `ok` carries `held_until` (null: an open end) instead of `seq`. `urgent` passes, once per
    person and focus phase.
    """

    body: Body
    client_id: ClientId
    urgent: bool = False


class Type(Call, tag="chat.typing"):
    """I am writing; at most every 3 seconds."""


@together(Post, needs=Permission.SPEAK)
def post(asked):
    return Message.objects.post([(member, call.body, call.client_id, call.urgent) for member, call in asked])


@together(Type, needs=Permission.SPEAK)
def type_(asked):
    now = timezone.now()
    typing({member.pk: member for member, _ in asked if not member.silence(now)}.values())


@action("chat.edit", needs=Permission.SPEAK)
def edit(membership, id: Id, body: Body):
    """Change one's own message, for a while after it was sent."""
    membership.must_speak()
    return Message.objects.own(membership, id).edit(body)


@action("chat.remove", needs=Permission.SPEAK)
def remove(membership, id: Id):
    """Take back one's own message, for a while; moderators may remove any, at any time."""
    owner = Message.objects.of if membership.may(Permission.MODERATE) else Message.objects.own
    return owner(membership, id).remove(membership)


@action("chat.source", needs=Permission.SPEAK)
def source(membership, id: Id):
    """What one wrote oneself, as it was typed: `ok` carries `body`."""
    return {"body": Message.objects.own(membership, id).body}


@action("chat.report", needs=Permission.SPEAK)
def report_(membership, id: Id, why: Annotated[str, Meta(min_length=1, max_length=WHY_CHARS)]):
    """Tell the site's moderators about a message, with a copy of it and five around it; `ok` carries the report's `id`."""
    return {"id": report(membership, id, why)}


@action("chat.read", needs=Permission.SPEAK)
def read(membership, place: Number):
    """Everything up to `place` has been seen."""
    membership.read(place)


STYLES = "chat/chat.css", "chat/message.css", "chat/code.css"
panel("chat", "side", "Chat", "chat/panel.html", "chat/chat.js", STYLES)


chore(Hold.objects.next_due, Hold.objects.end)
held(Message.objects.release, of_messages=True)
current_state(quiet)


@replay
def messages(room, since):
    return Message.objects.changes(room, since)


@replay
def horizon(room, since):
    return Horizon.objects.changes(room, since)

"""What a report about a message, or about somebody, takes along: a copy of what was said around it."""

from rooms.live.protocol import moment
from rooms.live.registry import logged, testimony
from rooms.measures import measure
from rooms.models import Report
from rooms.models.reports import CONTEXT

from .models import Message


def copy(message, reported=False):
    return {"id": message.pk, "author": message.author_name, "at": moment(message.at), "body": message.body, "reported": reported}


@testimony
def said(membership, user_id):
    """The last five things they said here."""
    rows = Message.objects.standing().filter(room=membership.room_id, author=user_id, place__gt=membership.floor).order_by("-place")
    return [copy(message) for message in reversed(rows[:CONTEXT])]


def report(membership, id, why):
    """A message, with five around it: three before, two after. Its id. Refused `not-found`, `forbidden`."""
    message = Message.objects.of(membership, id)
    room, floor = membership.room, membership.floor
    after, _ = Message.objects.page(room, after=message.place, size=2, floor=floor)
    before, _ = Message.objects.page(room, before=message.place, size=CONTEXT - len(after), floor=floor)
    context = [*map(copy, before), copy(message, reported=True), *map(copy, after)]
    return Report.objects.file(membership, message.author_id, message.author_name, why.strip(), context, message.pk).pk


def reported(report):
    """The message that still stands, or None."""
    found = report.message and Message.objects.standing().filter(room=report.room_id, pk=report.message).select_related("room", "author").first()
    return found or None


def take_down(report, by, why, seconds):
    found = reported(report)
    return found if found and found.take_down(by, why) else None


measure("take_down", "Remove the message", "removed a message", "chat.change_message", reported, take_down, 1)
logged("message", lambda act: f"removed a message of {act.about_name or 'somebody who is gone'}")
logged("question", lambda act: "removed a question")

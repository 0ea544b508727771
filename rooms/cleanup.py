"""What goes of rooms, and of who may come in, once its time is over."""

from django.contrib.sessions.models import Session

from syncroom import limits
from syncroom.cleanup import HOUR, Step, cleanup, deleted
from syncroom.spans import before, spell

from .farewell import owners_to_warn, warn_owners
from .models import Ban, Connection, Invitation, Knock, Process, Room, Trace
from .models.bans import TRACED

rooms = Room.objects


def archive(now, age):
    """Connections that no longer count go first: where the server died, nobody else has done it."""
    Connection.objects.sweep(now)
    yield from rooms.archive_idle(now, age)


cleanup(
    "expire_rooms",
    f"Archive and delete rooms that nobody is in. Vanish rooms go {spell(limits.VANISH_SECONDS)} after the last person left, "
    f"temporary ones after {spell(limits.TEMPORARY_SECONDS)}. Kept rooms are archived after {spell(limits.ARCHIVE_SECONDS)} and deleted "
    f"{spell(limits.ARCHIVED_SECONDS)} later; {spell(limits.WARNING_SECONDS)} before, their owner is told by mail, once. "
    f"Closed rooms are deleted after {spell(limits.CLOSED_SECONDS)}; pinned rooms stay.",
    (
        Step("room", "archived", lambda now, age: rooms.idle(now, age).count(), archive),
        Step("owner", "warned", lambda now, age: owners_to_warn(now).count(), warn_owners),
        Step("room", "deleted", lambda now, age: rooms.expired(now, age).count(), rooms.delete_expired),
    ),
    every=HOUR,
    next_due=rooms.next_vanishing,
)

cleanup(
    "expire_sessions",
    "Delete what let somebody in, or kept them out, and no longer does: sessions that have ended; connections and processes whose lease has; "
    f"knocks a day after they were answered; invitations and bans {spell(limits.OVER_SECONDS)} after they stopped to hold (SYNCROOM_OVER_SECONDS); "
    f"and where people came from (device, address), {TRACED.days} days after they last came from there. "
    "Rooms' logs stay as long as their rooms, and the admin's history for good.",
    (
        deleted("session", lambda now, age: Session.objects.filter(expire_date__lt=before(now, 0, age))),
        Step("connection", "cleared", lambda now, age: Connection.objects.over(now, age).count(), Connection.objects.clear),
        deleted("lease", lambda now, age: Process.objects.filter(connection=None, lease_until__lte=before(now, limits.LEASE_SECONDS, age))),
        deleted("knock", Knock.objects.over),
        deleted("invitation", Invitation.objects.over),
        deleted("ban", Ban.objects.over),
        deleted("trace", Trace.objects.over),
    ),
)

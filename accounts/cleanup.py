"""Guests who stay away are forgotten."""

from syncroom import limits
from syncroom.cleanup import Step, cleanup
from syncroom.spans import spell

from .models import User

guests = User.objects

cleanup(
    "expire_guests",
    f"Delete guests whom nobody has seen for {spell(limits.GUEST_SECONDS)} (SYNCROOM_GUEST_SECONDS). Who is connected to a room counts as seen. "
    "Accounts are never deleted. What a guest wrote stays, under their name; their rooms live as long as the rooms' own lifetime says.",
    (Step("guest", "deleted", lambda now, age: guests.forgotten_guests(now, age).count(), guests.forget_guests),),
    next_due=guests.next_forgotten,
)

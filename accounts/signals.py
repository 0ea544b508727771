"""What other parts of the building want to know about people, without being known here."""

from django.dispatch import Signal

access_ended = Signal()  # user, session: that browser's, as accounts.sessions.kept names it, or None for all of them
session_moved = Signal()  # old, new: what was opened with the one goes on under the other
renamed = Signal()  # user: their name is another now, or they became an account
own_changed = Signal()  # user: something of theirs took a number, in the same transaction
before_erasing = Signal()  # user: answered with {name: what} that they should settle before they delete their account
erased = Signal()  # user: they delete their account; the row is still as it was, in the same transaction
leaving = Signal()  # users: a list of those about to be deleted, in the same transaction
who_meets = Signal()  # one, other: answered with whether they belong to a room together
who_is_here = Signal()  # answered with a query, or any iterable, of ids of users who are connected right now

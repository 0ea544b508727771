"""What a room's door asks of newcomers."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password

from rooms.lifetimes import soonest
from rooms.live.protocol import Refused

from .rooms import Access, Visibility


class Door:
    """For rooms: by what they open. Bans, locks and numbers are in `Room.refusal_for`."""

    @property
    def has_passcode(self):
        return bool(self.passcode_hash)

    @property
    def asks_first(self):
        """Who finds it may knock, and comes in by passcode, invitation or answer only."""
        return self.access == Access.APPROVAL or self.visibility == Visibility.PRIVATE

    @property
    def needs_passcode(self):
        """A private room where nobody is asked at the door opens by nothing else."""
        return self.visibility == Visibility.PRIVATE and self.access == Access.OPEN

    def opens_with(self, passcode):
        """Takes some 50 ms by design: not inside a transaction."""
        return check_password(passcode.strip(), self.passcode_hash)

    def fades(self, now):
        """Something of it may go any moment, as nobody has been seen for so long."""
        return now - self.seen_at > timedelta(seconds=soonest(self) / 2)

    def stand_still(self, now, user):
        """Locked and as it is now, in the transaction in which `user` comes in: cleanup came before, or finds them here.

        Refused `gone`, `forgotten`.
        """
        rooms = type(self).objects
        rooms.lock({self.pk})
        if not rooms.touch({self.pk}, now):
            raise Refused("gone")
        if user.fades(now) and not get_user_model().objects.on_the_way({user.pk}, now):
            raise Refused("forgotten")
        self.refresh_from_db(fields=["state", "locked", "access", "visibility", "accounts_only", "capacity"])

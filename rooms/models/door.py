"""What a room's door asks of newcomers."""

from django.contrib.auth.hashers import check_password

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

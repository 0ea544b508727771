"""Where a call needs more than the browsers of six friends: a relay and an SFU, each of which says here what it can do."""


class Seam:
    """`relay()`: whether the site has one. `sfu`: None, or something that is `configured()` and hears when a call is over
    (`ended(room_id)`) and when somebody is in it no more (`gone(room_id, caller_id)`), in the transaction in which that is so."""

    def __init__(self):
        self.relay = lambda: False
        self.sfu = None

    @property
    def grows(self):
        """Whether a call may have more people than browsers can serve among themselves."""
        return self.sfu is not None and self.sfu.configured()

    def ended(self, room_id):
        if self.sfu is not None:
            self.sfu.ended(room_id)

    def gone(self, room_id, caller_id):
        if self.sfu is not None:
            self.sfu.gone(room_id, caller_id)


seam = Seam()

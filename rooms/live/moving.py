"""A browser's session gets another key, as when a passcode was entered: what it has open goes on under the new one."""

import msgspec


class Moving(msgspec.Struct, array_like=True, tag=5, frozen=True):
    """Sessions as accounts.sessions.kept names them."""

    old: str
    new: str

    room = None  # wherever its connections are

    def reach(self, connections):
        """Also those that are still coming in, who look again when they see that they moved."""
        for connection in connections:
            if connection.session == self.old:
                connection.session = self.new
                if connection.who:
                    room, user, _, stamped = connection.who
                    connection.who = room, user, self.new, stamped

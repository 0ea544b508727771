"""What is somebody's own: looked up by number and told over every connection of theirs, in whatever room; never carried."""

from collections import defaultdict

from django.contrib.auth import get_user_model

from rooms.events import MyFresh
from syncroom import limits

from . import registry
from .counts import counts
from .hub import hub
from .protocol import encode
from .transport import frame


def told(since):
    """{user id: number they know} → {user id: (number they then know, [(number, frame), …])}; their numbers are read before the rows."""
    numbers = dict(get_user_model().objects.filter(pk__in=since).values_list("pk", "seq"))
    behind = {user: since[user] for user, number in numbers.items() if number != since[user]}
    fresh = {user for user, known in behind.items() if known > numbers[user] or (known and numbers[user] - known > limits.RESUME_CHANGES)}
    asked = {user: 0 if user in fresh else known for user, known in behind.items()}
    texts = defaultdict(list)
    for tell in registry.my_replays if asked else ():
        for user, change in tell(asked):
            if asked[user] < change.mine <= numbers[user]:
                texts[user].append((change.mine, encode(change)))
    found = {user: (number, sorted(texts[user])) for user, number in numbers.items()}
    for user in fresh:
        found[user] = numbers[user], [(0, encode(MyFresh())), *found[user][1]]
    return found


class Postman:
    """Tells this process' connections; `read(function, *args)` runs a query on a reader's thread."""

    def open(self, read):
        self.read = read

    def ring(self, users):
        """Something of theirs has changed."""
        since = {}
        for connection in hub.connections:
            if connection.held is not None:
                connection.rung |= users  # nobody knows yet who this is
            elif connection.user in users:
                since[connection.user] = min(connection.mine, since.get(connection.user, connection.mine))
        if since:
            self.read(told, since).add_done_callback(self.deliver)

    def deliver(self, future):
        if future.cancelled() or future.exception():
            return  # the next reconcile tells
        found = future.result()
        for connection in hub.connections:
            if connection.user in found and connection.held is None:
                self.tell(connection, *found[connection.user])

    def tell(self, connection, number, texts):
        """Whoever knows some of it already is told the rest."""
        if number > connection.mine:
            new = [text for n, text in texts if n > connection.mine or n == 0]
            connection.mine = number
            if new:
                counts.told += len(new)
                connection.write(b"".join(map(frame, new)), new)

    def reconcile(self, numbers):
        """{user id: their number now}: whoever is behind was not rung."""
        if late := {c.user for c in hub.connections if c.held is None and numbers.get(c.user, 0) > c.mine}:
            self.ring(late)


postman = Postman()

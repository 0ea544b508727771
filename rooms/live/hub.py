"""Which connections of this process are in which room, and the order in which they hear: by number, without a gap."""

import asyncio

from syncroom import limits

from .broadcast import Disconnection, Ringing, Stirring, Telling
from .counts import counts
from .moving import Moving
from .protocol import Close
from .transport import frame


class LiveRoom:
    """One room's connections in this process. `heard` is the last number up to which they were told everything."""

    def __init__(self, room, repair):
        self.room, self.repair = room, repair
        self.connections, self.heard, self.early = set(), None, {}
        self.waiting, self.due, self.loop = [], False, asyncio.get_running_loop()

    def hear(self, telling):
        seq = telling.seq
        if seq is None:
            self.say(telling)
        elif self.heard is not None and seq <= self.heard:
            return
        elif seq - 1 == self.heard:
            self.heard = seq
            self.say(telling)
            if self.early:
                self.catch_up()
        else:
            self.early[seq] = telling
            if len(self.early) == 1:
                self.loop.call_later(limits.GAP_SECONDS, self.complain)

    def catch_up(self):
        while (telling := self.early.pop(self.heard + 1, None)) is not None:
            self.heard += 1
            self.say(telling)

    def complain(self):
        if self.early and self.connections:
            self.repair(self)

    def start_at(self, seq):
        """The first connection knows everything up to here."""
        if self.heard is None:
            self.repaired(seq, [])

    def repaired(self, seq, texts):
        """`texts`, [(place, frame), …], are the changes in (heard, seq], looked up in the database."""
        if self.heard is None or seq > self.heard:
            for place, text in texts:
                self.say(Telling(self.room, seq, text, None, place))
            self.heard = seq
        self.early = {n: telling for n, telling in self.early.items() if n > self.heard}
        self.catch_up()
        if self.early:
            self.loop.call_later(limits.GAP_SECONDS, self.complain)

    def say(self, telling):
        self.waiting.append(telling)
        if not self.due:
            self.due = True
            self.loop.call_soon(self.flush)

    def flush(self):
        """Framed once for everyone; what gathered while the loop was busy leaves as one write."""
        tellings, self.waiting, self.due = self.waiting, [], False
        texts = [telling.text for telling in tellings]
        frames = b"".join(map(frame, texts))
        counts.deliveries += len(texts) * len(self.connections)
        oldest = min((telling.place for telling in tellings if telling.place is not None), default=None)
        for connection in list(self.connections):
            if connection.held is not None:
                connection.hold(tellings)
            elif oldest is not None and oldest <= connection.floor:
                connection.say([telling.text for telling in tellings if connection.hears(telling)])
            elif connection.answers:
                connection.flush(frames, texts)
            else:
                connection.write(frames, texts)

    def disconnect(self, letter):
        for connection in list(self.connections):
            if connection.held is not None:
                connection.hold([letter])  # nobody knows yet who this is
            elif letter.concerns(connection):
                self.loop.call_soon(connection.hangup, letter.code)  # behind the answer to whoever asked for it


class Hub:
    """`repair(live_room)` tells a room what the layer lost; `stir(room)` and `ring(users)` look up what is new."""

    def __init__(self):
        self.rooms = {}

    def open(self, repair, stir, ring, follow=None):
        self.rooms, self.repair, self.stir, self.ring, self.follow = {}, repair, stir, ring, follow or (lambda rooms: None)

    def enter(self, connection):
        live = self.rooms.get(connection.room)
        if live is None:
            live = self.rooms[connection.room] = LiveRoom(connection.room, self.repair)
            self.follow(self.rooms)
        live.connections.add(connection)
        return live

    def leave(self, connection):
        live = self.rooms.get(connection.room)
        if live is not None:
            live.connections.discard(connection)
            if not live.connections:
                del self.rooms[connection.room]
                self.follow(self.rooms)

    def hear(self, letters):
        """On the loop, letters of one commit in the order they were written."""
        if rung := {letter.user for letter in letters if isinstance(letter, Ringing)}:
            self.ring(rung)
        for letter in letters:
            if isinstance(letter, Disconnection):
                self.disconnect(letter)
            elif isinstance(letter, Moving):
                letter.reach(self.connections)
            elif isinstance(letter, Stirring) and letter.room in self.rooms:
                self.stir(letter.room)
            elif not isinstance(letter, Ringing) and (live := self.rooms.get(letter.room)):
                self.tell(live, letter)

    def tell(self, live, letter):
        if letter.user is None:
            return live.hear(letter)
        for connection in list(live.connections):
            if connection.held is not None:
                connection.hold([letter])  # nobody knows yet who this is
            elif connection.user == letter.user and (letter.tab is None or letter.tab == connection.tab):
                connection.write(frame(letter.text), [letter.text])

    def disconnect(self, letter):
        """What was said before is heard before."""
        lives = self.rooms.values() if letter.room is None else filter(None, [self.rooms.get(letter.room)])
        for live in list(lives):
            if live.waiting:
                live.flush()
            live.disconnect(letter)

    def close_all(self, code=Close.RESTART):
        for connection in self.connections:
            connection.hangup(code)

    @property
    def connections(self):
        return [connection for live in self.rooms.values() for connection in live.connections]


hub = Hub()

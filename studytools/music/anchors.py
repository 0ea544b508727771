"""Where a room's music is: anchors in, anchors out. Nothing here reads a clock or a table."""

from datetime import timedelta

from django.db import models

from rooms.live.protocol import Refused


class Loop(models.TextChoices):
    OFF = "off"
    ONE = "one"
    ALL = "all"


class During(models.TextChoices):
    ALWAYS = "always"
    FOCUS = "focus"
    BREAKS = "breaks"


class Anchors:
    """Mixed into the player's row. A verb changes the row in memory; `at` is when it happens. What is repeated for itself never ends."""

    @property
    def playing(self):
        return self.started_at is not None

    def overdue(self, now):
        return self.ends_at is not None and self.ends_at <= now

    def position(self, at):
        """In milliseconds."""
        if not self.playing or self.entry is None or self.entry.kind == "radio":
            return self.position_ms
        ms = max(0, self.position_ms + (at - self.started_at) // timedelta(milliseconds=1))
        if self.entry.ms is None:
            return ms  # of a video whose length nobody knows yet
        return ms % self.entry.ms if self.loop == Loop.ONE else min(ms, self.entry.ms)

    def run(self, at):
        self.started_at = at
        self.began_at = self.began_at or at
        endless = self.entry.ms is None or self.loop == Loop.ONE
        self.ends_at = None if endless else at + timedelta(milliseconds=self.entry.ms - self.position_ms)

    def rest(self, at):
        self.position_ms, self.started_at, self.ends_at = self.position(at), None, None

    def rest_or_run(self, at):
        """Where it is at `at`, now that it is known how long that may go on."""
        self.position_ms = self.position(at)
        if self.playing:
            self.run(at)

    def seek(self, ms, at):
        """Refused `music-live`, `out-of-range`, `nothing-on`."""
        if self.entry is None or self.entry.ms is None:
            raise Refused("music-live" if self.entry else "nothing-on")
        if ms >= self.entry.ms:
            raise Refused("out-of-range")
        self.position_ms = ms
        if self.playing:
            self.run(at)

    def lay(self, entry):
        self.entry, self.position_ms, self.started_at, self.ends_at, self.began_at = entry, 0, None, None, None

    def repeat(self, loop, at):
        """It stays where it is."""
        self.position_ms = self.position(at)
        self.loop = loop
        if self.playing:
            self.run(at)

"""Whether somebody may say something now: who is silenced may not, and in slow mode everybody waits between two messages."""

from datetime import UTC, datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from .live.protocol import Refused
from .permissions import Permission


def aware(value):
    """A moment as a plain statement gives it: SQLite knows no time zones."""
    if value is None:
        return None
    value = parse_datetime(value) if isinstance(value, str) else value
    return value if isinstance(value, datetime) and value.tzinfo else value.replace(tzinfo=UTC)


class Speaking:
    """Needs `silenced_until`, `spoke_at`, `slow_seconds` and `may`."""

    __slots__ = ()

    def silence(self, now):
        """Refused `silenced`, with the seconds it lasts, or None."""
        until = aware(self.silenced_until)
        return Refused("silenced", retry_after=round((until - now).total_seconds(), 1)) if until and until > now else None

    def pause(self, now, spoke=None):
        """Refused `slow-mode` if their last message, at `spoke` or known, was too short ago, or None; moderators are free."""
        spoke = spoke or aware(self.spoke_at)
        left = self.slow_seconds - (now - spoke).total_seconds() if self.slow_seconds and spoke else 0
        return Refused("slow-mode", retry_after=round(left, 1)) if left > 0 and not self.may(Permission.MODERATE) else None

    def must_speak(self):
        """Refused if they are silenced."""
        if refusal := self.silence(timezone.now()):
            raise refusal

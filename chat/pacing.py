"""Who may say something now: the silenced may not, and in slow mode everybody waits between two messages."""

from django.utils import timezone


def pace(new):
    """{key: (membership, …)} in order → ({key: membership id} of who is timed in slow mode, {key: Refused} of who must wait)"""
    now, spoke, slow, refused = timezone.now(), {}, {}, {}
    for key, (member, *_) in new.items():
        refusal = member.silence(now) if member.silenced_until else None
        if not refusal and member.slow_seconds:
            refusal = member.pause(now, spoke.get(member.pk))
            if not refusal:
                slow[key], spoke[member.pk] = member.pk, now
        if refusal:
            refused[key] = refusal
    return slow, refused

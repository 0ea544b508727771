"""manage.py expire_guests: deletes guests who have not been here for long, and sessions that have ended."""

from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand
from django.utils import timezone

from syncroom import limits

DAYS = limits.GUEST_SECONDS / 86_400


class Command(BaseCommand):
    help = (
        f"Delete guests whom nobody has seen for {DAYS:g} days (SYNCROOM_GUEST_SECONDS), and sessions that have ended. "
        "A guest who is connected to a room counts as seen. Accounts are never deleted. What a guest wrote stays, under their name; "
        "their rooms live as long as the rooms' own lifetime says. Safe at any time, and twice. The running server does the same by itself."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Only say how many would go.")

    def handle(self, *, dry_run, **options):
        now = timezone.now()
        people, ended = get_user_model().objects, Session.objects.filter(expire_date__lt=now)
        if dry_run:
            guests, sessions, word = people.forgotten_guests(now).count(), ended.count(), "would go"
        else:
            guests, (sessions, _), word = people.forget_guests(now), ended.delete(), "gone"
        self.stdout.write(f"guests {word}: {guests}, ended sessions {word}: {sessions}")

"""manage.py expire_rooms: what the running server does by itself, for sites that prefer a timer."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from rooms.lifetimes import spell
from rooms.models import Connection, Room
from syncroom import limits


class Command(BaseCommand):
    help = (
        "Archive and delete rooms that nobody is in. "
        f"Vanish rooms go {spell(limits.VANISH_SECONDS)} after the last person left, temporary ones after {spell(limits.TEMPORARY_SECONDS)}. "
        f"Kept rooms are archived after {spell(limits.ARCHIVE_SECONDS)} and deleted {spell(limits.ARCHIVED_SECONDS)} later; "
        f"closed rooms are deleted after {spell(limits.CLOSED_SECONDS)}; pinned rooms stay. "
        "Safe to run at any time, twice, and while people are in rooms: a room with somebody in it is never touched."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only count")

    def handle(self, dry_run, **options):
        now = timezone.now()
        if dry_run:
            archived, deleted, words = Room.objects.idle(now).count(), Room.objects.expired(now).count(), "would be "
        else:
            Connection.objects.sweep(now)
            (archived, deleted), words = Room.objects.expire(now), ""
        self.stdout.write(f"{archived} rooms {words}archived, {deleted} rooms {words}deleted")

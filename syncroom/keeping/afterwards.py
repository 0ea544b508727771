"""The first start after a restore: open pages may know changes that are not in the backup, and must not take later ones for them."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F

from rooms.models import Room

STEP = 1_000_000  # far more changes than a page may have missed: whoever knows an older number starts afresh


def mark():
    mark_file().touch()


def renumber():
    """Once after a restore: every number goes on from far above whatever was known before."""
    if mark_file().exists():
        with transaction.atomic():
            Room.objects.update(seq=F("seq") + STEP)
            get_user_model().objects.update(seq=F("seq") + STEP)
        mark_file().unlink(missing_ok=True)


def mark_file():
    return settings.DATA / "restored"

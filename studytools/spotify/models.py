"""Spotify accounts that people connected, and who shows the room what they listen to."""

import json

from django.conf import settings
from django.db import models
from django.utils import timezone

from syncroom.sealed import Unreadable, resealed, resealing, seal

from .showing import Showing


class AccountManager(models.Manager):
    def connect(self, user_id, name, token_info):
        """Their account, or another in the place of the one before."""
        fresh = {"name": name[:200], "sealed": sealed(token_info), "at": timezone.now()}
        self.update_or_create(user_id=user_id, defaults=fresh)

    def sealed(self, user_id):
        """Their keys as they are kept; "" where there are none."""
        return self.filter(pk=user_id).values_list("sealed", flat=True).first() or ""

    def renew(self, user_id, before, token_info):
        """Only in the place of what was renewed: who has disconnected meanwhile stays so."""
        self.filter(pk=user_id, sealed=before).exclude(sealed="").update(sealed=sealed(token_info))

    def lapse(self, user_id, before):
        """Spotify takes these keys no more."""
        self.filter(pk=user_id, sealed=before).update(sealed="")

    def disconnect(self, user_id):
        """Whether there was one. What they listen to is shown nowhere from now on."""
        Showing.objects.hide(user_id)
        return self.filter(pk=user_id).delete()[0] > 0


class SpotifyAccount(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)  # what they are called there
    sealed = models.TextField(blank=True)  # the keys, under one that is not in the database; empty once Spotify takes them no more
    at = models.DateTimeField()

    objects = AccountManager()

    def __str__(self):
        return self.name


def sealed(token_info):
    return seal(json.dumps(token_info))


@resealing
def reseal():
    done = lost = 0
    for pk, kept in SpotifyAccount.objects.exclude(sealed="").values_list("pk", "sealed"):
        try:
            done += SpotifyAccount.objects.filter(pk=pk, sealed=kept).update(sealed=resealed(kept))
        except Unreadable:
            lost += 1
    return done, lost

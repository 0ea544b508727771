"""The link by which a site's first administrator comes in, for whoever can read what the server prints."""

import hashlib
import secrets
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import models, transaction

from . import limits


class FirstLinkManager(models.Manager):
    def offer(self, now):
        """A new token, or None if there is an administrator."""
        if self.taken():
            return None
        self.filter(expires_at__lte=now).delete()
        token = secrets.token_urlsafe(32)
        self.create(digest=digest(token), expires_at=now + timedelta(seconds=limits.FIRST_LINK_SECONDS))
        return token

    def taken(self):
        return get_user_model().objects.filter(is_superuser=True, is_active=True).exists()

    def holds(self, token, now):
        return self.filter(digest=digest(token), expires_at__gt=now).exists() and not self.taken()

    @transaction.atomic
    def redeem(self, token, now, username, password):
        """The administrator, or None if the link does not hold any more. With one link all are used up."""
        rows = list(self.select_for_update().order_by("pk"))
        if self.taken() or not any(row.digest == digest(token) and row.expires_at > now for row in rows):
            return None
        self.all().delete()
        return get_user_model().objects.create_superuser(username, password=password, display_name=username)


class FirstLink(models.Model):
    """Its token is kept nowhere: only its SHA-256 is."""

    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()

    objects = FirstLinkManager()


def digest(token):
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()

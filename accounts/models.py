"""Who people are: accounts, and guests who are real users too."""

import secrets
from datetime import timedelta

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models, transaction
from django.utils import timezone

from syncroom import limits

from .names import cleaned_name
from .signals import access_ended, renamed

SEEN_GRAIN = timedelta(hours=1)  # how exactly we care to know when somebody was last here


class UserManager(DjangoUserManager):
    def create_guest(self, display_name):
        """A user without a password, for as long as they come back."""
        user = self.model(username=f"guest-{secrets.token_hex(8)}", display_name=cleaned_name(display_name), is_guest=True)
        user.set_unusable_password()
        user.save(force_insert=True)
        return user

    def forgotten_guests(self, now):
        """Guests whom nobody has seen for longer than guests are kept."""
        return self.filter(is_guest=True, seen_at__lt=now - timedelta(seconds=limits.GUEST_SECONDS))


class User(AbstractUser):
    first_name = last_name = None
    display_name = models.CharField(max_length=150, blank=True)
    is_guest = models.BooleanField(default=False)
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)
    epoch = models.PositiveIntegerField(default=0, help_text="Sessions of an earlier epoch no longer hold.")

    objects = UserManager()

    class Meta:
        verbose_name, verbose_name_plural = "person", "people"

    def __str__(self):
        return self.name

    @property
    def name(self):
        """What others see."""
        return self.display_name or self.username

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name

    def _get_session_auth_hash(self, secret=None):
        return f"{super()._get_session_auth_hash(secret)}{self.epoch}"

    def seen(self, now):
        """Note that they are here; written once an hour."""
        if now - self.seen_at > SEEN_GRAIN:
            self.seen_at = now
            self.save(update_fields=["seen_at"])

    @transaction.atomic
    def rename(self, display_name):
        self.display_name = cleaned_name(display_name)
        self.save(update_fields=["display_name"])
        renamed.send(User, user=self)

    @transaction.atomic
    def suspend(self):
        """Nothing of theirs goes on: every session ends, every open connection closes."""
        self.is_active = False
        self.end_sessions()
        self.save(update_fields=["is_active"])

    def reinstate(self):
        self.is_active = True
        self.save(update_fields=["is_active"])

    @transaction.atomic
    def end_sessions(self):
        """Sign out everywhere."""
        User.objects.filter(pk=self.pk).update(epoch=models.F("epoch") + 1)
        self.refresh_from_db(fields=["epoch"])
        access_ended.send(User, user=self, session_key=None)

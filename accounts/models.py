"""Who people are: accounts, and guests who are real users too."""

from datetime import UTC, timedelta

from django.contrib.auth.models import AbstractUser
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone

from syncroom import limits

from . import avatars, usernames
from .deeds import Deed
from .leaving import COUNTED, Leaving
from .managers import SEEN_GRAIN, Erasing, UserManager
from .seeing import Audience
from .showing import Showing
from .signals import access_ended, renamed
from .signins import SignIn
from .zones import zone_of

__all__ = ["Deed", "SignIn", "User"]
GUEST_FADES = timedelta(seconds=limits.GUEST_SECONDS / 2)


class User(Showing, Leaving, AbstractUser):
    first_name = last_name = None
    username = models.CharField(
        max_length=usernames.MOST,
        unique=True,
        validators=[usernames.check_shape],
        help_text=usernames.RULE,
        error_messages={"unique": "This username is taken. Please choose another."},
    )
    display_name = models.CharField(max_length=150, blank=True)
    former_names = models.JSONField(default=list, blank=True, editable=False)  # to be forgotten with them, and for nobody to see
    is_guest = models.BooleanField("guest", default=False)
    seen_at = models.DateTimeField("last seen", default=timezone.now)
    seq = models.PositiveBigIntegerField(default=0, editable=False)  # counts the changes of what is their own
    zone = models.CharField("time zone", max_length=60, blank=True, help_text="As in Europe/Berlin; empty while we do not know.")
    day_starts = models.PositiveSmallIntegerField("hour the day starts", default=4, validators=[MaxValueValidator(23)])
    weekly_goal_hours = models.PositiveSmallIntegerField("weekly goal in hours", null=True, blank=True)
    avatar = models.FileField(upload_to=avatars.FOLDER, blank=True, db_index=True, editable=False)
    avatar_small = models.FileField(upload_to=avatars.FOLDER, blank=True, editable=False)
    studies = models.CharField(max_length=300, blank=True)
    bio = models.TextField(blank=True)
    studies_for = models.CharField(max_length=8, choices=Audience.choices, default=Audience.NOBODY)
    bio_for = models.CharField(max_length=8, choices=Audience.choices, default=Audience.NOBODY)
    minutes_for = models.CharField(max_length=8, choices=Audience.choices, default=Audience.NOBODY)
    erasing = models.CharField(max_length=4, choices=Erasing.choices, blank=True, editable=False)  # they are gone, and so is their name
    preferences = models.JSONField(default=dict, blank=True)  # see accounts.preferences
    preferences_mine = models.PositiveBigIntegerField(default=0, editable=False)  # `seq` at their last change
    epoch = models.PositiveIntegerField(default=0, help_text="Sessions of an earlier epoch no longer hold.")

    objects = UserManager()
    REQUIRED_FIELDS = ()  # createsuperuser asks for a username and a password

    class Meta:
        verbose_name, verbose_name_plural = "person", "people"
        permissions = [("suspend_user", "Can suspend and reinstate people")]
        indexes = [
            models.Index(fields=["is_guest", "seen_at"], name="people_last_seen"),
            models.Index(fields=["seen_at"], name="people_seen"),
            models.Index(Lower("display_name"), name="people_names"),  # PostgreSQL has another one for prefixes: the migration "audit"
            models.Index(fields=["seen_at"], name="people_suspended", condition=models.Q(is_active=False)),
            models.Index(fields=["id"], name="people_erasing", condition=~models.Q(erasing="")),
        ]

    def __str__(self):
        return self.name

    @classmethod
    def normalize_username(cls, username):
        return usernames.folded(username) if isinstance(username, str) else username

    @property
    def name(self):
        """What others see."""
        return self.display_name or self.username

    @property
    def tz(self):
        return zone_of(self.zone) or UTC

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name

    def _get_session_auth_hash(self, secret=None):
        return f"{super()._get_session_auth_hash(secret)}{self.epoch}"

    def save(self, *args, **kwargs):
        """Whichever way a password is changed, nothing that was opened with the old one goes on."""
        changed = self._password is not None and not self._state.adding
        if not self._state.adding and not args:
            kwargs.setdefault("update_fields", [field.name for field in self._meta.concrete_fields if field.name not in COUNTED])
        super().save(*args, **kwargs)
        if changed:
            self.sign_ins.drop()
            access_ended.send(User, user=self, session=None)

    def seen(self, now):
        """Note that they are here; True in the one of many calls an hour that writes it."""
        return now - self.seen_at > SEEN_GRAIN and bool(User.objects.filter(pk=self.pk).seen(now))

    def fades(self, now):
        """A guest who has not been seen for so long that they may be forgotten any moment."""
        return self.is_guest and now - self.seen_at > GUEST_FADES

    @transaction.atomic
    def settle(self):
        """A guest becomes an account with everything they have; False if this guest is one already, or gone."""
        self.is_guest = False
        fields = {name: getattr(self, name) for name in ("username", "display_name", "email", "password", "is_guest")}
        self._password = None  # nothing was opened with an old one
        settled = bool(User.objects.filter(pk=self.pk, is_guest=True).update(**fields))
        if settled:
            renamed.send(User, user=self)
        return settled

    @transaction.atomic
    def suspend(self):
        """Nothing of theirs goes on: every session ends, every open connection closes. True in the one of many calls that does it."""
        self.is_active = False
        suspended = bool(User.objects.filter(pk=self.pk, is_active=True).update(is_active=False))
        if suspended:
            self.end_sessions()
        return suspended

    def reinstate(self):
        """They may come in again; True if that is news."""
        self.is_active = True
        return bool(User.objects.filter(pk=self.pk, is_active=False).update(is_active=True))

    @transaction.atomic
    def end_sessions(self):
        """Sign out everywhere."""
        User.objects.filter(pk=self.pk).update(epoch=models.F("epoch") + 1)
        self.refresh_from_db(fields=["epoch"])
        self.sign_ins.drop()
        access_ended.send(User, user=self, session=None)

"""Many people at once, and how one comes into being."""

import secrets
from datetime import timedelta

from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import connection, models, transaction
from django.utils import timezone

from syncroom import limits
from syncroom.spans import NONE, before
from syncroom.sql import values

from . import erasing, usernames
from .names import cleaned_name
from .searching import Looking
from .signals import access_ended, leaving, who_is_here

SEEN_GRAIN = timedelta(hours=1)  # how exactly we care to know when somebody was last here
AT_ONCE = 50  # guests deleted in one transaction


class Erasing(models.TextChoices):
    """What becomes of the messages of somebody who deletes their account."""

    KEEP = "keep", "They stay, as messages of a “deleted user”"
    GO = "go", "They go"


class UserQuerySet(Looking, models.QuerySet):
    def seen(self, now):
        """Note that they are here, where that was last written an hour ago or more: how many."""
        return self.filter(seen_at__lt=now - SEEN_GRAIN).update(seen_at=now)

    def forgotten_guests(self, now, age=NONE):
        """Guests whom nobody has seen for longer than guests are kept, and who are not here."""
        forgotten = self.filter(is_guest=True, seen_at__lt=before(now, limits.GUEST_SECONDS, age))
        for _, here in who_is_here.send(self.model):
            forgotten = forgotten.exclude(pk__in=here)
        return forgotten

    def on_the_way(self, ids, now):
        """Guests who come back just now, before anything else is done for them: those of these people who are still there."""
        self.filter(pk__in=ids, is_guest=True).update(seen_at=now)
        return set(self.filter(pk__in=ids).values_list("pk", flat=True))

    @transaction.atomic
    def forget(self, now, age=NONE):
        """Let those go who are still forgotten once we hold their rows: who came in before is seen by now, who comes in later is too late."""
        held = list(self.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True))
        return self.model.objects.forgotten_guests(now, age).filter(pk__in=held).leave() if held else 0

    @transaction.atomic
    def leave(self):
        """Delete these people, and others hear of it; how many went. What they wrote stays, under the name it was written with."""
        users = list(self.select_for_update(skip_locked=True, of=("self",)))
        leaving.send(self.model, users=users)
        for user in users:
            access_ended.send(self.model, user=user, session=None)
        self.model.objects.filter(pk__in=[user.pk for user in users]).delete()
        return len(users)

    @transaction.atomic
    def vanish(self):
        """Rows without a name; one that a log of administrators points at stays."""
        for user in self:
            if user.logentry_set.exists():
                self.model.objects.filter(pk=user.pk).update(erasing="")
            else:
                user.delete()


class UserManager(DjangoUserManager.from_queryset(UserQuerySet)):
    def create_guest(self, display_name):
        """A user without a password, for as long as they come back."""
        user = self.model(username=f"guest-{secrets.token_hex(8)}", display_name=cleaned_name(display_name), is_guest=True)
        user.set_unusable_password()
        user.save(force_insert=True)
        return user

    def forget_guests(self, now, age=NONE):
        """Delete forgotten guests, some at a time; yields how many went. Who is connected counts as seen."""
        for _, here in who_is_here.send(self.model):
            self.filter(pk__in=here).seen(now)
        went = True
        while went and (ids := list(self.forgotten_guests(now, age).values_list("pk", flat=True)[:AT_ONCE])):
            yield (went := self.filter(pk__in=ids).forget(now, age))

    def next_forgotten(self):
        """When the next guest has not been seen for too long, or None."""
        seen = self.filter(is_guest=True).aggregate(at=models.Min("seen_at"))["at"]
        return seen and seen + timedelta(seconds=limits.GUEST_SECONDS)

    def next_erased(self):
        """When there is something left to forget of somebody who is gone: just now, again and again, or None."""
        return timezone.now() - timedelta(seconds=1) if self.exclude(erasing="").exists() else None

    def erase_some(self, now=None):
        """Forget some of what somebody left who deleted their account: how many rows; 0 when nobody has anything left."""
        user = self.exclude(erasing="").order_by("pk").first()
        if user is None:
            return 0
        with transaction.atomic():
            if done := erasing.forget_some(user):
                return done
        erasing.forget_sessions(user)
        self.filter(pk=user.pk).vanish()
        return 1

    def number(self, user_id):
        """The number of the change of something of theirs that is made in this transaction."""
        return self.numbers({user_id: 1})[user_id]

    def numbers(self, counts):
        """Take `counts[user id]` numbers for each: {user id: first of them}. One statement, which is also the lock."""
        rows, parameters = values(sorted(counts.items()))
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH asked(person, n) AS (VALUES {rows}) UPDATE accounts_user SET seq = seq + asked.n FROM asked"  # noqa: S608 placeholders only
                " WHERE accounts_user.id = asked.person RETURNING accounts_user.id, seq",
                parameters,
            )
            return {person: last - counts[person] + 1 for person, last in cursor.fetchall()}

    def free_username(self, like):
        """A username like `like` that nobody has, or ""."""
        text = usernames.suggestion(like)
        taken = set(self.filter(username__startswith=text).values_list("username", flat=True)) if text else ()
        return next((name for name in [text, *(f"{text}{n}" for n in range(2, 100))] if name not in taken), "")

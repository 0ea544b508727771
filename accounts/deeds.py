"""The audit: what the site's moderators did, by whom, why and when; rows are only ever added, and outlive what they are about."""

from django.db import models
from django.utils import timezone

WHY_CHARS = 500


class Lasting(Exception):
    """What was done stays written."""


class DeedQuerySet(models.QuerySet):
    def note(self, by, kind, words, about, why, person=None, place=("", "")):
        """`by` did `kind` to the row `about`; `words` follow their name. `person`: whom it concerns; `place`: a room's (code as looked up, words).

        In the transaction that does it.
        """
        name = str(about)[:200] or f"{about._meta.verbose_name} {about.pk}"
        return self.create(
            at=timezone.now(),
            by=by.pk,
            by_name=by.name,
            kind=kind,
            words=words,
            about_type=about._meta.label_lower,
            about_id=about.pk,
            about_name=name,
            about_key=folded(name),
            person=person and person.pk,
            room_key=place[0],
            room_name=place[1][:250],
            why=why[:WHY_CHARS],
        )

    def update(self, **kwargs):
        raise Lasting

    def delete(self):
        raise Lasting


def folded(name):
    """Names that begin alike whatever their capitals."""
    return " ".join(name.split()).casefold()[:600]


class Deed(models.Model):
    """Ids, not foreign keys: whoever and whatever goes, what was done stays as it was written."""

    at = models.DateTimeField()
    by = models.BigIntegerField(db_index=True)
    by_name = models.CharField("by", max_length=150)
    kind = models.CharField("act", max_length=24)
    words = models.CharField("what was done", max_length=200)
    about_type = models.CharField(max_length=60)
    about_id = models.BigIntegerField()
    about_name = models.CharField("about", max_length=200)
    about_key = models.CharField(max_length=600, db_index=True)
    person = models.BigIntegerField(null=True, db_index=True)
    room_key = models.CharField(max_length=40, db_index=True)
    room_name = models.CharField("room", max_length=250)
    why = models.CharField("reason", max_length=WHY_CHARS)

    objects = DeedQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = "act of a moderator", "audit"
        default_permissions = ("view",)
        indexes = [models.Index(fields=["about_type", "about_id"], name="deeds_about"), models.Index(fields=["kind", "id"], name="deeds_kind")]

    def __str__(self):
        return f"{self.by_name} {self.words}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise Lasting
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise Lasting

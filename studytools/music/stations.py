"""Internet radio: what the site's administrator has listed. The server never fetches it; a member's browser does, after their own click."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models

from syncroom import limits

LABELLED = URLValidator(schemes=["https"])


def must_be_a_stream(address):
    """ValidationError in words."""
    LABELLED(address)
    parts = urlsplit(address)
    if parts.username or parts.password or any(char in address for char in " ;,'\"\\<>"):
        raise ValidationError("This address has something in it that does not belong there, such as a name and a password.")


class StationQuerySet(models.QuerySet):
    def listed(self):
        return self.filter(on=True).order_by("name", "pk")


class Station(models.Model):
    name = models.CharField(max_length=120, unique=True)
    address = models.URLField(
        "address of the stream",
        max_length=500,
        validators=[must_be_a_stream],
        help_text="https only, and where the sound itself is: a page, a playlist or a redirect to another host does not play.",
    )
    about = models.CharField("what it plays, and under what terms", max_length=300, blank=True)
    on = models.BooleanField("offered to rooms", default=True)

    objects = StationQuerySet.as_manager()

    class Meta:
        verbose_name = "radio station"

    def __str__(self):
        return self.name

    def clean(self):
        if self._state.adding and Station.objects.count() >= limits.STATIONS:
            raise ValidationError("That is as many stations as there may be.")

    @property
    def host(self):
        """Whom a member's browser will talk to."""
        return urlsplit(self.address).hostname

    @property
    def source(self):
        """The one origin that its framed page may load sound from."""
        return f"https://{urlsplit(self.address).netloc}"

    def as_listed(self):
        return {"id": self.pk, "title": self.name, "about": self.about, "host": self.host}

"""How long what is said in a room is kept: its owner's choice, done by whoever keeps what is said."""

from django.db import models

DAY_SECONDS = 86_400


class Retention(models.TextChoices):
    EVER = "ever", "For ever"
    QUARTER = "90d", "For 90 days"
    WEEK = "7d", "For 7 days"
    EMPTY = "empty", "Until everybody has left"

    @property
    def seconds(self):
        """How old messages become, or None where age does not matter."""
        return {"90d": 90 * DAY_SECONDS, "7d": 7 * DAY_SECONDS}.get(self.value)

    @property
    def words(self):
        """For members; "" where there is nothing to say."""
        return {"90d": "messages go after 90 days", "7d": "messages go after 7 days", "empty": "messages go when all have left"}.get(self.value, "")

"""What somebody tells others, and the site, about themselves: verbs of a user."""

from django.db import transaction

from . import avatars
from .names import cleaned_name
from .seeing import Audience
from .signals import own_changed, renamed

FORMER = 100  # names that are remembered of somebody


class Showing:
    """Of the fields of a user that are for others to see, or are how they like it."""

    @property
    def face(self):
        """The name of their picture, as others are told; "" where it is drawn from their name."""
        return avatars.token_of(self.avatar.name)

    def find_zone(self, zone):
        """Where their browser says it is, unless they said so themselves."""
        type(self).objects.filter(pk=self.pk, zone="").update(zone=zone)

    @property
    def shows_minutes(self):
        return self.minutes_for != Audience.NOBODY

    def show_minutes(self, on):
        """To people in their rooms at least, or to nobody."""
        mine = type(self).objects.filter(pk=self.pk)
        if on:
            mine.filter(minutes_for=Audience.NOBODY).update(minutes_for=Audience.ROOMS)
        else:
            mine.update(minutes_for=Audience.NOBODY)

    def live_by(self, zone, day_starts, weekly_goal_hours=None):
        """When their days begin, and what they want to reach in a week."""
        type(self).objects.filter(pk=self.pk).update(zone=zone, day_starts=day_starts, weekly_goal_hours=weekly_goal_hours)

    def introduce(self, **fields):
        """What they say of themselves, and to whom."""
        type(self).objects.filter(pk=self.pk).update(**fields)

    @transaction.atomic
    def prefer(self, choices):
        """They like it so from now on, in every page of theirs: {name: value}, as the catalogue knows them."""
        self.preferences_mine = type(self).objects.number(self.pk)  # and nobody else changes the row meanwhile
        self.preferences = type(self).objects.values_list("preferences", flat=True).get(pk=self.pk) | choices
        self.save(update_fields=["preferences", "preferences_mine"])
        own_changed.send(type(self), user=self)

    @transaction.atomic
    def rename(self, display_name):
        before, self.display_name = self.name, cleaned_name(display_name)
        self.save(update_fields=["display_name"])
        self.was_called(before)

    def was_called(self, before):
        """They have another name now; where the old one stands, it is forgotten with them."""
        former = type(self).objects.select_for_update(of=("self",)).values_list("former_names", flat=True).get(pk=self.pk)
        self.former_names = [name for name in dict.fromkeys([*former, before]) if name != self.name][-FORMER:]
        self.save(update_fields=["former_names"])
        renamed.send(type(self), user=self)

    @property
    def names(self):
        """Whatever they are called, or were; a name before one that is a part of it."""
        return sorted({self.name, self.username, *self.former_names} - {""}, key=len, reverse=True)

    @transaction.atomic
    def picture(self, pictures=None):
        """Show this, (large, small) as `avatars.encoded` gives them, or what is drawn from their name. The files before it go."""
        before = type(self).objects.select_for_update(of=("self",)).get(pk=self.pk)
        old = [(field.storage, field.name) for field in (before.avatar, before.avatar_small) if field]
        self.avatar = self.avatar_small = ""
        for field, (name, file) in (avatars.new_files(pictures) if pictures else {}).items():
            setattr(self, field, before.avatar.storage.save(name, file))
        self.save(update_fields=["avatar", "avatar_small"])
        renamed.send(type(self), user=self)
        transaction.on_commit(lambda: [storage.delete(name) for storage, name in old], robust=True)

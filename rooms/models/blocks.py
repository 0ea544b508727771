"""Whom somebody does not want to read: kept with their account, and told to them alone."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models, transaction

from rooms.events import Blocked
from rooms.live import registry
from rooms.live.broadcast import ring
from rooms.live.protocol import Refused


class BlockManager(models.Manager):
    @transaction.atomic
    def choose(self, membership, member, on):
        """Block user `member`, who belongs or belonged to this room, or do so no more. Refused `not-found`, `forbidden`."""
        if member == membership.user_id:
            raise Refused("forbidden")
        other = type(membership).objects.filter(room=membership.room_id, user=member).first()
        if other is None or not get_user_model().objects.filter(pk=member).exists():
            raise Refused("not-found")
        row = self.model(user_id=membership.user_id, blocked_id=member, name=other.name, on=on)
        row.mine = get_user_model().objects.number(membership.user_id)
        self.bulk_create([row], update_conflicts=True, unique_fields=["user", "blocked"], update_fields=["name", "on", "mine"])
        ring(membership.user_id)

    @transaction.atomic
    def end(self, user, member):
        """Block them no more, wherever they are now; harmless twice."""
        mine = get_user_model().objects.number(user)
        if self.filter(user=user, blocked=member, on=True).update(on=False, mine=mine):
            ring(user)

    def mine(self, since):
        """(user id, Blocked) for each choice after their number; a newcomer is not told whom they block no more."""
        later = models.Q()
        for user, number in since.items():
            later |= models.Q(user=user, mine__gt=number) & (models.Q() if number else models.Q(on=True))
        for row in self.filter(later) if since else ():
            yield row.user_id, row.as_event()


class Block(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="blocks", db_index=False)
    blocked = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(max_length=150)  # as they were called then
    on = models.BooleanField(default=True)
    mine = models.PositiveBigIntegerField()

    objects = BlockManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "blocked"], name="one_choice_about_somebody")]
        indexes = [models.Index(fields=["user", "mine"], name="block_changes")]

    def __str__(self):
        return self.name

    def as_event(self):
        return Blocked(mine=self.mine, member=self.blocked_id, name=self.name, on=self.on)


registry.my_replay(Block.objects.mine)

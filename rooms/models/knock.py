"""A knock: somebody at the door of a room asks to be let in, waits, and hears one answer."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from rooms.events import Knocker
from rooms.live import registry
from rooms.live.broadcast import stir
from rooms.live.protocol import Refused, moment
from rooms.permissions import Role

from .acts import RoomAct
from .knocks import SEEN_GRAIN, KnockQuerySet, State


class Knock(models.Model):
    room = models.ForeignKey("rooms.Room", models.CASCADE, related_name="knocks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="knocks")
    reason = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    invitation = models.ForeignKey("rooms.Invitation", models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    seen_at = models.DateTimeField()  # when their page last looked for an answer
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = KnockQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "user"], condition=Q(state="waiting"), name="one_knock_at_a_time")]
        indexes = [models.Index(fields=["room", "state"], name="knocks_of_a_room"), models.Index(fields=["asked_at"], name="knocks_by_age")]

    def __str__(self):
        return f"Knock {self.pk}"

    def as_knocker(self):
        invited_by = self.invitation.made_by.name if self.invitation and self.invitation.made_by else None
        return Knocker(id=self.pk, name=self.user.name, guest=self.user.is_guest, reason=self.reason, at=moment(self.asked_at), invited_by=invited_by)

    def looked(self, now):
        """Their page is still there."""
        Knock.objects.waiting(now).filter(pk=self.pk, seen_at__lt=now - SEEN_GRAIN).update(seen_at=now)

    @transaction.atomic
    def answer(self, by, admit):
        """`by`, a membership, lets them in, or not now; the first answer counts. Refused, and it stays unanswered, if the room admits nobody."""
        now = timezone.now()
        type(self.room).objects.lock({self.room_id})
        answer = {"state": State.ADMITTED if admit else State.DENIED, "answered_at": now, "answered_by": by.user_id}
        if not Knock.objects.waiting(now).filter(pk=self.pk).update(**answer):
            raise Refused("answered")
        RoomAct.objects.note(self.room_id, by, "let-in" if admit else "turn-away", about=self.user)
        if admit:
            if self.invitation:
                self.invitation.spend(now)
            self.room.admit(self.user, self.invitation.role if self.invitation else Role.MEMBER, vouched=True)
        stir([self.room_id])

    @transaction.atomic
    def leave(self):
        """They wait no longer."""
        if Knock.objects.filter(pk=self.pk, state=State.WAITING).update(state=State.LEFT):
            stir([self.room_id])


registry.logged("let-in", lambda act: f"let {act.about_name} in")
registry.logged("turn-away", lambda act: f"did not let {act.about_name} in")

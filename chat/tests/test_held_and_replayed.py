"""Whatever is said, held, changed and released in whatever order: a newcomer has what the others heard, and nothing that is held."""

import json
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chat.holding import Hold
from chat.models import Message
from rooms.live.protocol import Refused
from rooms.live.replay import changes
from rooms.models import Room

from .conftest import heard

pytestmark = pytest.mark.django_db(transaction=True)
ACTS = st.lists(
    st.sampled_from(["say", "urgent", "moderator", "again", "edit", "remove", "strike", "hold", "loud", "release", "announce"]), max_size=25
)


class World:
    """A room, and what somebody who was there from the start heard of it."""

    def __init__(self, room, ada, grace):
        self.room, self.ada, self.grace = room, room.memberships.get(user=ada), room.memberships.get(user=grace)
        self.count, self.rows = 0, {}

    def do(self, act):
        for event in heard(getattr(self, act)):
            self.hear(event)

    def hear(self, event):
        self.rows.pop(event.get("id"), None)
        if event["type"] in ("chat.posted", "chat.edited"):
            self.rows[event["id"]] = event

    def post(self, member, urgent=False):
        self.count += 1
        Message.objects.post([(member, f"word {self.count}", f"c{self.count}", urgent)])

    def say(self):
        self.post(self.grace)

    def urgent(self):
        self.post(self.grace, urgent=True)

    def moderator(self):
        self.post(self.ada)

    def again(self):
        Message.objects.post([(self.grace, f"word {self.count}", f"c{self.count}")])

    def last(self):
        return Message.objects.filter(room=self.room, author=self.grace.user_id, removed_at=None).order_by("pk").last()

    def edit(self):
        if message := self.last():
            message.edit(f"{message.body}!")

    def remove(self):
        if message := self.last():
            message.remove(self.grace)

    def strike(self):
        with suppress(Refused):  # what is held is not found
            Message.objects.of(self.ada, self.last().pk if self.last() else 1).strike(self.ada.user_id)

    def hold(self):
        Hold.objects.begin(self.room.pk, None, quiet=True)

    def loud(self):
        Hold.objects.begin(self.room.pk, None, quiet=False)

    def release(self):
        Hold.objects.release([self.room.pk])

    def announce(self):
        Message.objects.announce(self.room.pk, "Round over.", f"recap-{self.count}")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_replay_equals_events_whatever_was_held(ada, grace, acts):
    room = Room.objects.create_for(ada, "Organic chemistry")
    room.admit(grace)
    world = World(room, ada, grace)
    for act in acts:
        world.do(act)
    told = {event["id"]: event for text in changes(Room.objects.get(pk=room.pk), 0) if (event := json.loads(text))["type"].startswith("chat.")}
    assert told == world.rows
    world.do("release")
    standing = Message.objects.filter(room=room, removed_at=None)
    assert sorted(world.rows) == sorted(standing.values_list("pk", flat=True))
    numbers = list(standing.order_by("pk").filter(released_at__isnull=False).values_list("place", flat=True))
    assert numbers == sorted(numbers)

"""Of a large site: reports, bans, logs, the audit, invitations and questions."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType

from accounts.models import Deed
from chat.models import Question
from rooms.models import Ban, Invitation, Report, Room, RoomAct

from .filling import ago, ahead, fill, spread


def fill_moderation(rooms, people):
    anybody, anywhere = spread(31337, people), spread(7919, rooms)
    who = {"room": anywhere, "at": ago("(20001 - i) * 300")}
    fill(
        Report,
        rooms // 5,
        **who,
        room_name="'Study group'",
        reporter=anybody,
        reporter_name="'Somebody'",
        about=spread(101, people),
        about_name="'Person'",
        why="'It insults somebody'",
        context="'[]'",
        message="i",
        state="CASE WHEN i % 10 = 0 THEN 'open' WHEN i % 3 = 0 THEN 'acted' ELSE 'dismissed' END",
    )
    fill(
        Ban,
        rooms // 5,
        **who,
        user=anybody,
        name="'Person'",
        by="1",
        by_name="'Ada'",
        until=f"CASE WHEN i % 4 = 0 THEN NULL ELSE {ahead('i * 60')} END",
        lifted_at=f"CASE WHEN i % 2 = 0 THEN {ago('i')} ELSE NULL END",
    )
    fill_logs(rooms, anybody, anywhere)


def fill_logs(rooms, anybody, anywhere):
    fill(
        RoomAct,
        5 * rooms,
        room=anywhere,
        at=ago("500001 - i"),
        by=anybody,
        by_name="'Somebody'",
        kind="CASE WHEN i % 100 = 0 THEN 'close' WHEN i % 7 = 0 THEN 'ban' ELSE 'invite' END",
        after='\'{"role": "member", "seconds": 3600}\'',
    )
    fill_audit(rooms, anybody, anywhere)
    fill_rest(rooms, anybody, anywhere)


def fill_audit(rooms, anybody, anywhere):
    fill(
        Deed,
        2 * rooms,
        at=ago("200001 - i"),
        by=spread(3, 20),
        by_name="'Grace'",
        kind="CASE WHEN i % 9 = 0 THEN 'suspend' ELSE 'close' END",
        words="'closed the room'",
        about_type="'rooms.room'",
        about_id=anywhere,
        about_name="'Study group ' || i",
        about_key="'study group ' || i",
        person=anybody,
        room_key=f"'amber' || {anywhere} || '7f3k'",
        room_name="'Study group'",
        why="'Nobody looked after it'",
    )


def fill_rest(rooms, anybody, anywhere):
    fill(Invitation, rooms, room=anywhere, token_hash="'hash' || i", made_by=anybody, made_at=ago("i"), expires_at=ahead("i"))
    fill(
        Question,
        rooms,
        room=anywhere,
        asker=anybody,
        asker_name="'Somebody'",
        client_id="'q' || i",
        text="'Why?'",
        at=ago("i"),
        seq="i",
        anonymous="i % 2 = 0",
    )
    kind = ContentType.objects.get_for_model(Room).pk
    fill(
        LogEntry,
        2 * rooms,
        user="1",
        content_type=str(kind),
        object_id="'1'",
        object_repr="'Study group'",
        action_flag="2",
        change_message="'Edited.'",
    )

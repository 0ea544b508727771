"""A large site: who is there, what was said, what moderators did; all of it made up by arithmetic."""

from django.contrib.admin.models import LogEntry
from django.db import connection, models

from accounts.models import Deed, User
from chat.models import Message, Question
from rooms.models import Ban, Connection, Invitation, Membership, Process, Report, Room, RoomAct

from .admin_moderation import fill_moderation
from .filling import ago, fill, prepare, spread

BIG_EVERY, TALKER_EVERY = 100, 250  # every 100th message is in room 1, every 250th by person 1
LIVE = 2_000


NAME = "'Person ' || i"


def fill_all(rooms, messages):
    """As many people as rooms."""
    prepare()
    fill_people(rooms)
    fill_rooms(rooms, rooms, messages)
    fill_messages(rooms, rooms, messages)
    fill_moderation(rooms, rooms)
    Process(id="bench").renew()
    fill(Connection, min(LIVE, rooms), id="'connection' || i", process="'bench'", room=f"1 + i % {rooms}", member="i", until="NULL")
    finish()


def fill_people(people):
    fill(
        User,
        people,
        username="'person' || i",
        display_name=NAME,
        password="'!'",
        is_guest="i % 3 > 0",
        is_active="i % 500 > 0",
        email="''",
        seen_at=ago("i * 17"),
        date_joined=ago("i * 40"),
    )


def fill_rooms(rooms, people, messages):
    state = "CASE WHEN i % 50 = 0 THEN 'closed' WHEN i % 20 = 0 THEN 'archived' ELSE 'open' END"
    code = "'amber-' || i || '-7f3k'"
    fill(
        Room,
        rooms,
        code=code,
        code_key="'amber' || i || '7f3k'",
        name="'Study group ' || i",
        name_key="'study group ' || i",
        state=state,
        seq=str(messages + 1),
        seen_at=ago("i * 23"),
        passcode_hash="''",
        topic="'Chapter ' || (i % 12)",
    )
    member = {"room": f"1 + i % {rooms}", "user": f"1 + ((i / {rooms}) * 7 + (i % {rooms}) * 3) % {people}"}
    role = f"CASE WHEN i <= {rooms} THEN 'owner' WHEN i % 17 = 0 THEN 'gone' ELSE 'member' END"
    fill(Membership, 5 * rooms, **member, name=NAME, role=role, joined_at=ago("i"))
    if rooms > 20_000:
        grow_room_one(people)


def fill_messages(rooms, people, messages):
    fill(
        Message,
        messages,
        room=f"CASE WHEN i % {BIG_EVERY} = 0 THEN 1 ELSE {spread(7919, rooms)} END",
        author=f"CASE WHEN i % {TALKER_EVERY} = 0 THEN 1 ELSE {spread(104729, people)} END",
        author_name="'Somebody'",
        client_id="'c' || i",
        body="'What about problem ' || (i % 1000) || ' of the sheet?'",
        html="'<p>What about problem ' || (i % 1000) || ' of the sheet?</p>'",
        at=ago(f"({messages} - i) * 2"),
        place="CASE WHEN i % 1000 = 7 THEN NULL ELSE i END",
        seq="CASE WHEN i % 1000 = 7 THEN NULL ELSE i END",
    )


def grow_room_one(people):
    """Ten thousand more belong to it."""
    start = Membership.objects.aggregate(n=models.Max("pk"))["n"]
    fill(Membership, 10_000, id=f"{start} + i", room="1", user=f"{people} - i", name="'Member ' || i", role="'member'")


def finish():
    """As a site that has run for long would be: written out, and on PostgreSQL known to its planner, which sees to that by itself."""
    from django.core.management.color import no_style

    tables = [User, Room, Membership, Message, Report, Ban, RoomAct, Deed, Invitation, Question, LogEntry]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    connection.close()


def told():
    counts = (
        (model._meta.verbose_name_plural, model._base_manager.count()) for model in (Room, Message, User, Membership, Report, Ban, RoomAct, Deed)
    )
    return ", ".join(f"{count:,} {name}" for name, count in counts)

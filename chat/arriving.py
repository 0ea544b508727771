"""How what waited for the break comes in: numbered at last, in the order it was written."""

from collections import Counter

from django.db import connection, models

from rooms.models import Membership, Room
from syncroom.sql import values

AT_ONCE = 5_000  # a database takes only so many parameters


def arrive(waiting, writer, columns, now):
    """(rows of those who still belong, rows of those who do not); `writer` is the name of the field, the rooms are locked.

    The former take their room's next numbers, in these columns. The latter are for the caller to forget.
    """
    belongs = Membership.objects.standing().filter(room=models.OuterRef("room"), user=models.OuterRef(writer), user__is_active=True)
    rows = list(waiting.annotate(belongs=models.Exists(belongs)).order_by("pk"))
    stay = [row for row in rows if row.belongs]
    numbers = Room.objects.number(Counter(row.room_id for row in stay)) if stay else {}
    for row in stay:
        for column in columns:
            setattr(row, column, numbers[row.room_id])
        row.released_at = now
        numbers[row.room_id] += 1
    for start in range(0, len(stay), AT_ONCE):
        put(stay[start : start + AT_ONCE], columns, now)
    return stay, [row for row in rows if not row.belongs]


def put(rows, columns, now):
    table = rows[0]._meta.db_table
    rows, parameters = values([(row.pk, row.seq) for row in rows])
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH asked(id, n) AS (VALUES {rows}) UPDATE {table} SET {', '.join(f'{column} = asked.n' for column in columns)},"  # noqa: S608
            f" released_at = %s FROM asked WHERE {table}.id = asked.id",
            [*parameters, connection.ops.adapt_datetimefield_value(now)],
        )

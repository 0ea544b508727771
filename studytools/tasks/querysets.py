"""Tasks, many at once: adding, finding, replay, and the focus that is credited to them."""

from collections import Counter

from django.contrib.auth import get_user_model
from django.db import connection, models, transaction
from django.utils import timezone

from rooms.live.protocol import Refused
from rooms.models import Room
from rooms.permissions import Permission
from syncroom.sql import values

from . import lists
from .acts import Act
from .rows import clean_title
from .tree import LAST, put


class TaskQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(removed_at=None)

    def open(self):
        return self.standing().filter(done_at=None)

    def changes(self, room, since):
        """A newcomer is told what stands; who was away, every row that changed."""
        rows = self.filter(room=room)
        return (task.as_event() for task in (rows.filter(seq__gt=since) if since else rows.standing()))

    def seen(self, membership):
        """What this member may see: the room's, and their own."""
        return self.filter(models.Q(room=membership.room_id) | models.Q(owner=membership.user_id))


class TaskManager(models.Manager.from_queryset(TaskQuerySet)):
    def visible(self, membership, id):
        """A standing task of the member's room or own list; Refused `not-found`."""
        task = self.standing().seen(membership).filter(pk=id).first()
        if task is None:
            raise Refused("not-found")
        return task

    def of(self, membership, id, removed=False):
        """One that they may change; `removed`: even if it is gone. Refused `not-found`, `forbidden`."""
        task = self.seen(membership).filter(pk=id).first() if removed else self.visible(membership, id)
        if task is None:
            raise Refused("not-found")
        check_grant(membership, task.room_id)
        return task

    @transaction.atomic
    def add(self, membership, mine, title, client_id, parent=None, after=LAST, **fields):
        """A new task of the member's own list, or the room's; sent again it is answered again."""
        where = {"owner_id": membership.user_id} if mine else {"room_id": membership.room_id}
        check_grant(membership, where.get("room_id"))
        task = self.model(**where, creator_id=membership.user_id, client_id=client_id, at=timezone.now())
        lists.lock(task)
        if known := Act.objects.known(membership, client_id):
            return known.answer_if("add", title=clean_title(title))
        task.check_space()
        task.set(title=title, **fields)
        others = put(task, parent, after)
        task.seq = lists.numbers(task, 1)
        task.save(force_insert=True)
        act = Act.objects.note(
            task, membership, "add", {"removed": True}, {"removed": False, "title": task.title}, client_id=client_id, number=task.seq, at=task.at
        )
        lists.tell([task])
        task.write(others)
        return act.answer()

    def mine(self, since):
        """{user id: number} → (user id, MyChange) for each row that changed after it; a newcomer is not told what is gone."""
        if not since:
            return
        rows, parameters = values(since.items())
        sql = (
            f"WITH asked(person, since) AS (VALUES {rows}) SELECT t.* FROM asked JOIN studytools_task t"  # noqa: S608 placeholders only
            " ON t.owner_id = asked.person AND t.seq > asked.since WHERE asked.since > 0 OR t.removed_at IS NULL"
        )
        for task in self.raw(sql, parameters):
            yield task.owner_id, task.as_event()

    @transaction.atomic
    def worked(self, seconds):
        """{task id: seconds of focus} more; everyone hears who sees them."""
        rows = list(self.filter(pk__in=seconds).order_by("pk").values_list("pk", "room", "owner"))
        if not rows:
            return
        rooms, people = Counter(room for _, room, _ in rows if room), Counter(owner for _, _, owner in rows if owner)
        Room.objects.lock(set(rooms))
        lists.lock_people(set(people))
        next_in_room = Room.objects.number(rooms) if rooms else {}
        next_own = get_user_model().objects.numbers(people) if people else {}
        credited = []
        for id, room, owner in rows:
            numbers, key = (next_in_room, room) if room else (next_own, owner)
            credited.append((id, seconds[id], numbers[key]))
            numbers[key] += 1
        self.credit(credited)
        lists.tell(sorted(self.in_bulk(list(seconds)).values(), key=lambda task: task.seq))

    def credit(self, rows):
        """[(id, seconds, number), …] in one statement."""
        asked, parameters = values(rows)
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH asked(task, more, number) AS (VALUES {asked}) UPDATE studytools_task"  # noqa: S608 placeholders only
                " SET seconds = seconds + asked.more, seq = asked.number FROM asked WHERE studytools_task.id = asked.task",
                parameters,
            )


def check_grant(membership, room_id):
    """The room's list is one of its tools; one's own goes with whoever may speak."""
    if room_id and not membership.may(Permission.RUN_TOOLS):
        raise Refused("forbidden")

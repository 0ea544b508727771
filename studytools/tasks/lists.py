"""The two lists a task may stand in, a room's and a person's own: how each is locked, counted and told."""

from django.contrib.auth import get_user_model
from django.db import connection

from rooms.live.broadcast import publish_all, ring
from rooms.models import Room


def lock(task):
    """Whoever changes a task holds its list; the writer holds the room of whoever asks already."""
    if task.room_id:
        Room.objects.lock({task.room_id})
    else:
        lock_people({task.owner_id})


def lock_people(ids):
    """In one order, and after the rooms; SQLite has locked all by now."""
    if connection.features.has_select_for_update and ids:
        people = get_user_model().objects.select_for_update(no_key=True).filter(pk__in=ids)
        list(people.order_by("pk").values_list("pk"))


def numbers(task, count):
    """The first of `count` numbers for changes in the list."""
    if task.room_id:
        return Room.objects.number({task.room_id: count})[task.room_id]
    return get_user_model().objects.numbers({task.owner_id: count})[task.owner_id]


def tell(tasks):
    """Everyone in their room; of my own, only me."""
    publish_all([(task.room_id, task.as_event()) for task in tasks if task.room_id])
    ring(*{task.owner_id for task in tasks if task.owner_id})

"""manage.py expire_rooms: archives and deletes rooms that nobody is in, and warns before."""

from syncroom.chores import CleanupCommand


class Command(CleanupCommand):
    name = "expire_rooms"

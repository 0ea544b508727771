"""manage.py expire_guests: deletes guests who have not been here for long."""

from syncroom.chores import CleanupCommand


class Command(CleanupCommand):
    name = "expire_guests"

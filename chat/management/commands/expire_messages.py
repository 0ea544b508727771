"""manage.py expire_messages: deletes what was said longer ago than its room keeps it."""

from syncroom.chores import CleanupCommand


class Command(CleanupCommand):
    name = "expire_messages"

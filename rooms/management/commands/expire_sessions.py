"""manage.py expire_sessions: deletes what let somebody in, or kept them out, and no longer does."""

from syncroom.chores import CleanupCommand


class Command(CleanupCommand):
    name = "expire_sessions"

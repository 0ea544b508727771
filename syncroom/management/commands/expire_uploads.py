"""manage.py expire_uploads: deletes files that nothing refers to."""

from syncroom.chores import CleanupCommand


class Command(CleanupCommand):
    name = "expire_uploads"

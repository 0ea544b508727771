"""manage.py tidy: all that cleans up, one after the other."""

from syncroom.chores import SAFE, CleanupCommand
from syncroom.cleanup import in_order


class Command(CleanupCommand):
    @property
    def cleanups(self):
        return in_order()

    @property
    def help(self):
        return f"Do all of these: {', '.join(one.name for one in self.cleanups)}. Each says its policy in its own --help. {SAFE}"

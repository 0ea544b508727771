"""One export at a time for each person, in all processes, and how far it is."""

import logging

from django.core.cache import cache

log = logging.getLogger("syncroom.accounts")
SILENT_SECONDS = 60  # after which nobody is at it any more


class Job:
    """Without a cache that answers there is no bar, and nobody is kept from their data."""

    def __init__(self, user):
        self.key = f"export-{user.pk}"

    def begin(self):
        """False if there is one already."""
        return self._ask(lambda: cache.add(self.key, (0, 0), SILENT_SECONDS), True)

    def note(self, done, total):
        self._ask(lambda: cache.set(self.key, (done, total), SILENT_SECONDS), None)

    def end(self):
        self._ask(lambda: cache.delete(self.key), None)

    @property
    def progress(self):
        """(done, total), or None where none is under way."""
        return self._ask(lambda: cache.get(self.key), None)

    def _ask(self, question, otherwise):
        try:
            return question()
        except Exception as error:
            log.warning("the cache is away: %s", type(error).__name__)
            return otherwise

    def run(self, pieces):
        """`pieces(progress)`, and it is over when they are, or when nobody reads on."""
        try:
            yield from pieces(self.note)
        finally:
            self.end()

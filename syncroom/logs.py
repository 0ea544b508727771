"""What stands in the log: a line for what people did wrong, a traceback only for what we did wrong."""

import logging as logs
import re

SECRETS = re.compile(r"/(i|password/reset/key|accounts/first)/[^/\s?]+")  # addresses that let in whoever knows them


class NoTraceback(logs.Filter):
    """A refusal is no failure: below ERROR, and where somebody tried what they may not, records lose their traceback."""

    def filter(self, record):
        if record.levelno < logs.ERROR or record.name.startswith("django.security"):
            record.exc_info = record.exc_text = None
        return True


class NoTokens(logs.Filter):
    """Django names the address of every request it refuses; what opens a door stays out of the log."""

    def filter(self, record):
        text = record.getMessage()
        if SECRETS.search(text):
            record.msg, record.args = SECRETS.sub(r"/\1/…", text), None
        return True


def logging(level):
    """Django's setting."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
        "filters": {"refusals": {"()": NoTraceback}, "tokens": {"()": NoTokens}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["refusals", "tokens"]}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "syncroom": {"level": "INFO"},
            "psycopg.pool": {"level": "ERROR"},  # once a try, while the writer says what was not written
            "channels_redis.pubsub": {"level": "CRITICAL"},  # syncroom.layer says in one line that Redis is away
        },
    }

"""What stands in the log: a line for what people did wrong, a traceback only for what we did wrong."""

import logging
import re

SECRETS = re.compile(r"/(i|password/reset/key)/[^/\s?]+")  # addresses that let in whoever knows them


class NoTraceback(logging.Filter):
    """A refusal is no failure: below ERROR, and where somebody tried what they may not, records lose their traceback."""

    def filter(self, record):
        if record.levelno < logging.ERROR or record.name.startswith("django.security"):
            record.exc_info = record.exc_text = None
        return True


class NoTokens(logging.Filter):
    """Django names the address of every request it refuses; what opens a door stays out of the log."""

    def filter(self, record):
        text = record.getMessage()
        if SECRETS.search(text):
            record.msg, record.args = SECRETS.sub(r"/\1/…", text), None
        return True

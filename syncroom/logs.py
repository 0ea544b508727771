"""What stands in the log: a line for what people did wrong, a traceback only for what we did wrong."""

import logging


class NoTraceback(logging.Filter):
    """A refusal is no failure: below ERROR, and where somebody tried what they may not, records lose their traceback."""

    def filter(self, record):
        if record.levelno < logging.ERROR or record.name.startswith("django.security"):
            record.exc_info = record.exc_text = None
        return True

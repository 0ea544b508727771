"""What stands in the log: a line for what people did wrong, a traceback only for what we did wrong."""

import logging


class NoTraceback(logging.Filter):
    """A refusal is no failure: below ERROR, records lose their traceback."""

    def filter(self, record):
        if record.levelno < logging.ERROR:
            record.exc_info = record.exc_text = None
        return True

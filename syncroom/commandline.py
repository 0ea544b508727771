"""The command line: what is wrong outside, such as a database that is away, is one sentence and exit code 2."""

import sys


def main(words):
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db.utils import NotSupportedError, OperationalError, ProgrammingError

    try:
        execute_from_command_line(words)
    except (OperationalError, ProgrammingError) as error:
        if "no such table" in str(error) or "does not exist" in str(error):
            stop(f"The database is not ready: {first(error)}. Run manage.py migrate first.")
        if isinstance(error, ProgrammingError):
            raise
        stop(f"{place()} cannot be used: {reason(error)}.")
    except NotSupportedError as error:
        stop(f"{place()} cannot be used: {first(error)}.")
    except ImproperlyConfigured as error:
        stop(first(error))


def place():
    from django.conf import settings

    return "The database of DATABASE_URL" if settings.DATABASE_URL else f"The database in SYNCROOM_DATA ({settings.DATA})"


def reason(error):
    """A pool says only how long it tried: ask once more without it."""
    from django.conf import settings

    if settings.DATABASE_URL:
        import psycopg

        try:
            psycopg.connect(settings.DATABASE_URL, connect_timeout=3).close()
        except psycopg.Error as again:
            return first(again)
    return first(error)


def first(error):
    return str(error).strip().split("\n")[0].rstrip(".")


def stop(sentence):
    print(sentence, file=sys.stderr)
    raise SystemExit(2)

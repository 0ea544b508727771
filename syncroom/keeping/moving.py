"""Moving from SQLite to PostgreSQL: every row of every table, read again on both sides before it counts."""

import hashlib
import json
from contextlib import contextmanager
from itertools import islice

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, connections, transaction
from django.db.models import JSONField

from . import sqlite
from .manifest import Unfit
from .postgresql import be_patient, inhabited

BATCH = 2_000  # rows
OLD = "moving"  # the alias of the SQLite file


def move(path, tell):
    """Copy the database in the file `path` into the configured one, all or nothing; how many rows."""
    with source(path), transaction.atomic():
        with connection.cursor() as cursor:
            be_patient(cursor)
            tables = ", ".join(f'"{model._meta.db_table}"' for model in models())
            cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")  # what migrations put there comes along
        total = sum(copy(model, tell) for model in models())
        tell("Reading everything again …")
        for model in models():
            if digest(model, OLD) != digest(model, "default"):
                raise Unfit(f"{model._meta.db_table} did not arrive as it was. Nothing was changed.")
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), models()):
                cursor.execute(statement)
    return total


def models():
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy]


@contextmanager
def source(path):
    """The old database under an alias of its own; Unfit if its tables are not ours of today, or the new one is not empty."""
    if not path.exists():
        raise Unfit(f"There is no {path} to move.")
    if inhabited():
        raise Unfit("The database of DATABASE_URL has people in it already. Name an empty one. Nothing was changed.")
    _, there = sqlite.survey(path)
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        here = sqlite.by_app(cursor.fetchall())
    if {app: set(names) for app, names in there.items()} != {app: set(names) for app, names in here.items()}:
        raise Unfit("The SQLite file is of another version: run manage.py migrate without DATABASE_URL first. Nothing was changed.")
    options = {"ENGINE": "django.db.backends.sqlite3", "NAME": path}
    connections.settings[OLD] = connections.configure_settings({"default": options})["default"]
    try:
        yield
    finally:
        connections[OLD].close()
        del connections[OLD], connections.settings[OLD]


def fields(model):
    return [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]


def rows(model, alias):
    """Tuples of Python values, in batches."""
    names = [field.attname for field in fields(model)]
    found = model._base_manager.using(alias).order_by("pk").values_list(*names).iterator(BATCH)
    while some := list(islice(found, BATCH)):
        yield some


def copy(model, tell):
    table, columns = model._meta.db_table, ", ".join(f'"{field.column}"' for field in fields(model))
    total = 0
    for some in rows(model, OLD):
        lines = [[f.get_db_prep_save(value, connection) for f, value in zip(fields(model), row, strict=True)] for row in some]
        with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as into:
            for line in lines:
                into.write_row(line)
        total += len(lines)
        if total % (10 * BATCH) == 0:
            tell(f"{table}: {total:,} rows …")
    if total:
        tell(f"{table}: {total:,} rows")
    return total


def digest(model, alias):
    """(rows, a sum of what stands in them): the same whatever order a database has its keys in."""
    total = count = 0
    for some in rows(model, alias):
        for row in some:
            plain = [comparable(field, value) for field, value in zip(fields(model), row, strict=True)]
            total += int.from_bytes(hashlib.sha256(repr(plain).encode()).digest())
            count += 1
    return count, total % 2**256


def comparable(field, value):
    """JSON has no order of keys, and bytes come as views."""
    if isinstance(field, JSONField):
        return json.dumps(value, sort_keys=True)
    return bytes(value) if isinstance(value, memoryview | bytearray) else value


def old_database():
    return settings.DATA / "syncroom.sqlite3"

"""PostgreSQL's part of restoring: what is there waits in a schema of its own until the backup's tables are whole."""

from contextlib import contextmanager

from django.db import ProgrammingError, connection, transaction

from .manifest import Unfit
from .postgresql import be_patient, run, survey, tool


@contextmanager
def put_back(path, manifest, aside, keep):
    """The backup's tables are there inside; if that or what is done inside fails, the old ones return. With `keep` they stay in schema `aside`."""
    program, _ = tool("pg_restore", int(manifest.tool.split(".")[0]))
    try:
        schema = set_aside(aside)
    except ProgrammingError as error:  # no right to
        raise Unfit(f"What is there cannot be set aside: {str(error).splitlines()[0]}. Nothing was changed.") from None
    connection.close()
    try:
        run(program, "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", f"--schema={schema}", str(path))
        with connection.cursor() as cursor:
            if survey(cursor) != (manifest.rows, manifest.migrations):
                raise Unfit("What is in this backup's database is not what its manifest says. Nothing was changed.")
        yield
    except BaseException:
        bring_back(aside, schema)
        raise
    if not keep:
        with connection.cursor() as cursor:
            cursor.execute(f'DROP SCHEMA "{aside}" CASCADE')


@transaction.atomic
def set_aside(aside):
    """Move every table of the current schema to `aside`; the name of the schema that is free now."""
    with connection.cursor() as cursor:
        be_patient(cursor)
        cursor.execute("SELECT current_schema()")
        (schema,) = cursor.fetchone()
        cursor.execute(f'CREATE SCHEMA "{aside}"')
        move(cursor, schema, aside)
    return schema


@transaction.atomic
def bring_back(aside, schema):
    """Drop what has come meanwhile, and put everything back where it was."""
    with connection.cursor() as cursor:
        be_patient(cursor)
        for name in tables(cursor, schema):
            cursor.execute(f'DROP TABLE "{schema}"."{name}" CASCADE')
        move(cursor, aside, schema)
        cursor.execute(f'DROP SCHEMA "{aside}"')


def move(cursor, source, target):
    for name in tables(cursor, source):
        cursor.execute(f'ALTER TABLE "{source}"."{name}" SET SCHEMA "{target}"')


def tables(cursor, schema):
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])
    return [name for (name,) in cursor.fetchall()]

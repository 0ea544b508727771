"""PostgreSQL's part of a backup, by its own pg_dump and pg_restore of a version that fits."""

import glob
import os
import re
import shutil
import subprocess

from django.db import connection, transaction

from .manifest import Unfit
from .sqlite import PEOPLE, by_app

ADDRESS = ("host", "port", "dbname", "user", "password", "service", "sslmode", "sslrootcert", "sslcert", "sslkey")
PATIENT = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")


def dump(folder):
    """(path, rows by table, migrations, the server's version, pg_dump's version); all of the same moment, however long it takes."""
    path = folder / "database.pgdump"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        be_patient(cursor)
        cursor.execute("SELECT pg_export_snapshot(), current_schema(), current_setting('server_version')")
        snapshot, schema, server = cursor.fetchone()
        rows, migrations = survey(cursor)
        program, version = tool("pg_dump", connection.pg_version // 10_000)
        words = ["--format=custom", f"--snapshot={snapshot}", f"--schema={schema}", "--no-owner", "--no-privileges", f"--file={path}"]
        run(program, *words)
    os.chmod(path, 0o600)
    return path, rows, migrations, server, version


def be_patient(cursor):
    """Our statements have deadlines that suit people who wait, not a copy of everything."""
    for name in PATIENT:
        cursor.execute(f"SET LOCAL {name} = 0")


def survey(cursor):
    """(rows by table, migrations by app)"""
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename")
    rows = {}
    for (name,) in cursor.fetchall():
        cursor.execute(f'SELECT count(*) FROM "{name}"')  # noqa: S608 the database's own names
        rows[name] = cursor.fetchone()[0]
    if "django_migrations" not in rows:
        return rows, {}
    cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
    return rows, by_app(cursor.fetchall())


def inhabited():
    """Whether people use this database."""
    if PEOPLE not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {PEOPLE})")  # noqa: S608
        return cursor.fetchone()[0]


def tool(name, least):
    """(path, version) of the oldest one of this name that is new enough."""
    found = {}
    for path in [shutil.which(name), *glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), *glob.glob(f"/usr/pgsql-*/bin/{name}")]:
        if path and (version := version_of(path)):
            found.setdefault(version, path)
    fitting = [version for version in found if int(version.split(".")[0]) >= least]
    if not fitting:
        have = f"there is only {max(found)}" if found else "there is none"
        raise Unfit(f"{name} {least} or newer is needed, and {have} here: apt-get install postgresql-client-{least}. Nothing was changed.")
    version = min(fitting, key=lambda version: [int(number) for number in version.split(".")])
    return found[version], version


def version_of(path):
    told = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603 found by us
    return (match := re.search(r"\b(\d+(?:\.\d+)*)", told)) and match[1]


def run(program, *words):
    """With the database's address from the settings; its password is on no command line, where others could read it."""
    given = {name: value for name, value in connection.get_connection_params().items() if name in ADDRESS}
    password = given.pop("password", None)
    address = " ".join(f"{name}='{escaped(value)}'" for name, value in given.items())
    env = os.environ | ({"PGPASSWORD": password} if password else {}) | {"PGCONNECT_TIMEOUT": "5"}
    done = subprocess.run([program, f"--dbname={address}", *words], env=env, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise Unfit(f"{os.path.basename(program)} failed: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else done.returncode}.")


def escaped(value):
    return str(value).replace("\\", "\\\\").replace("'", "\\'")

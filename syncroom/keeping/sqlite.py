"""SQLite's part of a backup: a copy of one moment, taken while people go on talking."""

import os
import sqlite3
from contextlib import closing, contextmanager

from django.db import connection

from .manifest import Unfit

BROKEN = "The database is damaged ({}). "
PEOPLE = "accounts_user"
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"


def dump(folder):
    """(path, rows by table, migrations, SQLite's version, the same)"""
    path = folder / "database.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    os.chmod(path, 0o600)
    rows, migrations = survey(path)
    return path, rows, migrations, sqlite3.sqlite_version, sqlite3.sqlite_version


@contextmanager
def opened(path):
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        yield db


def survey(path):
    """(rows by table, migrations by app) of a whole database; Unfit if it is damaged."""
    try:
        with opened(path) as db:
            (told,) = db.execute("PRAGMA integrity_check(1)").fetchone()
            if told != "ok":
                raise Unfit(BROKEN.format(told))
            tables = [name for (name,) in db.execute(TABLES)]
            rows = {name: db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608 the database's own names
            return rows, by_app(db.execute("SELECT app, name FROM django_migrations ORDER BY id")) if "django_migrations" in rows else {}
    except sqlite3.DatabaseError as error:
        raise Unfit(BROKEN.format(error)) from None


def by_app(pairs):
    apps = {}
    for app, name in pairs:
        apps.setdefault(app, []).append(name)
    return apps


def inhabited(path):
    """Whether people use this database. What a first start and its migrations leave there is no loss; what is damaged may have had people."""
    try:
        return path.exists() and survey(path)[0].get(PEOPLE, 0) > 0
    except Unfit:
        return True


@contextmanager
def standing_in(path):
    """Django's connection leads to this file meanwhile."""
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = path
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name

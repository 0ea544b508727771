"""Tables filled by the database itself: each by one INSERT from a count; what is not given is the model's default."""

from django.db import connection, models
from django.utils import timezone


def vendor():
    return connection.vendor.replace("sqlite", "SQLite").replace("postgresql", "PostgreSQL")


def ago(seconds):
    """SQL for so many seconds before now."""
    if connection.vendor == "postgresql":
        return f"now() - make_interval(secs => {seconds})"
    return f"strftime('%Y-%m-%d %H:%M:%S', 'now', '-' || ({seconds}) || ' seconds')"


def ahead(seconds):
    return ago(f"-({seconds})").replace("'-' || (-", "'+' || (") if connection.vendor == "sqlite" else ago(f"-({seconds})")


def spread(step, most):
    """SQL for a number up to `most`, scattered."""
    return f"(1 + (CAST(i AS BIGINT) * {step}) % {most})"


def fill(model, count, **given):
    """`given`: SQL by field, in which i counts from 1."""
    columns, cells, parameters = [], [], []
    for field in model._meta.concrete_fields:
        columns.append(f'"{field.column}"')
        if field.name in given or field.attname in given:
            cells.append((given.get(field.name) or given[field.attname]).replace("%", "%%"))
        elif field.primary_key:
            cells.append("i")
        else:
            default = field.get_default()
            default = timezone.now() if default is None and isinstance(field, models.DateTimeField) and not field.null else default
            cells.append("%s")
            parameters.append(field.get_db_prep_save(default, connection))
    with connection.cursor() as cursor:
        rows = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})"
        sql = f"INSERT INTO {model._meta.db_table} ({', '.join(columns)}) {rows} SELECT {', '.join(cells)} FROM n"
        cursor.execute(sql, parameters)


def prepare():
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for pragma in ("synchronous=OFF", "cache_size=-1500000", "foreign_keys=OFF"):
                cursor.execute(f"PRAGMA {pragma}")
    else:
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("SET session_replication_role = replica")  # no check of each foreign key

"""`python -m tests.live.everything`: three rows in every table there is, made from what the models say of their fields."""

import datetime
import decimal
import itertools
import uuid

import django

ROWS = 3
WORDS = "Größe 数学 \u202b٣\u202c 🍅 'quoted' \"so\" \\ back\tslash\nline"  # what copying might hurt


def value(field, n):
    """Something of its kind that differs from row to row."""
    from django.db import models

    if field.remote_field:
        return value(field.target_field, n)
    if field.choices:
        return [key for key, _ in field.flatchoices][n % len(field.flatchoices)]
    kinds = {
        models.BooleanField: n % 2 == 0,
        models.UUIDField: uuid.UUID(int=n),
        models.JSONField: {"b": [n, None, 1.5], "a": WORDS},
        models.BinaryField: bytes([0, 255, n]),
        models.DateTimeField: datetime.datetime(2026, 3, 29, 1, 30, n, 123456, tzinfo=datetime.UTC),
        models.DateField: datetime.date(2026, 2, n),
        models.TimeField: datetime.time(23, 59, n),
        models.DurationField: datetime.timedelta(seconds=n, microseconds=5),
        models.DecimalField: decimal.Decimal(n),
        models.FloatField: n + 1 / 3,
        models.IntegerField: n,
        models.GenericIPAddressField: f"192.0.2.{n}",
        models.CharField: f"{n}{WORDS}"[: field.max_length],
        models.TextField: f"{n} {WORDS}",
        models.FileField: f"things/{n}.bin",
    }
    return next(made for kind, made in kinds.items() if isinstance(field, kind))


def shapes(fields):
    """Which of the fields that may be empty are: none, all, all but one, one, two; rules of a table allow one of them."""
    free = [field.attname for field in fields if field.null]
    yield from ((), free)
    for count in (len(free) - 1, 1, 2, len(free) - 2):
        if 0 < count < len(free):
            yield from itertools.combinations(free, count)


def attempts(model):
    """[[row, …], …] to try, the fullest first."""
    fields = [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]
    for shift in (0, 1):
        for empty in shapes(fields):
            yield [
                model(**{f.attname: None if f.attname in empty else value(f, n if f.primary_key or f.remote_field else n + shift) for f in fields})
                for n in range(1, ROWS + 1)
            ]


def fill(model):
    from django.db import IntegrityError, connection, transaction

    for rows in attempts(model):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("PRAGMA defer_foreign_keys = ON")
                there = set(model._base_manager.values_list("pk", flat=True))
                model._base_manager.bulk_create([row for row in rows if row.pk not in there])
            return
        except IntegrityError as error:
            why = error
    raise SystemExit(f"{model._meta.label} cannot be filled ({why}): tests/live/everything.py must learn how")


def main():
    django.setup()
    from django.db import connection

    from syncroom.keeping.moving import models

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
    for model in models():
        if model._base_manager.count() < ROWS:
            fill(model)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_key_check")
        assert (found := cursor.fetchall()) == [], found


if __name__ == "__main__":
    main()

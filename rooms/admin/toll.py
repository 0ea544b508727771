"""What goes with rooms that are deleted, in words."""

from django.db.models import Count, Value

from rooms.models import Connection, Room

UNTOLD = {"connection"}  # of these, people are told instead
LINES = {"room log": "lines in its log"}


def toll(rooms):
    """One sentence for whoever is there, one for what was kept."""
    ids = [room.pk for room in rooms]
    people = Connection.objects.alive().filter(room__in=ids).values("member").distinct().count()
    here = {0: "Nobody is there now.", 1: "One person is there now, and is out at once."}
    kept = [f"{count:,} {named(model, count)}" for model, count in belongings(ids)]
    goes = f"Gone for good, without a way back: {', '.join(kept)}." if kept else "Nothing is kept in it."
    return [here.get(people, f"{people} people are there now, and are out at once."), goes]


def belongings(ids):
    """[(model, how many), …] of all that goes with these rooms, whatever tool it is of, by one query."""
    relations = [relation for relation in Room._meta.related_objects if relation.on_delete.__name__ == "CASCADE"]
    models = {relation.related_model: relation.field.name for relation in relations if relation.related_model._meta.model_name not in UNTOLD}
    counts = []
    for number, (model, field) in enumerate(models.items()):
        rows = model._base_manager.filter(**{f"{field}__in": ids}).order_by().annotate(of=Value(number))
        counts.append(rows.values("of").annotate(n=Count("pk")).values_list("of", "n"))
    return [(list(models)[number], count) for number, count in sorted(counts[0].union(*counts[1:], all=True))]


def named(model, count):
    plural = str(model._meta.verbose_name_plural)
    return model._meta.verbose_name if count == 1 else LINES.get(plural, plural)

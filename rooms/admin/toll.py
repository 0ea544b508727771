"""What goes with rooms that are deleted, in words."""

from rooms.models import Connection, Room

UNTOLD = {"connection"}  # of these, people are told instead
LINES = {"room log": "lines in its log"}


def toll(rooms):
    """One sentence for whoever is there, one for what was kept."""
    ids = [room.pk for room in rooms]
    people = Connection.objects.alive().filter(room__in=ids).values("member").distinct().count()
    here = {0: "Nobody is there now.", 1: "One person is there now, and is out at once."}
    kept = []
    for relation in Room._meta.related_objects:
        model = relation.related_model
        if relation.one_to_many and relation.on_delete.__name__ == "CASCADE" and model._meta.model_name not in UNTOLD:
            count = model._base_manager.filter(**{f"{relation.field.name}__in": ids}).count()
            plural = model._meta.verbose_name_plural
            if count:
                kept.append(f"{count:,} {model._meta.verbose_name if count == 1 else LINES.get(plural, plural)}")
    goes = f"Gone for good, without a way back: {', '.join(kept)}." if kept else "Nothing is kept in it."
    return [here.get(people, f"{people} people are there now, and are out at once."), goes]

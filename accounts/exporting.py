"""What somebody may take with them: everything of theirs, and nothing of others. Each app says what that is of each of its models."""

from array import array
from dataclasses import dataclass

from django.apps import apps
from django.db.models import IntegerField

AT_ONCE = 500  # rows in memory


@dataclass(frozen=True)
class Part:
    """Rows of `model` whose `mine` is somebody's id; `fields` is {name in the file: what is looked up}. `about` says what they are."""

    name: str
    model: str
    mine: str
    fields: dict[str, str]
    about: str
    only: dict  # further conditions
    prepare: object  # of a row, where what is kept is not what is given

    def ids(self, user):
        """Numbers alone: eight bytes for each row is all that grows with how much somebody wrote."""
        model = apps.get_model(self.model)
        rows = model._base_manager.filter(**{self.mine: user.pk}, **self.only).order_by("pk").values_list("pk", flat=True)
        return array("q", rows.iterator(chunk_size=1_000)) if numbered(model) else list(rows)

    def rows(self, ids):
        """{name: value} for each, some at a time."""
        manager = apps.get_model(self.model)._base_manager
        for start in range(0, len(ids), AT_ONCE):
            found = manager.filter(pk__in=list(ids[start : start + AT_ONCE])).order_by("pk").values_list(*self.fields.values())
            for row in found:
                named = dict(zip(self.fields, row, strict=True))
                yield self.prepare(named) if self.prepare else named


def numbered(model):
    key = model._meta.pk
    while key.is_relation:
        key = key.target_field
    return isinstance(key, IntegerField)


parts: list[Part] = []
reasons: dict[str, str] = {}
files = []


def exported(name, model, mine, fields, about, *, prepare=None, **only):
    """`fields`: a mapping, or "at body room=room__code" for short."""
    pairs = [word.partition("=") for word in fields.split()]
    parts.append(Part(name, model, mine, {name: lookup or name for name, _, lookup in pairs}, about, only, prepare))


def kept_back(reason, *relations):
    """These relations to a person, as "rooms.Timer.by", are not theirs to take, for this reason."""
    for relation in relations:
        reasons[relation] = reason


def file(found):
    """`found(user)` yields (name in the archive, FieldFile) for each file of theirs."""
    files.append(found)
    return found

"""How somebody is forgotten who deletes their account: their name at once and everywhere, much that they wrote piece by piece."""

from collections.abc import Callable
from dataclasses import dataclass

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models

GONE = "deleted user"
AT_ONCE = 500  # rows in one transaction


@dataclass(frozen=True)
class Named:
    """Where a name is kept beside whom it is of; in a log (`told_apart`) people who are gone are told apart by a number."""

    model: str
    user: str
    name: str
    told_apart: bool = False

    def forget(self, user):
        words = f"{GONE} {user.pk}" if self.told_apart else GONE
        apps.get_model(self.model)._base_manager.filter(**{self.user: user.pk}).update(**{self.name: words})


names: list[Named] = []
acts: list[Callable] = []
steps: list[Callable] = []


def named(model, user, name, told_apart=False):
    names.append(Named(model, user, name, told_apart))


def at_once(act):
    """`act(user)`, in the transaction that forgets them, while the row still has their name."""
    acts.append(act)
    return act


def step(act):
    """`act(user, limit)` forgets at most so many rows of somebody whose name is gone already: how many, 0 when there are none left."""
    steps.append(act)
    return act


def forget_name(user):
    for act in acts:
        act(user)
    for known in names:
        known.forget(user)


def forget_possessions(user):
    """What goes with somebody goes now, however long the rest takes."""
    for relation in user._meta.get_fields(include_hidden=True):
        if getattr(relation, "on_delete", None) is models.CASCADE and not keeps_audit(relation.related_model):
            relation.related_model._base_manager.filter(**{relation.field.name: user.pk}).delete()


def keeps_audit(model):
    return model._meta.label == "admin.LogEntry"


def forget_some(user):
    """How many rows that were; 0 when nothing is left."""
    return next((done for done in (act(user, AT_ONCE) for act in steps) if done), 0)


def forget_sessions(user):
    """They do not hold any more; but they know whose they were, and where from."""
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()

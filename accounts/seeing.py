"""Who sees what of somebody: each of it is for nobody, for people in their rooms, or for everybody who is signed in."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models

from .signals import who_meets


class Audience(models.TextChoices):
    NOBODY = "nobody", "Nobody"
    ROOMS = "rooms", "People in my rooms"
    EVERYONE = "everyone", "Everybody who is signed in"


@dataclass(frozen=True)
class Fact:
    """`words(user, now)` is what somebody shows under `label`, or ""; `audience` is the field that says to whom."""

    name: str
    label: str
    audience: str
    words: Callable


facts: list[Fact] = []


def fact(name, label, audience, words):
    """Tools may add what they know, such as minutes."""
    facts.append(Fact(name, label, audience, words))


fact("studies", "Studies", "studies_for", lambda user, now: user.studies)
fact("bio", "About", "bio_for", lambda user, now: user.bio)


def meet(viewer, user):
    """Whether they belong to a room together."""
    return any(answer for _, answer in who_meets.send(type(user), one=viewer, other=user))


def open_to(viewer, user):
    """The audiences that this viewer is part of."""
    if viewer.pk == user.pk:
        return set(Audience)
    return {Audience.EVERYONE} | ({Audience.ROOMS} if meet(viewer, user) else set())


def shown(viewer, user, now):
    """[{name, label, words}, …] of what they show this viewer; None where not even their name is the viewer's to know."""
    may = open_to(viewer, user)
    told = [{"name": known.name, "label": known.label, "words": known.words(user, now)} for known in facts if getattr(user, known.audience) in may]
    told = [line for line in told if line["words"]]
    return told if told or Audience.ROOMS in may else None

"""Rooms, members and their sessions, many at once, straight into the database: reads a layout, prints codes and session keys."""

import json
import os
import secrets
import sys
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "syncroom.settings")
django.setup()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.sessions import SessionStore, kept
from bench.words import bodies
from chat.models import Message
from rooms.models import Membership, Room

BATCH = 500
CAPACITY = 1_000


def make(layout):
    """[[code, [session key, …]], …]; the first of each room owns it."""
    people = User.objects.bulk_create((guest(n) for n in range(layout["rooms"] * layout["members"])), BATCH)
    crowds = [people[start : start + layout["members"]] for start in range(0, len(people), layout["members"])]
    return [[fill(n, crowd, layout["history"]), [sign_in(user) for user in crowd]] for n, crowd in enumerate(crowds)]


def guest(n):
    return User(username=f"guest-{n}", display_name=f"Student {n}", is_guest=True, password="!" + secrets.token_hex(20))


def fill(n, crowd, history):
    room = Room.objects.create_for(crowd[0], f"Room {n}", capacity=CAPACITY)
    first = Room.objects.number({room.pk: len(crowd)})[room.pk]
    members = [Membership(room=room, user=user, name=user.name, seq=first + place) for place, user in enumerate(crowd[1:])]
    Membership.objects.bulk_create(members, BATCH)
    speaker, words = Membership.objects.get(room=room, user=crowd[0]), bodies(markdown=False)
    if history:
        Message.objects.post([(speaker, f"{words[k % len(words)]} #{k}.", f"h{k}") for k in range(history)])
    return room.code


def sign_in(user):
    key, backend = secrets.token_hex(16), settings.AUTHENTICATION_BACKENDS[0]
    data = {SESSION_KEY: str(user.pk), BACKEND_SESSION_KEY: backend, HASH_SESSION_KEY: user.get_session_auth_hash()}
    Session.objects.create(session_key=kept(key), session_data=SessionStore().encode(data), expire_date=timezone.now() + timedelta(days=1))
    return key


if __name__ == "__main__":
    with transaction.atomic():
        made = make(json.load(sys.stdin))
    print(json.dumps(made))

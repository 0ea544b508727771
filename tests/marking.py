"""One of everything with a known id, and calls made from the catalogue alone: what is new is tried without being told."""

import re

import msgspec
import pytest
from django.apps import apps
from django.db import connection

from accounts.models import User
from rooms.models import Invitation, Knock
from studytools.models import Track
from studytools.music.tests.samples import upload, wav
from tests.cast import do, say

N = 424_242
MIX = "1ogZPnUAAuj"
PAGE = "the-page-of-this-person"
WORDS = {"zone": "Europe/Berlin", "code": MIX, "time": "07:30"}
SAMPLES = ["w" * 20, "07:30", True, 0, [], N]
IDS_OR_0 = {"after", "user"}  # numbers, which are ids of something or 0


@pytest.fixture
def marked(room, people):
    """One of everything in Ada's room, each with the id N."""
    ids_are(N)
    ada, said = people["owner"], {}
    nora = User.objects.create_guest("Knocking Nora")
    room.admit(nora)
    for type, fields in (
        ("questions.ask", {"client_id": "q1", "text": "SECRET?"}),
        ("tasks.add", {"list": "room", "client_id": "t1", "title": "SECRET"}),
        ("alarms.add", {"list": "room", "client_id": "a1", "time": "07:30", "zone": "UTC", "weekdays": [], "label": "SECRET"}),
        ("call.join", {"client_id": PAGE, "camera": False}),
        ("room.report", {"member": people["member"].pk, "why": "SECRET"}),
        ("room.ban", {"member": people["guest"].pk, "seconds": None}),
    ):
        said[type] = do(type, room, ada, **fields)
    Track.objects.upload(room, None, upload(wav()))
    do("music.add-playlist", room, ada, client_id="l1", name="SECRET", tracks=[N])
    do("music.queue", room, ada, client_id="q1", tracks=[N])
    Invitation.objects.offer(room.memberships.select_related("room").get(user=ada))
    Knock.objects.make(room, User.objects.create_guest("Somebody"), "SECRET")
    say(room, people["member"], "SECRET")
    return N


@pytest.fixture
def private(room, people):
    """One of everything that is Ada's own, each with the id N."""
    ids_are(N)
    ada = people["owner"]
    for type, fields in (
        ("tasks.add", {"list": "mine", "client_id": "t1", "title": "SECRET"}),
        ("alarms.add", {"list": "mine", "client_id": "a1", "time": "07:30", "zone": "UTC", "weekdays": [], "label": "SECRET"}),
        ("pocket.set", {"client_id": "p1", "kind": "countdown", "seconds": 600, "label": "SECRET"}),
        ("sound.save", {"client_id": "m1", "name": "SECRET", "code": MIX}),
    ):
        assert isinstance(do(type, room, ada, **fields), dict), type
    return N


def ids_are(number):
    """Whatever is made next in any table has this id."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM sqlite_sequence")
        tables = [model._meta.db_table for model in apps.get_models() if model._meta.auto_field]
        cursor.executemany("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [(table, number - 1) for table in tables])


def asked_about(action):
    """The names of its fields that are about something: an id."""
    return {field.name for field in msgspec.structs.fields(action.call) if "ge=1, le=9007199254740991" in repr(field.type) or field.name in IDS_OR_0}


def call_of(action, number):
    """A call that makes sense, about things with this number."""
    about, call = asked_about(action), {}
    for field in msgspec.structs.fields(action.call):
        if field.name in about:
            call[field.name] = next(value for value in (number, [number]) if fits(value, field.type))
        elif field.required and field.name != "ref":
            call[field.name] = next(value for value in (WORDS.get(field.name), *SAMPLES, *literals(field.type)) if fits(value, field.type))
    return call


def literals(type):
    return re.findall(r"'([\w-]+)'", repr(type)) + [int(found) for found in re.findall(r"\b\d+\b", repr(type))]


def fits(value, type):
    try:
        return msgspec.convert(value, type) is not None
    except msgspec.ValidationError:
        return False

"""Ten kinds of people around a room, one of everything in it, and what may not change under somebody else's hands."""

from types import SimpleNamespace

import msgspec
import pytest
from django.apps import apps
from django.test import Client

from accounts.models import User
from chat.models import Message
from rooms.live.jobs import Job
from rooms.live.protocol import actions
from rooms.live.writer import perform
from rooms.models import Ban, Invitation, Knock, Membership, Room, RoomAct
from rooms.permissions import Role
from studytools.models import Station, Track
from studytools.music.tests.samples import upload, wav

NOTED = {"accounts.SignIn", "rooms.Trace", "sessions.Session"}  # who was here, which looking does change


def do(type, room, asks, /, **fields):
    """The answer to an action: {…}, None, or the code of the refusal."""
    action = actions[type]
    job = Job(action, msgspec.convert({"ref": 1, "type": type} | fields, action.call), (room.pk, asks.pk), SimpleNamespace(tab=f"tab-{asks.pk}"))
    perform([job])
    return getattr(job.answer, "code", None) or job.answer


def as_(user, **extra):
    """Their browser."""
    browser = Client(**extra)
    if user:
        browser.force_login(user)
    return browser


@pytest.fixture
def people(room, ada, grace, mallory):
    """{kind: user} around Ada's room."""
    make = User.objects.create_user
    others = {kind: make(kind, password="a-password-123", display_name=kind.title()) for kind in ("silenced", "banned", "ex-member", "moderator")}
    guest = User.objects.create_guest("Guest")
    for user in (guest, *others.values()):
        room.admit(user)
    owner = room.memberships.select_related("room").get(user=ada)
    owner.assign(others["moderator"].pk, Role.MODERATOR)
    owner.hush(others["silenced"].pk, 3600)
    owner.ban(others["banned"].pk, 3600)
    owner.show_out(others["ex-member"].pk)
    Room.objects.create_for(mallory, "Elsewhere")
    root = User.objects.create_superuser("root", password="between-us-99")
    return {"anonymous": None, "guest": guest, "member": grace, "stranger": mallory, "owner": ada, "admin": root} | others


@pytest.fixture
def things(room, people):
    """What the addresses of Ada's room are about: {name of the address: {parameter: value}}."""
    owner = room.memberships.select_related("room").get(user=people["owner"])
    posted = say(room, people["member"], "Something said")
    room.edit(owner, topic="Reactions")
    invitation, token = Invitation.objects.offer(owner)
    knock = Knock.objects.make(room, User.objects.create_guest("Knocking Nora"))
    track, member = Track.objects.upload(room, None, upload(wav())).pk, {"member": people["member"].pk}
    station = Station.objects.create(name="Far away", address="https://radio.example/stream")
    ids = {"message": posted, "room-invitation-revoke": invitation.pk, "room-knock-answer": knock.pk, "music-radio": station.pk}
    ids |= {"music-track": track, "music-track-remove": track}
    return {name: {"id": id} for name, id in ids.items()} | {
        "room-undo": {"act": RoomAct.objects.latest(room.pk)[0].pk},
        "room-lift": {"ban": Ban.objects.get().pk},
        "room-remove": member,
        "room-role": member,
        "room-sheet": {"name": "keys"},
        "music-video": {"id": "dQw4w9WgXcQ"},
        "spotify-player": {"kind": "track", "id": "4uLU6hMCjMI75M1A2tKUQC"},
        "invitation": {"token": token},
    }


def say(room, user, text):
    """The id of the message."""
    member = Membership.objects.of({(room.pk, user.pk)})[room.pk, user.pk]
    return Message.objects.post([(member, text, "said")])[0]["id"]


def everything():
    """{table: its rows}, but for who was here."""
    models = [model for model in apps.get_models() if model._meta.label not in NOTED]
    return {model._meta.label: sorted(map(repr, model._base_manager.values())) for model in models}

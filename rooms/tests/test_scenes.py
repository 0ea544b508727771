"""A room's scene, for ada (owns), grace (belongs) and mallory (does not)."""

import pytest

from rooms.live.jobs import Job
from rooms.live.protocol import actions
from rooms.live.writer import perform
from rooms.models import Room, RoomAct

pytestmark = pytest.mark.django_db


def choose(room, user, scene):
    """None, or the refusal's code."""
    action = actions["room.scene"]
    job = Job(action, action.call(ref=1, scene=scene), (room.pk, user.pk))
    perform([job])
    return getattr(job.answer, "code", None)


def test_whoever_runs_the_tools_chooses_the_scene_for_all(room, grace, mallory):
    assert choose(room, grace, "forest") is None
    told = Room.objects.get().as_event()
    assert (told.scene, told.seq) == ("forest", Room.objects.get().seq)
    room.change(tools_by="owner")
    assert choose(room, grace, "fire") == "forbidden"
    assert choose(room, mallory, "fire") == "forbidden"
    assert Room.objects.get().scene == "forest"


def test_it_stands_in_the_log_and_is_undone(room, grace, ada):
    choose(room, grace, "aurora")
    (act,) = RoomAct.objects.all()
    assert (act.by, act.before, act.after, act.words) == (grace, {"scene": "rain"}, {"scene": "aurora"}, "changed the scene")
    act.undo(room.memberships.select_related("room").get(user=ada))
    assert Room.objects.get().scene == "rain"
    noted = RoomAct.objects.count()
    assert choose(room, grace, "rain") is None
    assert RoomAct.objects.count() == noted


def test_the_owner_chooses_it_among_the_settings(room, ada, client):
    client.force_login(ada)
    client.post(f"/rooms/{room.code}/settings/", {"name": room.name, "scene": "train"})
    assert Room.objects.get().scene == "train"
    assert client.post(f"/rooms/{room.code}/settings/", {"name": room.name, "scene": "beach"}).status_code == 422

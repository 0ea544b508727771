"""What administrators see of rooms, and what they can do."""

import pytest
from django.contrib.admin.models import LogEntry

from accounts.models import Deed
from rooms.models import Connection, Process, Room

pytestmark = pytest.mark.django_db
LIST = "/admin/rooms/room/"


def act(client, action, room):
    return client.post(LIST, {"action": action, "_selected_action": [room.pk], "asked": 1, "why": "Told so"}, follow=True)


def state(room):
    return Room.objects.get(pk=room.pk).state


def test_only_staff_come_in(client, room, ada):
    client.force_login(ada)
    assert client.get(LIST).status_code in (302, 403)


def test_the_list_says_who_is_here_now(client, root, room, ada):
    process = Process(id="p")
    process.renew()
    Connection.objects.create(id="c", process=process, room=room, member=room.memberships.get(user=ada))
    page = client.get(LIST).content.decode()
    assert '<td class="field-here">1</td>' in page
    detail = client.get(f"{LIST}{room.pk}/change/").content.decode()
    assert "Ada" in detail
    assert room.code in detail


@pytest.mark.parametrize(("action", "after"), [("close", "closed"), ("archive", "archived"), ("reopen", "open"), ("pin", "open")])
def test_acts_change_the_room_and_stand_in_the_log(client, root, room, action, after):
    if action == "reopen":
        room.archive()
    act(client, action, room)
    assert state(room) == after
    assert room.acts.order_by("-pk")[0].why == "Told so"
    assert LogEntry.objects.get().user == root
    assert action != "pin" or Room.objects.get().lifetime == "pinned"


def test_editing_tells_everyone_and_writes_only_what_changed(client, root, room):
    before = Room.objects.get(pk=room.pk).seq
    form = {"name": "Renamed", "topic": "", "description": "", "visibility": "unlisted", "capacity": 25, "lifetime": "kept"}
    response = client.post(f"{LIST}{room.pk}/change/", form)
    assert response.status_code == 302, response.content.decode()
    changed = Room.objects.get(pk=room.pk)
    assert (changed.name, changed.name_key, changed.seq) == ("Renamed", "renamed", before + 1)


def test_a_public_name_that_is_taken_is_refused_in_words(client, root, room, ada):
    Room.objects.create_for(ada, "Taken", visibility="public")
    form = {"name": "taken", "topic": "", "description": "", "visibility": "public", "capacity": 25, "lifetime": "kept"}
    page = client.post(f"{LIST}{room.pk}/change/", form).content.decode()
    assert "There is an open public room of this name already." in page


@pytest.mark.parametrize("how", ["one", "many"])
def test_deleting_takes_everything_along(client, root, room, how):
    if how == "one":
        assert "2 memberships" in client.get(f"{LIST}{room.pk}/act/dissolve/").content.decode()
        client.post(f"{LIST}{room.pk}/act/dissolve/", {"asked": 1, "why": "Empty words"})
    else:
        act(client, "dissolve", room)
    assert not Room.objects.exists()
    assert Deed.objects.get().room_name == f"Organic chemistry, {room.code}"


def test_rooms_are_made_by_people_not_by_administrators(client, root):
    assert client.get(f"{LIST}add/").status_code == 403


@pytest.mark.parametrize("put_away", ["close", "archive"])
def test_a_public_room_whose_name_was_taken_meanwhile_opens_unlisted(client, root, room, ada, put_away):
    room.change(visibility="public")
    getattr(room, put_away)()
    Room.objects.create_for(ada, room.name, visibility="public")
    assert act(client, "reopen", room).status_code == 200
    opened = Room.objects.get(pk=room.pk)
    assert (opened.state, opened.visibility) == ("open", "unlisted")

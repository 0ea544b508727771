"""A new room from its page: what is preset, and who may always enter."""

import pytest

from rooms.models import Room

pytestmark = pytest.mark.django_db


def test_a_newcomer_is_offered_a_temporary_room(client):
    assert client.get("/rooms/new/").context["form"].initial["lifetime"] == "temporary"


def test_ada_is_offered_a_kept_room(client, ada):
    client.force_login(ada)
    assert client.get("/rooms/new/").context["form"].initial["lifetime"] == "kept"


@pytest.mark.parametrize("door", [{"accounts_only": "on"}, {"locked": "on"}])
def test_a_guest_enters_their_own_room_whatever_its_door_says(client, door):
    response = client.post("/rooms/new/", {"name": "Mine", "display_name": "Mary", **door})
    assert response.status_code == 302
    assert Room.objects.get().memberships.get().role == "owner"

"""Sheets: what a room's page fetches when somebody opens it, and who may."""

from dataclasses import replace

import pytest
from django.urls import reverse

from rooms.parts import sheets
from rooms.permissions import Permission

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def everything_is_offered(settings):
    settings.SPOTIFY_CLIENT_ID = "a" * 32


def sheet(client, room, name):
    return client.get(reverse("room-sheet", args=[room.code, name]))


def test_every_sheet_brings_the_dialog_that_the_page_has_a_place_for(client, room, ada):
    client.force_login(ada)
    page = client.get(reverse("room", args=[room.code])).content.decode()
    for name, one in sheets.items():
        answer = sheet(client, room, name)
        assert answer.status_code == 200
        whole = answer.content.decode()
        assert whole.count(f'<dialog class="{one.looks}" id="{name}"') == page.count(f'<dialog class="{one.looks}" id="{name}"') == 1
        assert f'data-module="/static/{one.module.removesuffix(".js")}' in whole


def test_what_somebody_may_not_have_is_neither_offered_nor_given(client, room, grace):
    room.admit(grace)
    client.force_login(grace)
    page = client.get(reverse("room", args=[room.code])).content.decode()
    for name, one in sheets.items():
        theirs = one.needs is not Permission.MODERATE
        assert (f'id="{name}"' in page) is theirs
        assert sheet(client, room, name).status_code == (200 if theirs else 403)
    assert sheet(client, room, "anything").status_code == 404


def test_what_this_site_does_not_offer_is_not_there(client, room, ada, monkeypatch):
    monkeypatch.setitem(sheets, "keys", replace(sheets["keys"], offered=lambda: False))
    client.force_login(ada)
    assert 'id="keys"' not in client.get(reverse("room", args=[room.code])).content.decode()
    assert sheet(client, room, "keys").status_code == 404

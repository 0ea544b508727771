"""Names for the relay: short-lived, of one person, and checkable by the relay alone."""

import base64
import hashlib
import hmac
from datetime import timedelta

import pytest
from django.utils import timezone

from studytools.call import turn

SECRET = "sesame-of-the-tests-only"


@pytest.fixture
def relay(settings):
    settings.STUN_URLS, settings.TURN_URLS, settings.TURN_SECRET = ["stun:127.0.0.1:1"], ["turn:127.0.0.1:1", "turns:127.0.0.1:2"], SECRET


def test_a_site_without_a_relay_gives_none(settings):
    assert (turn.configured(), turn.servers(1)) == (False, ([], None))
    settings.STUN_URLS = ["stun:127.0.0.1:1"]
    assert turn.servers(1) == ([{"urls": ["stun:127.0.0.1:1"]}], None)


def test_a_name_holds_for_ten_minutes_and_its_password_is_its_hmac(relay):
    now = timezone.now()
    (stun, server), ends = turn.servers(1, now)
    assert stun == {"urls": ["stun:127.0.0.1:1"]}
    assert server["urls"] == ["turn:127.0.0.1:1", "turns:127.0.0.1:2"]
    assert timedelta(seconds=598) < ends - now <= timedelta(minutes=10)
    assert int(server["username"].split(":")[0]) == ends.timestamp()
    assert base64.b64decode(server["credential"]) == hmac.new(SECRET.encode(), server["username"].encode(), hashlib.sha1).digest()


def test_the_relay_learns_who_is_the_same_but_not_who_it_is(relay):
    later = timezone.now() + timedelta(minutes=5)
    names = [turn.servers(user, now)[0][1]["username"].split(":")[1] for user, now in ((41, None), (41, later), (42, None))]
    assert names[0] == names[1] != names[2]
    assert not {"41", "42"} & set(names)

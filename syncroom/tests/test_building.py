"""Health, the import map, who may try how often."""

import json
import re

import pytest
from django.template import Context, Template

from rooms.live.process import process
from syncroom import throttle


def test_the_process_answers_and_is_ready(client, db):
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"ready": True, "process": "ok", "database": "ok", "layer": "ok"}


def test_whoever_checks_on_it_need_not_know_its_name(client, db, settings):
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["study.example.org"], True
    assert [client.get(path, headers={"Host": "10.0.0.7:8000"}).status_code for path in ("/healthz", "/readyz", "/rooms/")] == [200, 200, 400]


def test_while_it_drains_nobody_is_sent_here(client, db, monkeypatch):
    monkeypatch.setattr(process, "draining", True)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["process"] == "away"


def test_without_its_database_it_is_not_ready(client, db, monkeypatch):
    from django.db import OperationalError

    from syncroom import health

    def away():
        raise OperationalError

    with monkeypatch.context() as patch:
        patch.setattr(health.connection, "cursor", away)
        assert client.get("/readyz").status_code == 503


def test_the_import_map_carries_its_nonce_and_leads_to_hashed_names(monkeypatch):
    from syncroom.templatetags import importmap

    class Storage:
        hashed_files = {"rooms/room.js": "rooms/room.abc.js", "rooms/room.css": "x", "admin/js/core.js": "y"}

    monkeypatch.setattr(importmap, "staticfiles_storage", Storage)
    monkeypatch.setattr(importmap, "static", lambda name: f"/static/{Storage.hashed_files[name]}")
    html = Template("{% load importmap %}{% importmap %}").render(Context({"CSP_NONCE": "n0nce"}))
    assert 'nonce="n0nce"' in html
    assert json.loads(re.search(r">(.*)<", html)[1]) == {"imports": {"/static/rooms/room.js": "/static/rooms/room.abc.js"}}


@pytest.mark.parametrize("times", [1, 3])
def test_the_limit_is_what_it_says(times):
    for _ in range(times):
        throttle.count("tries", times, 60, "ada")
    with pytest.raises(throttle.TooMany):
        throttle.count("tries", times, 60, "ada")
    with pytest.raises(throttle.TooMany):
        throttle.check("tries", times, 60, "grace", "ada")
    throttle.check("tries", times, 60, "grace")


def test_without_the_limits_storage_people_still_come_in(monkeypatch, caplog):
    def away():
        raise ConnectionError

    monkeypatch.setattr(throttle, "_limiter", away)
    throttle.count("tries", 1, 60, "ada")
    assert "storage is away" in caplog.text


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("10.1.2.3", "10.1.2.3"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:10.1.2.3", "10.1.2.3"),
        ("", "unknown"),
        ("nonsense", "nonsense"),
    ],
)
def test_whom_a_try_is_counted_to(rf, address, counted):
    assert throttle.address(rf.get("/", REMOTE_ADDR=address)) == counted

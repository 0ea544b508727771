"""What the log says, and what it never does."""

import json
import logging
import sys

import pytest
from django.contrib.auth.models import AnonymousUser

from rooms.live.jobs import Job
from rooms.live.protocol import actions
from rooms.live.writer import report
from syncroom import logs


def line(formatter, error=None, message="it happened", **extra):
    """One record as it is written."""
    info = None
    if error:
        try:
            raise error
        except type(error):
            info = sys.exc_info()
    record = logging.getLogger("syncroom.test").makeRecord("syncroom.test", logging.ERROR, "", 0, message, (), info, extra=extra)
    return formatter.format(record)


@pytest.fixture
def text():
    return logs.Line(logs.logging("INFO", "text")["formatters"]["text"]["format"])


@pytest.fixture(autouse=True)
def nothing_known():
    token = logs._about.set(None)
    yield
    logs._about.reset(token)


def test_a_line_says_what_it_is_about_where_that_is_known(text, rf, ada):
    assert line(text).endswith("ERROR syncroom.test: it happened")
    request = rf.get("/")
    logs.begin(request_id="given-by-a-proxy", request=request)
    logs.note(room_id=7)
    assert line(text).endswith("it happened [request=given-by-a-proxy room=7]")
    request._cached_user = ada
    assert line(text, user_id=3).endswith("[request=given-by-a-proxy room=7 user=3]")
    told = json.loads(line(logs.Json()))
    assert (told["request_id"], told["room_id"], told["user_id"], told["level"]) == ("given-by-a-proxy", 7, ada.pk, "ERROR")
    request._cached_user = AnonymousUser()
    assert "user" not in line(text)


def test_one_record_is_one_line_whatever_is_in_it(text):
    assert line(text, message="one\nERROR forged: two").count("\n") == 0
    assert json.loads(line(logs.Json(), message="one\ntwo\u2028“three”"))["message"] == "one\ntwo\u2028“three”"


@pytest.mark.parametrize(("given", "kept"), [("proxy-0123456789", True), ("short", False), ("x" * 65, False), ("a b c d e f", False), ("", False)])
def test_a_request_keeps_the_id_that_a_proxy_gave_it(client, db, given, kept):
    said = client.get("/healthz", headers={"X-Request-ID": given})["X-Request-ID"]
    assert (said == given) is kept
    assert logs.GIVEN_ID.fullmatch(said)


def test_a_refused_request_is_logged_with_its_ids(client, room, ada, caplog):
    client.force_login(ada)
    seen = []
    handler = logging.Handler()
    handler.emit = lambda record: seen.append(logs.known(record))
    logging.getLogger("django.request").addHandler(handler)
    try:
        client.get(f"/rooms/{room.code}/messages/999999/", headers={"X-Request-ID": "the-request"})
    finally:
        logging.getLogger("django.request").removeHandler(handler)
    assert seen == [{"request_id": "the-request", "room_id": room.pk, "user_id": ada.pk}]


ROW = 'duplicate key value violates unique constraint "people_name"\nDETAIL:  Key (name)=(something said) already exists.\nsomething said'


@pytest.mark.parametrize(
    "error", [ValueError("no number: 'something said'"), ValueError('no number: "something said"'), ValueError(ROW), KeyError("something said")]
)
@pytest.mark.parametrize("form", ["text", "json"])
def test_an_error_tells_where_it_was_and_not_what_people_said(text, error, form):
    found = line(text if form == "text" else logs.Json(), error)
    assert "something said" not in found
    assert "test_logs.py" in found and type(error).__name__ in found


def test_causes_are_told_and_searched_too(text):
    try:
        try:
            raise ValueError("'something said'")
        except ValueError as cause:
            raise RuntimeError("later") from cause
    except RuntimeError as error:
        found = line(text, error)
    assert "ValueError: '…'" in found and "RuntimeError: later" in found


def test_an_action_that_fails_is_logged_with_its_room_and_person(text, monkeypatch):
    records = []
    monkeypatch.setattr(logging.getLogger("syncroom.writer"), "handle", records.append)
    report(Job(actions["chat.post"], None, (5, 6)), ValueError("something said"))
    (record,) = records
    assert text.format(record).endswith("chat.post failed: ValueError [room=5 user=6]")


def test_nobody_else_tells_of_frames_and_queries_even_when_asked_for_everything():
    loggers = logs.logging("DEBUG", "text")["loggers"]
    for name in ("websockets", "django.db.backends", "redis"):
        assert loggers[name] == {"level": "INFO"}
    assert logs.logging("ERROR", "json")["loggers"]["redis"] == {"level": "ERROR"}

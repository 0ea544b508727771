"""Frames that no library sends: a code, no traceback, no memory."""

import struct
import time
from pathlib import Path

import pytest

from tests.live.raw import close_code, frame, opened, upgrade

pytestmark = pytest.mark.usefixtures("logs_are_clean")
TEXT, PING, CLOSE, CONTINUED = 1, 9, 8, 0


@pytest.fixture
def mallory(serve):
    """In a room of her own."""
    person = serve(SYNCROOM_SLOW_SECONDS=1).person()
    person.code = person.create(display_name="Mallory")
    return person


def memory(server):
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def test_text_that_is_not_utf8_ends_with_its_code(mallory):
    raw = opened(mallory, mallory.code)
    raw.sendall(frame(TEXT, b"\xff\xfe"))
    assert close_code(raw) == 1007


def test_rubbish_and_a_goodbye_in_one_breath_leave_no_traceback(mallory):
    raw = opened(mallory, mallory.code)
    raw.sendall(frame(TEXT, b"x") * 25 + frame(CLOSE, struct.pack("!H", 1000)))
    assert close_code(raw) in (1000, 4400, None)


def test_a_path_that_leads_nowhere_is_refused(mallory):
    for path in ("/ws/nope/", "/ws/rooms/", "/"):
        assert b"403" in upgrade(mallory, path).recv(200)


def test_empty_fragments_without_end_are_too_much(mallory):
    raw = opened(mallory, mallory.code)
    raw.sendall(frame(TEXT, b"", fin=False))
    end = time.monotonic() + 30
    with pytest.raises(ConnectionError):
        while time.monotonic() < end:
            raw.sendall(frame(CONTINUED, b"", fin=False) * 1_000)


def test_who_pings_and_does_not_read_is_cut_off_and_costs_no_memory(mallory):
    raw, before = opened(mallory, mallory.code), memory(mallory.server)
    raw.settimeout(20)
    end = time.monotonic() + 30
    with pytest.raises(ConnectionError):
        while time.monotonic() < end:
            raw.sendall(frame(PING, b"p" * 125) * 500)
    assert memory(mallory.server) - before < 64


def test_a_steady_flood_ends_even_if_some_of_it_is_allowed(serve):
    person = serve(SYNCROOM_ACTIONS_PER_SECOND=10, SYNCROOM_ACTIONS_BURST=40).person()
    raw = opened(person, person.create())
    raw.setblocking(True)
    for n in range(2_000):
        try:
            raw.sendall(frame(TEXT, b'{"type":"ping","ref":%d}' % n))
        except ConnectionError:
            break
    assert close_code(raw) in (4429, None)


@pytest.mark.parametrize("cookie", ["abcdefgh\\000", "x" * 5000, "é", "'; DROP TABLE", "\\"])
def test_a_strange_cookie_spoils_nobodys_entrance(mallory, cookie):
    class Stranger:
        server = mallory.server

    Stranger.cookie = f'syncroom_session="{cookie}"'.encode().decode("latin-1")
    assert close_code(upgrade(Stranger, f"/ws/rooms/{mallory.code}/")) in (4401, None)
    opened(mallory, mallory.code).close()


def test_a_foreign_address_is_refused_without_a_traceback(mallory):
    for path in ("/", "/rooms/", f"/rooms/{mallory.code}/"):
        assert mallory.get(path, headers={"Host": "evil.example"}).status_code == 400
    mallory.session.cookies.clear()
    assert mallory.session.post(mallory.server.url + "/rooms/new/", data={"name": "x"}, timeout=10).status_code == 403

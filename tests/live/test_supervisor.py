"""What a supervisor and a proxy are told of a server's beginning and end."""

import signal
import socket
import time

import pytest

from tests.live.client import until


@pytest.fixture
def supervisor(tmp_path):
    """The socket systemd would listen on."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(str(tmp_path / "notify"))
        heard.settimeout(20)
        yield heard


pytestmark = pytest.mark.usefixtures("logs_are_clean")


def test_systemd_hears_that_it_is_ready_and_that_it_stops(serve, supervisor, tmp_path):
    server = serve(NOTIFY_SOCKET=tmp_path / "notify")
    assert supervisor.recv(100) == b"READY=1"
    server.process.send_signal(signal.SIGTERM)
    assert supervisor.recv(100) == b"STOPPING=1"


async def test_while_it_lingers_people_are_served_and_proxies_are_told(serve, enter):
    server = serve(SYNCROOM_LINGER_SECONDS=2)
    ada = server.person()
    one = await enter(ada, ada.create())
    server.process.send_signal(signal.SIGTERM)
    began = time.monotonic()
    await until(lambda: ada.get("/readyz").status_code == 503)
    assert ada.get("/healthz").status_code == 200
    assert (await one.post("still-here"))["type"] == "ok"
    assert one.closed is None
    await until(lambda: one.closed == 1012)
    assert time.monotonic() - began > 1.5
    assert server.process.wait(15) == -signal.SIGTERM


async def test_ctrl_c_does_not_linger(serve):
    server = serve(SYNCROOM_LINGER_SECONDS=20)
    server.process.send_signal(signal.SIGINT)
    server.process.wait(10)

"""One server behind both proxies, and a machine that believes it is study.example.org."""

import socket
import tempfile
from pathlib import Path

import pytest

from tests.browser.conftest import browser, visit
from tests.live.programs import running
from tests.live.server import Server, copied

from .certificates import HOST, write
from .proxies import KINDS
from .visitors import Visitor

__all__ = ["browser", "visit"]
SCALE = 30  # the proxies' and the server's patience with silence, both shortened alike
CODES = 5  # unknown codes a minute
REQUEST_BYTES, TRACK_BYTES = 4 * 2**20, 2 * 2**20  # test_files.py compares the full sizes


@pytest.fixture(autouse=True)
def resolved(monkeypatch):
    real = socket.getaddrinfo

    def here(host, *rest, **more):
        return real("127.0.0.1" if str(host).endswith((".example.org", ".example.app")) else host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", here)


@pytest.fixture(scope="session")
def certificates():
    with tempfile.TemporaryDirectory(prefix="syncroom-tls-") as folder:
        yield write(Path(folder))


@pytest.fixture(scope="session")
def served(prepared):
    with tempfile.TemporaryDirectory(prefix="syncroom-behind-") as folder:
        env = {"SYNCROOM_URL": f"https://{HOST}", "SYNCROOM_PING_SECONDS": 15 / SCALE, "SYNCROOM_CODES_PER_MINUTE": CODES}
        env |= {"SYNCROOM_REQUEST_BYTES": REQUEST_BYTES, "SYNCROOM_TRACK_BYTES": TRACK_BYTES}
        server = Server(copied(prepared, folder), **env)
        try:
            yield server.start()
            assert "Traceback" not in server.log, server.log
        finally:
            server.end()


@pytest.fixture(scope="session", params=KINDS)
def proxy(request, served, certificates, tmp_path_factory):
    """A running proxy before the server."""
    changes = {"90s": f"{90 / SCALE:.0f}s", "128m;": f"{REQUEST_BYTES};"} if request.param == "nginx" else {}
    with running(KINDS[request.param](tmp_path_factory.mktemp(request.param), [served.port], certificates, changes)) as proxy:
        yield proxy.start()


@pytest.fixture
def visitor(proxy):
    """visitor(address) comes through the proxy."""
    return lambda address="127.0.0.1": Visitor(proxy, address)

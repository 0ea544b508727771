"""Real servers for the tests that need the whole building."""

import tempfile
import pytest

from tests.live.client import Client
from tests.live.server import Server, copied, template


@pytest.fixture(scope="session")
def prepared():
    with tempfile.TemporaryDirectory(prefix="syncroom-template-") as folder:
        yield template(folder)


@pytest.fixture
def serve(prepared, tmp_path):
    """serve(**env) starts a server on a fresh data folder; more calls share the folder."""
    started = []

    def start(**options):
        server = Server(copied(prepared, tmp_path) if not started else tmp_path, **options)
        started.append(server)
        return server.start()

    yield start
    for server in started:
        server.kill()


@pytest.fixture
async def enter():
    """enter(person, code) gives a connected client that knows everything."""
    clients = []

    async def enter(person, code):
        clients.append(Client(person, code))
        return await clients[-1].enter()

    yield enter
    for client in clients:
        await client.close()


@pytest.fixture
def logs_are_clean(tmp_path):
    """No traceback in any log."""
    yield
    for path in tmp_path.glob("log-*.txt"):
        assert "Traceback" not in path.read_text(), path.read_text()

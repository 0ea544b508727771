"""Real servers for the tests that need the whole building."""

import tempfile

import pytest

from tests.cast import people, things
from tests.live.client import Client
from tests.live.programs import PostgreSQL, Redis, running
from tests.live.revoking import Revocation
from tests.live.second import Second
from tests.live.server import Server, copied, environment, manage, template
from tests.marking import marked, private

__all__ = ["marked", "people", "private", "things"]


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
        server.end()


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


@pytest.fixture(scope="session")
def redis(tmp_path_factory):
    """A Redis of this test run's own."""
    with running(Redis(tmp_path_factory.mktemp("redis")).start()) as redis:
        yield redis


@pytest.fixture(scope="session")
def postgresql():
    """A PostgreSQL of this test run's own, with the tables made."""
    with tempfile.TemporaryDirectory(prefix="syncroom-pg-") as folder, running(PostgreSQL(folder).create()) as postgresql:
        yield postgresql


@pytest.fixture
def serve_together(serve, redis, postgresql):
    """serve_together(**env) starts a server process; all of them share one PostgreSQL and one Redis."""
    started = []

    def start(**options):
        urls = {"DATABASE_URL": postgresql.url, "REDIS_URL": options.pop("REDIS_URL", redis.url)}
        if not started:
            with tempfile.TemporaryDirectory() as folder:
                manage("migrate", "-v0", env=environment(folder, **urls))
        started.append(serve(**urls, **options))
        return started[-1]

    return start


@pytest.fixture
def alone(serve, request, tmp_path):
    """alone("sqlite" or "postgresql", **env) starts one server."""

    def alone(database, **env):
        if database == "postgresql":
            env["DATABASE_URL"] = request.getfixturevalue("postgresql").url
            manage("migrate", "-v0", env=environment(tmp_path, **env))
        return serve(**env)

    return alone


@pytest.fixture
def beside():
    """beside(server) is a second process on the same database."""
    started = []

    def beside(server):
        started.append(Second(server.env))
        return started[-1]

    yield beside
    for second in started:
        second.end()


@pytest.fixture
def revocation(request, serve, beside):
    """revocation("one process" or "two processes"): where people lose their access."""

    def revocation(where, **env):
        if where == "one process":
            near = far = serve(**env)
        else:
            together = request.getfixturevalue("serve_together")
            near, far = together(**env), together(**env)
        return Revocation(near, far, beside(near))

    return revocation

"""The container and the platform: the files, the commands and the environment of deploy/Containerfile, as they stand."""

import asyncio
import shutil
import sys
import sysconfig

import psycopg
import pytest
import yaml

from tests.live.client import until
from tests.live.programs import find, running
from tests.live.server import ROOT, Person, copied, free_port

from .image import Container, base, command, context, instructions

pytestmark = [pytest.mark.usefixtures("logs_are_clean"), pytest.mark.xdist_group("processes")]
NAME = "rooms.example.app"


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """The image's /app; beside the project lies what must never come in."""
    planted = tmp_path_factory.mktemp("planted")
    for secret in (".env", "data/secret_key", "deploy/.env", "accounts/tests/test_x.py", "notes.txt", "rooms/__pycache__/x.pyc"):
        (planted / secret).parent.mkdir(parents=True, exist_ok=True)
        (planted / secret).write_text("planted")
    return context(tmp_path_factory.mktemp("image") / "app", planted)


@pytest.fixture
def database(postgresql):
    """An empty one, as a platform gives it, with a password that its router never asks us for."""
    with psycopg.connect(postgresql.url, autocommit=True) as admin:
        admin.execute("CREATE DATABASE platform")
        yield postgresql.url.replace("syncroom@", "syncroom:a-password-of-theirs@").removesuffix("/syncroom") + "/platform"
        admin.execute("DROP DATABASE platform WITH (FORCE)")


class Routed:
    """The platform's router: TLS ends here, the client's address is appended to whatever the client claims."""

    def __init__(self, port):
        self.url = f"http://{NAME}:{port}"

    def person(self, claim="6.6.6.6", address="203.0.113.7"):
        person = Person(self)
        person.headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": f"{claim}, {address}"}
        origin = self.url.replace("http:", "https:")
        person.session.headers.update(person.headers | {"Origin": origin, "Referer": origin})
        person.connecting = {"origin": origin}
        return person


def test_the_image_holds_the_program_and_nothing_else(app):
    files = {str(path.relative_to(app)) for path in app.rglob("*") if path.is_file()}
    assert {"manage.py", "deploy/start", "deploy/prepare", "syncroom/settings.py", "static/rooms/room.js", "requirements.txt"} <= files
    assert "planted" not in {(app / file).read_text(errors="ignore") for file in files}
    assert {file.split("/")[0] for file in files} <= {
        *("manage.py", "requirements.txt", "accounts", "chat", "deploy", "rooms", "static", "studytools", "syncroom", "templates")
    }


def test_nobody_is_root_in_it_and_no_tool_stays():
    assert instructions("USER") == instructions("USER", "backup") == ["syncroom"]
    assert base() == base("packages")
    assert not [line for line in instructions("RUN") if "apt-get" in line or "curl" in line]
    assert "--no-cache-dir" in " ".join(instructions("RUN", "packages"))
    assert "curl" not in command("HEALTHCHECK")


async def test_port_and_database_are_all_a_platform_has_to_give(app, prepared, database, tmp_path, enter):
    port = free_port()
    container = Container(app, tmp_path / "disk", PORT=str(port), DATABASE_URL=database)
    copied(prepared / "static", container.data / "static")
    assert not container.healthy()
    assert container.run(["sh", "-ec", instructions("RUN")[-1]]).returncode == 0
    with running(container.start()):
        await until(container.answers, 120)
        assert container.healthy()
        ada = Routed(port).person()
        code = await asyncio.to_thread(ada.create)
        one = await enter(ada, code)
        assert (await one.post("hello"))["type"] == "ok"
    assert container.process.returncode == -15
    await until(lambda: one.closed == 1012)
    shutil.rmtree(container.data)  # disks there do not last
    with running(container.start()):
        await until(container.answers, 120)
        await one.enter()
        assert one.words == ["hello"]
        assert not (container.data / "secret_key").exists()
        await one.close()


def test_a_database_of_many_is_backed_up_by_an_image_that_has_its_tools(app, database, tmp_path):
    find("pg_dump")
    services = yaml.safe_load((ROOT / "deploy/compose.many.yaml").read_text())["services"]
    image, *system = base("backup").split("-")
    assert (image, system) == (services["postgres"]["image"], [base("packages").rsplit("-", 1)[1]])
    (packages,) = [line.split()[-1] for line in instructions("COPY", "backup") if line.startswith("--from=packages")]
    assert f"PYTHONPATH={packages} " in instructions("ENV", "backup")[0]
    container = Container(app, tmp_path / "disk", "backup", DATABASE_URL=database)
    container.env["PATH"] = f"{tmp_path}:{container.env['PATH']}"
    container.env["PYTHONPATH"] = sysconfig.get_path("purelib")
    (tmp_path / "python3").symlink_to(sys.executable)
    assert container.run(["python3", "manage.py", "migrate", "-v0"]).returncode == 0
    assert command("CMD", "backup") == services["backup"]["command"]
    done = container.run(services["backup"]["command"])
    assert done.returncode == 0, done.stderr
    (made,) = (container.data / "backups").iterdir()
    assert container.run(["python3", "manage.py", "restore", str(made), "--replace"]).returncode == 0


async def test_an_evening_s_tunnel_needs_the_address_only(serve, enter):
    server = serve(SYNCROOM_URL=f"https://{NAME}", SYNCROOM_CODES_PER_MINUTE=2)
    ada, grace = Routed(server.port).person(), Routed(server.port).person(address="203.0.113.8")
    code = await asyncio.to_thread(ada.create)
    grace.join(code)
    assert all(cookie.secure for cookie in grace.session.cookies if cookie.name == "syncroom_session")
    one, two = await enter(ada, code), await enter(grace, code)
    await one.post("hello")
    await until(lambda: two.words == ["hello"])
    guesses = [Routed(server.port).person(claim=f"7.7.7.{n}", address="203.0.113.9").get(f"/rooms/no-such-{n}abc/").status_code for n in range(3)]
    assert guesses == [404, 404, 429]  # their own claims are not believed
    assert grace.get("/rooms/no-such-9abc/").status_code == 404

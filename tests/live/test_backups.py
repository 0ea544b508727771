"""Backups, restoring them, and moving to PostgreSQL: real servers, real files, and nothing lost."""

import asyncio
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.live.client import until
from tests.live.oracle import Talker, judge, table
from tests.live.programs import find
from tests.live.server import ROOT, Server, copied, environment

pytestmark = pytest.mark.xdist_group("backups")


def command(data, *words, **env):
    """(exit code, what it said)"""
    done = subprocess.run([sys.executable, "manage.py", *map(str, words)], cwd=ROOT, env=environment(data, **env), capture_output=True, text=True)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stdout + done.stderr


def dump(data):
    """{table: rows} of a data folder."""
    with closing(sqlite3.connect(f"file:{data}/syncroom.sqlite3?mode=ro", uri=True)) as db:
        names = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
        return {name: sorted(db.execute(f"SELECT * FROM {name}"), key=repr) for name in names}


def uploads(data):
    return {path.relative_to(data).as_posix(): path.read_bytes() for path in (Path(data) / "media").rglob("*") if path.is_file()}


def state(data):
    """All that a refused restore must leave alone."""
    return {path.name: path.read_bytes() for path in Path(data).iterdir() if path.is_file() and path.name != "server.lock"} | uploads(data)


@pytest.fixture(scope="module")
def everything(prepared, tmp_path_factory):
    """A data folder with something in every table, and uploads."""
    data = copied(prepared, tmp_path_factory.mktemp("everything"))
    env = environment(data, DJANGO_SETTINGS_MODULE="syncroom.settings")
    subprocess.run([sys.executable, "-m", "tests.live.everything"], cwd=ROOT, env=env, check=True)
    for name in ("a.bin", "avatars/b.webp", "avatars/deep/c d.ogg"):
        path = data / "media" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(os.urandom(50_000))
    return data


@pytest.fixture(scope="module")
def backup(everything, tmp_path_factory):
    path = tmp_path_factory.mktemp("backups") / "site.zip"
    code, said = command(everything, "backup", path, "--with-secrets")
    assert (code, path.stat().st_mode & 0o777) == (0, 0o600), said
    return path


async def test_a_backup_under_load_holds_all_that_was_acknowledged_and_people_resume_on_it(serve, enter, tmp_path_factory):
    server, stop = serve(), asyncio.Event()
    people = [server.person() for _ in range(5)]
    code = people[0].create(display_name="p0")
    for n, person in enumerate(people[1:], 1):
        person.join(code, display_name=f"p{n}")
    talkers = [Talker(await enter(person, code), f"p{n}") for n, person in enumerate(people)]
    jobs = [asyncio.create_task(talker.talk(stop, 0.02)) for talker in talkers]
    (server.data / "media").mkdir()
    (server.data / "media/upload").write_bytes(b"x" * 100_000)
    await until(lambda: sum(len(talker.acked) for talker in talkers) > 150, 20)
    before = {word for talker in talkers for word in talker.acked}
    path = tmp_path_factory.mktemp("backups") / "site.zip"
    assert (await asyncio.to_thread(command, server.data, "backup", path, "--with-secrets"))[0] == 0
    await until(lambda: sum(len(talker.acked) for talker in talkers) > len(before) + 50, 20)
    stop.set()
    await asyncio.gather(*jobs)
    assert (await asyncio.to_thread(command, server.data, "restore", path, "--replace"))[0] == 2, "a server runs"
    await asyncio.to_thread(server.stop)

    other = tmp_path_factory.mktemp("restored")
    assert (await asyncio.to_thread(command, other, "restore", path))[0] == 0
    shutil.copytree(server.data / "static", other / "static")
    with zipfile.ZipFile(path) as zipped:
        (other / "copy").write_bytes(zipped.read("database.sqlite3"))
    with closing(sqlite3.connect(other / "copy")) as db, closing(sqlite3.connect(other / "syncroom.sqlite3")) as restored:
        assert list(restored.iterdump()) == list(db.iterdump())
    assert uploads(other) == uploads(server.data)
    words = {word for _, word, _ in table(Server(other), code)}
    assert before <= words

    again = await asyncio.to_thread(Server(other, port=server.port).start)
    try:
        for talker in talkers:
            talker.acked = {word: seq for word, seq in talker.acked.items() if word in words}
            await talker.say(f"{talker.name}_resumed")  # their pages knew later numbers than the backup has
        rows = table(again, code)
        judge(rows, talkers)
        await until(lambda: all(talker.client.list == rows[-len(talker.client.list) :] and len(talker.client.list) >= 40 for talker in talkers))
    finally:
        again.end()


def test_a_restored_site_is_the_same_in_every_table_and_file(everything, backup, tmp_path):
    code, said = command(tmp_path, "restore", backup)
    assert code == 0, said
    assert dump(tmp_path) == dump(everything)
    assert all(dump(tmp_path).values()), "every table has something in it"
    assert uploads(tmp_path) == uploads(everything)
    assert (tmp_path / "secret_key").read_bytes() == (everything / "secret_key").read_bytes()
    assert not list(tmp_path.glob("replaced-*")) and not list(tmp_path.glob(".*"))
    assert command(tmp_path, "restore", backup)[0] == 2, "it is not empty any more"
    (tmp_path / "media/a.bin").write_bytes(b"newer")
    (tmp_path / "syncroom.sqlite3").write_bytes(b"damaged" * 1000)
    code, said = command(tmp_path, "restore", backup, "--replace")
    assert code == 0, said
    assert uploads(tmp_path) == uploads(everything)
    (aside,) = tmp_path.glob("replaced-*")
    assert (aside / "media/a.bin").read_bytes() == b"newer" and (aside / "syncroom.sqlite3").exists()


def test_secrets_are_in_a_backup_only_if_asked(everything, tmp_path):
    code, said = command(everything, "backup", tmp_path / "plain.zip")
    assert code == 0 and "The secret key is not in it" in said
    key = (everything / "secret_key").read_bytes()
    with zipfile.ZipFile(tmp_path / "plain.zip") as zipped:
        assert "secret_key" not in zipped.namelist()
        assert not [name for name in zipped.namelist() if key in zipped.read(name)]
    assert command(tmp_path / "x", "restore", tmp_path / "plain.zip")[1].count("holds no secret key") == 1


def test_backups_rotate_in_their_folder_and_nothing_else_does(everything, tmp_path):
    for name in ("syncroom-20200101-000000-10.zip", "syncroom-20200101-000000-9.zip", "syncroom-20200101-000000.zip", "holiday.zip"):
        (tmp_path / name).write_bytes(b"an old one")
    assert command(everything, "backup", f"{tmp_path}/", "--keep", 2)[0] == 0
    newest, *others = sorted((path.name for path in tmp_path.iterdir()), reverse=True)
    assert newest > "syncroom-2026" and others == ["syncroom-20200101-000000-10.zip", "holiday.zip"]
    assert command(everything, "backup", tmp_path / "holiday.zip")[0] == 2, "it is there already"
    assert command(tmp_path / "empty", "backup")[0] == 2, "there is nothing"


REFUSE = """
import sys
from pathlib import Path
import django
django.setup()
from syncroom.keeping.archive import Reader
from syncroom.keeping.manifest import Unfit
from syncroom.keeping.restoring import restore
data, places = Path(sys.argv[1]).read_bytes(), eval(sys.argv[2])
broken = Path(sys.argv[3])
for cut, at in places:
    broken.write_bytes(data[:at] if cut else data[:at] + bytes([data[at] ^ 1]) + data[at + 1:])
    try:
        with Reader(broken) as backup:
            restore(backup, True, lambda words: None)
        print("taken", cut, at)
    except Unfit:
        pass
"""


def test_what_was_cut_or_altered_at_any_place_is_refused_and_touches_nothing(everything, backup, prepared, tmp_path):
    target = copied(prepared, tmp_path / "target")
    (target / "media").mkdir()
    (target / "media/mine").write_bytes(b"mine")
    size, before = backup.stat().st_size, state(target)
    with zipfile.ZipFile(backup) as zipped:
        starts = [info.header_offset for info in zipped.infolist()]
        central = zipped.start_dir
    cuts = [0, 1, 21, 22, size // 3, size // 2, *starts, central, central + 1, size - 113, size - 65, size - 64, size - 1]
    inside = [place + step for place in starts for step in (0, 4, 10, 14, 26, 31, 60, 200)]
    flips = [*inside, central + 12, central + 20, size - 130, size - 120, size - 100, size - 64, size - 1]
    places = [(True, at) for at in cuts] + [(False, at) for at in flips]
    env = environment(target, DJANGO_SETTINGS_MODULE="syncroom.settings")
    out = subprocess.run(
        [sys.executable, "-c", REFUSE, str(backup), repr(places), str(tmp_path / "broken.zip")], cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert (out.returncode, out.stdout) == (0, ""), out.stdout + out.stderr
    assert state(target) == before
    assert not [path.name for path in target.iterdir() if path.name.startswith((".", "replaced", "restored"))]
    (tmp_path / "broken.zip").write_bytes(backup.read_bytes()[:-1])
    code, said = command(target, "backup", "--check", tmp_path / "broken.zip")
    assert code == 2 and "altered or cut short" in said


def forged(backup, path, change=lambda manifest: None, extra=(), parts=None):
    """A backup with another manifest or more in it, sealed as if it were ours."""
    from syncroom.keeping import archive

    with zipfile.ZipFile(backup) as old, archive.new(path) as writer:
        manifest = json.loads(old.read("manifest.json"))
        change(manifest)
        for name in old.namelist():
            if name != "manifest.json":
                writer.zipped.writestr(name, (parts or {}).get(name, old.read(name)))
        for name, content in extra:
            writer.zipped.writestr(name, content)
        writer.zipped.writestr("manifest.json", json.dumps(manifest))
    return path


def named(name):
    def change(manifest):
        manifest["files"][name] = {"size": 1, "sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"}

    return change


def unheard_of(manifest):
    manifest["migrations"]["rooms"].append("9999_time_machine")


def link():
    info = zipfile.ZipInfo("uploads/link")
    info.external_attr = 0o120777 << 16
    return info


FORGERIES = {
    "newer": ({"change": lambda manifest: manifest.update(version="99.0")}, "newer than this one"),
    "newer format": ({"change": lambda manifest: manifest.update(format=2)}, "newer than this one"),
    "unknown migration": ({"change": unheard_of}, "9999_time_machine is unknown"),
    "not counted": ({"change": lambda manifest: manifest["rows"].update(rooms_room=7)}, "not what its manifest says"),
    "no manifest": ({"change": lambda manifest: manifest.clear()}, "no backup of SyncRoom"),
    "out of the target": ({"change": named("uploads/../../evil"), "extra": [("uploads/../../evil", "x")]}, "has no place"),
    "absolute": ({"change": named("/tmp/evil"), "extra": [("/tmp/evil", "x")]}, "has no place"),
    "backslash": ({"change": named("uploads/..\\evil"), "extra": [("uploads/..\\evil", "x")]}, "has no place"),
    "beside the uploads": ({"change": named("settings.py"), "extra": [("settings.py", "x")]}, "has no place"),
    "not in the manifest": ({"extra": [("uploads/more", "x")]}, "altered or cut short"),
    "other content": ({"parts": {"uploads/a.bin": b"y" * 50_000}}, "altered or cut short"),
    "PostgreSQL's": (
        {"change": lambda m: m.update(engine="postgresql") or m["files"].update({"database.pgdump": m["files"].pop("database.sqlite3")})},
        "set DATABASE_URL",
    ),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_or_newer_backup_is_refused_and_touches_nothing(forgery, backup, tmp_path, settings, monkeypatch):
    from syncroom.keeping.archive import Reader
    from syncroom.keeping.manifest import Unfit
    from syncroom.keeping.restoring import restore

    how, words = FORGERIES[forgery]
    path = forged(backup, tmp_path / "forged.zip", **how)
    target = tmp_path / "target"
    target.mkdir()
    settings.DATA, settings.MEDIA_ROOT = target, target / "media"
    monkeypatch.setitem(settings.DATABASES["default"], "NAME", str(target / "syncroom.sqlite3"))
    with pytest.raises(Unfit, match=words), Reader(path) as found:
        restore(found, False, lambda words: None)
    assert {item.name for item in target.iterdir()} <= {"server.lock"}
    assert not (tmp_path / "evil").exists() and not Path("/tmp/evil").exists()


def test_a_link_in_a_backup_becomes_a_plain_file(backup, tmp_path):
    from syncroom.keeping.archive import Reader

    path = forged(backup, tmp_path / "forged.zip", named("uploads/link"), [(link(), "x")])
    (tmp_path / "target").mkdir()
    with Reader(path) as found:
        found.check(tmp_path / "target")
    laid = tmp_path / "target/uploads/link"
    assert laid.read_text() == "x" and not laid.is_symlink()


def test_every_row_moves_to_postgresql_and_back_into_an_empty_one_from_a_backup(everything, postgresql, tmp_path):
    find("pg_dump")
    for name in ("moved", "returned"):
        with psycopg.connect(postgresql.url, autocommit=True) as db:
            db.execute(f"CREATE DATABASE {name}")
    moved, returned = (postgresql.url.rsplit("/", 1)[0] + f"/{name}" for name in ("moved", "returned"))

    data = copied(everything, tmp_path / "data")
    code, said = command(data, "move_to_postgresql", DATABASE_URL=moved)
    assert code == 0 and "equal on both sides" in said, said
    counts = {name: len(rows) for name, rows in dump(data).items()}
    assert min(counts.values()) > 0
    with psycopg.connect(moved) as db:
        assert {name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in counts} == counts
        assert db.execute("SELECT nextval(pg_get_serial_sequence('chat_message', 'id'))").fetchone()[0] == counts["chat_message"] + 1
    code, said = command(data, "move_to_postgresql", DATABASE_URL=moved)
    assert code == 2 and "has people in it already" in said

    path = tmp_path / "pg.zip"
    code, said = command(data, "backup", path, DATABASE_URL=moved)
    assert code == 0 and "postgresql" in said, said
    target = tmp_path / "target"
    code, said = command(target, "restore", path, DATABASE_URL=returned)
    assert code == 0, said
    with psycopg.connect(returned) as db:
        assert {name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in counts} == counts
    assert uploads(target) == uploads(everything)
    assert command(target, "restore", path, DATABASE_URL=returned)[0] == 2, "it is not empty any more"
    code, said = command(target, "restore", path, "--replace", DATABASE_URL=returned)
    assert code == 0 and "schema replaced_" in said, said


def documented(page):
    """The commands of a page, in order."""
    blocks = re.findall(r"^```sh\n(.*?)^```", (ROOT / "docs" / page).read_text(), re.M | re.S)
    return [line.split("  #")[0].strip() for block in blocks for line in block.splitlines() if line.startswith((".venv", "SYNCROOM", "DATABASE"))]


def test_the_commands_of_the_page_do_what_it_says(everything, postgresql, tmp_path):
    with psycopg.connect(postgresql.url, autocommit=True) as db:
        db.execute("CREATE DATABASE documented")
    data = copied(everything, tmp_path / "data")
    places = {".venv/bin/python": sys.executable, "/var/backups/syncroom/": f"{tmp_path}/nightly/", "site.zip": f"{tmp_path}/site.zip"}
    places |= {"/srv/new": f"{tmp_path}/new", "postgres://syncroom:secret@db/syncroom": postgresql.url.rsplit("/", 1)[0] + "/documented"}
    commands = documented("backups.md")
    assert len(commands) >= 8
    for command in commands:
        for name, place in places.items():
            command = command.replace(name, place)
        done = subprocess.run(command, shell=True, cwd=ROOT, env=environment(data), capture_output=True, text=True)
        assert done.returncode == 0, (command, done.stdout + done.stderr)
    assert len(list((tmp_path / "nightly").iterdir())) == 1
    assert len(list((data / "backups").iterdir())) == 2
    assert uploads(tmp_path / "new") == uploads(everything)
    assert set(re.findall(r"manage\.py (\w+)", " ".join(commands))) == {"backup", "restore", "move_to_postgresql"}

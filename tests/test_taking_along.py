"""Everybody may take all of theirs with them, and nothing of others'."""

import csv
import io
import json
import tracemalloc
import zipfile
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.cache import cache
from django.utils import timezone

from accounts import exporting
from accounts.archive import archive
from accounts.jobs import Job
from accounts.models import User
from chat.models import Message, Question
from rooms.models import Block, Invitation, Knock, Membership, Report, Room, RoomAct, Trace
from studytools.alarms.models import Alarm
from studytools.focus.models import Desk, Interval
from studytools.pocket.models import Pocket
from studytools.tasks.models import Act, Task

pytestmark = pytest.mark.django_db
HERS, OTHERS = "the-sentence-of-ada", "the-sentence-of-grace"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()


def opened(user):
    """{name: bytes} of the archive."""
    with zipfile.ZipFile(io.BytesIO(b"".join(archive(user)))) as found:
        assert found.testzip() is None
        return {name: found.read(name) for name in found.namelist()}


def rows(files, part):
    """The same from JSON and CSV."""
    told = json.loads(files[f"json/{part}.json"])
    lines = list(csv.DictReader(io.StringIO(files[f"csv/{part}.csv"].decode())))
    assert len(lines) == len(told)
    return told


@pytest.fixture
def life(room, ada, grace):
    """Both have put something into everything there is, each with a sentence of their own."""
    members = {user: Membership.objects.select_related("room", "user").get(room=room, user=user) for user in (ada, grace)}
    now = timezone.now()
    for user, other, words in ((ada, grace, HERS), (grace, ada, OTHERS)):
        member = members[user]
        user.introduce(bio=words, studies=words)
        user.picture((b"RIFF" + words.encode(), b"small"))
        Message.objects.post([(member, f"{words} in a message", "m1")])
        message = Message.objects.get(author=user)
        message.edit(f"{words} edited")
        Question.objects.ask(member, f"{words}?", user == grace, "q1")
        Question.objects.latest("pk").vote(other.pk, True)
        Question.objects.latest("pk").mark(members[other], True)
        Task.objects.add(member, True, f"{words}, my task", "t1")
        Task.objects.add(member, False, f"{words}, our task", "t2")
        Desk.objects.of(member).intend(f"{words} is what I do")
        Interval.objects.create(user=user, room=room, started_at=now - timedelta(hours=1), ended_at=now)
        for where in ({"owner": user}, {"room": room}):
            Alarm.objects.create(**where, setter=user, client_id=f"a{where}", label=words, time="07:00", zone="UTC", number=1)
        Pocket.objects.create(user=user, client_id="p", kind="stopwatch", label=words, number=1)
        Invitation.objects.offer(members[ada])
        Block.objects.choose(member, other.pk, True)
        Report.objects.file(
            member, other.pk, other.name, f"{words}, a report", [{"id": 1, "author": other.name, "at": "", "body": "x", "reported": True}]
        )
        RoomAct.objects.note(room.pk, member, "settings", {"topic": "x"}, {"topic": words}, members[other], f"{words}, why")
        Trace.objects.note(user, f"device of {words}"[:32], "192.0.2.1", now)
        Knock.objects.create(room=room, user=user, reason=f"{words}, knocking", state="admitted", asked_at=now, seen_at=now, answered_by=other)
    task = Task.objects.get(room=room, creator=ada)
    task.edit(members[grace], task.seq, title=f"{OTHERS}, over hers")
    task.refresh_from_db()
    task.edit(members[ada], task.seq, title=f"{HERS}, over that")
    task.undo(members[ada], Act.objects.filter(by=ada, verb="edit").latest("pk"))  # which brings back what Grace wrote
    return members


def test_every_model_that_knows_people_is_exported_or_says_why_not():
    known = {f"{part.model}.{part.mine}" for part in exporting.parts} | set(exporting.reasons)
    relations = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.is_relation and field.related_model is User
    }
    assert relations - known == set()
    assert {name for name in known if not name.endswith(".pk")} - relations == set()


def test_all_of_hers_is_in_it_and_nothing_of_graces(life, ada, grace):
    files = opened(ada)
    assert not [name for name, data in files.items() if OTHERS.encode() in data]
    assert not [name for name, data in files.items() if b"Grace" in data or b"grace" in data.replace(OTHERS.encode(), b"")]
    for part in ("profile", "messages", "questions", "tasks", "task_acts", "intentions", "alarms", "pocket", "acts", "reports", "knocks", "devices"):
        assert HERS.encode() in files[f"json/{part}.json"], part
        assert HERS.encode() in files[f"csv/{part}.csv"], part
    assert files["picture.webp"] == b"RIFF" + HERS.encode()
    assert [row["text"] for row in rows(files, "messages")] == [f"{HERS} edited"]
    assert [row["room"] for row in rows(files, "focus")] == [life[ada].room.code]
    assert {part.name for part in exporting.parts} == {name[5:-5] for name in files if name.startswith("json/")}
    assert "What others wrote is theirs" in files["README.txt"].decode()
    assert not [name for name, data in opened(grace).items() if HERS.encode() in data]


def test_a_room_is_called_as_its_owner_says_and_that_is_theirs(ada, grace):
    hers, theirs = Room.objects.create_for(ada, HERS), Room.objects.create_for(grace, OTHERS)
    theirs.admit(ada)
    told = {row["room"]: row["room_name"] for row in rows(opened(ada), "rooms")}
    assert told == {hers.code: HERS, theirs.code: None}


def test_no_secret_is_in_it(life, ada):
    data = b"".join(opened(ada).values())
    assert ada.password.encode() not in data and b"token" not in data and b"hash" not in data


def test_somebody_who_did_nothing_yet_gets_whole_files(mallory):
    files = opened(mallory)
    assert rows(files, "messages") == []
    assert rows(files, "profile")[0]["username"] == "mallory"


@pytest.mark.parametrize("text", ["=1+1", "+49", "-1", "@home", "\tx", 'a "quoted", text\nof two lines', "\u202eevil", "🙂"])
def test_any_text_arrives_whole_and_is_no_formula(room, ada, text):
    ada.introduce(bio=text)
    files = opened(ada)
    assert rows(files, "profile")[0]["bio"] == text
    cell = next(csv.DictReader(io.StringIO(files["csv/profile.csv"].decode())))["bio"]
    assert cell == (f"'{text}" if text[0] in "=+-@\t" else text)


def test_what_waits_for_the_break_is_hers_and_what_is_removed_is_gone(room, ada):
    member = Membership.objects.select_related("room").get(user=ada)
    Message.objects.post([(member, "stays", "1"), (member, "goes", "2")])
    Message.objects.get(body="goes").remove(member)
    Message.objects.filter(body="stays").update(place=None, seq=None)
    assert [row["text"] for row in rows(opened(ada), "messages")] == ["stays"]


def test_memory_does_not_grow_with_what_she_wrote(room, ada):
    def write(number):
        now, start = timezone.now(), Message.objects.count()
        lines = (
            Message(room=room, author=ada, author_name="Ada", client_id=f"c{start + n}", body="word " * 40, html="", at=now, place=start + n)
            for n in range(number)
        )
        Message.objects.bulk_create(lines, batch_size=1_000)

    def peak():
        tracemalloc.start()
        size = sum(len(piece) for piece in archive(ada))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return size, most

    write(2_000)
    small, before = peak()
    write(8_000)
    large, after = peak()
    assert large > 2 * small
    assert after < before + 300_000  # and eight bytes for each row


def test_progress_is_told_and_ends_with_all(room, ada):
    member = Membership.objects.get(user=ada)
    member.room = room
    for n in range(40):
        Message.objects.post([(member, f"{n}" * 3_900, f"c{n}")])
    told = []
    list(archive(ada, lambda done, total: told.append((done, total))))
    assert told[-1][0] == told[-1][1] > 80
    assert told == sorted(told)


def test_the_page_downloads_and_says_what_is_in_it(client, ada, room):
    client.force_login(ada)
    page = client.get("/accounts/data/").content.decode()
    assert "/accounts/data/export/" in page and "what you said" in page
    answer = client.get("/accounts/data/export/")
    assert answer["Content-Disposition"] == f'attachment; filename="syncroom-ada-{date.today()}.zip"'
    assert "no-store" in answer["Cache-Control"]
    with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as found:
        assert json.loads(found.read("json/profile.json"))[0]["display_name"] == "Ada"


def test_one_at_a_time_and_the_second_is_told_kindly(client, ada, grace):
    client.force_login(ada)
    first = client.get("/accounts/data/export/")
    pieces = iter(first.streaming_content)
    assert client.get("/accounts/data/export/progress/").json() == {"done": 0, "total": 0}
    second = client.get("/accounts/data/export/")
    assert second.status_code == 409 and "on its way already" in second.content.decode()
    b"".join(pieces)
    assert client.get("/accounts/data/export/progress/").json() == {"done": None, "total": None}
    assert client.get("/accounts/data/export/").status_code == 200
    Job(ada).end()


def test_who_stops_reading_can_start_again(ada):
    job = Job(ada)
    assert job.begin() and not job.begin()
    pieces = job.run(lambda note: archive(ada, note))
    next(pieces)
    pieces.close()
    assert job.begin()
    job.end()


def test_downloads_are_limited_and_for_whoever_is_signed_in(client, ada, monkeypatch):
    from syncroom import limits

    assert client.get("/accounts/data/export/").url.startswith("/accounts/login/")
    monkeypatch.setattr(limits, "EXPORTS_PER_HOUR", 1)
    client.force_login(ada)
    assert client.get("/accounts/data/export/").getvalue()
    assert client.get("/accounts/data/export/").status_code == 429


def test_a_guest_takes_theirs_along(client, room):
    guest = User.objects.create_guest("Nora")
    client.force_login(guest)
    assert client.get("/accounts/data/export/").getvalue()[:2] == b"PK"


def test_a_picture_that_is_not_on_disk_spoils_nothing(ada):
    User.objects.filter(pk=ada.pk).update(avatar="avatars/gone.webp")
    ada.refresh_from_db()
    assert opened(ada)["picture.webp"] == b""

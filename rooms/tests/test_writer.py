"""One batch, many fates."""

import pytest
from django.db import OperationalError

from rooms.live import writer as writing
from rooms.live.jobs import Job, errand
from rooms.live.protocol import Refused, action, actions, parse
from rooms.live.writer import perform
from rooms.models import Connection, Room
from rooms.permissions import Permission

pytestmark = pytest.mark.django_db(transaction=True)


def posted(room, user, word, body=None):
    call = parse('{"type":"chat.post","ref":1,"body":"%s","client_id":"%s"}' % (body or word, word))
    return Job(actions["chat.post"], call, (room.pk, user.pk))


def outcome(job):
    return job.answer.code if isinstance(job.answer, Refused) else "ok"


def written(jobs):
    """Perform them: (outcomes, numbers told)."""
    letters = perform(jobs)
    return [outcome(job) for job in jobs], [letter.seq for letter in letters if getattr(letter, "seq", None)]


def seq(room):
    return Room.objects.get(pk=room.pk).seq


def test_a_stranger_and_an_empty_message_spoil_nothing(room, ada, grace, mallory):
    start = seq(room)
    jobs = [posted(room, ada, "a"), posted(room, mallory, "b"), posted(room, grace, "c", "\\u0000"), posted(room, grace, "d")]
    assert written(jobs) == (["ok", "forbidden", "empty", "ok"], [start + 1, start + 2])


def test_a_removal_earlier_in_the_batch_counts(room, ada, grace):
    removal = Job(actions["room.remove"], parse('{"type":"room.remove","ref":1,"member":%d}' % grace.pk), (room.pk, ada.pk))
    jobs = [posted(room, grace, "a"), removal, posted(room, grace, "b")]
    assert written(jobs)[0] == ["ok", "ok", "forbidden"]


def test_a_closing_earlier_in_the_batch_counts(room, ada, grace):
    @action("test.close", needs=Permission.MANAGE)
    def close(membership):
        """Close."""
        Room.objects.get(pk=membership.room_id).close()

    closing = Job(actions.pop("test.close"), type("Call", (), {"ref": 1}), (room.pk, ada.pk))
    assert written([closing, posted(room, grace, "a")])[0] == ["ok", "closed"]


def test_a_reference_that_fails_only_at_the_commit_spoils_only_itself(room, ada):
    @errand
    def haunt(rows):
        Connection.objects.bulk_create(rows)

    ghost = Job(haunt, Connection(id="x", process_id="nobody", room=room, member=room.memberships.get(user=ada)))
    jobs = [posted(room, ada, "a"), ghost, posted(room, ada, "a"), posted(room, ada, "b")]
    outcomes, numbers = written(jobs)
    assert outcomes == ["ok", "failed", "ok", "ok"]
    assert jobs[0].answer == jobs[2].answer
    assert numbers == sorted(numbers)
    assert len(numbers) == 2


def test_one_action_that_raises_is_redone_apart_from_the_others(room, ada, grace, caplog):
    @action("test.stumble", needs=Permission.SPEAK)
    def stumble(membership):
        """Fail."""
        raise KeyError("secret words")

    stumbling = Job(actions.pop("test.stumble"), type("Call", (), {"ref": 1}), (room.pk, ada.pk))
    assert written([posted(room, ada, "a"), stumbling, posted(room, grace, "b")])[0] == ["ok", "failed", "ok"]
    assert "test.stumble failed: KeyError" in caplog.text
    assert "secret words" not in caplog.text


def test_while_the_database_is_away_nobody_is_told_ok(room, ada, monkeypatch):
    def away(batch):
        raise OperationalError("database is locked")

    monkeypatch.setattr(writing, "write", away)
    job = posted(room, ada, "a")
    assert perform([job]) == []
    assert job.answer.code == "unavailable"
    assert job.answer.retry_after > 0


def test_what_is_not_committed_is_not_told(room, ada):
    with pytest.raises(RuntimeError), writing.gathered() as letters, writing.transaction.atomic():
        room.change(topic="New")
        raise RuntimeError
    assert letters == []

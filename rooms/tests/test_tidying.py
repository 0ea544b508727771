"""What goes by itself: in one process at a time, by its lease, each kind as often as its policy needs."""

from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connection
from django.utils import timezone

from rooms.live import tidying as module
from rooms.live.tidying import NAME, Tidying
from rooms.models import Lease, Process, Room
from rooms.models.lease import LEASE
from syncroom.cleanup import HOUR, Cleanup, Step

SECOND = timedelta(seconds=1)


@pytest.fixture
def tidier(monkeypatch):
    """tidier(name) is a process that tidies when told to."""
    made = []

    def tidier(name="one"):
        tidying = Tidying()
        tidying.open(Process(id=name))
        made.append(tidying)
        return tidying

    monkeypatch.setattr(connection, "close", lambda: None)  # the thread's own, where it has one
    yield tidier
    for tidying in made:
        tidying.close()


@pytest.fixture
def kinds(monkeypatch):
    """kinds(name, go) is all there is to tidy."""
    rows = []

    def kinds(name, go, **fields):
        rows.append(Cleanup(name, "", (Step("thing", "done", lambda now, age: 0, go),), **fields))

    monkeypatch.setattr(module, "in_order", lambda: rows)
    return kinds


def test_of_two_processes_one_holds_the_lease_until_it_lets_go(db):
    now = timezone.now()
    first = Lease.objects.take(NAME, "one", now)
    assert Lease.objects.take(NAME, "two", now) is None
    assert first.renew(now + LEASE / 2)
    first.release(now)
    assert Lease.objects.take(NAME, "two", now)
    assert not first.renew(now)


def test_the_lease_of_a_process_that_died_ends(db):
    now = timezone.now()
    dead = Lease.objects.take(NAME, "one", now)
    assert Lease.objects.take(NAME, "two", now + LEASE - SECOND) is None
    assert Lease.objects.take(NAME, "two", now + LEASE)
    dead.put_off("expire_rooms", now)
    assert Lease.objects.get().plan == {}


def test_each_kind_is_done_as_often_as_its_policy_needs(db, tidier, kinds):
    done = []
    kinds("daily", lambda now, age: done.append("daily") or iter([1]))
    kinds("hourly", lambda now, age: done.append("hourly") or iter([]), every=HOUR)
    tidying = tidier()
    tidying.tidy(), tidying.tidy()
    assert done == ["daily", "hourly"]
    lease = Lease.objects.get()
    lease.plan = {name: (timezone.now() - SECOND).isoformat() if name == "hourly" else at for name, at in lease.plan.items()}
    lease.save()
    tidying.tidy()
    assert done == ["daily", "hourly", "hourly"]


def test_what_has_its_moment_is_done_then(db, tidier, kinds):
    done, due = [], [None]
    kinds("now and then", lambda now, age: done.append(1) or iter([]), next_due=lambda: due[0])
    tidying = tidier()
    tidying.tidy(), tidying.tidy()
    assert len(done) == 1
    due[0] = timezone.now()
    tidying.tidy()
    assert len(done) == 2


def test_a_kind_that_fails_keeps_no_other_from_its_turn_and_is_tried_again_soon(db, tidier, kinds, caplog):
    done = []
    kinds("broken", lambda now, age: iter([1 / 0]))
    kinds("whole", lambda now, age: done.append(1) or iter([]))
    tidier().tidy()
    assert done == [1]
    assert Lease.objects.get().plan["broken"] < (timezone.now() + HOUR).isoformat()
    assert "things were not done: ZeroDivisionError" in caplog.text


def test_whoever_lost_the_lease_stops(db, tidier, kinds, monkeypatch):
    monkeypatch.setattr(module, "LEASE", -LEASE)  # look after each transaction
    done = []

    def go(now, age):
        for n in range(3):
            done.append(n)
            Lease.objects.update(holder="another")
            yield 1

    kinds("slow", go)
    tidier().tidy()
    assert done == [0]
    assert (Lease.objects.get().holder, Lease.objects.get().plan) == ("another", {})


@pytest.mark.django_db(transaction=True)
def test_of_two_that_look_at_once_one_tidies(tidier, kinds):
    running, most, go_on = [], [], Event()

    def go(now, age):
        running.append(1)
        most.append(len(running))
        go_on.wait(5)
        running.pop()
        yield 1

    kinds("one at a time", go)
    first, second = tidier("one"), tidier("two")
    thread = Thread(target=first.tidy)
    thread.start()
    while not running:
        go_on.wait(0.01)
    second.tidy()
    go_on.set()
    thread.join()
    second.tidy()
    assert most == [1]


def test_on_closing_what_is_being_done_ends_with_its_transaction_and_is_taken_up_again(db, tidier, kinds):
    tidying, done = tidier(), []

    def go(now, age):
        for n in range(3):
            done.append(n)
            tidying.closing.set()
            yield 1

    kinds("long", go)
    tidying.tidy()
    assert done == [0]
    assert "long" not in Lease.objects.get().plan
    assert Lease.objects.get().until <= timezone.now()


def test_a_large_room_is_closed_to_all_and_goes_some_rows_at_a_time(room, grace, monkeypatch):
    from chat.models import Message

    monkeypatch.setattr("rooms.lifetimes.AT_ONCE", 3)
    Message.objects.post([(room.memberships.get(user=grace), f"word {n}", f"c{n}") for n in range(7)])
    Room.objects.update(lifetime="temporary", seen_at=timezone.now() - timedelta(days=2))
    steps = Room.objects.delete_expired(timezone.now())
    assert next(steps) == 0
    assert Room.objects.get().refusal == "closed"
    left = [Message.objects.count() for done in steps if not done]
    assert sorted(set(left), reverse=True) == [4, 1, 0]
    assert not Room.objects.exists()


def test_a_large_room_that_an_administrator_brings_back_meanwhile_stays(room, grace, monkeypatch):
    from chat.models import Message

    monkeypatch.setattr("rooms.lifetimes.AT_ONCE", 3)
    Message.objects.post([(room.memberships.get(user=grace), f"word {n}", f"c{n}") for n in range(7)])
    Room.objects.update(lifetime="temporary", seen_at=timezone.now() - timedelta(days=2))
    steps = Room.objects.delete_expired(timezone.now())
    next(steps)
    Room.objects.get().reopen()
    assert sum(steps) == 0
    assert Room.objects.get().state == "open"

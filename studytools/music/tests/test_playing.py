"""One anchor for everybody: play, pause, seek, skip, ends that happen once, shuffle, repeat."""

from datetime import timedelta

import pytest

from studytools.models import Played, Player

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_plays_from_where_it_stood_and_everybody_is_told_by_one_anchor(ask, ada, queued, clock, on):
    (first, _) = queued(10, 20)
    answer = ask(ada, "play")
    assert on() == ("A", 0, True)
    (event,) = clock.told
    assert (event["type"], event["seq"], event["entry"], event["position_ms"], event["rate"]) == ("music.changed", answer["seq"], first, 0, 1)
    assert (event["started_at"], event["ends_at"]) == ("2026-03-02T09:10:00.000Z", "2026-03-02T09:10:10.000Z")
    clock.sleep(seconds=4)
    ask(ada, "pause")
    clock.sleep(seconds=60)
    assert on() == ("A", 4, False)
    ask(ada, "seek", position_ms=9_000)
    ask(ada, "play")
    clock.sleep(milliseconds=500)
    assert on() == ("A", 9.5, True)


def test_who_saw_something_else_is_told_so_and_nothing_happens(ask, ada, grace, queued, on, player, clock):
    queued(10, 10)
    ask(ada, "play")
    seen = player().seq
    ask(ada, "skip")
    before = player().snapshot()
    for act, fields in (
        ("skip", {}),
        ("pause", {}),
        ("seek", {"position_ms": 5}),
        ("play", {}),
        ("set", {"loop": "all"}),
        ("dj", {"user": grace.pk}),
    ):
        assert ask(grace, act, version=seen, **fields) == "changed-meanwhile"
    assert player().snapshot() == before
    clock.sleep(seconds=10)  # it is over, and the server has not been round yet
    assert ask(grace, "pause") == "changed-meanwhile"


def test_what_is_over_makes_room_for_the_next_at_its_own_time_however_late_that_is_noticed(ask, ada, queued, clock, on, player):
    queued(10, 20, 5)
    ask(ada, "play")
    told = clock.move(seconds=10)
    assert [event["type"] for event in told] == ["music.entry-removed", "music.changed", "music.played"]
    assert on() == ("B", 0, True)
    clock.sleep(seconds=23)  # nobody looked for a while
    clock.chores()
    assert on() == ("C", 3, True)
    assert player().by_name == "" and player().act == "ended"
    clock.move(seconds=2)
    assert on() == (None, 0, False)
    assert clock.move(hours=1) == []
    assert [row.title for row in Played.objects.order_by("pk")] == ["A", "B", "C"]


def test_two_who_end_it_end_it_once(ask, ada, queued, clock, player):
    queued(10, 20)
    ask(ada, "play")
    clock.sleep(seconds=10)
    Player.objects.end_due(clock.now)
    after = player().seq
    Player.objects.end_due(clock.now)
    assert player().seq == after
    assert Played.objects.count() == 1


def test_nobody_there_nothing_goes_on(ask, ada, grace, queued, go, come, clock, on):
    queued(10, 20)
    ask(ada, "play")
    go(ada, grace)
    clock.move(minutes=5)
    assert on() == ("B", 0, False)
    come(ada)
    clock.move(minutes=5)
    assert on() == ("B", 0, False)


def test_hours_that_were_missed_are_not_played_back(ask, ada, queued, clock, on):
    queued(10, 20, 30)
    ask(ada, "play")
    clock.sleep(hours=2)
    clock.chores()
    assert on() == ("B", 0, False)


def test_repeating_one_needs_nobody_and_ends_never(ask, ada, queued, clock, on, player):
    queued(10, 20)
    ask(ada, "play")
    clock.sleep(seconds=3)
    ask(ada, "set", loop="one")
    assert player().ends_at is None
    assert clock.move(seconds=34) == []
    assert on() == ("A", 7, True)
    ask(ada, "set", loop="off")
    assert player().ends_at - clock.now == timedelta(seconds=3)
    clock.move(seconds=4)
    assert on() == ("B", 1, True)


def test_repeating_all_puts_what_was_on_behind_the_others(ask, ada, queued, clock, on, waiting):
    queued(10, 20)
    ask(ada, "set", loop="all")
    ask(ada, "play")
    clock.move(seconds=10)
    assert (on()[0], waiting()) == ("B", ["A"])
    clock.move(seconds=20)
    assert (on()[0], waiting()) == ("A", ["B"])


def test_one_alone_is_repeated_by_repeating_all(ask, ada, queued, clock, on):
    queued(10)
    ask(ada, "set", loop="all")
    ask(ada, "play")
    clock.move(seconds=12)
    assert on() == ("A", 2, True)


def test_shuffled_everything_is_played_once_in_some_order(ask, ada, queued, clock, on):
    queued(*[5] * 6)
    ask(ada, "set", shuffle=True)
    ask(ada, "play")
    heard = [on()[0]]
    while clock.move(seconds=5) and on()[0]:
        heard.append(on()[0])
    assert sorted(heard) == [*"ABCDEF"]


def test_what_cannot_be_done_is_said_in_words_and_changes_nothing(ask, ada, come, add, clock, player):
    come(ada)
    assert ask(ada, "play") == ask(ada, "skip") == "nothing-on"
    assert ask(ada, "seek", position_ms=0) == "nothing-on"
    assert ask(ada, "play", entry=99) == "not-found"
    assert ask(ada, "queue") == "empty"
    assert ask(ada, "queue", tracks=[99]) == "not-found"
    assert player().seq == 0
    ask(ada, "queue", tracks=[add(5).pk])
    ask(ada, "play")
    before = player().snapshot()
    assert ask(ada, "seek", position_ms=5_000) == "out-of-range"
    assert player().snapshot() == before


def test_an_entry_of_the_queue_is_played_at_once(ask, ada, queued, on, waiting):
    _, _, last = queued(10, 20, 30)
    ask(ada, "play")
    ask(ada, "play", entry=last)
    assert on() == ("C", 0, True)
    assert waiting() == ["B"]

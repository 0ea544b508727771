"""What home and the directory say of a room's timer."""

import pytest

from studytools.timer.notes import notes

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def note(room):
    return lambda: notes([room.pk]).get(room.pk)


def test_the_phase_and_what_is_left_of_it(ask, come, ada, clock, note):
    come(ada)
    assert note() is None
    ask(ada, "start")
    clock.move(minutes=13, seconds=1)
    assert note() == "focus, 12 min left"
    clock.move(minutes=12)
    assert note() == "on a break, 5 min left"
    ask(ada, "pause")
    assert note() == "paused"
    ask(ada, "reset")
    assert note() is None
    ask(ada, "start", mode="stopwatch")
    clock.sleep(hours=25)
    assert note() == "focus, for 1500 min"


def test_a_parked_always_on_room_is_where_the_clock_is(ask, go, come, ada, clock, note):
    come(ada)
    ask(ada, "edit", aligned=True)
    go(ada)
    clock.move(minutes=17)
    assert note() == "on a break, 3 min left"
    ask(ada, "edit", aligned=False)


def test_home_and_the_directory_show_it(ask, come, client, ada, room, clock):
    come(ada)
    ask(ada, "start")
    room.change(visibility="public")
    client.force_login(ada)
    for path in ("/", "/rooms/"):
        assert "focus, 25 min left" in client.get(path, follow=True).content.decode()

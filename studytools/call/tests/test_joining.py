"""Who is in the call: coming in, the same page again, another tab, leaving, and connections that are lost."""

import pytest

from accounts.models import User
from rooms.models import Connection, Room
from studytools.call.callers import Caller
from studytools.call.rules import CallRules
from syncroom import limits

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def crowd(room):
    """crowd(n): so many more members."""
    return lambda n: [user for user in (User.objects.create_guest(f"Guest {i}") for i in range(n)) if room.admit(user)]


def test_who_joins_is_told_who_is_there_and_comes_in_with_the_microphone_off(join, ada, grace, people, seen):
    _, first = join(ada, camera=True)
    _, second = join(grace)
    assert first["transport"] == second["transport"] == "mesh"
    assert [person.name for person in second["people"]] == people() == ["Ada", "Grace"]
    assert first["id"] < second["id"]  # whoever came later gives way
    assert (seen(ada).muted, seen(ada).camera, seen(grace).muted, seen(grace).camera) == (True, True, True, False)


def test_before_joining_one_knows_how_many_places_there_are(ask, join, ada, grace):
    join(ada, camera=True)
    there = ask(grace, "check")
    assert there == {"here": 1, "with_cameras": 1, "cameras": limits.CALL_CAMERAS, "people": limits.CALL_PEOPLE, "sfu": False, "relay": False}


def test_the_same_page_keeps_its_place_by_another_connection(join, come, ada, grace, people, ask):
    _, first = join(ada)
    join(grace)
    tab = come(ada)
    _, again = join(ada, tab)
    assert again["id"] == first["id"]
    assert people() == ["Ada", "Grace"]
    assert ask(ada, "set", tab, hand=True) is None


def test_another_page_of_mine_takes_over_and_the_first_is_told(ask, join, come, ada, people):
    tab, first = join(ada)
    other = come(ada)
    _, second = join(ada, other, page="another-page-of-ada")
    assert ask.told == [(tab, {"type": "call.over", "id": first["id"], "reason": "elsewhere", "by": None})]
    assert second["id"] > first["id"]
    assert people() == ["Ada"]
    assert ask(ada, "set", tab, hand=True) == "not-in-call"


def test_who_leaves_is_out_at_once(ask, join, ada, grace, people):
    tab, _ = join(ada)
    join(grace)
    assert ask(ada, "leave", tab) is None
    assert people() == ["Grace"]
    assert ask(ada, "leave", tab) == "not-in-call"


def test_a_seventh_camera_and_an_eleventh_person_are_told_in_words(ask, join, room, ada, grace, crowd, people):
    for user in crowd(limits.CALL_CAMERAS):
        assert join(user, camera=True)[1]["id"]
    tab, answer = join(ada, camera=True)
    assert answer == "call-cameras"
    assert join(ada, tab)[1]["id"]
    assert ask(ada, "set", tab, camera=True) == "call-cameras"
    for user in crowd(limits.CALL_PEOPLE - limits.CALL_CAMERAS - 1):
        assert join(user)[1]["id"]
    assert join(grace)[1] == "call-full"
    assert len(people()) == limits.CALL_PEOPLE


def test_with_an_sfu_the_call_grows_and_begins_anew_as_a_mesh(ask, join, room, ada, crowd, sfu):
    tabs = {user: join(user, camera=True)[0] for user in crowd(limits.CALL_CAMERAS)}
    _, answer = join(ada, camera=True)
    assert answer["transport"] == "janus"
    assert Caller.objects.states([room.pk])[room.pk].transport == "janus"
    for user, tab in tabs.items():
        ask(user, "leave", tab)
    assert CallRules.objects.of(room.pk).transport == "janus"
    Caller.objects.clear([room.pk])
    assert Caller.objects.states([room.pk])[room.pk].transport == "mesh"
    assert [what for what, *_ in sfu.told] == ["gone"] * (limits.CALL_CAMERAS + 1) + ["ended"]


def test_a_lost_connection_stays_in_the_call_for_a_while(clock, join, ada, grace, people, seen):
    tab, _ = join(ada)
    join(grace)
    Connection.objects.lost([tab])
    assert (seen(ada).away, seen(grace).away) == (True, False)
    clock.move(limits.GRACE_SECONDS + 1)
    assert people() == ["Ada", "Grace"]
    clock.move(limits.CALL_GRACE_SECONDS - limits.GRACE_SECONDS)
    assert people() == ["Grace"]


def test_who_comes_back_in_time_is_in_it_still(clock, join, come, ada, seen):
    tab, first = join(ada)
    Connection.objects.lost([tab])
    clock.move(limits.GRACE_SECONDS + 5)
    _, again = join(ada, come(ada))
    assert again["id"] == first["id"]
    clock.move(limits.CALL_GRACE_SECONDS * 2)
    assert not seen(ada).away


def test_a_tab_that_is_lost_while_another_is_open_goes_too(clock, join, come, ada, people):
    tab, _ = join(ada)
    come(ada)
    Connection.objects.lost([tab])
    clock.move(60)
    assert people() == ["Ada"]
    clock.move(limits.CALL_GRACE_SECONDS + 1)
    assert people() == []


def test_stepping_away_does_not_end_it_and_leaving_the_room_does(clock, join, room, ada, grace, people):
    join(ada)
    join(grace)
    room.memberships.select_related("room").get(user=grace).go_away(clock.now)
    assert people() == ["Ada", "Grace"]
    room.memberships.select_related("room").get(user=grace).step_out()
    assert people() == ["Ada"]


def test_who_is_shown_out_of_the_room_is_out_of_the_call(join, room, ada, grace, people):
    join(grace)
    room.memberships.select_related("room").get(user=ada).show_out(grace.pk)
    assert people() == []
    assert not Caller.objects.exists()


def test_a_closed_room_has_no_call(join, room, ada, people):
    join(ada)
    room.archive()
    assert people() == []


def test_two_rooms_have_two_calls(join, room, ada, grace, people):
    other = Room.objects.create_for(ada, "Elsewhere")
    join(ada, where=other)
    join(grace)
    assert (people(other), people()) == (["Ada"], ["Grace"])

"""What the room tells about who works on what; and my own totals."""

import msgspec
import pytest

from rooms.live.protocol import Refused
from studytools.focus.actions import people, zone
from studytools.focus.models import Desk
from studytools.focus.totals import totals

pytestmark = pytest.mark.django_db


def told(room):
    return {one["id"]: one for one in msgspec.to_builtins(people([room.pk])[room.pk])["people"]}


def test_nothing_is_told_of_who_has_nothing_to_tell(study, room, ada):
    study.enter(room, ada)
    study.focus(room)
    assert told(room) == {}


def test_what_somebody_set_out_to_do_stands_beside_their_name_while_they_are_here(study, room, ada, grace):
    study.enter(room, ada)
    for user in (ada, grace):
        Desk.objects.of(room.memberships.get(user=user)).intend("Esters")
    assert told(room) == {ada.pk: {"id": ada.pk, "doing": "Esters"}}


def test_minutes_are_private_until_somebody_shows_them(study, room, ada):
    study.enter(room, ada)
    study.focus(room)
    study.at(10).rest(room)
    study.at(20).focus(room)
    ada.show_minutes(True)
    assert told(room)[ada.pk] == {"id": ada.pk, "seconds": 600, "since": "2026-03-02T12:20:00.000Z"}


def test_flow_and_the_question_whether_one_is_there_are_told(study, room, ada):
    study.enter(room, ada)
    desk = Desk.objects.of(room.memberships.get(user=ada))
    desk.flow(True)
    desk.write(asked_at=study.at(1).now)
    assert told(room)[ada.pk] == {"id": ada.pk, "flow_since": "2026-03-02T12:00:00.000Z", "asked_at": "2026-03-02T12:01:00.000Z"}


def test_my_totals_are_of_my_day_and_my_week_in_this_room(study, room, ada):
    ada.zone = "Pacific/Auckland"  # 1:00 on Tuesday there, so Monday's day still
    ada.save()
    study.enter(room, ada)
    study.focus(room)
    study.at(60).rest(room)
    assert totals(ada, room) == {"today": 3600, "week": 3600, "since": None, "day_ends_at": "2026-03-02T15:00:00.000Z"}
    study.at(240).focus(room)
    study.at(250)
    assert totals(ada, room) == {"today": 0, "week": 3600, "since": "2026-03-02T16:00:00.000Z", "day_ends_at": "2026-03-03T15:00:00.000Z"}


def test_a_phase_over_the_beginning_of_my_day_is_split_there(study, room, ada):
    ada.day_starts = 13
    ada.save()
    study.enter(room, ada)
    study.focus(room)
    study.at(90).rest(room)
    assert totals(ada, room)["today"] == 30 * 60


def test_the_zone_a_browser_tells_is_taken_unless_they_said_another(room, grace):
    member = room.memberships.get(user=grace)
    with pytest.raises(Refused):
        zone(member, "Mars/Olympus")
    zone(member, "Europe/Berlin")
    zone(room.memberships.get(user=grace), "Asia/Tokyo")
    grace.refresh_from_db()
    assert grace.zone == "Europe/Berlin"

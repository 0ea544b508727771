"""Who brought a track, called it otherwise or took it away stands in the room's log; a name can be had back."""

import pytest

from rooms.live.protocol import Refused
from rooms.models import RoomAct
from studytools.models import Track

from .samples import upload, wav

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def owner(room, ada):
    return room.memberships.select_related("room").get(user=ada)


def lines(room):
    return [f"{act.by_name} {act.words}" for act in reversed(RoomAct.objects.latest(room.pk))]


def test_a_track_is_brought_called_otherwise_and_removed(room, owner):
    track = Track.objects.upload(room, owner, upload(wav(), "Bells.wav"))
    track.edit(owner, title="Chimes", artist="", licence="CC0")
    track.edit(owner, title="Chimes", artist="Somebody", licence="CC0")
    track.remove(owner)
    said = ["brought the track “Bells”", "changed the track “Bells” to “Chimes”", "changed the track “Chimes”", "removed the track “Chimes”"]
    assert lines(room) == [f"Ada {words}" for words in said]


def test_its_name_comes_back_unless_it_has_another_by_now(room, owner):
    track = Track.objects.upload(room, owner, upload(wav(), "Bells.wav"))
    track.edit(owner, title="Chimes", artist="", licence="")
    first = RoomAct.objects.get(kind="track-edited")
    first.undo(owner)
    track.refresh_from_db()
    assert track.title == "Bells"
    with pytest.raises(Refused):
        first.undo(owner)
    track.edit(owner, title="Gongs", artist="", licence="")
    second = RoomAct.objects.filter(kind="track-edited").latest("pk")
    track.edit(owner, title="Drums", artist="", licence="")
    with pytest.raises(Refused, match="changed-meanwhile"):
        second.undo(owner)


def test_what_is_gone_for_good_is_offered_to_nobody(room, owner, clock):
    track = Track.objects.upload(room, owner, upload(wav()))
    track.remove(owner)
    assert not any(act.undoable(clock.now) for act in RoomAct.objects.latest(room.pk))


def test_what_is_brought_to_the_shelf_is_in_no_rooms_log(room, root):
    Track.objects.upload(None, root, upload(wav()))
    assert not RoomAct.objects.exists()

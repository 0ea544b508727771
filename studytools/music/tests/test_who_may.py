"""Who may act on the music: whoever runs the tools, the DJ, half of the listeners; and when it plays at all."""

import pytest

from rooms.permissions import Audience, Role
from studytools.models import Entry, Listener, Playlist, Timer

pytestmark = pytest.mark.django_db


@pytest.fixture
def linus(room):
    from accounts.models import User

    linus = User.objects.create_user("linus", password="a-password-123", display_name="Linus")
    room.admit(linus)
    return linus


def test_half_of_those_who_listen_are_enough_for_the_next(ask, ada, grace, linus, room, queued, come, on, clock):
    queued(100, 20)
    come(linus)
    room.change(tools_by=Audience.MODERATORS)
    ask(ada, "play")
    assert ask(grace, "skip") == "forbidden"
    assert ask(grace, "vote") == "not-listening"
    for user in (ada, grace, linus):
        ask(user, "listen", on=True)
    told = Listener.objects.states([room.pk])[room.pk]
    assert ([person.name for person in told.people], told.needed) == (["Ada", "Grace", "Linus"], 2)
    assert ask(grace, "vote") == {"skipped": False}
    assert ask(grace, "vote", yes=False) == {"skipped": False}
    assert ask(linus, "vote") == {"skipped": False}
    assert on()[0] == "A"
    assert ask(grace, "vote") == {"skipped": True}
    assert on() == ("B", 0, True)
    assert Listener.objects.states([room.pk])[room.pk].votes == []


def test_who_leaves_listens_no_more_and_has_no_say(ask, ada, grace, linus, room, queued, come, go):
    queued(100, 20)
    come(linus)
    ask(ada, "play")
    for user in (ada, grace, linus):
        ask(user, "listen", on=True)
    go(grace)
    assert [person.name for person in Listener.objects.states([room.pk])[room.pk].people] == ["Ada", "Linus"]
    assert ask(linus, "vote") == {"skipped": True}


def test_only_the_dj_and_moderators_act_and_it_is_handed_on(ask, ada, grace, linus, queued, come, on, add):
    queued(100, 20)
    come(linus)
    ask(grace, "dj", user=grace.pk)
    for act, fields in (("play", {}), ("queue", {"tracks": [add().pk]}), ("set", {"loop": "all"}), ("dj", {"user": linus.pk}), ("clear", {})):
        assert ask(linus, act, **fields) == "dj-only"
    ask(grace, "play")
    assert isinstance(ask(ada, "pause"), dict)
    assert ask(grace, "dj", user=9_999) == "not-found"
    ask(grace, "dj", user=linus.pk)
    assert ask(grace, "play") == "dj-only"
    assert isinstance(ask(linus, "play"), dict)
    ask(linus, "dj", user=0)
    assert isinstance(ask(grace, "pause"), dict)


def test_a_dj_who_leaves_is_no_dj_any_more(ask, ada, grace, queued, go, player):
    queued(100)
    ask(grace, "dj", user=grace.pk)
    go(ada)
    assert player().dj_id == grace.pk
    go(grace)
    assert player().dj_id is None


def test_one_takes_out_what_one_put_in_and_undoes_what_one_did(ask, ada, grace, queued, add, room, waiting):
    queued(10)
    mine = ask(grace, "queue", tracks=[add(5, "Mine").pk])["ids"][0]
    theirs = Entry.objects.get(title="A").pk
    room.change(tools_by=Audience.MODERATORS)
    assert ask(grace, "drop", id=theirs) == "dj-only"
    act = ask(grace, "drop", id=mine)["act"]
    assert waiting() == ["A"]
    assert ask(ada, "undo", act=act) == "forbidden"
    room.change(tools_by=Audience.ALL)
    ask(grace, "undo", act=act)
    assert waiting() == ["A", "Mine"]


def test_what_is_sent_twice_is_queued_once(ask, ada, waiting, add, come):
    come(ada)
    track = add(5, "Once").pk
    first = ask(ada, "queue", tracks=[track, track], client_id="same")
    assert ask(ada, "queue", tracks=[track, track], client_id="same") == first
    assert waiting() == ["Once", "Once"]


def test_things_of_another_room_are_not_found(ask, ada, mallory, queued, add):
    from rooms.models import Room

    (entry,) = queued(10)
    other = Room.objects.create_for(mallory, "Elsewhere")
    track = Entry.objects.get(pk=entry).track_id
    made = ask(ada, "add-playlist", name="Mine")["id"]
    for act, fields in (
        ("queue", {"tracks": [track]}),
        ("play", {"entry": entry}),
        ("move", {"id": entry, "after": 0}),
        ("drop", {"id": entry}),
        ("edit-playlist", {"id": made, "version": 1, "name": "Hers"}),
        ("remove-playlist", {"id": made, "version": 1}),
        ("edit-track", {"id": track, "title": "Hers"}),
        ("remove-track", {"id": track}),
    ):
        assert ask(mallory, act, other, **fields) == "not-found"


def test_two_who_change_a_playlist_are_not_mixed_up(ask, ada, grace, queued, clock):
    ids = [Entry.objects.get(pk=pk).track_id for pk in queued(10, 20)]
    made = ask(ada, "add-playlist", name="Evening", tracks=ids)["id"]
    version = Playlist.objects.get().seq
    ask(ada, "edit-playlist", id=made, version=version, tracks=[*reversed(ids), 999])
    assert ask(grace, "edit-playlist", id=made, version=version, name="Other") == "changed-meanwhile"
    assert (Playlist.objects.get().tracks, Playlist.objects.get().name) == (ids[::-1], "Evening")
    assert ask(ada, "edit-playlist", id=made, version=Playlist.objects.get().seq, name=" \u202e ") == "empty"


def test_music_only_in_focus_waits_for_it_and_goes_on_where_it_was(ask, ada, queued, clock, on, player, room):
    queued(3_000)
    ask(ada, "set", during="focus")
    assert ask(ada, "play") == "music-held"
    from chat.events import Author

    timer = Timer.objects.of(room)
    timer.perform("start", clock.now, Author(id=ada.pk, name="Ada"))
    timer.settle(clock.now)
    ask(ada, "play")
    clock.move(minutes=25)
    assert (on(), player().held) == (("A", 1_500, False), True)
    clock.move(minutes=6)
    assert (on(), player().held) == (("A", 1_560, True), False)
    ask(ada, "set", during="breaks")
    assert (on()[2], player().held) == (False, True)
    ask(ada, "set", during="always")
    assert on()[2] is True
    ask(ada, "pause")
    clock.move(minutes=25)
    assert on()[2] is False  # who paused it for everybody meant it


def test_a_room_that_is_put_away_falls_silent(ask, ada, queued, room, on, clock):
    queued(100)
    ask(ada, "play")
    clock.sleep(seconds=4)
    room.refresh_from_db()
    room.change(state="archived")
    assert on() == ("A", 4, False)


def test_moderators_may_act_whoever_is_the_dj(ask, ada, grace, linus, queued, room):
    queued(100)
    ask(grace, "dj", user=grace.pk)
    room.memberships.select_related("room").get(user=ada).assign(linus.pk, Role.MODERATOR)
    assert isinstance(ask(linus, "play"), dict)

"""Knocks, for ada (owns), grace (belongs), mallory (does not), and somebody nobody knows."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from rooms.live.jobs import Job
from rooms.live.protocol import Refused, actions
from rooms.live.registry import private_states
from rooms.live.writer import perform
from rooms.models import Connection, Invitation, Knock, Process, Room, RoomAct, Trace
from rooms.permissions import Role
from syncroom import limits

pytestmark = pytest.mark.django_db


def url(room, name="room-knock", **kwargs):
    return reverse(name, kwargs={"code": room.code, **kwargs})


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def place(room, user):
    return room.memberships.get(user=user)


@pytest.fixture
def room(room):
    """Whoever comes has to knock."""
    room.change(access="approval")
    return room


@pytest.fixture
def knock(room, mallory):
    """knock(user) waits at the door."""
    return lambda user=mallory, **fields: Knock.objects.make(room, user, **fields)


@pytest.fixture
def ask(room):
    """ask(user, knock id, admit) is the answer to the action, over a connection: None or the refusal's code."""

    def ask(user, id, admit=True, where=room):
        action = actions["knock.answer"]
        job = Job(action, action.call(ref=1, id=id, admit=admit), (where.pk, user.pk))
        perform([job])
        return job.answer and job.answer.code

    return ask


def told(room):
    """{user id: [names]}: what is told to whom about the door."""
    return {user: [one.name for one in event.waiting] for event, users in private_states([room.pk])[room.pk] for user in users}


def state(knock):
    return Knock.objects.get(pk=knock.pk).state


# At the door


def test_a_guest_knocks_with_a_name_and_a_reason_and_is_no_member(room, client, ada):
    page = client.get(url(room, "room"))
    assert "Knock" in text(page)
    assert client.post(url(room), {"display_name": "Katherine", "reason": "the exam"}).url == url(room, "room-waiting")
    found = Knock.objects.get()
    assert (found.user.name, found.user.is_guest, found.reason, found.state) == ("Katherine", True, "the exam", "waiting")
    assert not room.memberships.filter(user=found.user).exists()
    assert "You have knocked, Katherine" in text(client.get(url(room, "room-waiting")))
    assert client.get(url(room, "room")).url == url(room, "room-waiting")
    assert client.get(url(room, "messages")).status_code == 302


@pytest.mark.parametrize("access", ["approval", "private"])
def test_nobody_comes_in_by_the_other_form_without_knocking(room, client, mallory, access):
    room.change(**({"access": "open", "visibility": "private"} if access == "private" else {}))
    assert client.post(url(room, "room-join"), {"display_name": "K"}).status_code == 403
    assert not User.objects.filter(is_guest=True).exists()
    client.force_login(mallory)
    assert client.post(url(room, "room-join")).status_code == 403
    with pytest.raises(Refused, match="knock-first"):
        room.admit(mallory)


def test_whoever_has_the_passcode_need_not_knock(room, client, mallory):
    room.change(passcode="open sesame")
    client.force_login(mallory)
    assert "I have the passcode" in text(client.get(url(room, "room")))
    assert client.post(url(room, "room-join"), {"passcode": "guess"}).status_code == 422
    assert client.post(url(room, "room-join"), {"passcode": "open sesame"}).url == url(room, "room")
    assert place(room, mallory).role == Role.MEMBER


def test_a_private_room_opens_by_passcode_and_hears_knocks(room, client, mallory):
    room.change(access="open", visibility="private", passcode="open sesame")
    client.force_login(mallory)
    assert "I have no passcode: knock" in text(client.get(url(room, "room")))
    assert client.post(url(room), {"reason": ""}).url == url(room, "room-waiting")


def test_nobody_knocks_where_the_door_is_open(room, client, mallory):
    room.change(access="open")
    client.force_login(mallory)
    assert client.post(url(room)).url == url(room, "room")
    assert not Knock.objects.exists()


def test_a_private_room_whose_newcomers_knock_needs_no_passcode(client, ada):
    client.force_login(ada)
    client.post("/rooms/new/", {"name": "Ours", "visibility": "private", "access": "approval"})
    room = Room.objects.get()
    assert (room.access, room.has_passcode) == ("approval", False)
    form = {"name": "Ours", "visibility": "private", "access": "open", "lifetime": "kept", "capacity": "5"}
    client.post(url(room, "room-settings"), form)
    room.refresh_from_db()
    assert (room.access, room.has_passcode) == ("open", True)


@pytest.mark.parametrize(("more", "status"), [(-1, 302), (0, 302), (1, 422)])
def test_a_reason_has_its_limit(room, client, mallory, more, status):
    client.force_login(mallory)
    assert client.post(url(room), {"reason": "x" * (limits.REASON_CHARS + more)}).status_code == status


@pytest.mark.parametrize("reason", ["\x00", "a\u202eb", "\u200b", "<script>alert(1)</script>", "a\nb"])
def test_a_strange_reason_is_made_plain_or_refused(room, client, ada, mallory, reason):
    client.force_login(mallory)
    if client.post(url(room), {"reason": reason}).status_code == 302:
        assert not set(Knock.objects.get().reason) & set("\x00\u202e\u200b\n")
    client.force_login(ada)
    assert "<script>alert(1)" not in client.get(url(room, "room-knocks")).content.decode()


@pytest.mark.parametrize(("fields", "words"), [({"locked": True}, "locked"), ({"state": "archived"}, "archived"), ({"capacity": 1}, "full")])
def test_nobody_knocks_at_what_is_shut(room, client, ada, mallory, fields, words):
    process = Process(id="p")
    process.renew()
    Connection.objects.create(id="c", process=process, room=room, member=place(room, ada))
    room.change(**fields)
    assert client.post(url(room), {"display_name": "K"}).status_code == 403
    assert not User.objects.filter(is_guest=True).exists()
    client.force_login(mallory)
    assert words in text(client.post(url(room)))
    assert not Knock.objects.exists()


def test_a_room_for_accounts_hears_no_guests_and_a_closed_one_nobody(room, client):
    room.change(accounts_only=True)
    assert client.post(url(room), {"display_name": "K"}).status_code == 403
    room.close()
    assert client.post(url(room), {"display_name": "K"}).status_code == 410


def test_knocking_twice_is_one_knock(room, client, mallory, knock):
    client.force_login(mallory)
    for _ in range(2):
        client.post(url(room), {"reason": "hello"})
    assert Knock.objects.get() == knock()


def test_a_member_is_led_in(room, client, grace):
    client.force_login(grace)
    for name in ("room-knock", "room-waiting-leave"):
        assert client.post(url(room, name)).url == url(room, "room")
    assert client.get(url(room, "room-waiting")).url == url(room, "room")
    assert not Knock.objects.exists()


# Who hears of it


def test_only_owner_and_moderators_hear_who_knocks(room, ada, grace, mallory, knock):
    assert told(room) == {}
    knock()
    assert told(room) == {ada.pk: ["Mallory"]}
    place(room, grace).change(role=Role.MODERATOR)
    assert told(room) == {ada.pk: ["Mallory"], grace.pk: ["Mallory"]}
    place(room, grace).change(role=Role.MEMBER)
    ada.suspend()
    assert told(room) == {}


def test_whoever_acts_for_the_owner_hears_and_answers(room, ada, grace, mallory, knock, ask):
    room.change(acting_host=grace.pk)
    found = knock()
    assert told(room) == {ada.pk: ["Mallory"], grace.pk: ["Mallory"]}
    assert ask(grace, found.pk) is None


def test_answers_stand_in_the_log(room, ada, mallory, knock, ask):
    ask(ada, knock().pk, admit=False)
    assert [act.as_row(timezone.now())["words"] for act in RoomAct.objects.latest(room.pk)] == ["did not let Mallory in"]


def test_doors_of_other_rooms_are_not_told(room, ada, grace, knock):
    other = Room.objects.create_for(grace, "Other")
    knock()
    assert private_states([room.pk, other.pk])[other.pk] == []


def test_what_was_answered_is_told_as_nobody(room, ada, knock):
    knock().answer(place(room, ada), admit=True)
    assert told(room) == {ada.pk: []}


# Answered


def test_let_in_they_are_a_member(room, client, ada, mallory, knock, ask):
    client.force_login(mallory)
    client.post(url(room))
    assert client.get(url(room, "room-waiting-answer")).json() == {"state": "waiting", "url": None}
    assert ask(ada, Knock.objects.get().pk) is None
    assert place(room, mallory).role == Role.MEMBER
    assert client.get(url(room, "room-waiting-answer")).json() == {"state": "admitted", "url": url(room, "room")}
    assert client.get(url(room, "room-waiting")).url == url(room, "room")


def test_not_let_in_they_are_told_kindly(room, client, ada, mallory, ask):
    client.force_login(mallory)
    client.post(url(room))
    assert ask(ada, Knock.objects.get().pk, admit=False) is None
    assert client.get(url(room, "room-waiting-answer")).json() == {"state": "denied", "url": None}
    assert "Not now" in text(client.get(url(room, "room-waiting")))
    assert not room.memberships.filter(user=mallory).exists()


def test_one_answer_counts(room, ada, grace, mallory, knock, ask):
    place(room, grace).change(role=Role.MODERATOR)
    found = knock()
    assert ask(grace, found.pk, admit=False) is None
    assert ask(ada, found.pk) == "answered"
    assert state(found) == "denied"
    assert not room.memberships.filter(user=mallory).exists()


def test_only_owner_and_moderators_of_this_room_answer(room, client, ada, grace, mallory, knock, ask):
    found = knock()
    other = Room.objects.create_for(grace, "Other")
    assert ask(grace, found.pk) == ask(mallory, found.pk) == "forbidden"
    assert ask(grace, found.pk, where=other) == ask(ada, 2**53 - 1) == "not-found"
    answer = url(room, "room-knock-answer", id=found.pk)
    for user, status in ((mallory, 302), (grace, 403)):
        client.force_login(user)
        assert client.post(answer, {"admit": "yes"}).status_code == status
        assert client.get(url(room, "room-knocks")).status_code == status
    assert client.post(url(other, "room-knock-answer", id=found.pk), {"admit": "yes"}).status_code == 404
    assert client.post(url(other, "room-knock-answer", id=10**20), {"admit": "yes"}).status_code == 404
    assert state(found) == "waiting"


def test_the_page_answers_when_nobody_is_in(room, client, ada, mallory, knock):
    found = knock(reason="the exam")
    client.force_login(ada)
    assert "1 at the door" in text(client.get("/"))
    page = text(client.get(url(room, "room-knocks")))
    assert "Mallory" in page
    assert "the exam" in page
    answer = url(room, "room-knock-answer", id=found.pk)
    assert client.get(answer).status_code == 405
    assert client.post(answer, {"admit": "yes"}).url == url(room, "room-knocks")
    assert place(room, mallory).role == Role.MEMBER
    assert "was let in by Ada" in text(client.get(url(room, "room-knocks")))
    assert "answered already" in text(client.post(answer, {"admit": "no"}, follow=True))
    assert "at the door" not in text(client.get("/"))


@pytest.mark.parametrize(("fields", "code"), [({"locked": True}, "locked"), ({"accounts_only": True}, "accounts-only")])
def test_where_nobody_can_be_let_in_the_knock_waits_on(room, ada, knock, ask, fields, code):
    found = knock(User.objects.create_guest("Katherine"))
    room.change(**fields)
    assert ask(ada, found.pk) == code
    assert state(found) == "waiting"
    assert ask(ada, found.pk, admit=False) is None


# Waiting ends


def test_waiting_ends_when_the_page_is_silent(room, client, ada, mallory, knock, ask, time_machine):
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    found = knock()
    client.force_login(mallory)
    for seconds in (25, 50, 79):
        time_machine.move_to(start + timedelta(seconds=seconds), tick=False)
        assert client.get(url(room, "room-waiting-answer")).json()["state"] == "waiting"
    time_machine.move_to(start + timedelta(seconds=79 + limits.KNOCK_SILENCE_SECONDS), tick=False)
    assert ask(ada, found.pk) == "answered"
    assert told(room) == {ada.pk: []}
    assert client.get(url(room, "room-waiting-answer")).json()["state"] == "left"
    assert "wait no longer" in text(client.get(url(room, "room-waiting")))
    assert not room.memberships.filter(user=mallory).exists()
    assert knock() != found  # and that was no denial


def test_nobody_is_waited_for_longer_than_that(room, client, mallory, knock, time_machine):
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    found = knock()
    for seconds, waits in ((limits.KNOCK_SECONDS - 1, True), (limits.KNOCK_SECONDS, False)):
        now = start + timedelta(seconds=seconds)
        Knock.objects.filter(pk=found.pk).update(seen_at=now)
        assert Knock.objects.waiting(now).exists() == waits


def test_who_goes_waits_no_longer(room, client, ada, mallory, knock, ask):
    found = knock()
    client.force_login(mallory)
    assert client.post(url(room, "room-waiting-leave")).url == url(room, "room")
    assert state(found) == "left"
    assert ask(ada, found.pk) == "answered"


def test_the_chore_ends_what_is_over_and_spares_the_rest(room, ada, grace, mallory, knock):
    now = timezone.now()
    waiting, silent = knock(User.objects.create_guest("K")), knock()
    Knock.objects.filter(pk=silent.pk).update(seen_at=now - timedelta(seconds=31))
    assert Knock.objects.next_due() <= now
    old = knock(User.objects.create_guest("Old"))
    old.answer(place(room, ada), admit=False)
    Knock.objects.filter(pk=old.pk).update(asked_at=now - timedelta(days=1), answered_at=now - timedelta(days=1))
    for _ in range(2):
        Knock.objects.sweep(now)
        assert dict(Knock.objects.values_list("pk", "state")) == {waiting.pk: "waiting", silent.pk: "left"}
    assert Knock.objects.next_due() > now


# How often


def deny(room, ada, user):
    Knock.objects.make(room, user).answer(place(room, ada), admit=False)


def test_who_was_denied_may_knock_again_after_five_minutes(room, ada, mallory, knock, time_machine):
    start = timezone.now()
    time_machine.move_to(start, tick=False)
    deny(room, ada, mallory)
    for seconds in (0, limits.KNOCK_AGAIN_SECONDS - 1):
        time_machine.move_to(start + timedelta(seconds=seconds), tick=False)
        with pytest.raises(Refused, match="knock-later"):
            knock()
    time_machine.move_to(start + timedelta(seconds=limits.KNOCK_AGAIN_SECONDS), tick=False)
    assert state(knock()) == "waiting"


@pytest.mark.parametrize("by", ["user", "device", "address"])
def test_so_many_denials_a_day_are_enough(room, ada, mallory, by, time_machine):
    most = limits.KNOCK_DENIALS_ADDRESS if by == "address" else limits.KNOCK_DENIALS
    start = timezone.now()

    def try_at(n):
        time_machine.move_to(start + timedelta(seconds=n * limits.KNOCK_AGAIN_SECONDS), tick=False)
        user = mallory if by == "user" else User.objects.create_guest(f"Guest {n}")
        device, address = "d" if by == "device" else f"d{n}", "a" if by == "address" else f"a{n}"
        Trace.objects.note(user, device, address, timezone.now())
        deny(room, ada, user)
        return user

    users = [try_at(n) for n in range(most)]
    with pytest.raises(Refused, match="knocked-enough"):
        try_at(most)
    other = Room.objects.create_for(ada, "Other")
    assert Knock.objects.make(other, users[-1])
    try_at(24 * 12 + 1)  # a day after the first


def test_a_new_guest_on_the_same_device_is_the_same_person_at_the_door(room, client, ada, ask):
    client.post(url(room), {"display_name": "Mallory"})
    ask(ada, Knock.objects.get().pk, admit=False)
    client.cookies.pop("syncroom_session")
    before = User.objects.count()
    again = client.post(url(room), {"display_name": "Somebody else"})
    assert again.status_code == 403
    assert "Try again in some minutes" in text(again)
    assert User.objects.count() == before
    assert Client().post(url(room), {"display_name": "Katherine"}).status_code == 302


def test_where_the_moderator_sits_says_nothing_about_the_knocker(room, client, ada, mallory, knock):
    """Ada answers by the page from the address that somebody was banned at."""
    grace = place(room, User.objects.get(username="grace"))
    Trace.objects.note(grace.user, "d", "127.0.0.1", timezone.now())
    place(room, ada).ban(grace.user_id, None)
    found = knock()
    Trace.objects.note(mallory, "e", "10.0.0.1", timezone.now())
    client.force_login(ada)
    client.post(url(room, "room-knock-answer", id=found.pk), {"admit": "yes"})
    assert place(room, mallory).role == Role.MEMBER


def test_the_banned_do_not_knock_and_are_not_let_in(room, client, ada, mallory, ask, knock):
    waits = knock()
    room.admit(mallory, vouched=True)
    place(room, ada).ban(mallory.pk, None)
    assert ask(ada, waits.pk) == "banned"
    client.force_login(mallory)
    assert client.post(url(room)).status_code == 403
    _, path = offered(room, ada)
    assert client.post(path).status_code == 403
    assert Knock.objects.get() == waits


@pytest.mark.parametrize(("waiting", "refused"), [(1, False), (2, False), (3, True)])
def test_only_so_many_wait_at_a_door(room, mallory, knock, monkeypatch, waiting, refused):
    monkeypatch.setattr(limits, "KNOCKS_WAITING", 3)
    for n in range(waiting):
        knock(User.objects.create_guest(f"Guest {n}"))
    if refused:
        with pytest.raises(Refused, match="door-crowded"):
            knock()
    else:
        assert knock()


def test_ringing_and_running_away_is_slowed_down(room, client, mallory, monkeypatch):
    monkeypatch.setattr(limits, "KNOCKS_PER_HOUR", 3)
    client.force_login(mallory)
    answers = []
    for _ in range(4):
        answers.append(client.post(url(room)).status_code)
        client.post(url(room, "room-waiting-leave"))
    assert answers == [302, 302, 302, 429]


def test_knocks_from_one_address_have_their_limit(room, monkeypatch):
    monkeypatch.setattr(limits, "KNOCKS_PER_HOUR_ADDRESS", 3)
    assert [Client().post(url(room), {"display_name": f"K {n}"}).status_code for n in range(4)] == [302, 302, 302, 429]
    assert Client().post(url(room), {"display_name": "K"}, REMOTE_ADDR="10.9.8.7").status_code == 302


def test_who_waits_is_not_held_up_by_a_neighbour_who_guesses_codes(room, client, mallory, knock):
    knock()
    client.force_login(mallory)
    for n in range(limits.CODES_PER_MINUTE + 2):
        client.get(f"/rooms/guess-{n}/")
    assert client.get(url(room, "room-waiting-answer")).json()["state"] == "waiting"


@pytest.mark.parametrize("name", ["room-waiting", "room-waiting-answer"])
def test_a_stranger_learns_nothing_from_the_waiting_page(room, client, mallory, knock, name):
    knock()
    assert client.get(f"/rooms/no-such-room/{name.removeprefix('room-').replace('-', '/')}/").status_code == 404
    page = client.get(url(room, name))
    assert "Mallory" not in text(page)
    assert page.status_code == 302 or page.json() == {"state": "left", "url": None}


# Invitations that ask first


def offered(room, by, **fields):
    made, token = Invitation.objects.offer(place(room, by), needs_approval=True, **fields)
    return made, reverse("invitation", args=[token])


def test_an_invitation_that_asks_first_makes_a_knock_and_is_used_when_they_are_let_in(room, client, ada, mallory, ask):
    room.change(access="open")
    made, path = offered(room, ada, most_uses=1, role=Role.MODERATOR)
    client.force_login(mallory)
    assert "Ada invites you to" in text(client.get(path))
    assert client.post(path, {"reason": "as agreed"}).url == url(room, "room-waiting")
    assert not room.memberships.filter(user=mallory).exists()
    made.refresh_from_db()
    assert made.uses == 0
    with pytest.raises(Refused, match="knock-first"):
        made.accept(mallory)
    assert private_states([room.pk])[room.pk][0][0].waiting[0].invited_by == "Ada"
    assert ask(ada, Knock.objects.get().pk) is None
    made.refresh_from_db()
    assert (made.uses, place(room, mallory).role) == (1, Role.MODERATOR)


def test_of_many_who_knock_by_one_invitation_as_many_come_in_as_it_says(room, ada, mallory, ask, knock):
    made, _ = offered(room, ada, most_uses=1)
    first, second = knock(invitation=made), knock(User.objects.create_guest("K"), invitation=made)
    assert ask(ada, first.pk) is None
    assert ask(ada, second.pk) == "invitation-over"
    assert state(second) == "waiting"


def test_a_knock_by_an_invitation_ends_with_the_right_of_who_made_it(room, ada, grace, mallory, knock, ask):
    place(room, grace).change(role=Role.MODERATOR)
    found = knock(invitation=offered(room, grace)[0])
    place(room, grace).revoke()
    assert ask(ada, found.pk) == "invitation-over"
    assert not room.memberships.filter(user=mallory).exists()


def test_who_is_refused_by_the_room_cannot_be_let_in(room, ada, mallory, knock, ask, monkeypatch):
    found = knock()
    monkeypatch.setattr(Room, "refusal_for", lambda room, user: "locked")
    assert ask(ada, found.pk) == "locked"
    assert not room.memberships.filter(user=mallory).exists()

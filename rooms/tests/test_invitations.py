"""Invitations, for ada (owns), grace (belongs), mallory (does not), and somebody nobody knows."""

import logging
import re
from datetime import timedelta

import pytest
import segno
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from rooms.live.protocol import Refused
from rooms.models import Connection, Invitation, Process, Room, RoomAct
from rooms.models.invitation import TOKEN_BYTES
from rooms.permissions import Role
from syncroom import limits
from syncroom.logs import NoTokens
from syncroom.qr import drawn

pytestmark = pytest.mark.django_db


def url(room, name="room-invitations", **kwargs):
    return reverse(name, kwargs={"code": room.code, **kwargs})


def text(response):
    return re.sub(r"\s+", " ", response.content.decode())


def place(room, user):
    return room.memberships.get(user=user)


@pytest.fixture
def offer(room, ada):
    """offer(**fields) is the path of a new invitation by Ada, or by whom it says."""

    def offer(by=ada, **fields):
        return reverse("invitation", args=[Invitation.objects.offer(place(room, by), **fields)[1]])

    return offer


def the(path):
    return Invitation.objects.found(path.split("/")[2])


# Made


def test_a_link_is_shown_once_and_kept_as_a_hash(room, client, ada):
    client.force_login(ada)
    page = client.post(url(room), {"lasts": "7d", "most_uses": "", "role": "member"})
    token = re.search(r"/i/([\w-]+)/", text(page))[1]
    made = Invitation.objects.get()
    assert len(token) >= TOKEN_BYTES * 4 / 3
    assert token not in str([getattr(made, field.attname) for field in made._meta.concrete_fields])
    assert "QR code" in text(page)
    assert page["Cache-Control"].count("no-store")
    assert token not in text(client.get(url(room)))
    assert client.session.items() and token not in str(dict(client.session.items()))
    assert token not in str(page.cookies)


@pytest.mark.parametrize(("lasts", "hours"), [("1h", 1), ("1d", 24), ("7d", 168), ("30d", 720), ("never", None)])
def test_it_lasts_as_long_as_it_says(room, client, ada, lasts, hours):
    client.force_login(ada)
    assert client.post(url(room), {"lasts": lasts, "role": "member"}).status_code == 200
    made = Invitation.objects.get()
    assert (made.expires_at and made.expires_at - made.made_at) == (hours and timedelta(hours=hours))


@pytest.mark.parametrize(
    "fields",
    [
        {"lasts": "2y"},
        {"lasts": ""},
        {"most_uses": "0"},
        {"most_uses": "-1"},
        {"most_uses": "many"},
        {"most_uses": str(10**30)},
        {"most_uses": str(limits.INVITATION_USES + 1)},
        {"role": "owner"},
        {"role": "gone"},
        {"role": "\x00"},
    ],
)
def test_a_form_that_makes_no_sense_makes_nothing(room, client, ada, fields):
    client.force_login(ada)
    assert client.post(url(room), {"lasts": "7d", "role": "member"} | fields).status_code == 422
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("uses", [1, limits.INVITATION_USES])
def test_the_number_of_uses_has_its_limits(room, client, ada, uses):
    client.force_login(ada)
    assert client.post(url(room), {"lasts": "7d", "role": "member", "most_uses": uses}).status_code == 200


@pytest.mark.parametrize(("already", "status"), [(1, 200), (2, 200), (3, 422)])
def test_a_room_has_so_many_that_hold(room, client, ada, offer, monkeypatch, already, status):
    monkeypatch.setattr(limits, "INVITATIONS", 3)
    the(offer()).revoke(place(room, ada))
    for _ in range(already):
        offer()
    client.force_login(ada)
    assert client.post(url(room), {"lasts": "7d", "role": "member"}).status_code == status


def test_only_owner_and_moderators_invite_and_only_the_owner_makes_moderators(room, client, grace, mallory):
    client.force_login(mallory)
    assert client.get(url(room)).url == url(room, "room")
    assert client.post(url(room), {"lasts": "7d"}).url == url(room, "room")
    client.force_login(grace)
    assert client.get(url(room)).status_code == client.post(url(room), {"lasts": "7d"}).status_code == 403
    place(room, grace).change(role=Role.MODERATOR)
    assert client.post(url(room), {"lasts": "7d", "role": "moderator"}).status_code == 200  # the form has no such field for them
    assert Invitation.objects.get().role == Role.MEMBER
    with pytest.raises(Refused, match="forbidden"):
        Invitation.objects.offer(place(room, grace), role=Role.MODERATOR)


def test_where_everybody_may_invite_members_see_and_revoke_their_own_only(room, client, ada, grace, offer):
    room.change(invites_by="all")
    hers = the(offer())
    client.force_login(grace)
    assert client.post(url(room), {"lasts": "7d", "role": "moderator"}).status_code == 200
    page = text(client.get(url(room)))
    assert "Yours" in page
    assert "By Ada" not in page
    assert client.post(url(room, "room-invitation-revoke", id=hers.pk)).status_code == 404
    room.change(invites_by="moderators")
    assert Invitation.objects.exclude(pk=hers.pk).get().fault(timezone.now(), place(room, grace)) == "withdrawn"


def test_making_and_revoking_stand_in_the_log_without_the_token(room, ada, offer):
    path = offer()
    the(path).revoke(place(room, ada))
    acts = [act.as_row(timezone.now()) for act in RoomAct.objects.latest(room.pk)]
    assert [act["words"] for act in acts] == ["revoked an invitation of Ada", "made an invitation"]
    assert path.split("/")[2] not in str([vars(act) for act in RoomAct.objects.all()])


@pytest.mark.parametrize("state", ["archived", "closed"])
def test_nobody_is_invited_where_nothing_goes_on(room, ada, state):
    room.change(state=state)
    with pytest.raises(Refused, match=state):
        Invitation.objects.offer(place(room, ada))


# Followed


def test_looking_shows_the_room_and_who_invites_and_never_joins(room, client, mallory, offer):
    client.force_login(mallory)
    page = client.get(offer())
    assert page.status_code == 200
    assert "Ada invites you to" in text(page)
    assert room.name in text(page)
    assert client.head(offer()).status_code == 200
    assert not room.memberships.filter(user=mallory).exists()
    assert not Invitation.objects.filter(uses__gt=0).exists()


def test_the_button_joins_and_counts(room, client, mallory, offer):
    client.force_login(mallory)
    path = offer()
    assert client.post(path).url == url(room, "room")
    assert place(room, mallory).role == Role.MEMBER
    assert (the(path).uses, the(path).used_at is not None) == (1, True)


def test_a_newcomer_gives_a_name_and_comes_in(room, client, offer):
    path = offer()
    assert client.post(path, {"display_name": " "}).status_code == 422
    assert not User.objects.filter(is_guest=True).exists()
    assert client.post(path, {"display_name": "Katherine"}).url == url(room, "room")
    assert room.memberships.get(name="Katherine").user.is_guest


def test_it_opens_a_private_room_without_the_passcode(room, client, mallory, offer):
    room.change(visibility="private", passcode="open sesame")
    client.force_login(mallory)
    assert "passcode" not in text(client.get(path := offer())).lower()
    assert client.post(path).url == url(room, "room")


@pytest.mark.parametrize(("fields", "words"), [({"locked": True}, "locked"), ({"state": "archived"}, "archived"), ({"capacity": 1}, "full")])
def test_it_does_not_open_what_is_shut_and_is_not_used_up_by_that(room, client, ada, mallory, offer, fields, words):
    path = offer(most_uses=1)
    process = Process(id="p")
    process.renew()
    Connection.objects.create(id="c", process=process, room=room, member=place(room, ada))
    room.change(**fields)
    for visitor in (None, mallory):
        if visitor:
            client.force_login(visitor)
        answer = client.post(path, {"display_name": "Katherine"})
        assert answer.status_code == 403
        assert words in text(answer)
    assert not User.objects.filter(is_guest=True).exists()
    assert the(path).uses == 0


def test_a_closed_room_is_gone_by_invitation_too(room, client, offer):
    path = offer()
    room.close()
    assert client.get(path).status_code == client.post(path, {"display_name": "K"}).status_code == 410


def test_guests_need_an_account_where_accounts_are_needed_and_come_back_here(room, client, offer):
    room.change(accounts_only=True)
    path = offer()
    page = client.get(path)
    assert f"?next={path}" in text(page)
    assert client.post(path, {"display_name": "K"}).status_code == 403


def test_whoever_the_room_refuses_is_refused_by_invitation_too(room, client, mallory, offer, monkeypatch):
    monkeypatch.setattr(Room, "refusal_for", lambda room, user: "locked")
    client.force_login(mallory)
    assert client.post(offer()).status_code == 403


def test_a_member_is_led_in_and_uses_nothing(room, client, ada, grace, offer):
    path = offer(most_uses=1, role=Role.MODERATOR)
    for user, role in ((ada, Role.OWNER), (grace, Role.MEMBER)):
        client.force_login(user)
        assert client.get(path).url == client.post(path).url == url(room, "room")
        assert place(room, user).role == role
    the(path).revoke(place(room, ada))
    assert client.get(path).url == url(room, "room")
    assert the(path).uses == 0


def test_it_gives_the_role_it_was_made_for(room, client, mallory, offer):
    path = offer(role=Role.MODERATOR)
    client.force_login(mallory)
    assert "as a moderator" in text(client.get(path))
    client.post(path)
    assert place(room, mallory).role == Role.MODERATOR


# Over


def spoil(invitation, fault):
    past = timezone.now() - timedelta(seconds=1)
    fields = {"expired": {"expires_at": past}, "revoked": {"revoked_at": past}, "used-up": {"uses": 1, "most_uses": 1}}[fault]
    Invitation.objects.filter(pk=invitation.pk).update(**fields)


@pytest.mark.parametrize(("fault", "words"), [("expired", "run out"), ("revoked", "taken back"), ("used-up", "used up")])
def test_what_is_over_opens_nothing_and_says_so_kindly(room, client, mallory, offer, fault, words):
    path = offer()
    spoil(the(path), fault)
    client.force_login(mallory)
    for answer in (client.get(path), client.post(path)):
        assert answer.status_code == 410
        assert words in text(answer)
        assert room.name not in text(answer)
    with pytest.raises(Refused, match="invitation-over"):
        the(path).accept(mallory)
    assert not room.memberships.filter(user=mallory).exists()


def test_an_unknown_link_tells_nothing(room, client, offer):
    offer()
    for token in ("x", "0" * 22, "%F0%9F%94%91", "a" * 5000, "..", "%00"):
        answer = client.get(f"/i/{token}/")
        assert answer.status_code in (400, 404)
        assert room.name not in text(answer)


def test_it_holds_exactly_until_it_expires(room, mallory, offer, time_machine):
    path = offer(lasts="1h")
    end = the(path).expires_at
    time_machine.move_to(end, tick=False)
    with pytest.raises(Refused, match="invitation-over"):
        the(path).accept(mallory)
    time_machine.move_to(end - timedelta(milliseconds=1), tick=False)
    assert the(path).accept(mallory).role == Role.MEMBER


def test_it_admits_as_many_as_it_says(room, client, offer):
    path = offer(most_uses=2)
    answers = []
    for n in range(3):
        client.logout()
        answers.append(client.post(path, {"display_name": f"Guest {n}"}).status_code)
    assert answers == [302, 302, 410]
    assert the(path).uses == 2


def test_who_is_refused_in_the_last_moment_uses_nothing(room, mallory, offer):
    """The room is locked between the page and the button."""
    found = the(offer(most_uses=1))
    Room.objects.get(pk=room.pk).change(locked=True)
    with pytest.raises(Refused, match="locked"):
        found.accept(mallory)
    found.refresh_from_db()
    assert (found.uses, found.used_at) == (0, None)


# Pending invitations survive (GHSA-fxwj-v664-wv5g)


def test_invitations_do_not_survive_the_removal_of_who_made_them(room, client, ada, grace, mallory, offer):
    place(room, grace).change(role=Role.MODERATOR)
    path = offer(by=grace)
    place(room, grace).revoke()
    client.force_login(mallory)
    assert client.get(path).status_code == client.post(path).status_code == 410
    room.admit(grace, Role.MODERATOR)
    assert client.post(path).status_code == 410  # nor do they come back with them
    assert client.post(offer(by=grace)).status_code == 302


@pytest.mark.parametrize("role", [Role.MEMBER, Role.GONE])
def test_invitations_do_not_survive_the_loss_of_the_right_to_invite(room, mallory, grace, offer, role):
    place(room, grace).change(role=Role.MODERATOR)
    found = the(offer(by=grace))
    place(room, grace).change(role=role)
    with pytest.raises(Refused, match="invitation-over"):
        found.accept(mallory)


def test_an_invitation_for_moderators_ends_when_its_maker_no_longer_manages(room, ada, mallory, offer):
    member, moderator = the(offer()), the(offer(role=Role.MODERATOR))
    place(room, ada).change(role=Role.MODERATOR)
    with pytest.raises(Refused, match="invitation-over"):
        moderator.accept(mallory)
    assert member.accept(mallory).role == Role.MEMBER


def test_invitations_of_the_suspended_and_the_deleted_open_nothing(room, grace, mallory, offer):
    place(room, grace).change(role=Role.MODERATOR)
    found = the(offer(by=grace))
    grace.suspend()
    with pytest.raises(Refused, match="invitation-over"):
        found.accept(mallory)
    grace.reinstate()
    User.objects.filter(pk=grace.pk).leave()
    with pytest.raises(Refused, match="invitation-over"):
        Invitation.objects.select_related("room").get(pk=found.pk).accept(mallory)


# Listed and revoked


def test_the_list_shows_what_became_of_each(room, client, ada, grace, mallory, offer):
    place(room, grace).change(role=Role.MODERATOR)
    the(offer(most_uses=5)).accept(mallory)
    offer(by=grace, lasts="never")
    spoil(the(offer()), "revoked")
    client.force_login(ada)
    page = text(client.get(url(room)))
    for words in ("1 of 5 used", "By Grace", "until revoked", "revoked</span>"):
        assert words in page
    place(room, grace).change(role=Role.MEMBER)
    assert "may no longer invite" in text(client.get(url(room)))


def test_the_list_costs_the_same_however_long_it_is(room, client, ada, grace, offer, django_assert_max_num_queries):
    place(room, grace).change(role=Role.MODERATOR)
    client.force_login(ada)
    for by in (ada, grace) * 6:
        offer(by=by)
    with django_assert_max_num_queries(12):
        client.get(url(room))


def test_revoked_in_one_click_by_any_moderator_of_this_room_only(room, client, ada, grace, mallory, offer):
    path = offer()
    revoke = url(room, "room-invitation-revoke", id=the(path).pk)
    assert client.get(revoke).status_code == 405
    for user, status in ((mallory, 302), (grace, 403)):
        client.force_login(user)
        assert client.post(revoke).status_code == status
    other = Room.objects.create_for(mallory, "Elsewhere")
    client.force_login(mallory)
    for number in (the(path).pk, 10**20):
        assert client.post(url(other, "room-invitation-revoke", id=number)).status_code == 404
    assert the(path).revoked_at is None
    place(room, grace).change(role=Role.MODERATOR)
    client.force_login(grace)
    assert client.post(revoke).url == client.post(revoke).url == url(room)
    client.logout()
    assert client.get(path).status_code == 410


def test_old_ones_are_forgotten_and_others_are_not(room, offer, mallory):
    kept = [the(offer()), the(offer(lasts="never")), the(offer(most_uses=2))]
    fresh = the(offer())
    spoil(fresh, "revoked")
    for fault in ("expired", "revoked", "used-up"):
        old = the(offer())
        spoil(old, fault)
        long_ago = timezone.now() - timedelta(days=31)
        Invitation.objects.filter(pk=old.pk).update(used_at=long_ago, **{field: long_ago for field in ("expires_at",) if fault == "expired"})
        Invitation.objects.filter(pk=old.pk, revoked_at__isnull=False).update(revoked_at=long_ago)
    assert set(Invitation.objects.all()) - set(Invitation.objects.over(timezone.now())) == {*kept, fresh}


# What was tried against others


def test_guessing_invitations_is_slowed_down_like_codes(room, client, offer, grace):
    path = offer()
    for n in range(limits.CODES_PER_MINUTE):
        assert client.get(f"/i/guess-{n}/", REMOTE_ADDR=f"2001:db8::{n:x}").status_code == 404
    assert client.post("/i/guess-again/", REMOTE_ADDR="2001:db8::ffff").status_code == 429
    assert client.get(path, REMOTE_ADDR="2001:db8::1").status_code == 429
    assert client.get(path, REMOTE_ADDR="10.9.8.7").status_code == 200
    client.force_login(grace)
    assert client.get(path, REMOTE_ADDR="2001:db8::1").status_code == 302


def test_a_token_stays_out_of_the_log(client, offer, caplog):
    path = offer()
    spoil(the(path), "revoked")
    client.get(path)
    client.post("/i/unknown-one/")
    assert "Gone: /i/…/" in caplog.text  # the console's handler comes first, and has changed the record
    assert "Not Found: /i/…/" in caplog.text
    assert path.split("/")[2] not in caplog.text


def test_other_lines_of_the_log_are_left_alone():
    for text, shown in (("Gone: /i/abc/", "Gone: /i/…/"), ("wi/i/fi 3 %", "wi/i/… 3 %"), ("Not Found: /rooms/kelp-otter-7f3k/", None)):
        record = logging.LogRecord("x", logging.WARNING, "", 0, text, None, None)
        assert NoTokens().filter(record)
        assert record.getMessage() == (shown or text)


def test_a_token_goes_to_no_other_site(client, offer):
    page = client.get(offer())
    assert page["Referrer-Policy"] == "same-origin"
    assert not re.search(r'(?:href|src|action)="(?:https?:)?//', page.content.decode())
    assert "no-store" in page["Cache-Control"]


def test_a_page_of_another_site_cannot_join_for_somebody(room, mallory, offer):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(mallory)
    assert strict.post(offer()).status_code == 403
    assert not room.memberships.filter(user=mallory).exists()


def test_a_name_that_is_script_invites_as_words(room, client, ada, offer):
    ada.rename("<script>alert(1)</script>")
    assert "<script>alert(1)" not in client.get(offer()).content.decode()


def test_the_code_that_is_drawn_is_the_link():
    link = "https://study.example.org/i/abcdefghijklmnopqrstuv/"
    drawing = drawn(link)
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", drawing["path"])
    squares = {(int(x) + n, int(y)) for x, y, wide in runs for n in range(int(wide))}
    rows = enumerate(segno.make(link, error="m", micro=False).matrix_iter(border=4))
    assert squares == {(x, y) for y, row in rows for x, dark in enumerate(row) if dark}

"""The moderators' desk, whole: every address and act, as a moderator, as staff without a say, as a superuser; no more queries for more rows."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.deeds import Lasting
from accounts.models import Deed, User
from chat.models import Message, Question
from rooms.live.broadcast import gathered
from rooms.models import Ban, Connection, Invitation, Membership, Process, Report, Room, RoomAct
from rooms.permissions import Role

pytestmark = pytest.mark.django_db
SEEN = {Room, RoomAct, Ban, Report, Membership, Invitation, Message, Question, User, Deed, LogEntry}  # by moderators; the rest by superusers alone
BEYOND = {"second-step", "password-link"}  # acts for superusers alone
UNSEEN = {"lift", "reinstate", "revoke", "second-step", "password-link"}  # what no open page shows
EDITED = {Room}  # by moderators, field by field


def people_of(room, ada, grace, numbers):
    """One of everything for each number, around Ada's room."""
    owner = room.memberships.select_related("room").get(user=ada)
    process = Process(id="p")
    process.renew()
    now = timezone.now()
    for n in numbers:
        user = User.objects.create_user(f"person{n}", password=None, display_name=f"Person {n}")
        other = Room.objects.create_for(user, f"Study group {n}")
        member = room.admit(user)
        Message.objects.post([(member, f"Said {n}", f"c{n}")])
        Connection.objects.create(id=f"c{n}", process=process, room=room, member=member)
        Question.objects.create(room=room, asker=user, asker_name="x", anonymous=False, client_id=f"q{n}", text="Why?", at=now, seq=n)
        Report.objects.create(
            room=room, room_name="x", about=user, about_name=user.name, reporter=grace, reporter_name="Grace", why="x", context=[], at=now
        )
        Ban.objects.create(room=other, user=user, name="x", by=ada, by_name="Ada", at=now, until=now + timedelta(hours=1), address_until=now)
        Invitation.objects.offer(owner)
        Deed.objects.note(ada, "suspend", "suspended them", user, "Spam", person=user)
        LogEntry.objects.create(user=user, object_repr="x", action_flag=2)


@pytest.fixture
def site(room, ada, grace):
    people_of(room, ada, grace, range(3))


@pytest.fixture
def helper(db):
    """Staff, who may do nothing."""
    return User.objects.create_user("helper", password=None, is_staff=True)


def browser_of(user):
    browser = Client()
    browser.force_login(user)
    return browser


def address(model, *rest):
    return "/".join(["", "admin", model._meta.app_label, model._meta.model_name, *map(str, rest), ""])


def addresses(model):
    pk = model._base_manager.order_by("pk").values_list("pk", flat=True).first() or 1
    yield "list", address(model)
    yield "change", address(model, pk, "change")
    yield "add", address(model, "add")
    yield "delete", address(model, pk, "delete")
    yield "history", address(model, pk, "history")


def opened(user):
    """{(model, kind of page)} that answer this user with a page."""
    browser = browser_of(user)
    return {(model, kind) for model in admin.site._registry for kind, url in addresses(model) if browser.get(url).status_code == 200}


def test_moderators_open_the_lists_and_pages_that_are_theirs_and_no_form_to_add_or_delete(site, warden):
    assert opened(warden) == {(model, kind) for model in SEEN for kind in ("list", "change", "history")}


def test_staff_without_a_say_opens_nothing_and_the_first_page_tells_nothing(site, helper, room):
    assert opened(helper) == set()
    page = browser_of(helper).get("/admin/").content.decode()
    assert room.name not in page
    assert "open report" not in page


def test_superusers_add_and_delete_nothing_that_the_desk_keeps(site, root):
    may = {kind: {model for model, page in opened(root) if page == kind} for kind in ("list", "add", "delete")}
    assert may["list"] == set(admin.site._registry)
    assert may["add"].isdisjoint(SEEN - {User})
    assert may["delete"].isdisjoint(SEEN - {User})


def test_moderators_change_nothing_by_a_form_but_a_rooms_settings(site, warden):
    browser = browser_of(warden)
    for model in SEEN - EDITED:
        row = model._base_manager.order_by("pk").first()
        before = model._base_manager.filter(pk=row.pk).values().get()
        answer = browser.post(address(model, row.pk, "change"), {"why": "No", "body": "No", "name": "No", "state": "acted", "username": "no"})
        assert answer.status_code == 403, model
        assert model._base_manager.filter(pk=row.pk).values().get() == before, model


ACTS = [(model, act) for model, desk in admin.site._registry.items() for act in getattr(desk, "acts", ())]
DONE = {"seconds": 3600, "state": "dismissed", "asked": 1}


def about(model, act):
    """A row for which it makes sense."""
    row = next((row for row in model._base_manager.order_by("-pk") if act.fits(row)), None)
    if row is None:
        make = {
            "no-picture": lambda: User.objects.filter(username="person0").update(avatar="avatars/ab/abcdefabcdefabcdefab.webp"),
            "reinstate": lambda: User.objects.get(username="person0").suspend(),
            "reopen": lambda: Room.objects.get(name="Study group 0").close(),
            "second-step": lambda: Authenticator.objects.create(user=User.objects.get(username="person0"), type="totp", data={}),
            "unpin": lambda: Room.objects.get(name="Study group 0").pin(),
            "unsilence": lambda: silenced().fall_silent(None, 3600),
        }
        make[act.name]()
        row = next(row for row in model._base_manager.order_by("-pk") if act.fits(row))
    return row


def silenced():
    return Membership.objects.filter(role=Role.MEMBER, name="Person 0").select_related("room").get()


@pytest.mark.parametrize(("model", "act"), ACTS, ids=[f"{model._meta.model_name}-{act.name}" for model, act in ACTS])
def test_each_act_asks_why_is_done_told_and_stands_in_the_audit(model, act, site, warden, helper, ada, root, django_capture_on_commit_callbacks):
    row = next((row for row in [about(model, act)] if row not in (warden, root)), ada)
    row = ada if model is User and act.name == "suspend" else row
    before, page, chosen = Deed.objects.count(), address(model, row.pk, "act", act.name), {"action": act.name, "_selected_action": row.pk}
    assert browser_of(helper).post(page, DONE | {"why": "Because"}).status_code == 403
    assert browser_of(helper).post(address(model), chosen | DONE | {"why": "Because"}).status_code == 403
    if act.name in BEYOND:
        assert browser_of(warden).post(page, DONE | {"why": "Because"}).status_code == 403
    doer = root if act.name in BEYOND else warden
    browser = browser_of(doer)
    assert "Reason" in browser.get(page).content.decode()
    for url, form in ((page, {}), (address(model), chosen)):
        for why in ("", "   "):
            assert browser.post(url, form | DONE | {"why": why}).status_code == 422
    assert Deed.objects.count() == before
    shown = 200 if act.name == "password-link" else 302  # which is shown at once, and never again
    with gathered() as letters, django_capture_on_commit_callbacks(execute=True):
        assert browser.post(address(model), chosen | DONE | {"why": "Because of that"}).status_code == shown
    assert bool(letters) is (act.name not in UNSEEN), "open pages hear of it at once"
    deed = Deed.objects.latest("pk")
    assert (Deed.objects.count(), deed.by, deed.kind, deed.why) == (before + 1, doer.pk, act.name, "Because of that")
    assert (deed.about_type, deed.about_id) == (model._meta.label_lower, row.pk)
    assert browser.get(page).status_code in (200, 404)


def test_what_is_written_in_the_audit_stays(site, root, ada):
    deed = Deed.objects.first()
    with pytest.raises(Lasting):
        deed.save()
    with pytest.raises(Lasting):
        deed.delete()
    with pytest.raises(Lasting):
        Deed.objects.all().delete()
    with pytest.raises(Lasting):
        Deed.objects.update(why="Otherwise")
    assert not Permission.objects.filter(content_type__model="deed").exclude(codename="view_deed").exists()
    User.objects.filter(pk=ada.pk).leave()
    assert Deed.objects.filter(by=ada.pk, by_name="Ada").count() == 3


def test_the_audit_is_found_by_who_whom_and_where(client, warden, room, grace):
    Deed.objects.note(warden, "close", "closed the room", room, "Noise", place=room.whereabouts)
    Deed.objects.note(warden, "suspend", "suspended them", grace, "Spam", person=grace)
    room.dissolve(warden, "Noise")
    for text, found in (("warden", 2), ("GRACE", 1), ("organic", 1), (room.code.upper(), 1), ("nobody", 0)):
        assert len(client.get("/admin/accounts/deed/", {"q": text}).context["cl"].result_list) == found, text


LISTS = [*(address(model) for model in SEEN), "/admin/", "/admin/rooms/report/?state=all"]


def test_no_list_asks_more_of_the_database_for_more_rows(room, ada, grace, warden, monkeypatch):
    monkeypatch.setattr("syncroom.limits.INVITATIONS", 1000)
    room.change(capacity=1000)

    def asked():
        browser, counts = browser_of(warden), {}
        for url in ("/admin/", address(Room, room.pk, "change")):
            browser.get(url)  # what is looked up once and remembered, such as kinds of rows
        for url in [*LISTS, f"/admin/chat/message/?room__id__exact={room.pk}", "/admin/chat/message/?q=person", address(Room, room.pk, "change")]:
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(url).status_code == 200, url
            counts[url] = len(queries)
        return counts

    people_of(room, ada, grace, range(10))
    few = asked()
    people_of(room, ada, grace, range(10, 200))
    assert asked() == few
    assert max(few.values()) <= 15

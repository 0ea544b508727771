"""The permission table, complete: every action and every address × ten kinds of people. What is new here and has no row fails."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import get_resolver, reverse

from accounts.models import User
from rooms.live.jobs import Job
from rooms.live.protocol import Refused, actions
from rooms.live.writer import permit
from rooms.models import Ban, Invitation, Knock, Membership, Room, RoomAct
from rooms.permissions import CHOSEN, Audience, Permission, Role
from studytools.models import Station, Track
from studytools.music.tests.samples import upload, wav

pytestmark = pytest.mark.django_db

MEMBERS = ["guest", "member", "silenced", "moderator", "owner"]
KINDS = ["anonymous", "stranger", "banned", "ex-member", "admin", *MEMBERS]  # a stranger is a member of another room
MODERATORS, OWNER = ["moderator", "owner"], ["owner"]

# Every action: who may ask for it. What else it needs, such as that a message is one's own, is tested where it lives.
ACTIONS = {
    "alarms": (MEMBERS, "add dismiss edit remove snooze switch"),
    "chat": (MEMBERS, "edit post read remove report source typing"),
    "focus": (MEMBERS, "flow here intend outcome share totals zone"),
    "knock": (MODERATORS, "answer"),
    "me": (MEMBERS, "block report-seen"),
    "music": (MEMBERS, "add-playlist clear dj drop edit-playlist listen move pause play queue remove-playlist seek set skip undo vote"),
    "music, to moderate": (MODERATORS, "edit-track remove-track"),
    "pocket": (MEMBERS, "pause remove reset set start"),
    "questions": (MEMBERS, "answered ask remove vote"),
    "room": (MEMBERS, "away back leave report scene"),
    "room, to moderate": (MODERATORS, "ban lift log remove silence undo"),
    "room, to manage": (OWNER, "role"),
    "sound": (MEMBERS, "change play remove save set"),
    "spotify": (MEMBERS, "show"),
    "tasks": (MEMBERS, "add assign claim done edit log move remove undo"),
    "timer": (MEMBERS, "add cancel edit pause ready reset resume skip start vote"),
}
AT_ONCE = {"ping", "room.active"}  # answered to whoever is connected
ROWS = {f"{tool.split(',')[0]}.{name}": who for tool, (who, names) in ACTIONS.items() for name in names.split()}
FOR_TOOLS = [type for type, action in actions.items() if action.needs is Permission.RUN_TOOLS]  # where the owner says who runs tools

# Every address of a room: its method, and who gets in; others are led to the room's door, or refused if they belong.
ROOM_PAGES = {
    "room-forget": ("post", ["guest", "member", "silenced", "moderator", "owner"]),
    "messages": ("get", MEMBERS),
    "message": ("get", MEMBERS),
    "room-settings": ("get", OWNER),
    "room-passcode": ("post", OWNER),
    "room-export-json": ("get", OWNER),
    "room-export-html": ("get", OWNER),
    "room-close": ("post", OWNER),
    "room-reopen": ("post", OWNER),
    "room-remove": ("post", OWNER),
    "room-role": ("post", OWNER),
    "room-invitations": ("get", MODERATORS),
    "room-invitation-revoke": ("post", MODERATORS),
    "room-knocks": ("get", MODERATORS),
    "room-knock-answer": ("post", MODERATORS),
    "room-lift": ("post", MODERATORS),
    "room-log": ("get", MODERATORS),
    "room-undo": ("post", MODERATORS),
    "music-tracks": ("get", MODERATORS),
    "music-track": ("get", MEMBERS),
    "music-track-remove": ("post", MODERATORS),
    "music-shelf": ("get", MEMBERS),
    "music-radio": ("get", MEMBERS),
    "spotify-player": ("get", MEMBERS),
    "spotify-now": ("post", MEMBERS),
}
WAITING = {"room-waiting": "get", "room-waiting-answer": "get", "room-waiting-leave": "post"}
DOORS = {"room", "room-join", "room-knock", "invitation", *WAITING}  # for everybody, each sees their own side of it: tested below
EVERYBODYS = {"healthz", "readyz", "preferences", "home", "blocked", "room-find", "directory", "room-new", "account", "account_days", "report-seen"}
EVERYBODYS |= {"person", "avatar", "my_data", "my_data_export", "my_data_progress", "my_data_delete"}  # each sees their own
EVERYBODYS |= {"spotify", "spotify-connect", "spotify-callback", "spotify-disconnect", "spotify-steer"}
EVERYBODYS |= {"spotify-search", "spotify-playlists", "spotify-devices", "spotify-key", "spotify-here"}  # likewise


def addresses(resolver=None, prefix=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern, prefix + str(pattern.pattern))
        elif not prefix.startswith("admin/"):
            yield prefix + str(pattern.pattern), pattern.name


def test_every_action_has_a_row():
    assert set(actions) == set(ROWS) | AT_ONCE


def test_every_address_has_a_row():
    names = {name for _, name in addresses() if not name.startswith(("account_", "mfa_")) or name == "account_days"}
    assert names == set(ROOM_PAGES) | DOORS | EVERYBODYS


@pytest.fixture
def people(room, ada, grace, mallory):
    """{kind: user} around Ada's room."""
    make = User.objects.create_user
    others = {kind: make(kind, password="a-password-123", display_name=kind.title()) for kind in ("silenced", "banned", "ex-member", "moderator")}
    guest = User.objects.create_guest("Guest")
    for user in (guest, *others.values()):
        room.admit(user)
    owner = room.memberships.select_related("room").get(user=ada)
    owner.assign(others["moderator"].pk, Role.MODERATOR)
    owner.hush(others["silenced"].pk, 3600)
    owner.ban(others["banned"].pk, 3600)
    owner.show_out(others["ex-member"].pk)
    Room.objects.create_for(mallory, "Elsewhere")
    root = User.objects.create_superuser("root", password="between-us-99")
    return {"anonymous": None, "guest": guest, "member": grace, "stranger": mallory, "owner": ada, "admin": root} | others


def allowed(type, room, user):
    """Whether this action would be done: what the writer asks before it does anything."""
    who = (room.pk, user.pk if user else 0)
    job = Job(actions[type], None, who)
    return permit(job, Membership.objects.of({who})) is True


@pytest.mark.parametrize("type", sorted(ROWS))
def test_an_action_is_for_exactly_these(type, room, people):
    assert {kind for kind in KINDS if allowed(type, room, people[kind])} == set(ROWS[type])


@pytest.mark.parametrize("state", ["closed", "archived"])
def test_nothing_is_done_in_a_room_that_is_not_open(room, people, state):
    room.change(state=state)
    assert not [(type, kind) for type in ROWS for kind in KINDS if allowed(type, room, people[kind])]


@pytest.mark.parametrize("audience", Audience)
def test_who_runs_tools_is_the_owners_choice(room, people, audience):
    room.change(tools_by=audience)
    who = {Audience.ALL: MEMBERS, Audience.MODERATORS: MODERATORS, Audience.OWNER: OWNER}[audience]
    for type in FOR_TOOLS:
        assert {kind for kind in KINDS if allowed(type, room, people[kind])} == set(who), type


def test_what_a_room_chooses_is_known_here():
    assert set(CHOSEN) == {Permission.RUN_TOOLS, Permission.INVITE, Permission.SEE_PAST}


@pytest.fixture
def things(room, ada, grace):
    """What the addresses are about: {name: id}."""
    from chat.models import Message

    owner = room.memberships.select_related("room").get(user=ada)
    member = Membership.objects.of({(room.pk, grace.pk)})[room.pk, grace.pk]
    (posted,) = Message.objects.post([(member, "Something said", "said")])
    room.edit(owner, topic="Reactions")
    invitation, token = Invitation.objects.offer(owner)
    act = RoomAct.objects.latest(room.pk)[0]
    knock = Knock.objects.make(room, User.objects.create_guest("Knocking Nora"))
    ids = {"message": posted["id"], "room-invitation-revoke": invitation.pk, "room-undo": act.pk, "room-knock-answer": knock.pk}
    return ids | {"token": token, "member": grace.pk} | music(room)


def music(room):
    track = Track.objects.upload(room, None, upload(wav()))
    station = Station.objects.create(name="Far away", address="https://radio.example/stream")
    return {"music-track": track.pk, "music-track-remove": track.pk, "music-radio": station.pk}


def visit(name, room, user, things):
    """The answer to somebody's request."""
    method, _ = ROOM_PAGES[name]
    ids = {"room-undo": "act", "room-lift": "ban", "room-remove": "member", "room-role": "member"}
    kwargs = {"code": room.code}
    if name in ("message", "room-invitation-revoke", "room-knock-answer", "music-track", "music-track-remove", "music-radio"):
        kwargs["id"] = things[name]
    elif name in ids:
        found = {"room-lift": Ban.objects.values_list("pk", flat=True).first(), "member": things["member"]}
        kwargs[ids[name]] = things.get(name) or found.get(name) or things["member"]
    elif name == "spotify-player":
        kwargs |= {"kind": "track", "id": "4uLU6hMCjMI75M1A2tKUQC"}
    browser = Client(REMOTE_ADDR="192.0.2.55")
    if user:
        browser.force_login(user)
    return getattr(browser, method)(reverse(name, kwargs=kwargs), {"role": "member"} if name == "room-role" else {})


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", sorted(ROOM_PAGES))
def test_an_address_of_a_room_is_for_exactly_these(name, kind, room, people, things):
    response = visit(name, room, people[kind], things)
    door = reverse("room", args=[room.code])
    if kind in ROOM_PAGES[name][1]:
        assert response.status_code in (200, 302), response.status_code
        assert response.status_code == 200 or not response.url.startswith(f"{door}?")
    elif kind in MEMBERS:
        assert response.status_code == 403
    else:
        assert (response.status_code, response.url.split("?")[0]) == (302, door)
        assert RoomAct.objects.filter(room=room, by=people[kind]).count() == 0 if people[kind] else True


@pytest.mark.parametrize("kind", KINDS)
def test_the_door_shows_members_the_room_and_others_its_name_alone(kind, room, people, things):
    browser = Client(REMOTE_ADDR="192.0.2.55")
    if people[kind]:
        browser.force_login(people[kind])
    page = browser.get(reverse("room", args=[room.code])).content.decode()
    assert ("data-me=" in page) is (kind in MEMBERS)
    assert "Something said" not in page
    assert "Reactions" not in page or kind in MEMBERS


@pytest.mark.parametrize("by", ["room-join", "invitation"])
@pytest.mark.parametrize(("kind", "comes_in"), [("stranger", True), ("ex-member", True), ("admin", True), ("anonymous", True), ("banned", False)])
def test_who_may_come_in_by_either_door(by, kind, comes_in, room, people, things):
    browser = Client(REMOTE_ADDR="192.0.2.55")
    if people[kind]:
        browser.force_login(people[kind])
    address = reverse(by, args=[room.code if by == "room-join" else things["token"]])
    response = browser.post(address, {"display_name": "Newcomer"})
    assert (response.status_code == 302) is comes_in
    if people[kind]:
        assert room.memberships.standing().filter(user=people[kind]).exists() is comes_in


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", WAITING)
def test_who_waits_is_known_to_themselves_alone(name, kind, room, people, things):
    browser = Client(REMOTE_ADDR="192.0.2.55")
    if people[kind]:
        browser.force_login(people[kind])
    response = getattr(browser, WAITING[name])(reverse(name, args=[room.code]), follow=True)
    assert "Nora" not in response.content.decode()
    assert Knock.objects.get().state == "waiting"


@pytest.mark.parametrize(("kind", "waits"), [("stranger", True), ("ex-member", True), ("admin", True), ("anonymous", True), ("banned", False)])
def test_who_may_knock(kind, waits, room, people):
    room.change(access="approval")
    browser = Client(REMOTE_ADDR="192.0.2.55")
    if people[kind]:
        browser.force_login(people[kind])
    assert browser.post(reverse("room-knock", args=[room.code]), {"display_name": "Newcomer"}).status_code == (302 if waits else 403)
    assert Knock.objects.exists() is waits
    assert browser.post(reverse("room-join", args=[room.code]), {"display_name": "Newcomer"}).status_code == 403


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "admin"])
def test_the_admin_is_for_nobody_of_them(kind, room, people):
    browser = Client(REMOTE_ADDR="192.0.2.55")
    if people[kind]:
        browser.force_login(people[kind])
    for model in admin.site._registry:
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        assert browser.get(address).status_code in (302, 403), address


def test_things_of_another_room_are_not_found(room, people, things, mallory):
    other = Room.objects.get(name="Elsewhere")
    host = other.memberships.select_related("room").get(user=mallory)
    for verb, id in (("lift", Ban.objects.get().pk), ("show_out", things["member"]), ("hush", things["member"]), ("ban", things["member"])):
        with pytest.raises(Refused, match="not-found"):
            getattr(host, verb)(id, *([300] if verb in ("hush", "ban") else []))
    with pytest.raises(Refused, match="not-found"):
        RoomAct.objects.of(host, things["room-undo"])
    assert not Ban.objects.get().lifted_at

"""The permission table, complete: every action and every address × ten kinds of people. What is new here and has no row fails."""

import pytest
from django.urls import reverse

from rooms.live.jobs import Job
from rooms.live.protocol import actions
from rooms.live.writer import permit
from rooms.models import Knock, Membership, Room, RoomAct
from rooms.permissions import CHOSEN, Audience, Permission
from studytools.models import Playlist
from tests.addresses import addresses
from tests.cast import as_, do, everything, say
from tests.marking import PAGE, N, asked_about, call_of, ids_are

pytestmark = pytest.mark.django_db

MEMBERS = ["guest", "member", "silenced", "moderator", "owner"]
KINDS = ["anonymous", "stranger", "banned", "ex-member", "admin", *MEMBERS]  # a stranger is a member of another room
MODERATORS, OWNER = ["moderator", "owner"], ["owner"]

# Every action: who may ask for it. What else it needs, such as that a message is one's own, is tested where it lives.
ACTIONS = {
    "alarms": (MEMBERS, "add dismiss edit remove snooze switch"),
    "call": (MEMBERS, "check ice join leave photo set sfu.answer sfu.look sfu.offer signal"),
    "call, to moderate": (MODERATORS, "mute remove rules unshare"),
    "chat": (MEMBERS, "edit post read remove report source typing"),
    "focus": (MEMBERS, "flow here intend outcome share totals zone"),
    "knock": (MODERATORS, "answer"),
    "me": (MEMBERS, "block report-seen"),
    "music": (MEMBERS, "add-playlist clear dj drop edit-playlist listen measure move pause play queue remove-playlist seek set skip undo vote"),
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
SAYING = {"call.photo", "chat.edit", "chat.post", "questions.ask"}  # what silence keeps from a member; the writer asks for it where it is done
AT_ONCE = {"ping", "room.active"}  # answered to whoever is connected
ROWS = {f"{tool.split(',')[0]}.{name}": who for tool, (who, names) in ACTIONS.items() for name in names.split()}
FOR_TOOLS = [type for type, action in actions.items() if action.needs is Permission.RUN_TOOLS]  # where the owner says who runs tools

# Every address of a room: its method, and who gets in; others are led to the room's door, or refused if they belong.
ROOM_PAGES = {
    "room-forget": ("post", ["guest", "member", "silenced", "moderator", "owner"]),
    "messages": ("get", MEMBERS),
    "message": ("get", MEMBERS),
    "room-sheet": ("get", MEMBERS),
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
    "music-video": ("get", MEMBERS),
    "spotify-player": ("get", MEMBERS),
    "spotify-now": ("post", MEMBERS),
    "call": ("get", MEMBERS),
}
WAITING = {"room-waiting": "get", "room-waiting-answer": "get", "room-waiting-leave": "post"}
DOORS = {"room", "room-join", "room-knock", "invitation", *WAITING}  # for everybody, each sees their own side of it: tested below
EVERYBODYS = {"healthz", "readyz", "preferences", "home", "blocked", "room-find", "directory", "room-new", "account", "account_days", "report-seen"}
EVERYBODYS |= {"person", "avatar", "my_data", "my_data_export", "my_data_progress", "my_data_delete"}  # each sees their own
EVERYBODYS |= {"spotify", "spotify-connect", "spotify-callback", "spotify-disconnect", "spotify-steer"}
EVERYBODYS |= {"spotify-search", "spotify-playlists", "spotify-devices", "spotify-key", "spotify-here"}  # likewise

# The addresses of accounts, by allauth's names: whoever is nobody yet, whoever is known, and whoever has a password or passkey.
ACCOUNTS = {
    "everybody": "login logout signup first confirm_email confirm_login_code email_verification_sent inactive reset_password reset_password_done"
    " reset_password_from_key reset_password_from_key_done mfa_authenticate mfa_login_webauthn",
    "known": "profile picture sessions",
    "accounts": "change_password set_password email reauthenticate mfa_index mfa_reauthenticate mfa_activate_totp mfa_deactivate_totp"
    " mfa_view_recovery_codes mfa_generate_recovery_codes mfa_add_webauthn mfa_reauthenticate_webauthn mfa_edit_webauthn mfa_remove_webauthn",
}
ACCOUNTS = {who: {name if name.startswith("mfa_") else f"account_{name}" for name in names.split()} for who, names in ACCOUNTS.items()}
KNOWN = ACCOUNTS["known"] | ACCOUNTS["accounts"] | {"account", "account_days", "person", "blocked", "report-seen"}
KNOWN |= {"my_data", "my_data_export", "my_data_progress", "my_data_delete"}


def test_every_action_has_a_row():
    assert set(actions) == set(ROWS) | AT_ONCE


def test_every_address_has_a_row():
    names = {one.name for one in addresses() if not one.route.startswith("admin/")}  # those of the admin: tests/test_desk.py
    assert names == set(ROOM_PAGES) | DOORS | EVERYBODYS | set().union(*ACCOUNTS.values())


def allowed(type, room, user):
    """Whether this action would be done: what the writer asks before it does anything."""
    who = (room.pk, user.pk if user else 0)
    job = Job(actions[type], None, who)
    return permit(job, Membership.objects.of({who})) is True


def test_each_action_is_for_exactly_these(room, people):
    assert {type: {kind for kind in KINDS if allowed(type, room, people[kind])} for type in ROWS} == {type: set(who) for type, who in ROWS.items()}


def test_who_is_silenced_does_all_that_a_member_does_but_say_something(room, people):
    silas = room.memberships.filter(user=people["silenced"])
    until = silas.get().silenced_until
    silas.update(silenced_until=None)
    ids_are(N)
    say(room, people["silenced"], "Said before")
    silas.update(silenced_until=until)
    answers = {type: do(type, room, people["silenced"], **call_of(actions[type], N)) for type in ROWS if type != "room.leave"}
    assert {type for type, answer in answers.items() if answer == "silenced"} == SAYING


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


def visit(name, room, user, things):
    """The answer to somebody's request."""
    method, _ = ROOM_PAGES[name]
    address = reverse(name, kwargs={"code": room.code} | things.get(name, {}))
    return getattr(as_(user, REMOTE_ADDR="192.0.2.55"), method)(address, {"role": "member"} if name == "room-role" else {})


@pytest.mark.parametrize("name", ROOM_PAGES)
def test_an_address_of_a_room_is_for_exactly_these(name, room, people, things):
    door, (_, able) = reverse("room", args=[room.code]), ROOM_PAGES[name]
    for kind in sorted(KINDS, key=lambda kind: kind in able):  # those who do it, last
        acts = RoomAct.objects.count()
        response = visit(name, room, people[kind], things)
        if kind in able:
            assert response.status_code in (200, 302), (kind, response.status_code)
            assert response.status_code == 200 or not response.url.startswith(f"{door}?"), kind
            continue
        assert RoomAct.objects.count() == acts, kind
        if kind in MEMBERS:
            assert response.status_code == 403, kind
        else:
            assert (response.status_code, response.url.split("?")[0]) == (302, door), kind


def test_the_door_shows_members_the_room_and_others_its_name_alone(room, people, things):
    for kind in KINDS:
        page = as_(people[kind], REMOTE_ADDR="192.0.2.55").get(reverse("room", args=[room.code])).content.decode()
        assert ("data-me=" in page) is (kind in MEMBERS), kind
        assert "Something said" not in page, kind
        assert "Reactions" not in page or kind in MEMBERS, kind


@pytest.mark.parametrize("by", ["room-join", "invitation"])
@pytest.mark.parametrize(("kind", "comes_in"), [("stranger", True), ("ex-member", True), ("admin", True), ("anonymous", True), ("banned", False)])
def test_who_may_come_in_by_either_door(by, kind, comes_in, room, people, things):
    browser = as_(people[kind], REMOTE_ADDR="192.0.2.55")
    address = reverse(by, args=[room.code if by == "room-join" else things["invitation"]["token"]])
    response = browser.post(address, {"display_name": "Newcomer"})
    assert (response.status_code == 302) is comes_in
    if people[kind]:
        assert room.memberships.standing().filter(user=people[kind]).exists() is comes_in


@pytest.mark.parametrize("name", WAITING)
def test_who_waits_is_known_to_themselves_alone(name, room, people, things):
    for kind in KINDS:
        browser = as_(people[kind], REMOTE_ADDR="192.0.2.55")
        response = getattr(browser, WAITING[name])(reverse(name, args=[room.code]), follow=True)
        assert "Nora" not in response.content.decode(), kind
        assert Knock.objects.get().state == "waiting", kind


@pytest.mark.parametrize(("kind", "waits"), [("stranger", True), ("ex-member", True), ("admin", True), ("anonymous", True), ("banned", False)])
def test_who_may_knock(kind, waits, room, people):
    room.change(access="approval")
    browser = as_(people[kind], REMOTE_ADDR="192.0.2.55")
    assert browser.post(reverse("room-knock", args=[room.code]), {"display_name": "Newcomer"}).status_code == (302 if waits else 403)
    assert Knock.objects.exists() is waits
    assert browser.post(reverse("room-join", args=[room.code]), {"display_name": "Newcomer"}).status_code == 403


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_for_people_who_are_known_is_for_exactly_these(kind, people):
    """Nobody sees anything there but their own: whose it is, is looked up from who asks."""
    browser, asked = as_(people[kind]), {"login": set(), "signup": set()}
    for one in addresses():
        if one.name in KNOWN:
            answer = browser.post(one.at(key="a-b", uidb36="1", token="guessed"))
            way = "signup" if kind == "guest" and answer.status_code == 403 else answer.headers.get("Location", "").split("/")[2:3]
            asked.setdefault(way if way == "signup" else "".join(way), set()).add(one.name)
    assert asked["login"] == (KNOWN if kind == "anonymous" else set())
    assert asked["signup"] == (ACCOUNTS["accounts"] if kind == "guest" else set())


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "admin"])
def test_the_admin_is_for_nobody_of_them(kind, people):
    """Moderators of the site and staff without a say: tests/test_desk.py."""
    browser, before, seen = as_(people[kind]), everything(), 0
    for one in addresses():
        if one.route.startswith("admin/"):
            for method in ("get", "post"):
                answer = getattr(browser, method)(one.at(app_label="rooms", act="close", url="x"), {"why": "Because", "asked": 1})
                assert answer.status_code in (302, 403, 404, 405), one
                seen += 1
    assert everything() == before
    assert seen > 100


# Own and foreign: the same for what another room, or another person, owns. The calls are made from the catalogue; whatever has an id is tried.

ABOUT = sorted(type for type, action in actions.items() if asked_about(action))
HARMLESS = {"me.report-seen": None, "room.log": {"acts": []}}  # answered alike whether there is such a thing or not
MAKING = {"music.add-playlist"}  # something of one's own, from which what is foreign is left out
NOT_ASKED_ABOUT = {"studytools.Desk"}
TOLD_AFTERWARDS = {("music-track-remove", "post"), ("room-undo", "post")}  # on the page that follows


def heeded(types, room, user, number):
    """{action: what happened} of those that were not simply refused; they are in their own room's call."""
    do("call.join", room, user, client_id=PAGE, camera=False)
    before, found = everything(), {}
    for type in set(types) - MAKING:
        answer = do(type, room, user, **call_of(actions[type], number))
        if answer not in ("not-found", "forbidden") and (type not in HARMLESS or answer != HARMLESS[type]):
            found[type] = answer
        assert everything() == before, (type, answer)
    return found


def test_nobody_does_anything_with_what_another_room_owns(marked, mallory):
    elsewhere = Room.objects.get(name="Elsewhere")
    assert heeded(ABOUT, elsewhere, mallory, marked) == {}
    do("music.add-playlist", elsewhere, mallory, client_id="l1", name="Theirs", tracks=[marked])
    assert Playlist.objects.get(name="Theirs").tracks == []


def test_nobody_does_anything_with_what_is_somebody_elses_own(private, room, grace):
    types = [type for type in ABOUT if not {"member", "user"} & asked_about(actions[type])]
    assert heeded(types, room, grace, private) == {}


def test_there_is_one_of_everything_that_is_tried(marked):
    """A new tool whose rows belong to a room is made in tests/marking.py, too."""
    of_rooms = {relation.related_model for relation in Room._meta.related_objects if relation.related_model._meta.auto_field}
    assert {model._meta.label for model in of_rooms if not model._base_manager.filter(pk=marked).exists()} == NOT_ASKED_ABOUT


def test_things_of_another_room_are_not_found(marked, mallory):
    browser, elsewhere = as_(mallory), Room.objects.get(name="Elsewhere")
    before, answers = everything(), {}
    for one in addresses():
        if one.route.startswith("rooms/<") and one.parameters - {"code", "kind"}:
            for method in ("get", "post"):
                response = getattr(browser, method)(one.at(code=elsewhere.code, kind="track"), {"role": "moderator"})
                answers[one.name, method] = response.status_code
                assert "SECRET" not in response.content.decode()
    assert everything() == before
    assert len(answers) >= 20
    assert {one for one, status in answers.items() if status not in (404, 405)} == TOLD_AFTERWARDS

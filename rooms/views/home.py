"""The landing page, home, the directory, a new room."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.db.models import Q
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.guests import welcome
from rooms.farewell import farewell
from rooms.forms import NewRoomForm
from rooms.models import Block, Connection, Knock, Membership, Report, Room
from rooms.models.rooms import name_key
from rooms.permissions import Role
from syncroom import limits, throttle

from .access import LARGEST
from .notes import show_passcode

DIRECTORY_PAGE = 30


@never_cache
def home(request):
    """My rooms for whoever is known; for others, what this is."""
    if not request.user.is_authenticated:
        return render(request, "rooms/landing.html", {"form": NewRoomForm(user=request.user)})
    return render(
        request,
        "rooms/home.html",
        {"rooms": my_rooms(request.user), "form": NewRoomForm(user=request.user), "reports": Report.objects.told(request.user)},
    )


def my_rooms(user):
    """[{room, role, here, unread, notes, knocks, farewell}], those with people or news first."""
    memberships = user.memberships.exclude(role=Role.GONE).exclude(room__state="closed").select_related("room")
    now = timezone.now()
    ids = [membership.room_id for membership in memberships]
    knocks = Knock.objects.counts(memberships)
    here, unread, notes = Connection.objects.present(ids), unread_counts(user), notes_on(ids)
    faces = Membership.objects.faces(ids)
    here = {room: [{"id": one.id, "name": one.name, "face": faces.get(one.id, "")} for one in people] for room, people in here.items()}
    rows = [
        {"room": m.room, "role": m.role, "here": here[m.room_id], "unread": unread.get(m.room_id, 0), "notes": notes[m.room_id]}
        | {"knocks": knocks.get(m.room_id, 0), "farewell": farewell(m.room, now, user.tz, here[m.room_id])}
        for m in memberships
    ]
    return sorted(rows, key=lambda row: (not row["knocks"], not row["here"], not row["unread"], -row["room"].seen_at.timestamp()))


unread_sources = []  # functions of a user that give {room id: how many things they have not seen}


def unread_counts(user):
    totals = {}
    for source in unread_sources:
        for room, number in source(user).items():
            totals[room] = totals.get(room, 0) + number
    return totals


@require_POST
@login_required
def report_seen(request, id):
    """They know what was decided."""
    Report.objects.seen(request.user.pk, min(id, LARGEST))
    return redirect("home")


@never_cache
@login_required
def blocked(request):
    """Whom I do not want to read, in whatever room; POST with `member` ends it."""
    if request.method == "POST":
        member = request.POST.get("member", "")
        Block.objects.end(request.user.pk, min(int(member), LARGEST) if member.isdecimal() and len(member) < 20 else 0)
        return redirect("blocked")
    return render(request, "rooms/blocked.html", {"blocks": request.user.blocks.filter(on=True).order_by("name")})


room_notes = []  # functions of room ids that give {room id: a few words on what goes on there}


def notes_on(rooms):
    """{room id: [words, …]} for all of these rooms."""
    told = [note(rooms) for note in room_notes]
    return {room: [words[room] for words in told if room in words] for room in rooms}


@never_cache
def find(request):
    """The Join box: a code, a link, or the exact name of a public room."""
    asked = request.GET.get("q", "").replace("\x00", "").strip()
    throttle.check("codes", limits.CODES_PER_MINUTE, 60, throttle.address(request))
    room = (Room.objects.coded(asked) or Room.objects.named(asked)) if asked else None
    if room is not None:
        return redirect("room", code=room.code)
    if asked:
        throttle.count("codes", limits.CODES_PER_MINUTE, 60, throttle.address(request))
    return render(request, "rooms/find.html", {"asked": asked}, status=404 if asked else 200)


def directory(request):
    """Public rooms, the fullest first."""
    asked = request.GET.get("q", "").replace("\x00", "").strip()
    rooms = Room.objects.listed()
    if asked:
        rooms = rooms.filter(Q(name_key__contains=name_key(asked)) | Q(topic__icontains=asked))
    page = Paginator(rooms.by_people(), DIRECTORY_PAGE).get_page(request.GET.get("page"))
    notes = notes_on([room.pk for room in page])
    for room in page:
        room.notes = notes[room.pk]
    return render(request, "rooms/directory.html", {"page": page, "asked": asked})


@never_cache
def new(request):
    """One step: a name. A newcomer becomes a guest on the way."""
    form = NewRoomForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        throttle.count("rooms", limits.ROOMS_PER_HOUR, 3600, *whose(request))
        user = request.user if request.user.is_authenticated else welcome(request, form.cleaned_data["display_name"])
        try:
            room = Room.objects.create_for(user, **form.properties)
        except IntegrityError:
            form.refuse_name(form.cleaned_data["name"])
        else:
            show_passcode(request, form.properties.get("passcode"))
            return redirect("room", code=room.code)
    return render(request, "rooms/new.html", {"form": form}, status=200 if request.method == "GET" else 422)


def whose(request):
    """Account and address: whom to count a try to."""
    return [throttle.address(request), *([f"user {request.user.pk}"] if request.user.is_authenticated else [])]

"""Tracks are uploaded, heard and removed; the shelf is shown; radio is framed."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from rooms.live.protocol import Refused, encode
from rooms.permissions import Permission
from rooms.views.access import LARGEST, member_view
from syncroom import limits
from syncroom.files import served

from .forms import UploadForm
from .frames import framed
from .stations import Station
from .tracks import Track
from .videos import HOST, ID, embed


@never_cache
@require_http_methods(["GET", "POST"])
@member_view(Permission.MODERATE)
def tracks(request, membership):
    """The room's tracks, and the form to add some; a script asks for JSON and sends one file at a time: {id} or {message}."""
    form = UploadForm(request.POST or None, request.FILES or None, membership=membership)
    if request.method == "POST":
        done = form.is_valid() and form.save()
        if request.accepts("text/html"):
            return redirect("music-tracks", code=membership.room.code) if done else page(request, membership, form, 422)
        return answer({"ids": done}, 201) if done else answer({"message": form.trouble}, 422)
    return page(request, membership, form)


def page(request, membership, form, status=200):
    rows = Track.objects.standing().filter(room=membership.room).order_by("title", "pk")
    context = {"room": membership.room, "membership": membership, "form": form, "tracks": rows, "limits": limits, "used": rows.bytes()}
    return render(request, "studytools/music/tracks.html", context, status=status)


def answer(body, status=200):
    return HttpResponse(encode(body), content_type="application/json", status=status)


@require_safe
@member_view(Permission.SPEAK)
def track(request, membership, id):
    """The sound itself, to members of the room, in ranges."""
    found = Track.objects.playable(membership.room_id, [min(id, LARGEST)])
    if not found:
        raise Http404("This track is not here any more.")
    (track,) = found.values()
    return served(request, track.file, track.type, name=track.title, inline=True)


@require_POST
@member_view(Permission.MODERATE)
def remove(request, membership, id):
    try:
        Track.objects.one(membership.room_id, min(id, LARGEST)).remove(membership)
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("music-tracks", code=membership.room.code)


@never_cache
@require_GET
@member_view(Permission.SPEAK)
def shelf(request, membership):
    """JSON {tracks: […], stations: […]}: what the site's administrators offer to every room."""
    shelved = [track.as_shelved() for track in Track.objects.shelf().order_by("title", "pk")]
    return answer({"tracks": shelved, "stations": [station.as_listed() for station in Station.objects.listed()]})


@never_cache
@require_GET
@member_view(Permission.SPEAK)
def radio(request, membership, id):
    """The page that plays one station and nothing else; the room's page puts it in a frame after a click."""
    station = get_object_or_404(Station.objects.listed(), pk=min(id, LARGEST))
    return framed(request, "studytools/music/radio.html", {"station": station}, media=[station.source])


@never_cache
@require_GET
@member_view(Permission.SPEAK)
def video(request, membership, id):
    """The page that frames one video of YouTube and nothing else, likewise."""
    if not ID.fullmatch(id):
        raise Http404("YouTube has no such video.")
    address = embed(id, f"{request.scheme}://{request.get_host()}")
    return framed(request, "studytools/music/video.html", {"address": address, "host": HOST.split("/")[2]}, frames=[HOST])

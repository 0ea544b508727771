"""What I play at Spotify, and what I may do to it: JSON for the room's page, each asked of Spotify at that moment."""

from django.conf import settings
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from rooms.permissions import Permission
from rooms.views.access import member_view
from studytools.music.frames import framed
from studytools.music.words import clean

from .. import asking, hosts, shapes, steering
from ..showing import Showing
from ..troubles import Trouble
from .access import mine, told

FOUND, PLAYLISTS = 10, 50  # of one search, as many as Spotify gives


@never_cache
@require_POST
@member_view(Permission.SPEAK)
def now(request, membership):
    """{playing, showing}; the room is shown the same, where I say so."""

    @told
    def look(request):
        if not settings.SPOTIFY_CLIENT_ID:
            raise Trouble("not-connected")
        playing = asking.ask(request.user.pk, lambda spotify: shapes.playback(spotify.current_playback(additional_types="episode")))
        return {"playing": playing, "showing": Showing.objects.note(membership, playing, timezone.now())}

    return look(request)


@mine
@require_POST
@told
def steer(request):
    act = steering.act(request.body)
    if act is None:
        raise Trouble("refused")
    asking.ask(request.user.pk, act.do)


@mine
@require_GET
@told
def search(request):
    """{found: [song, …]}"""
    words = clean(request.GET.get("q", ""))
    if not words:
        return {"found": []}
    return {"found": asking.ask(request.user.pk, lambda spotify: pieces(spotify.search(words, limit=FOUND, type="track")["tracks"]))}


def pieces(page):
    """Spotify leaves gaps where something is not for this person's country."""
    return [shapes.piece(item) for item in page["items"] if item]


@mine
@require_GET
@told
def playlists(request):
    """{found: [playlist, …]}: the first of them."""

    def work(spotify):
        return [shapes.playlist(one) for one in spotify.current_user_playlists(limit=PLAYLISTS)["items"] if one]

    return {"found": asking.ask(request.user.pk, work)}


@mine
@require_GET
@told
def devices(request):
    """{found: [device, …]}: those that can be steered."""

    def work(spotify):
        return [shapes.device(one) for one in spotify.devices()["devices"] if one.get("id") and not one.get("is_restricted")]

    return {"found": asking.ask(request.user.pk, work)}


@mine
@require_POST
@told
def key(request):
    """{key}: for Spotify's own script in my page, good for an hour at most."""
    return {"key": asking.access(request.user.pk)}


@mine
@require_GET
def here(request):
    """The framed page in which Spotify's own script plays; the room's page puts it there after a click."""
    context = {"script": f"{hosts.sdk()}/spotify-player.js", "host": hosts.sdk().split("/")[2]}
    elsewhere = [hosts.sdk()]
    return framed(request, "studytools/spotify/here.html", context, scripts=elsewhere, frames=elsewhere, connect=[*hosts.sockets()])

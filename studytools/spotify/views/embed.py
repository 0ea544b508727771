"""The framed page of Spotify's own player: the one place that loads from there, after somebody's click."""

from django.http import Http404
from django.views.decorators.http import require_safe

from rooms.permissions import Permission
from rooms.views.access import member_view
from studytools.music.frames import framed

from ..links import EMBEDS, KINDS, embed


@require_safe
@member_view(Permission.SPEAK)
def player(request, membership, kind, id):
    """Only whoever pressed the button loads it, and only they hear it."""
    address = embed(kind, id)
    if address is None:
        raise Http404("Spotify has nothing of this kind.")
    context = {"address": address, "title": f"{KINDS[kind]} on Spotify"}
    return framed(request, "studytools/spotify/player.html", context, frames=[EMBEDS])

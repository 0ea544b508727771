"""The page of my connection to Spotify: what its rules allow, connect, and disconnect; it needs no JavaScript."""

import time

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare, get_random_string
from django.views.decorators.http import require_GET, require_POST, require_safe

from syncroom import limits, throttle

from .. import asking, hosts
from ..models import SpotifyAccount
from ..troubles import Trouble
from .access import mine

WAY = "spotify"  # in the session: what somebody who was led to Spotify comes back with
WAY_SECONDS = 600


@mine
@require_safe
def account(request, trouble=None, status=200):
    found = SpotifyAccount.objects.filter(user=request.user).first()
    try:
        why_not = hosts.redirect(request.get_host()) and None
    except Trouble as refusal:
        why_not = refusal
    response = render(request, "studytools/spotify/account.html", {"account": found, "trouble": trouble, "why_not": why_not}, status=status)
    response._csp_update = {"form-action": [hosts.accounts()]}  # the button leads there
    return response


@mine
@require_POST
def connect(request):
    """On to Spotify, with what only this browser's session knows."""
    throttle.count("spotify", limits.SPOTIFY_PER_MINUTE, 60, request.user.pk)
    try:
        address, way = asking.led(get_random_string(32), hosts.redirect(request.get_host()))
    except Trouble as trouble:
        return again(request, trouble)
    request.session[WAY] = way | {"at": time.time()}
    return redirect(address)


@mine
@require_GET
def callback(request):
    """Back from Spotify. The way back is taken once, and the address with the code does not stay."""
    throttle.count("spotify", limits.SPOTIFY_PER_MINUTE, 60, request.user.pk)
    way = request.session.get(WAY)
    if not known(way, request.GET.get("state", "")):
        return again(request, Trouble("state"))
    del request.session[WAY]
    code = request.GET.get("code", "")
    try:
        if not code:
            raise Trouble("denied")
        name, keys = asking.introduced(way, code)
    except Trouble as trouble:
        return again(request, trouble)
    SpotifyAccount.objects.connect(request.user.pk, name, keys)
    messages.success(request, "Connected. You can close this page; the room knows already.")
    return redirect("spotify")


def known(way, state):
    return bool(way) and constant_time_compare(way["state"], state) and time.time() - way["at"] < WAY_SECONDS


def again(request, trouble):
    request.method = "GET"  # it is the page itself that is shown
    return account(request, trouble, 409 if trouble.code not in ("state", "code") else 400)


@mine
@require_POST
def disconnect(request):
    """The keys are gone at once."""
    if SpotifyAccount.objects.disconnect(request.user.pk):
        messages.success(request, "Disconnected. This site has no key to your Spotify account any more.")
    return redirect("spotify")

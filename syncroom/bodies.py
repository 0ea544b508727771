"""Requests that are too large: read on so that the answer arrives, kept nowhere, answered in words."""

from django.http import JsonResponse
from django.shortcuts import render

from . import limits

TOO_LARGE = "syncroom.too_large"
PATIENCE = 2  # times the limit that are read on; whoever sends more is cut off


def bounded(application):
    """ASGI middleware: Django would write any body to disk before the first of its own middleware is asked."""

    async def middleware(scope, receive, send):
        return await application(scope, measured(scope, receive), send)

    return middleware


def measured(scope, receive):
    """`receive`, without what is beyond the limit."""
    declared = dict(scope["headers"]).get(b"content-length", b"0")
    beyond = declared.isdigit() and int(declared) > limits.REQUEST_BYTES
    total = 0

    async def receive_measured():
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > PATIENCE * limits.REQUEST_BYTES:
            return {"type": "http.disconnect"}
        if beyond or total > limits.REQUEST_BYTES:
            scope[TOO_LARGE] = True
            return {**message, "body": b""}
        return message

    return receive_measured


def middleware(get_response):
    """The page that says so; before anything looks for a form in a body that is not there."""

    def respond(request):
        if getattr(request, "scope", {}).get(TOO_LARGE):
            return refusal(request, limits.REQUEST_BYTES // 2**20)
        return get_response(request)

    return respond


def refusal(request, megabytes):
    if request.accepts("text/html"):
        return render(request, "413.html", {"megabytes": megabytes}, status=413)
    return JsonResponse({"message": f"That is too large: at most {megabytes} MB fit into one go."}, status=413)

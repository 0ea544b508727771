"""What a proxy or a supervisor asks."""

from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.urls import resolve
from django.views.decorators.cache import never_cache

from rooms.live.process import process


@never_cache
def healthz(request):
    """The process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
def readyz(request):
    """200 if people may be sent here, 503 while draining or without the database.

    A lost channel layer is told and is no reason to turn people away: everything still arrives, only later.
    """
    checks = {"process": not process.draining, "database": database(), "layer": layer()}
    ready = checks["process"] and checks["database"]
    status = {True: "ok", False: "away"}
    return JsonResponse({"ready": ready, **{name: status[well] for name, well in checks.items()}}, status=200 if ready else 503)


def middleware(get_response):
    """Whoever asks may do so by an address that is no name of ours, and over http: answered before names are looked at."""

    def respond(request):
        if request.path not in ("/healthz", "/readyz"):
            return get_response(request)
        request.resolver_match = resolve(request.path)
        return request.resolver_match.func(request)

    return respond


def database():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM rooms_room LIMIT 1")
        return True
    except DatabaseError:
        return False


def layer():
    """No layer is fine: then one process serves everybody."""
    return process.layer is None or not process.layer.away

"""What a proxy or a supervisor asks."""

from channels.layers import get_channel_layer
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache

from rooms.live.process import process


@never_cache
def healthz(request):
    """The process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
def readyz(request):
    """200 if people may be sent here: database and channel layer answer, and nobody has asked us to go; 503 otherwise."""
    wrong = [name for name, well in {"draining": not process.draining, "database": database(), "layer": layer()}.items() if not well]
    return JsonResponse({"status": wrong or "ok"}, status=503 if wrong else 200)


def database():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM rooms_room LIMIT 1")
        return True
    except DatabaseError:
        return False


def layer():
    """No layer is fine: then one process serves everybody."""
    return get_channel_layer() is None or process.layer is None or process.layer.channel is not None

"""HTTP to Django, connections to rooms, the server's start and end to the live process."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "syncroom.settings")

from django.core.asgi import get_asgi_application

http = get_asgi_application()

from channels.routing import ProtocolTypeRouter, URLRouter

from rooms.live.process import process
from rooms.origin import same_origin
from rooms.routing import urlpatterns
from syncroom.bodies import bounded


async def lifespan(scope, receive, send):
    """Timers end and rooms vanish also when nobody is connected, so the live process opens with the server."""
    await receive()
    process.open()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await process.close()
    await send({"type": "lifespan.shutdown.complete"})


application = ProtocolTypeRouter({"http": bounded(http), "websocket": same_origin(URLRouter(urlpatterns)), "lifespan": lifespan})

"""Where connections come in."""

from channels.security.websocket import WebsocketDenier
from django.urls import re_path

from .consumers import RoomConsumer

urlpatterns = [
    re_path(r"^ws/rooms/(?P<code>[\w-]{1,80})/$", RoomConsumer.as_asgi()),
    re_path(r"", WebsocketDenier.as_asgi()),
]

"""How the server begins and ends under a supervisor: systemd hears of it, a proxy has time to notice."""

import asyncio
import os
import signal
import socket

from django.conf import settings
from uvicorn import Server

from rooms.live.process import process


class RoomServer(Server):
    """Says that it is ready and that it drains; may go on serving while proxies learn of that."""

    async def startup(self, sockets=None):
        await super().startup(sockets)
        tell("READY=1")

    def handle_exit(self, sig, frame):
        process.draining = True
        super().handle_exit(sig, frame)

    async def shutdown(self, sockets=None):
        tell("STOPPING=1")
        if signal.SIGINT not in self._captured_signals:  # whoever types Ctrl+C is waiting
            await asyncio.sleep(settings.LINGER_SECONDS)
        await super().shutdown(sockets)


def tell(text):
    """systemd's notification protocol, sd_notify(3): one datagram, to nobody if nobody asked."""
    if address := os.environ.get("NOTIFY_SOCKET"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
            notify.sendto(text.encode(), address.replace("@", "\0", 1) if address.startswith("@") else address)

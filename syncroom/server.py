"""The ASGI server we run: uvicorn, with one extension that writes ready-made frames."""

from contextlib import suppress

from django.conf import settings
from uvicorn import Config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import State

from rooms.live.counts import counts
from rooms.live.protocol import Close
from rooms.live.transport import EXTENSION

from . import limits
from .supervisor import RoomServer

FRAGMENTS = 1_000
DRAIN_SECONDS = 10


class FrameProtocol(WebSocketsSansIOProtocol):
    """`syncroom.frames`: write frames that are shared by all of a room, hang up with a code, know who does not read."""

    paused, hear = False, None

    def handle_connect(self, event):
        super().handle_connect(event)
        if not self.close_sent:
            self.scope["extensions"][EXTENSION] = {"write": self.push, "hangup": self.hangup, "writable": self.writable, "listen": self.listen}

    def pause_writing(self):
        self.paused = True
        super().pause_writing()

    def resume_writing(self):
        self.paused = False
        super().resume_writing()

    def connection_lost(self, exc):
        super().connection_lost(exc)
        self.hear = None

    def listen(self, hear):
        """From now on words reach `hear(text)` directly: no queue, no waking of a task, no pause of the reading."""
        self.hear = hear

    def send_receive_event_to_app(self):
        if self.curr_msg_data_type == "text" and not self.readable():
            return
        if self.hear is None or self.close_sent or self.curr_msg_data_type != "text" or not self.queue.empty():
            return super().send_receive_event_to_app()
        text, self.frames = b"".join(self.frames).decode(), []
        self.hear(text)

    def readable(self):
        """Text is UTF-8, or the connection ends with the code that RFC 6455 has for it."""
        try:
            b"".join(self.frames).decode()
        except UnicodeDecodeError:
            self.frames = []
            self.hangup(Close.NOT_UTF8)
            return False
        return True

    def push(self, frames, texts):
        """Framed text straight to the transport."""
        if self.close_sent or self.disconnected:
            return
        if self.paused and self.transport.get_write_buffer_size() > limits.OUTBOX_BYTES:
            return self.hangup(Close.SLOW)
        self.transport.write(frames)

    def handle_ping(self):
        """Whoever asks and does not read the answers is closed like any other slow reader."""
        if self.transport.get_write_buffer_size() > limits.OUTBOX_BYTES:
            return self.hangup(Close.SLOW)
        super().handle_ping()

    def handle_cont(self, event):
        """Fragments are joined up to the frame's size; empty ones would never reach it."""
        if len(self.frames) >= FRAGMENTS:
            return self.hangup(Close.TOO_BIG)
        super().handle_cont(event)

    def keepalive_timeout(self):
        """Nobody has answered for long, so nobody would read why."""
        self.transport.abort()

    def hangup(self, code):
        """A close frame behind what already waits; whoever does not read it in time is cut off."""
        if self.close_sent or self.disconnected:
            return
        self.close_sent = True
        counts.closes[int(code)] += 1
        self.stop_keepalive()
        if self.conn.state is not State.OPEN:  # they were faster: their close is among what we are reading
            return self.transport.close()
        self.conn.send_close(int(code))
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.queue.put_nowait({"type": "websocket.disconnect", "code": int(code)})
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        self.close_timer = self.loop.call_later(limits.SLOW_SECONDS, self.transport.abort)


def serve(host, port):
    """Until SIGTERM or SIGINT; every connection is then closed with 1012, and what was asked is written."""
    with suppress(KeyboardInterrupt):  # raised once all is done
        RoomServer(configuration(host, port)).run()


def configuration(host, port):
    return Config(
        "syncroom.asgi:application",
        host=host,
        port=port,
        loop="uvloop",
        http="httptools",
        ws=FrameProtocol,
        ws_max_size=limits.FRAME_BYTES,
        ws_ping_interval=limits.PING_SECONDS,
        ws_ping_timeout=limits.PING_SECONDS,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=DRAIN_SECONDS,
        lifespan="on",
        server_header=False,
        access_log=False,
        log_config=None,
        proxy_headers=bool(settings.TRUSTED_PROXIES),
        forwarded_allow_ips=settings.TRUSTED_PROXIES or None,
    )

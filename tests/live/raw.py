"""A socket that says what no library would."""

import base64
import os
import socket
import struct


def frame(opcode, data, fin=True):
    """Masked, as a client sends it."""
    size = len(data)
    length = bytes([0x80 | size]) if size < 126 else b"\xfe" + struct.pack("!H", size)
    return bytes([(0x80 if fin else 0) | opcode]) + length + b"\0\0\0\0" + data


def upgrade(person, path):
    """A socket on which the handshake has been sent."""
    raw = socket.create_connection(("127.0.0.1", person.server.port), 10)
    key = base64.b64encode(os.urandom(16)).decode()
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: 127.0.0.1:{person.server.port}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        f"Sec-WebSocket-Key: {key}",
        f"Cookie: {person.cookie}",
        "\r\n",
    ]
    raw.sendall("\r\n".join(lines).encode())
    return raw


def opened(person, code):
    """A socket whose replay has been told."""
    raw, heard = upgrade(person, f"/ws/rooms/{code}/"), b""
    while b'"room.ready"' not in heard:
        heard += raw.recv(65536)
    return raw


def close_code(raw):
    """The code of the close frame that comes, or None if the connection just ends."""
    heard = b""
    try:
        while data := raw.recv(65536):
            heard += data
    except ConnectionError:
        pass
    place = heard.find(b"\r\n\r\n") + 4 if heard.startswith(b"HTTP/") else 0
    while place + 2 <= len(heard):
        opcode, size = heard[place] & 15, heard[place + 1] & 127
        place += 2
        if size == 126:
            size, place = struct.unpack("!H", heard[place : place + 2])[0], place + 2
        if opcode == 8:
            return struct.unpack("!H", heard[place : place + 2])[0]
        place += size
    return None

"""A small TURN client: what a relay answers to somebody who asks it for a place, and for permission to reach a peer."""

import base64
import hashlib
import hmac
import ipaddress
import os
import socket
import struct
import time

COOKIE = 0x2112A442
ALLOCATE, REFRESH, PERMIT = 3, 4, 8
USERNAME, INTEGRITY, ERROR, LIFETIME, PEER, REALM, NONCE, RELAYED, FAMILY, TRANSPORT = 0x06, 0x08, 0x09, 0x0D, 0x12, 0x14, 0x15, 0x16, 0x17, 0x19


def credential(secret, name="ada", seconds=600):
    """(username, password) as the site gives them, of any age."""
    username = f"{int(time.time()) + seconds}:{name}"
    return username, base64.b64encode(hmac.digest(secret.encode(), username.encode(), "sha1")).decode()


class Asker:
    """One socket towards a relay. Each question gives 0 where it is granted, else the error's code; `attributes` are the last answer's."""

    def __init__(self, address, username="", password=""):
        self.username, self.password, self.realm, self.nonce, self.attributes = username, password, b"", b"", {}
        self.socket = socket.socket(socket.AF_INET6 if ":" in address[0] else socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.settimeout(10)
        self.socket.connect(address)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def allocate(self, family=4, lifetime=600):
        words = [(TRANSPORT, bytes([17, 0, 0, 0])), (LIFETIME, struct.pack(">I", lifetime)), (FAMILY, bytes([1 if family == 4 else 2, 0, 0, 0]))]
        return self.ask(ALLOCATE, words)

    def refresh(self, lifetime=600):
        return self.ask(REFRESH, [(LIFETIME, struct.pack(">I", lifetime))])

    def permit(self, peer):
        return self.ask(PERMIT, [(PEER, ipaddress.ip_address(peer))])

    def ask(self, method, attributes):
        """Asked again with what the relay wants: its realm, and a nonce that is fresh."""
        code = self.exchange(method, attributes)
        if code in (401, 438) and self.username:
            self.realm, self.nonce = self.attributes[REALM], self.attributes[NONCE]
            code = self.exchange(method, attributes)
        return code

    def exchange(self, method, attributes):
        self.id = os.urandom(12)
        if self.nonce:
            attributes = [*attributes, (USERNAME, self.username.encode()), (REALM, self.realm), (NONCE, self.nonce)]
        body = b"".join(packed(kind, value if isinstance(value, bytes) else crossed(value, self.id)) for kind, value in attributes)
        head = struct.pack(">HHI", method, len(body) + (24 if self.nonce else 0), COOKIE) + self.id
        if self.nonce:
            key = hashlib.md5(b":".join([self.username.encode(), self.realm, self.password.encode()])).digest()
            body += packed(INTEGRITY, hmac.digest(key, head + body, "sha1"))
        self.socket.send(head + body)
        self.attributes = unpacked(self.answer())
        error = self.attributes.get(ERROR)
        return error[2] % 8 * 100 + error[3] if error else 0

    def answer(self):
        while (data := self.socket.recv(2048))[8:20] != self.id:
            pass
        return data


def crossed(address, id):
    """XOR-PEER-ADDRESS of any port."""
    hidden = bytes(a ^ b for a, b in zip(address.packed, struct.pack(">I", COOKIE) + id, strict=False))
    return struct.pack(">BBH", 0, 1 if address.version == 4 else 2, 9 ^ COOKIE >> 16) + hidden


def packed(kind, value):
    return struct.pack(">HH", kind, len(value)) + value + bytes(-len(value) % 4)


def unpacked(data):
    """{attribute: bytes}"""
    found, at = {}, 20
    while at < len(data):
        kind, length = struct.unpack_from(">HH", data, at)
        found[kind] = data[at + 4 : at + 4 + length]
        at += 4 + length + -length % 4
    return found

"""Passwords are hashed slowly, and not too many at once."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from django.contrib.auth.hashers import Argon2PasswordHasher

from accounts.hashers import Argon2


def test_a_crowd_is_served_two_at_a_time(monkeypatch):
    running, most, lock = [], [], threading.Lock()

    def hash_slowly(self, password, salt):
        with lock:
            running.append(1)
            most.append(len(running))
        end = time.monotonic() + 0.02
        while time.monotonic() < end:
            threading.Event().wait(0.001)
        with lock:
            running.pop()
        return "hash"

    monkeypatch.setattr(Argon2PasswordHasher, "encode", hash_slowly)
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda n: Argon2().encode("password", "salt"), range(16))) == {"hash"}
    assert max(most) == 2


def test_what_was_hashed_is_recognised_with_little_memory():
    encoded = Argon2().encode("lovelace-1843", "saltsaltsalt")
    assert "m=19456,t=2,p=1" in encoded
    assert Argon2().verify("lovelace-1843", encoded)
    assert not Argon2().verify("lovelace-1842", encoded)

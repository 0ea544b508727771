"""Argon2 that a crowd at the door cannot turn into all of the machine's memory."""

from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher

_places = BoundedSemaphore(2)


class Argon2(Argon2PasswordHasher):
    """The parameters OWASP recommends (19 MiB, 2 rounds, 1 lane), and only so many at once."""

    time_cost, memory_cost, parallelism = 2, 19_456, 1

    def encode(self, password, salt):
        with _places:
            return super().encode(password, salt)

    def verify(self, password, encoded):
        with _places:
            return super().verify(password, encoded)

"""Secrets that have to be read again, such as the key of somebody's second step: kept under a key that is not in the database."""

from base64 import urlsafe_b64encode
from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

keepers = []


class Unreadable(Exception):
    """Sealed with a secret key that is not known any more, or no seal of ours at all."""


def seal(text):
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed):
    """What was sealed under today's secret key, or one of the former; Unreadable."""
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Unreadable from None


def resealed(sealed):
    """The same under today's key, so that former ones can go; Unreadable."""
    try:
        return _keys().rotate(sealed.encode()).decode()
    except InvalidToken:
        raise Unreadable from None


def resealing(again):
    """`again()` reseals all of one kind: (how many there were, how many cannot be read any more)."""
    keepers.append(again)
    return again


def _keys():
    return MultiFernet([_key(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


@cache
def _key(secret):
    derived = HKDF(SHA256(), 32, salt=None, info=b"syncroom.sealed").derive(secret.encode())
    return Fernet(urlsafe_b64encode(derived))

"""What the environment says: one prefix, files for secrets, and a key that is made at the first start."""

import os
import socket
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from environ import FileAwareEnv

env = FileAwareEnv()


def secret_key(folder):
    """The key in `folder`/secret_key, made (mode 0600) if there is none yet; two processes make one."""
    path = Path(folder) / "secret_key"
    try:
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(get_random_secret_key())
    except FileExistsError:
        pass
    return path.read_text().strip() or _empty(path)


def _empty(path):
    raise ImproperlyConfigured(f"{path} is empty: delete it, and a new key is made")


def address(text):
    """The public address as urlsplit gives it, or None; ImproperlyConfigured in words when it is not one."""
    if not text:
        return None
    url = urlsplit(text)
    if url.scheme not in ("http", "https") or not url.hostname or url.path.strip("/") or url.query:
        raise ImproperlyConfigured(f"SYNCROOM_URL must look like https://study.example.org, not {text!r}")
    return url


def hosts(url, host):
    """The names this site answers to: its address, or this machine's when it has none."""
    local = ["localhost", "127.0.0.1", "[::1]"]
    if url:
        return [url.hostname, *local]
    return list({*local, host, socket.gethostname()} - {"0.0.0.0", "::"})  # noqa: S104 only compared with

"""Where PORT and DATABASE_URL are all that is given: a platform, whose router is the only way in and speaks TLS for us."""

import hmac
from urllib.parse import urlsplit

from .environment import env

NETWORKS = "127.0.0.0/8,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,100.64.0.0/10,169.254.0.0/16,::1,fc00::/7"  # where routers are
PASSWORD_CHARS = 16  # platforms make longer ones


def on_platform():
    """Platforms give a port and a database, and leave the address to listen on to us."""
    given = env.ENVIRON.get
    return bool(given("PORT") and given("DATABASE_URL") and not given("HOST"))


PLATFORM = on_platform()


def platform_key():
    """Disks there do not last and processes share none: a key made of the database's password, "" elsewhere or if that could be guessed."""
    password = urlsplit(env("DATABASE_URL")).password or "" if on_platform() else ""
    return hmac.digest(password.encode(), b"SyncRoom's secret key", "sha256").hex() if len(password) >= PASSWORD_CHARS else ""

"""What the text of a variable may be: each turns it into a value, or raises ValueError that goes on from the variable's name."""

import ipaddress
import re
from email.utils import parseaddr
from urllib.parse import urlsplit

from environ import Env

TRUE, FALSE = ("true", "yes", "on", "1"), ("false", "no", "off", "0")
MAIL = ("smtp", "smtps", "smtp+tls", "smtp+ssl")
KEY_CHARS, TOKEN_CHARS = 32, 16


def text(given):
    return given


def flag(given):
    if given.lower() not in TRUE + FALSE:
        raise ValueError(f"must be true or false, not {given!r}")
    return given.lower() in TRUE


def number(least, most):
    def parse(given):
        if not re.fullmatch(r"\d{1,9}", given) or not least <= int(given) <= most:
            raise ValueError(f"must be a whole number from {least} to {most}, not {given!r}")
        return int(given)

    return parse


def one_of(*words):
    def parse(given):
        found = next((word for word in words if word.lower() == given.lower()), None)
        if found is None:
            raise ValueError(f"must be {', '.join(words[:-1])} or {words[-1]}, not {given!r}")
        return found

    return parse


def split(given, looks):
    """An address as urlsplit gives it; its words never repeat what may hold a password."""
    try:
        url = urlsplit(given)
        url.port  # noqa: B018 raises where it is no number
    except ValueError:
        raise ValueError(f"must look like {looks}; in a password, / # ? @ : [ ] and % are written as %2F %23 %3F %40 %3A %5B %5D %25") from None
    return url


def site(given):
    """The public address, or None."""
    if not given:
        return None
    url = split(given, looks := "https://study.example.org")
    if url.scheme not in ("http", "https") or not url.hostname or url.path.strip("/") or url.query or url.fragment or url.username:
        raise ValueError(f"must look like {looks}, without a path, not {given!r}")
    return url


def database(given):
    url = split(given, looks := "postgres://user:password@host:5432/name")
    if given and (url.scheme not in ("postgres", "postgresql") or not url.path.strip("/")):
        wish = "leave it out for SQLite" if url.scheme == "sqlite" else f"not {url.scheme or 'something without'}://…"
        raise ValueError(f"must look like {looks}, {wish}")
    return given


def redis(given):
    url = split(given, looks := "redis://host:6379/0 (or rediss:// or unix://)")
    if given and (url.scheme not in ("redis", "rediss", "unix") or not (url.hostname or url.path)):
        raise ValueError(f"must look like {looks}")
    return given


def mail(given):
    url = split(given, looks := "smtp+tls://user:password@mail.example.org:587")
    if given and url.scheme not in Env.EMAIL_SCHEMES:
        raise ValueError(f"must look like {looks}: it begins with {', '.join(MAIL)}")
    if url.scheme in MAIL and not url.hostname:
        raise ValueError(f"must look like {looks}, and names no server")
    return given


def sender(given):
    if given and "@" not in parseaddr(given)[1]:
        raise ValueError(f"must look like SyncRoom <study@example.org>, not {given!r}")
    return given


def addresses(given):
    """[network, …]"""
    found = []
    for one in filter(None, (word.strip() for word in given.split(","))):
        try:
            found.append(ipaddress.ip_network(one, strict=False))
        except ValueError:
            raise ValueError(f"must be addresses or networks separated by commas, such as 10.0.0.0/8, not {one!r}") from None
    return found


def proxies(given):
    """What the server takes: addresses, networks, or * for whoever connects."""
    if given.strip() != "*":
        addresses(given)
    return given


def key(given):
    if given and (len(given) < KEY_CHARS or len(set(given)) < 8 or given.startswith("django-insecure-")):
        raise ValueError(f"is too weak: take {KEY_CHARS} random characters or more, such as `openssl rand -base64 48` prints")
    return given


def keys(given):
    return [key(one) for one in given.split()]


def token(given):
    if given and (len(given) < TOKEN_CHARS or len(set(given)) < 6):
        raise ValueError(f"is too weak: take {TOKEN_CHARS} random characters or more, such as `openssl rand -hex 16` prints")
    return given


def ice(*schemes):
    """[address, …] of servers that help browsers to find each other, by RFC 7064 and 7065."""
    pattern = re.compile(rf"({'|'.join(schemes)}):([\w.-]+|\[[0-9a-f:]+\])(:\d{{1,5}})?(\?transport=(udp|tcp))?", re.I)

    def parse(given):
        for one in given.replace(",", " ").split():
            if not pattern.fullmatch(one):
                raise ValueError(f"must be addresses separated by spaces, such as {schemes[0]}:turn.example.org:3478, not {one!r}")
        return given.replace(",", " ").split()

    return parse


def janus(given):
    url = split(given, looks := "ws://127.0.0.1:8188 (or wss://)")
    if given and (url.scheme not in ("ws", "wss") or not url.hostname):
        raise ValueError(f"must look like {looks}")
    return given


def dotted(given):
    if not re.fullmatch(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+", given):
        raise ValueError(f"must be the path of a Python class, such as package.module.Class, not {given!r}")
    return given


def listening(given):
    if not given or re.search(r"[/\s]", given):
        raise ValueError(f"must be an address or a name to listen on, such as 127.0.0.1 or 0.0.0.0, not {given!r}")
    return given

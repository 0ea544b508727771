"""What is wrong with the settings, one sentence each that names the variable, before anything starts."""

import os
import pwd
import re
import sys
from difflib import get_close_matches

from django.core.exceptions import ImproperlyConfigured

from . import limits
from .environment import BASE_DIR, FILE_PROBLEMS, env, secret_key
from .platform import on_platform, platform_key
from .variables import FORMER, OTHERS, catalogue

KUBERNETES = re.compile(r"SYNCROOM(_\w+)?_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT_\d+_(TCP|UDP)(_\w+)?)")  # set for a service of our name
HEADING = "SyncRoom cannot start with these settings:"


def stop_if_any():
    """Ends the program with 2 and the sentences, without a traceback, whatever program it is."""
    if found := problems():
        print("\n".join([HEADING, *(f"- {sentence}" for sentence in found)]), file=sys.stderr)
        raise SystemExit(2)


def problems():
    found = [*FILE_PROBLEMS, *unknown(), *unreadable()]
    return found or [*senseless(), *limits.problems, *data_folder()] or [*half(), *lost_mail()]


def ours():
    """Names of our prefix, and those of files that stand for a variable of ours."""
    for name, value in sorted(os.environ.items()):
        if KUBERNETES.fullmatch(name) or (name == "SYNCROOM_PORT" and "://" in value):
            continue
        if name.startswith(limits.PREFIX) or name.removesuffix("_FILE") in catalogue:
            yield name


def known():
    return {*catalogue, *(limits.PREFIX + name for name in limits.catalogue), *OTHERS}


def unknown():
    names = known()
    for name in ours():
        plain = name.removesuffix("_FILE")
        if name in names or plain in names:
            continue
        if plain in FORMER:
            yield f"{name} is {FORMER[plain]}{name[len(plain) :]} by now: please rename it."
        else:
            short = {one.removeprefix(limits.PREFIX): one for one in names}
            close = get_close_matches(plain.removeprefix(limits.PREFIX), short, 1, 0.65)
            yield f"{name} is no setting. " + (f"Did you mean {short[close[0]]}?" if close else "docs/configuration.md has all there are.")


def unreadable():
    for name in ours():
        plain = name.removesuffix("_FILE")
        if name == plain or plain not in known():
            continue
        if os.environ.get(plain):
            yield f"{plain} and {name} are both set: please take one away."
            continue
        try:
            with open(os.environ[name], encoding="utf-8") as file:
                empty = not file.read().strip()
        except (OSError, UnicodeDecodeError) as error:
            yield f"{name}: {os.environ[name]!r} cannot be read ({getattr(error, 'strerror', None) or 'it is no text'})."
        else:
            if empty:
                yield f"{name}: {os.environ[name]!r} is empty."


def senseless():
    for name in catalogue:
        try:
            env(name)
        except ValueError as error:
            yield f"{error}."


def data_folder():
    folder = env("SYNCROOM_DATA") or BASE_DIR / "data"
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            yield f"SYNCROOM_DATA: {str(folder)!r} is not writable for {who(os.geteuid())}, who runs this."
        elif os.geteuid() == 0 and (owner := os.stat(folder).st_uid):
            name = who(owner)
            yield f"SYNCROOM_DATA: {str(folder)!r} is {name}'s, who could not change what root leaves there. Type it as {name}: sudo -u {name} …"
        elif not (env("SYNCROOM_SECRET_KEY") or platform_key()):
            secret_key(folder)
    except OSError as error:
        yield f"SYNCROOM_DATA: {str(folder)!r} cannot be used ({error.strerror})."
    except ImproperlyConfigured as error:
        yield f"SYNCROOM_SECRET_KEY: {error}."
    except ValueError:
        pass  # said already


def who(number):
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"#{number}"


TOGETHER = (
    ("SYNCROOM_ADMIN_USERNAME", "SYNCROOM_ADMIN_PASSWORD"),
    ("SYNCROOM_TURN_URLS", "SYNCROOM_TURN_SECRET"),
    ("SYNCROOM_JANUS_URL", "SYNCROOM_JANUS_SECRET"),
)


def half():
    for one, other in TOGETHER:
        if bool(env(one)) != bool(env(other)):
            yield f"{one} and {other} belong together: one of them is not set."
    if env("SYNCROOM_JANUS_ROOM_KEY") and not env("SYNCROOM_JANUS_URL"):
        yield "SYNCROOM_JANUS_ROOM_KEY is of no use without SYNCROOM_JANUS_URL."


def lost_mail():
    """A site that answers to any name would put any name into its mail."""
    if on_platform() and env("SYNCROOM_EMAIL_URL") and not env("SYNCROOM_URL"):
        yield "SYNCROOM_EMAIL_URL needs SYNCROOM_URL here: links in mail lead to the site's own address."

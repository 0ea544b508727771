"""A second process beside the server, on the same database: it makes, ages, cleans up with the real commands, and looks, as it is told to.

Run as `python -m tests.live.second`; a line of JSON in, a line out. Starting the commands anew each time would take longer than any race.
"""

import io
import json
import os
import subprocess
import sys
import time
from datetime import timedelta

from .server import ROOT

LONG_AGO = timedelta(days=70)


class Second:
    """In the test: `second.make(…)` is done over there, and gives what it answers."""

    def __init__(self, env):
        words = [sys.executable, "-m", "tests.live.second"]
        self.process = subprocess.Popen(words, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __getattr__(self, name):
        def ask(**fields):
            self.process.stdin.write(json.dumps({"do": name, **fields}) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
            assert line, f"the second process ended in {name}"
            return json.loads(line)

        return ask

    def end(self):
        self.process.stdin.close()
        self.process.wait(10)


def make(count, lifetime="temporary", **fields):
    """[{"code", "room", "user", "cookie"}, …]: rooms, and for each a guest who belongs, with the key of their session."""
    from accounts.models import User
    from rooms.models import Room

    owner, made = User.objects.create_guest("Owner"), []
    for _ in range(count):
        room, guest = Room.objects.create_for(owner, "Race", lifetime=lifetime, **fields), User.objects.create_guest("Member")
        room.admit(guest)
        made.append({"code": room.code, "room": room.pk, "user": guest.pk, "cookie": signed_in(guest)})
    return made


def signed_in(user):
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key


def age(room=None, user=None, archived=False):
    """Nobody has been in this room, or seen this guest, for so long that they may go; harmless to whatever is gone."""
    from django.utils import timezone

    from accounts.models import User
    from rooms.models import Room

    then = timezone.now() - LONG_AGO
    Room.objects.filter(pk=room).update(seen_at=then, **({"state": "archived", "state_at": then} if archived else {}))
    User.objects.filter(pk=user).update(seen_at=then)
    return True


def clean(command, delay=0.0):
    """Run this command after so many seconds: what it says."""
    from django.core.management import call_command

    time.sleep(delay)
    call_command(command, stdout=(out := io.StringIO()))
    return out.getvalue().strip()


def look(room, user):
    """Who and what is left: {"room", "member", "user", "here"}."""
    from accounts.models import User
    from rooms.models import Connection, Membership, Room

    member = Membership.objects.standing().filter(room=room, user=user).exists()
    here = Connection.objects.alive().filter(room=room, member__user=user).exists()
    return {"room": Room.objects.filter(pk=room).exists(), "member": member, "user": User.objects.filter(pk=user).exists(), "here": here}


def promote(username):
    from accounts.models import User

    return User.objects.filter(username=username).update(is_staff=True, is_superuser=True)


def ids(code, usernames=()):
    from accounts.models import User
    from rooms.models import Room

    return {"room": Room.objects.filter(code=code).values_list("pk", flat=True).first()} | dict(
        User.objects.filter(username__in=usernames).values_list("username", "pk")
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "syncroom.settings")
    import django

    django.setup()
    for line in sys.stdin:
        words = json.loads(line)
        print(json.dumps(globals()[words.pop("do")](**words)), flush=True)

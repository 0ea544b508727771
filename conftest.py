"""What every test needs: a data folder of its own, plain static files, people, and programs or one clear line why not."""

import os
import tempfile

import django

# Not in pytest.ini, where the settings would be read before this: tests share nothing with the site that runs in this folder.
os.environ["DJANGO_SETTINGS_MODULE"] = "syncroom.settings"
os.environ["SYNCROOM_DATA"] = os.environ.get("SYNCROOM_TEST_DATA") or tempfile.mkdtemp(prefix="syncroom-test-")
os.makedirs(f"{os.environ['SYNCROOM_DATA']}/static", exist_ok=True)
for name in ("DATABASE_URL", "REDIS_URL", "SYNCROOM_URL", "SYNCROOM_DEBUG", "HOST", "PORT"):
    os.environ.pop(name, None)
django.setup()

import pytest
from django.contrib.auth.models import Group

from accounts.models import User
from rooms.models import Room
from syncroom import throttle


@pytest.fixture(autouse=True)
def plain(settings):
    """Names of static files as they are, quick password hashes, and nobody throttled by an earlier test."""
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    throttle.forget()


@pytest.fixture
def ada(db):
    """Owns."""
    return User.objects.create_user("ada", password="lovelace-1843", display_name="Ada")


@pytest.fixture
def grace(db):
    """Belongs."""
    return User.objects.create_user("grace", password="hopper-cobol-59", display_name="Grace")


@pytest.fixture
def mallory(db):
    """Does not."""
    return User.objects.create_user("mallory", password="between-you-2", display_name="Mallory")


@pytest.fixture
def room(ada, grace):
    """Ada's, with Grace in it."""
    room = Room.objects.create_for(ada, "Organic chemistry")
    room.admit(grace)
    return room


@pytest.fixture
def warden(db, client):
    """Of the Moderators group, and nothing more; signed in."""
    warden = User.objects.create_user("warden", password="between-us-99", display_name="Warden", is_staff=True)
    warden.groups.add(Group.objects.get(name="Moderators"))
    client.force_login(warden)
    return warden


@pytest.fixture
def root(db, client):
    """An administrator, signed in."""
    root = User.objects.create_superuser("root", password="between-us-99")
    client.force_login(root)
    return root

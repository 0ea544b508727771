"""As the tutorial leaves them: SQLite with Django's defaults, and the in-memory channel layer."""

import os
from pathlib import Path

SECRET_KEY = "only-for-measuring"
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = ["daphne", "bench.peers.tutorial.chat"]
ASGI_APPLICATION = "bench.peers.tutorial.asgi.application"
ROOT_URLCONF = "bench.peers.tutorial.chat.routing"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": Path(os.environ.get("TUTORIAL_DATA", ".")) / "tutorial.sqlite3"}}
CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True

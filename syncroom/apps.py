"""The building's own words, and what it clears away."""

from importlib import import_module

from django.apps import AppConfig
from django.forms import Field


class SyncroomConfig(AppConfig):
    name = "syncroom"

    def ready(self):
        import_module("syncroom.checks")
        Field.default_error_messages["required"] = "Please fill this in."
        import_module("syncroom.uploads")

"""The building's own words."""

from django.apps import AppConfig
from django.forms import Field


class SyncroomConfig(AppConfig):
    name = "syncroom"

    def ready(self):
        Field.default_error_messages["required"] = "Please fill this in."

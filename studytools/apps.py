"""The tools, one word each: a folder here with models, events and actions."""

from importlib import import_module

from django.apps import AppConfig

TOOLS = ["tasks", "timer", "focus", "alarms", "pocket", "sound", "music", "spotify", "call"]


class StudytoolsConfig(AppConfig):
    name = "studytools"

    def ready(self):
        for tool in TOOLS:
            import_module(f"studytools.{tool}.actions")
        import_module("studytools.keeping")
        import_module("studytools.transcript")

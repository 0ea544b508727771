"""The chat plugs itself in."""

from importlib import import_module

from django.apps import AppConfig


class ChatConfig(AppConfig):
    name = "chat"

    def ready(self):
        from rooms.views.home import unread_sources

        import_module("chat.actions")
        import_module("chat.questions.actions")
        import_module("chat.retention")
        import_module("chat.keeping")
        import_module("chat.transcript")
        unread_sources.append(import_module("chat.models").Message.objects.unread)

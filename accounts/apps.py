"""The people join the building."""

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "People"

    def ready(self):
        import_module("accounts.cleanup")
        import_module("accounts.keeping")

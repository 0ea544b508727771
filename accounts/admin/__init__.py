"""The desk of the site's moderators: its door, how its lists and acts work, and who there is."""

from django.contrib import admin

from .audit import DeedAdmin, EntryAdmin
from .door import login, password_change
from .people import PersonAdmin

admin.site.login, admin.site.password_change = login, password_change
admin.site.site_header = admin.site.site_title = "SyncRoom"
admin.site.index_title = "Moderators’ desk"

__all__ = ["DeedAdmin", "EntryAdmin", "PersonAdmin"]

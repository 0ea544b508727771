"""What accounts keep of people: what they may take with them, and how it is forgotten."""

import re

from django.contrib.admin.models import LogEntry

from .erasing import GONE, at_once
from .exporting import exported, file

exported(
    "profile",
    "accounts.User",
    "pk",
    "username display_name email guest=is_guest joined=date_joined last_login seen=seen_at zone day_starts weekly_goal_hours studies studies_for bio"
    " bio_for minutes_for preferences",
    "who you are here, and what you said of yourself",
)
exported("addresses", "account.EmailAddress", "user", "email verified primary", "your e-mail addresses")
exported(
    "administration",
    "admin.LogEntry",
    "user",
    "at=action_time kind=content_type__model object=object_id flag=action_flag",
    "what you did as administrator",
)
exported("sign_ins", "accounts.SignIn", "user", "device place began=began_at seen=seen_at", "where you are signed in")


@file
def picture(user):
    if user.avatar:
        yield "picture.webp", user.avatar


@at_once
def forget_in_the_log(user):
    """Administrators' log says what was done, no more to whom by name."""
    names = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in {user.name, user.username}))
    for name in {user.name, user.username}:
        for entry in LogEntry.objects.filter(object_repr__contains=name):
            LogEntry.objects.filter(pk=entry.pk).update(object_repr=names.sub(f"{GONE} {user.pk}", entry.object_repr)[:200])

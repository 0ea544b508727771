"""What accounts keep of people: what they may take with them, and how it is forgotten."""

import re

from django.contrib.admin.models import LogEntry

from .deeds import Deed, folded
from .erasing import GONE, at_once
from .exporting import exported, file

exported(
    "profile",
    "accounts.User",
    "pk",
    "username display_name former_names email guest=is_guest joined=date_joined last_login seen=seen_at zone day_starts weekly_goal_hours studies"
    " studies_for bio bio_for minutes_for preferences",
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
exported(
    "ways_in",
    "mfa.Authenticator",
    "user",
    "kind=type created=created_at last_used=last_used_at",
    "your passkeys and other ways to sign in, no secrets",
)
exported("sign_ins", "accounts.SignIn", "user", "device place began=began_at seen=seen_at", "where you are signed in")


@file
def picture(user):
    if user.avatar:
        yield "picture.webp", user.avatar


@at_once
def forget_in_the_log(user):
    """Administrators' log says what was done, no more to whom by name."""
    for name in user.names:
        for entry in LogEntry.objects.filter(object_repr__contains=name):
            LogEntry.objects.filter(pk=entry.pk).update(object_repr=replaced(entry.object_repr, user.names, f"{GONE} {user.pk}"))


@at_once
def forget_in_the_audit(user):
    """What moderators did stays, by a number; so does whom it concerned."""
    who, names = f"{GONE} {user.pk}", user.names
    deeds = Deed._base_manager
    deeds.filter(by=user.pk).update(by_name=who)
    for deed in deeds.filter(person=user.pk) | deeds.filter(about_type="accounts.user", about_id=user.pk):
        about = replaced(deed.about_name, names, who)
        deeds.filter(pk=deed.pk).update(about_name=about, about_key=folded(about), why=replaced(deed.why, names, who))


def replaced(text, names, words):
    """`text` with whole names replaced, cut to what a column of its kind holds."""
    pattern = "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(names, key=len, reverse=True))
    return re.sub(pattern, words, text)[: max(200, len(text))]

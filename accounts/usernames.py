"""What a username may be: one spelling for all that look or fold alike, and none that claims to be somebody official."""

import re
import unicodedata

from django.core.exceptions import ValidationError

LEAST, MOST = 3, 30
RULE = f"{LEAST} to {MOST} letters, digits, dots, hyphens or underscores; it begins with a letter or digit."
_OFFICIAL = """
abuse account accounts admin administrator all anonymous bot contact deleted everybody everyone guest guests help here host info mail me mod
moderator moderators none nobody null official operator owner postmaster root security staff static superuser support sysadmin syncroom
system team undefined user webmaster you"""
RESERVED = frozenset(_OFFICIAL.split())
_SHAPE = re.compile(rf"[^\W_][\w.-]{{{LEAST - 1},{MOST - 1}}}")
_ALIKE = {"LATIN", "CYRILLIC", "GREEK"}  # alphabets that share the look of letters


def folded(text):
    """The one way this name is stored and looked up, whatever its case and form of letters."""
    once = unicodedata.normalize("NFKC", text).casefold().lower()
    return unicodedata.normalize("NFKC", once).strip()


def check_shape(username):
    """A model validator: ValidationError unless it follows RULE, in one alphabet."""
    if not _SHAPE.fullmatch(username):
        raise ValidationError(f"A username has {RULE}", code="invalid")
    if len(_ALIKE & {unicodedata.name(char, "").split(" ")[0] for char in username}) > 1:
        raise ValidationError("Please keep to one alphabet.", code="mixed")


def check_free_to_take(username):
    """ValidationError for names that people would take for the site's own, and for those of guests."""
    if re.sub(r"[._-]", "", username) in RESERVED or re.match(r"guest[._-]", username):
        raise ValidationError("This username is reserved. Please choose another.", code="reserved")


def suggestion(display_name):
    """A username like this name, or "" if its characters give none."""
    text = re.sub(r"[^\w.-]+", ".", folded(display_name)).strip("._-")[: MOST - 3]
    try:
        check_shape(text)
        check_free_to_take(text)
    except ValidationError:
        return ""
    return text

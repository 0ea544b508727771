"""The password rule; static/accounts/password.js shows the same while typing."""

from django.core.exceptions import ValidationError

LONG, MIXED = 12, 8
RULE = f"At least {LONG} characters, or at least {MIXED} that mix letters, numbers and symbols."


class MixedOrLong:
    """A password validator, for AUTH_PASSWORD_VALIDATORS."""

    def validate(self, password, user=None):
        if len(password) >= LONG or (len(password) >= MIXED and is_mixed(password)):
            return
        raise ValidationError(f"This password is too easy to guess. {RULE}", code="password_too_weak")

    def get_help_text(self):
        return RULE


def is_mixed(password):
    """Letters, numbers and something that is neither."""
    return (
        any(char.isalpha() for char in password)
        and any(char.isnumeric() for char in password)
        and not all(char.isalpha() or char.isnumeric() for char in password)
    )

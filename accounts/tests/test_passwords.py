"""The password rule: long, or mixed; never common, never one's own name."""

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.passwords import RULE


@pytest.mark.parametrize("password", ["twelve chars", "abcdefghijkl", "lib-rary7", "über-7xy", "a1 b2 c3", "x1!" + "y" * 500])
def test_a_password_that_is_long_or_mixed_is_fine(password):
    assert validate_password(password) is None


@pytest.mark.parametrize("password", ["", "elevenchars", "a1!a1!a", "abcdefg1", "abcdefg!", "1234567!", "password1!", "1q2w3e4r5t6y", "000000000000"])
def test_a_password_that_is_short_plain_or_common_is_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize("password", ["Ada.Lovelace", "lovelace@1843"])
def test_a_password_like_ones_own_name_is_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password, User(username="ada.lovelace", display_name="lovelace 1843"))


def test_the_rule_is_said_in_words():
    assert password_validators_help_texts()[0] == RULE


def test_passwords_are_kept_with_argon2(settings):
    from importlib import reload

    from syncroom import settings as site

    settings.PASSWORD_HASHERS = reload(site).PASSWORD_HASHERS
    assert make_password("lovelace-1843").startswith("argon2$argon2id$")

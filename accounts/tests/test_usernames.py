"""Usernames: one spelling for all that look or fold alike."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from accounts.usernames import check_free_to_take, check_shape, folded, suggestion


@given(st.text(max_size=40))
def test_folding_again_changes_nothing(text):
    assert folded(folded(text)) == folded(text)
    assert folded(text).lower() == folded(text)  # allauth lowers what it stores and looks up


@given(st.text(max_size=60))
def test_a_suggestion_is_a_username_that_may_be_taken(text):
    if name := suggestion(text):
        check_shape(name)
        check_free_to_take(name)
        assert folded(name) == name


@pytest.mark.parametrize("name", ["ada", "ada.l", "a_b", "x-1", "a" * 30, "зоя", "ада", "7up", "æsa"])
def test_a_username_of_letters_digits_dots_hyphens_underscores_is_fine(name):
    check_shape(name)
    check_free_to_take(name)


@pytest.mark.parametrize(
    "name", ["", "ab", "a" * 31, "a b", "a@b.c", "-ada", ".ada", "ada/x", "ada\n", "a\u200bda", "<ada>", "аda", "αda", "a\u0301\u0301b"]
)
def test_a_username_of_anything_else_is_refused(name):
    with pytest.raises(ValidationError):
        check_shape(name)


@pytest.mark.parametrize("name", ["admin", "ad.min", "a-d-m-i-n", "moderator", "syncroom", "guest", "guest-00ff", "guest_1"])
def test_a_username_that_claims_to_be_somebody_is_reserved(name):
    with pytest.raises(ValidationError) as refusal:
        check_free_to_take(name)
    assert refusal.value.code == "reserved"


@pytest.mark.parametrize("name", ["administrative", "guesthouse", "hostess"])
def test_a_username_that_only_begins_alike_is_free(name):
    check_free_to_take(name)


@pytest.mark.parametrize(
    ("display_name", "username"),
    [("Ada Lovelace", "ada.lovelace"), ("Ａｄａ", "ada"), ("Ada 🚀", "ada"), ("🚀", ""), ("Jo", ""), ("Admin", ""), ("Жанна", "жанна")],
)
def test_a_display_name_suggests_a_username(display_name, username):
    assert suggestion(display_name) == username


def test_a_taken_suggestion_gets_a_number(ada):
    assert User.objects.free_username("Ada") == "ada2"
    assert User.objects.free_username("Grace") == "grace"
    assert User.objects.free_username("!") == ""


def test_people_made_by_commands_follow_the_same_spelling(db):
    assert User.objects.create_user("ＡDA", password=None).username == "ada"
    assert User.objects.create_superuser("Admin", password=None).username == "admin"

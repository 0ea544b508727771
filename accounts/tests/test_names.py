"""Display names: what is typed becomes something that can be read, and nothing that deceives."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from accounts.names import MARKS_IN_A_ROW, cleaned_name
from syncroom import limits

NASTY = st.sampled_from(
    "\x00\u200b\u200d\u202e\u2066\ufeff\u2028\u2029\u0301\u0489\u3164\u115f\u2800\ufe0f\u20e3"
    "\U0001f469\U0001f680\U0001f3fd\ue000\ud800\u1100\u1161\u1ea1 e"
)
texts = st.text(st.one_of(NASTY, st.characters(codec=None, exclude_categories=[])), max_size=60)


@given(texts)
@example("e\u200b\u0301")
@example("\u200d \u200d a")
@example("\U0001f469\u200d\U0001f680")
@example("\u1100" + "\u0301" * 5 + "\u1161")
def test_a_name_is_refused_or_clean_and_cleaning_again_changes_nothing(text):
    try:
        name = cleaned_name(text)
    except ValidationError:
        return
    assert cleaned_name(name) == name
    assert 1 <= len(name) <= limits.NAME_CHARS
    assert name == unicodedata.normalize("NFC", name).strip()
    assert not {unicodedata.category(char) for char in name.replace("\u200d", "")} & {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"}
    assert name.encode()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ada   Lovelace ", "Ada Lovelace"),
        ("Ada\nLovelace", "Ada Lovelace"),
        ("Ada\u2028Lovelace", "Ada Lovelace"),
        ("Ada\x00", "Ada"),
        ("Ada\ud800", "Ada"),
        ("\u202egnutset", "gnutset"),
        ("A\u200bd\u200da", "Ada"),
        ("\u0301Ada", "Ada"),
        ("Zoe\u0308", "Zoë"),
        ("e\u200b\u0301a", "éa"),
        ("عبد الرحمن", "عبد الرحمن"),
        ("नरेन्द्र", "नरेन्द्र"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("👩🏽\u200d🚀 Ada", "👩🏽\u200d🚀 Ada"),
        ("Ada ❤\ufe0f\u200d🔥", "Ada ❤\ufe0f\u200d🔥"),
    ],
)
def test_a_name_is_kept_as_people_read_it(typed, kept):
    assert cleaned_name(typed) == kept


def test_towers_of_marks_are_levelled():
    assert cleaned_name("a" + "\u0334" * 20) == "a" + "\u0334" * MARKS_IN_A_ROW


@pytest.mark.parametrize("blank", ["", "   ", "\u200b\u200d\ufeff", "\u3164", "\u2800\u2800", "\u0301", "\u202e", "\x00", "\U000e0041"])
def test_a_name_that_nobody_can_see_is_refused(blank):
    with pytest.raises(ValidationError) as refusal:
        cleaned_name(blank)
    assert refusal.value.code == "unreadable"


def test_a_name_may_be_forty_characters_long_and_not_one_more():
    assert len(cleaned_name("a" * 40)) == 40
    with pytest.raises(ValidationError) as refusal:
        cleaned_name("a" * 41)
    assert refusal.value.code == "too-long"

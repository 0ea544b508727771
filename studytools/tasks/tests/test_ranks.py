"""Between any two keys there is always another."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studytools.tasks.ranks import KEY_CHARS, between, spread


def test_the_first_key_leaves_room_on_both_sides():
    first = between("", None)
    assert between("", first) < first < between(first, None)


@given(st.lists(st.integers(0, 10_000), max_size=200))
def test_wherever_rows_are_put_their_order_is_the_order_of_the_keys(places):
    keys = []
    for place in places:
        at = place % (len(keys) + 1)
        low, high = keys[at - 1] if at else "", keys[at] if at < len(keys) else None
        key = between(low, high)
        assert low < key
        assert high is None or key < high
        assert not key.endswith("0")
        keys.insert(at, key)
    assert keys == sorted(set(keys))


@pytest.mark.parametrize("at_the_end", [True, False])
def test_a_thousand_rows_added_at_one_end_need_no_new_numbers(at_the_end):
    key = between("", None)
    for _ in range(1_000):
        key = between(key, None) if at_the_end else between("", key)
    assert len(key) <= KEY_CHARS


@pytest.mark.parametrize(("low", "high"), [("i", "i"), ("j", "i"), ("i1", "i")])
def test_there_is_nothing_between_a_key_and_itself(low, high):
    with pytest.raises(ValueError, match="is not before"):
        between(low, high)


@pytest.mark.parametrize("count", [0, 1, 2, 35, 36, 500, 1_000])
def test_rows_numbered_anew_are_short_distinct_and_in_order(count):
    keys = spread(count)
    assert keys == sorted(set(keys))
    assert all(0 < len(key) <= 3 and not key.endswith("0") for key in keys)
    assert all(len(between(low, high)) <= 4 for low, high in pairwise(keys))

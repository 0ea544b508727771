"""Codes that can be read out and typed again."""

import re

from rooms.codes import ALPHABET, code_key, new_code, new_passcode, words


def test_a_code_is_two_words_and_four_clear_signs():
    for code in (new_code() for _ in range(200)):
        assert re.fullmatch(rf"[a-z]+-[a-z]+-[{ALPHABET}]{{4}}", code)


def test_there_are_enough_codes_that_guessing_is_hopeless():
    assert len(set(words())) ** 2 * len(ALPHABET) ** 4 > 2**38


def test_case_spaces_and_hyphens_do_not_matter():
    for typed in ("kelp-otter-7f3k", "KELP OTTER 7F3K", " kelpotter7f3k ", "Kelp–Otter–7f3k", "https://study.example.org/rooms/kelp-otter-7f3k/?x=1"):
        assert code_key(typed) == "kelpotter7f3k"


def test_a_passcode_is_long_enough_for_our_own_rule():
    assert all(len(new_passcode()) >= 8 for _ in range(200))

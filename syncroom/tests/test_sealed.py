"""What is sealed is read with the site's secret key, or a former one, and with nothing else."""

import pytest

from syncroom.sealed import Unreadable, resealed, seal, unseal

SECRET = "JBSWY3DPEHPK3PXP – äöü"


def test_what_is_sealed_is_read_again_and_looks_like_nothing():
    assert unseal(seal(SECRET)) == SECRET
    assert "JBSW" not in seal(SECRET)
    assert seal(SECRET) != seal(SECRET)


def test_former_keys_still_open_until_they_are_taken_away(settings):
    sealed = seal(SECRET)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new key", ["another one", settings.SECRET_KEY]
    assert unseal(sealed) == SECRET
    anew = resealed(sealed)
    settings.SECRET_KEY_FALLBACKS = []
    assert unseal(anew) == SECRET
    for read in unseal, resealed:
        with pytest.raises(Unreadable):
            read(sealed)


@pytest.mark.parametrize("text", ["", "nonsense", "gAAAAA", "é", "\x00", SECRET])
def test_what_is_no_seal_is_unreadable(text):
    with pytest.raises(Unreadable):
        unseal(text)


def test_a_changed_character_spoils_it():
    sealed = seal(SECRET)
    with pytest.raises(Unreadable):
        unseal(sealed[:-3] + ("A" if sealed[-3] != "A" else "B") + sealed[-2:])

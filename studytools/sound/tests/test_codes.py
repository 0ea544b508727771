"""A mix is a short code: whatever is none is refused, and none is taken for another."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rooms.live.protocol import Refused
from studytools.sound.codes import SIGNS, STEPS, Layer, check, decode, encode
from studytools.sound.kinds import KINDS
from studytools.sound.presets import PRESETS, describe
from syncroom import limits

numbers = st.integers(0, STEPS)
layers = st.builds(Layer, st.sampled_from([kind.name for kind in KINDS]), numbers, numbers, numbers)
mixes = st.lists(layers, min_size=1, max_size=6, unique_by=lambda layer: layer.kind)
WHOLE = encode([Layer("rain-roof", 32, 25, 15), Layer("brown", 20, 0, 0)])


def refused(code):
    with pytest.raises(Refused, match="no-mix"):
        decode(code)
    return True


def signed(body):
    return body + check(body)


@settings(max_examples=60)
@given(mixes)
def test_a_code_gives_back_the_mix_it_was_made_of(layers):
    code = encode(layers)
    assert decode(code) == layers
    assert len(code) == 3 + 4 * len(layers)
    assert set(code) <= set(SIGNS)


@settings(max_examples=60)
@given(st.integers(0, len(WHOLE) - 1), st.sampled_from(SIGNS))
def test_a_code_with_one_sign_wrong_is_refused(place, sign):
    broken = WHOLE[:place] + sign + WHOLE[place + 1 :]
    assert broken == WHOLE or refused(broken)


@settings(max_examples=60)
@given(st.text(max_size=40))
def test_any_text_that_is_no_code_is_refused(text):
    assert text == WHOLE or refused(text)


def test_a_code_that_lost_its_end_or_its_order_is_refused():
    assert all(refused(WHOLE[:length]) for length in range(len(WHOLE)))
    assert all(refused(WHOLE[:n] + WHOLE[n + 1] + WHOLE[n] + WHOLE[n + 2 :]) for n in range(len(WHOLE) - 1) if WHOLE[n] != WHOLE[n + 1])


@pytest.mark.parametrize("body", ["1", "1rZ", "1rZZ", "2oZZZ", "1zZZZ", "1rz99", "1oAAAoAAA", "1oAA\x00", "1oAA" + "é", "1oAAAn"])
def test_a_code_that_is_signed_but_makes_no_sense_is_refused(body):
    assert refused(signed(body))


def test_a_mix_holds_so_many_sounds_and_no_more(monkeypatch):
    monkeypatch.setattr(limits, "SOUND_LAYERS", 3)
    layers = [Layer(kind.name, 10, 10, 10) for kind in KINDS]
    for count in (2, 3):
        assert len(decode(encode(layers[:count]))) == count
    assert refused(encode(layers[:4]))


def test_letters_are_told_apart_and_the_presets_are_mixes():
    assert len({kind.letter for kind in KINDS}) == len({kind.name for kind in KINDS}) == len(KINDS)
    assert len(PRESETS) >= 8
    for name, code in PRESETS.items():
        assert encode(decode(code)) == code
        assert describe(code) == name


def test_a_mix_is_called_by_what_is_in_it_the_loudest_first():
    assert describe(WHOLE) == "Rain on a roof and brown noise"
    assert describe("nonsense") == "a mix"

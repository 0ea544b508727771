"""Mixes to begin with, and what a mix is called."""

from django.utils.text import get_text_list

from rooms.live.protocol import Refused

from .codes import decode, encode
from .kinds import BY_NAME


def mix(*layers):
    """Each a name and a volume, and controls where they are not the usual ones."""
    return encode((name, volume, *(controls or (BY_NAME[name].first.usual, BY_NAME[name].second.usual))) for name, volume, *controls in layers)


PRESETS = {
    "A wet Sunday": mix(("rain-light", 32), ("fire", 22, 15, 20)),
    "Attic in November": mix(("rain-roof", 32), ("wind", 22, 30, 12), ("brown", 14, 20, 0)),
    "The reading room": mix(("brown", 26, 10, 0), ("cafe", 14, 12, 8)),
    "Corner table": mix(("cafe", 32, 30, 22), ("rain-light", 18, 20, 10)),
    "Night train": mix(("train", 34), ("rain-light", 14, 20, 10), ("brown", 12, 25, 0)),
    "Out at the cape": mix(("waves", 34), ("wind", 18, 20, 5)),
    "Below the mill": mix(("stream", 34), ("insects", 12, 15, 15)),
    "Windows open, late": mix(("insects", 28, 25, 25), ("wind", 12, 15, 0)),
    "Storm over the roofs": mix(("rain-heavy", 34, 35, 25), ("wind", 20, 35, 15), ("rain-roof", 16, 30, 10)),
    "Embers": mix(("fire", 34, 30, 25), ("wind", 10, 20, 0)),
    "Plain brown": mix(("brown", 32)),
    "A long count": mix(("binaural", 16), ("pink", 22, 20, 10)),
}
NAMES = {code: name for name, code in PRESETS.items()}


def describe(code):
    """`Night train`, or what is in it, the loudest first."""
    try:
        layers = sorted(decode(code), key=lambda layer: -layer.volume)
    except Refused:  # it was one once, when more sounds fitted into a mix
        return "a mix"
    words = get_text_list([uncapital(BY_NAME[layer.kind].label) for layer in layers], "and")
    return NAMES.get(code) or words[0].upper() + words[1:]


def uncapital(words):
    return words[0].lower() + words[1:]

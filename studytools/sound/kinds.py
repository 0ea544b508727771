"""The sounds there are, each with a letter for codes and two controls; static/studytools/sound/worklet/ makes them."""

from typing import NamedTuple


class Control(NamedTuple):
    label: str
    usual: int  # of STEPS


class Kind(NamedTuple):
    name: str
    letter: str  # never another sound's, not even when this one is gone: codes last
    label: str
    first: Control
    second: Control
    note: str = ""

    @property
    def controls(self):
        return ("first", self.first), ("second", self.second)


KINDS = (
    Kind("rain-light", "r", "Light rain", Control("Drops", 25), Control("Nearness", 25)),
    Kind("rain-heavy", "h", "Heavy rain", Control("Strength", 25), Control("Thunder", 0)),
    Kind("rain-roof", "o", "Rain on a roof", Control("Drops", 25), Control("Tin", 15)),
    Kind("waves", "v", "Waves", Control("Pace", 20), Control("Surf", 25)),
    Kind("stream", "s", "A stream", Control("Flow", 25), Control("Bubbles", 25)),
    Kind("wind", "i", "Wind", Control("Gusts", 25), Control("Whistle", 10)),
    Kind("fire", "f", "A fire", Control("Crackle", 25), Control("Roar", 20)),
    Kind("cafe", "c", "Café murmur", Control("People", 25), Control("Cups", 15)),
    Kind("train", "t", "A train", Control("Speed", 25), Control("Rails", 25)),
    Kind("insects", "k", "Night insects", Control("Crickets", 25), Control("Breeze", 20)),
    Kind("brown", "n", "Brown noise", Control("Warmth", 0), Control("Sway", 0)),
    Kind("pink", "p", "Pink noise", Control("Warmth", 0), Control("Sway", 0)),
    Kind("white", "w", "White noise", Control("Warmth", 0), Control("Sway", 0)),
    Kind("binaural", "b", "Binaural beats", Control("Pitch", 20), Control("Beat", 15), "for headphones"),
)
BY_NAME = {kind.name: kind for kind in KINDS}
BY_LETTER = {kind.letter: kind for kind in KINDS}

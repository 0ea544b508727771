"""A mix as a short code: `1`, four signs for each layer, two to check them; static/studytools/sound/panel/code.js reads and writes the same."""

import string
from typing import NamedTuple

from rooms.live.protocol import Refused
from syncroom import limits

from .kinds import BY_LETTER, BY_NAME

VERSION = "1"
SIGNS = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
STEPS = 50  # a volume, or a control, is one of 0 to 50
LAYER = 4
PRIME = 4093  # below 64², so that the check is two signs


class Layer(NamedTuple):
    kind: str
    volume: int
    first: int
    second: int


def check(text):
    """Another sign, or two that changed places, give another check."""
    total = 0
    for sign in text:
        total = (total * 67 + ord(sign)) % PRIME
    return SIGNS[total // 64] + SIGNS[total % 64]


def encode(layers):
    body = VERSION + "".join(BY_NAME[kind].letter + SIGNS[volume] + SIGNS[first] + SIGNS[second] for kind, volume, first, second in layers)
    return body + check(body)


def decode(code):
    """The layers of a mix; Refused `no-mix` for whatever is none, or not all of one."""
    body, sign = code[:-2], code[-2:]
    parts = [body[start : start + LAYER] for start in range(1, len(body), LAYER)]
    whole = body.startswith(VERSION) and sign == check(body) and parts and len(parts[-1]) == LAYER
    if not whole or len(parts) > limits.SOUND_LAYERS or len({part[0] for part in parts}) < len(parts):
        raise Refused("no-mix")
    return [layer(part) for part in parts]


def layer(part):
    kind, numbers = BY_LETTER.get(part[0]), [SIGNS.find(sign) for sign in part[1:]]
    if kind is None or not all(0 <= number <= STEPS for number in numbers):
        raise Refused("no-mix")
    return Layer(kind.name, *numbers)

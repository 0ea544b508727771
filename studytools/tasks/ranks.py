"""Where a row stands among its siblings, as a key that another always fits before, after or between.

A fractional index: keys are digits after a point, compared as text. Base 36, so that every collation agrees on their order.
"""

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
BASE = len(DIGITS)
KEY_CHARS = 40  # longer ones are a reason to number the siblings anew


def between(low, high):
    """A key after `low` and before `high`; "" is the beginning, None the end. ValueError if there is nothing between.

    At the ends it goes one step, not half the way: that is where most rows are added.
    """
    if high is not None and low >= high:
        raise ValueError(f"{low!r} is not before {high!r}")
    key, at_start, at_end = "", low == "", high is None
    while True:
        first = DIGITS.index(low[len(key)]) if len(key) < len(low) else 0
        last = DIGITS.index(high[len(key)]) if high is not None and len(key) < len(high) else BASE
        if last - first > 1:
            return key + DIGITS[step(first, last, at_start, at_end)]
        if last > first:
            high = None  # whatever follows this digit is before it
        key += DIGITS[first]


def step(first, last, at_start, at_end):
    if at_end and not at_start:
        return first + 1
    return last - 1 if at_start and not at_end else (first + last) // 2


def spread(count):
    """`count` keys in order, short and evenly apart."""
    width, room = 1, BASE
    while room < 4 * (count + 1):
        width, room = width + 1, room * BASE
    return [digits((n + 1) * room // (count + 1), width) for n in range(count)]


def digits(number, width):
    """`number` in `width` digits, without the zeros at its end: two keys for one place would leave nothing between them."""
    key = ""
    for _ in range(width):
        number, digit = divmod(number, BASE)
        key = DIGITS[digit] + key
    return key.rstrip(DIGITS[0])

"""Room codes: two words and four unambiguous letters or digits, to be read out."""

import re
import secrets
from functools import cache
from pathlib import Path

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0 o 1 i l
TAIL = 4


@cache
def words():
    return tuple((Path(__file__).parent / "words.txt").read_text().split())


def new_code():
    """`kelp-otter-7f3k`: about 39 bits."""
    tail = "".join(secrets.choice(ALPHABET) for _ in range(TAIL))
    return f"{secrets.choice(words())}-{secrets.choice(words())}-{tail}"


def new_passcode():
    """`tulip-harp-52`: short to say, and long enough where guesses are limited."""
    return f"{secrets.choice(words())}-{secrets.choice(words())}-{secrets.randbelow(90) + 10}"


def code_key(text):
    """What is left of a code, or of a link to a room, when case, spaces and hyphens do not matter."""
    if link := re.search(r"/rooms/([^/?#\s]+)", text):
        text = link[1]
    return re.sub(r"[\s\-_‐-―\x00]+", "", text).lower()

"""What a display name may be: visible, on one line, not made to deceive."""

import unicodedata

from django.core.exceptions import ValidationError

from syncroom import limits

# Controls, surrogates, unassigned, private, line separators; bidirectional overrides and invisible characters are in "Cf".
_FORBIDDEN = {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"}
_BLANK = set("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5")  # letters, marks and symbols that nobody can see
_JOINER = "\u200d"  # holds emoji together, and is invisible elsewhere
MARKS_IN_A_ROW = 3


def cleaned_name(text, most=limits.NAME_CHARS):
    """The name as it is stored and shown; ValidationError if nothing visible is left or it is too long."""
    visible = unicodedata.normalize("NFC", "".join(_visible(text)))
    name = unicodedata.normalize("NFC", " ".join(_fewer_marks(visible).split()))
    if not any(unicodedata.category(char)[0] in "LNPS" for char in name):
        raise ValidationError("Please give a name that can be read.", code="unreadable")
    if len(name) > most:
        raise ValidationError(f"At most {most} characters, please.", code="too-long")
    return name


def _visible(text):
    """Every kind of space as a space, and what can be seen."""
    for char in text:
        if char.isspace():
            yield " "
        elif char == _JOINER or (char not in _BLANK and unicodedata.category(char) not in _FORBIDDEN):
            yield char


def _fewer_marks(text):
    """Letters with at most a few marks each, no marks without a letter, joiners only between emoji."""
    kept, run = [], MARKS_IN_A_ROW
    for place, char in enumerate(text):
        if char == _JOINER:
            if not (kept and _in_emoji(kept[-1]) and text[place + 1 : place + 2] and unicodedata.category(text[place + 1]) == "So"):
                continue
        elif unicodedata.category(char)[0] == "M":
            run += 1
        else:
            run = MARKS_IN_A_ROW if char == " " else 0
        if run <= MARKS_IN_A_ROW or char == " ":
            kept.append(char)
    return "".join(kept)


def _in_emoji(char):
    return unicodedata.category(char) in ("So", "Sk") or char == "\ufe0f"

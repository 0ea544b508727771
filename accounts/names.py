"""What a display name may be: visible, on one line, not made to deceive."""

import unicodedata

from django.core.exceptions import ValidationError

from syncroom import limits

# Controls, surrogates, unassigned; bidirectional overrides and invisible characters are in "Cf".
_FORBIDDEN = {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"}
_JOINER = "\u200d"  # holds emoji together
MARKS_IN_A_ROW = 3


def cleaned_name(text, most=limits.NAME_CHARS):
    """The name as it is stored and shown; ValidationError if nothing visible is left or it is too long."""
    text = unicodedata.normalize("NFC", text)
    text = "".join(" " if char.isspace() else char for char in text if char.isspace() or char == _JOINER or unicodedata.category(char) not in _FORBIDDEN)
    name = " ".join(_fewer_marks(text).split()).strip(_JOINER + " ")
    if not any(unicodedata.category(char)[0] in "LNPS" for char in name):
        raise ValidationError("Please give a name that can be read.", code="unreadable")
    if len(name) > most:
        raise ValidationError(f"At most {most} characters, please.", code="too-long")
    return name


def _fewer_marks(text):
    """Text whose letters carry at most a few marks each."""
    kept, run = [], 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        if run <= MARKS_IN_A_ROW:
            kept.append(char)
    return "".join(kept)

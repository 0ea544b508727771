"""Text from people's files and forms: one line, bounded, nothing that cannot be seen."""

import unicodedata

WIDTHLESS = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
KEPT = "\u200d\u200c"  # joiners that scripts and emoji need


def clean(text, most=200):
    """One line of at most `most` characters. Marks for direction, controls, lone surrogates and what no database takes are gone."""
    spaced = " ".join(text[: most * 20].split())
    visible = "".join(char for char in spaced if char in KEPT or unicodedata.category(char) not in WIDTHLESS)
    return " ".join(visible.split())[:most].strip()

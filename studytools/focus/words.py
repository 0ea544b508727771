"""The recap, in words."""

import re

from accounts.erasing import GONE

NAMED = 3  # people whose words are quoted; of more only names
QUOTED = 60  # characters of what somebody set out to do
ACTS = {"done": ("finished", "finished"), "carry": ("carries on with", "carry on"), "blocked": ("is stuck at", "are stuck")}


def recap(people):
    """[(name, what they set out to do, outcome), …] → "Ada finished “Esters”, Grace and Lin carry on.", or ""."""
    parts = []
    for outcome, (one, many) in ACTS.items():
        some = [(name, doing) for name, doing, became in people if became == outcome]
        if len(some) == 1 or (some and len(people) <= NAMED):
            parts += [f"{name} {one} “{short(doing)}”" for name, doing in some]
        elif some:
            parts.append(f"{listed([name for name, _ in some])} {many}")
    return f"{', '.join(parts)}." if parts else ""


def short(text):
    return text if len(text) <= QUOTED else text[: QUOTED - 1].rstrip() + "…"


def listed(names):
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def without(words, name):
    """The same recap, after somebody of this name has deleted their account."""
    verbs = "|".join(one for one, _ in ACTS.values())
    words = re.sub(rf"(?<!\w){re.escape(name)} ({verbs}) “[^”]*”", rf"{GONE} \1 something", words)
    parts = re.split(r"(“[^”]*”)", words)  # what others set out to do is theirs
    return "".join(part if part.startswith("“") else re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", GONE, part) for part in parts)

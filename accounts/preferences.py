"""What somebody likes, wherever they sign in: one catalogue, a line each. The server writes it on <html>, as data-theme="lamp"."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import SimpleLazyObject

COOKIE, YEAR_SECONDS = "syncroom_preferences", 365 * 86_400


@dataclass(frozen=True)
class Preference:
    """`choices` is {value: words}; the first holds for whoever has not chosen. Names and values are lower-case letters."""

    name: str
    words: str
    choices: dict[str, str]
    about: str = ""


catalogue: dict[str, Preference] = {}


def preference(name, words, choices, about=""):
    catalogue[name] = Preference(name, words, choices, about)


SYSTEM = "As the system"
THEMES = {"paper": "Paper", "lamp": "Lamp", "dawn": "Dawn", "harbour": "Harbour", "graphite": "Graphite", "contrast": "High contrast"}
preference("theme", "Theme", {"auto": SYSTEM} | THEMES, "Lamp, Harbour and Graphite are dark. High contrast is as dark as your system is.")
SCENES = {
    "rain": "Rain on a window",
    "library": "Library lamp",
    "forest": "Forest",
    "train": "Night train",
    "aurora": "Aurora",
    "fire": "Fireplace",
    "plain": "Plain",
}
preference("scene", "Scene", {"room": "The room’s"} | SCENES, "What is drawn behind the timer.")
preference("accent", "Accent", {"amber": "Amber", "moss": "Moss", "sea": "Sea", "plum": "Plum"}, "The colour of what matters.")
preference("text", "Text", {"usual": "Usual", "large": "Large", "largest": "Largest"})
preference(
    "spacing",
    "Spacing",
    {"usual": "Usual", "wide": "Wide"},
    "Wide parts letters, words and lines further, without serifs or italics: easier for some who read with dyslexia.",
)
preference("sounds", "Sounds", {"on": "On", "off": "Off, all of them"}, "Which ones, and how loud, is chosen at the timer.")
preference("motion", "Motion", {"auto": SYSTEM, "less": "As little as possible"})
preference(
    "notify",
    "Tell me of",
    {"mentions": "What is meant for me", "everything": "Everything", "nothing": "Nothing"},
    "With nothing, no count stands in the tab’s title, and nobody’s knock is heard.",
)

DEFAULTS = {name: next(iter(known.choices)) for name, known in catalogue.items()}


def valid(choices):
    """Of {name: value} from anywhere, what the catalogue knows."""
    return {name: choices[name] for name, known in catalogue.items() if choices.get(name) in known.choices}


def remembered(request):
    """What this browser was told: for visitors, and for whatever somebody never chose."""
    return DEFAULTS | valid(dict(pair.split(":", 1) for pair in request.COOKIES.get(COOKIE, "").split("|") if ":" in pair))


def chosen(request):
    """{name: value} of all of the catalogue, for whoever asks."""
    user = request.user
    return remembered(request) | (valid(user.preferences) if user.is_authenticated else {})


def remember(response, request, choices):
    """This browser knows, too: the pages before somebody signs in look as they like it."""
    value = "|".join(f"{name}:{choice}" for name, choice in (remembered(request) | choices).items())
    response.set_cookie(COOKIE, value, YEAR_SECONDS, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax")


def context(request):
    """Context processor: `preferences`, and `remembered` for pages that must not ask who somebody is."""
    return {"preferences": SimpleLazyObject(lambda: chosen(request)), "remembered": SimpleLazyObject(lambda: remembered(request))}

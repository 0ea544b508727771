"""What stands in the log: a line for what people did wrong, a traceback only for what we did wrong, and never what people wrote."""

import json
import logging as logs
import re
import secrets
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime

from django.utils.decorators import sync_only_middleware

SECRETS = re.compile(r"/(i|password/reset/key|accounts/first|confirm-email)/[^/\s?]+")  # addresses that let in whoever knows them
QUOTED = re.compile(r"""(["'])(?![\w.]{0,60}\1).*?\1""")  # names may stay, other people's words not
GIVEN_ID = re.compile(r"[\w.-]{8,64}")
KNOWN = ("request_id", "room_id", "user_id")
WORDS_CHARS = 200
TALKATIVE = ("asyncio", "channels_redis", "daphne", "django.db.backends", "redis", "urllib3", "websockets")
_about = ContextVar("about", default=None)


def begin(**known):
    """From here on, in this request or connection, lines carry these ids; more come by `note`."""
    _about.set({"request_id": secrets.token_hex(8), **known})


def note(**known):
    about = _about.get()
    if about is not None:
        about.update(known)


@sync_only_middleware
def middleware(get_response):
    """A request has the id that a proxy gave it, or one of ours, and says it in `X-Request-ID`."""

    def respond(request):
        given = request.headers.get("X-Request-ID", "")
        begin(request_id=given if GIVEN_ID.fullmatch(given) else secrets.token_hex(8), request=request)
        response = get_response(request)
        response.headers["X-Request-ID"] = _about.get()["request_id"]
        return response

    return respond


def known(record):
    """{name: id} of what the line is about: said with it, or where it was written."""
    about = _about.get() or {}
    user = getattr(about.get("request"), "_cached_user", None)  # asked already, or not at all: a log asks no database
    found = {"user_id": user.pk if user and user.pk else None} | about
    found |= {name: value for name in KNOWN if (value := getattr(record, name, None)) is not None}
    return {name: found[name] for name in KNOWN if found.get(name) is not None}


class NoTraceback(logs.Filter):
    """A refusal is no failure: below ERROR, and where somebody tried what they may not, records lose their traceback."""

    def filter(self, record):
        if record.levelno < logs.ERROR or record.name.startswith("django.security"):
            record.exc_info = record.exc_text = None
        return True


class NoTokens(logs.Filter):
    """Django names the address of every request it refuses; what opens a door stays out of the log."""

    def filter(self, record):
        text = record.getMessage()
        if SECRETS.search(text):
            record.msg, record.args = SECRETS.sub(r"/\1/…", text), None
        return True


class Line(logs.Formatter):
    """One line of text, and what it is about behind it."""

    def formatMessage(self, record):
        about = " ".join(f"{name.removesuffix('_id')}={value}" for name, value in known(record).items())
        return super().formatMessage(record).replace("\n", "\\n") + (f" [{about}]" if about else "")

    def formatException(self, info):
        """Where it happened in full, and of its words what cannot be somebody's."""
        return "\n".join(told(info[1]))


class Json(Line):
    """One JSON object a line, for programs that collect logs."""

    def format(self, record):
        line = {"time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"), "level": record.levelname}
        line |= {"logger": record.name, "message": record.getMessage(), **known(record)}
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def told(error):
    """The traceback's lines, of causes first. A database's words go on with the row that it did not take: only their first line is told."""
    if (cause := error.__cause__ or (None if error.__suppress_context__ else error.__context__)) is not None:
        yield from told(cause)
        yield "which led to:"
    yield "Traceback (most recent call last):"
    yield "".join(traceback.format_tb(error.__traceback__)).rstrip("\n")
    words = QUOTED.sub("'…'", str(error).split("\n")[0])[:WORDS_CHARS]
    yield f"{type(error).__module__}.{type(error).__qualname__}: {words}"


def logging(level, form):
    """Django's setting. What others would tell of every frame and every query stays untold at any level."""
    quiet = logs.getLevelName(max(logs.INFO, logs.getLevelName(level)))
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"text": {"()": Line, "format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}, "json": {"()": Json}},
        "filters": {"refusals": {"()": NoTraceback}, "tokens": {"()": NoTokens}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": form, "filters": ["refusals", "tokens"]}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "syncroom": {"level": "DEBUG" if level == "DEBUG" else "INFO"},
            **{name: {"level": quiet} for name in TALKATIVE},
            "spotipy": {"level": "CRITICAL", "propagate": False},  # its lines have keys, and what people search for; ours say what went wrong
            "uvicorn": {"level": "WARNING"},  # its lines of requests have queries in them
            "psycopg.pool": {"level": "ERROR"},  # once a try, while the writer says what was not written
            "channels_redis.pubsub": {"level": "CRITICAL"},  # syncroom.layer says in one line that Redis is away
        },
    }

"""Every variable that is read from the environment: its name, what it may be, its default, and what it does, once."""

from dataclasses import dataclass

from . import kinds


@dataclass(frozen=True)
class Variable:
    """`default` as it would stand in the environment; `shown` stands on the page where the default is not a fixed text."""

    name: str
    about: str
    kind: object = kinds.text
    default: str = ""
    shown: str = ""
    group: str = ""


catalogue: dict[str, Variable] = {}
FORMER: dict[str, str] = {}  # {a name that an earlier version read: its name today}
OTHERS = {"SYNCROOM_REQUIRE", "SYNCROOM_TEST_DATA"}  # of the tests


def group(title):
    def variable(name, about, kind=kinds.text, default="", shown=""):
        catalogue[name] = Variable(name, about, kind, default, shown, title)

    return variable


_ = group("Where it is")
_(
    "HOST",
    "the address to listen on",
    kinds.listening,
    "127.0.0.1",
    shown="`127.0.0.1`; where only `PORT` and `DATABASE_URL` are given, as platforms do, `0.0.0.0`",
)
_("PORT", "the port to listen on", kinds.number(1, 65535), "8000")
_(
    "SYNCROOM_URL",
    "the public address, such as `https://study.example.org`. It alone decides allowed hosts, trusted origins, secure cookies,"
    " redirects to https and HSTS",
    kinds.site,
)
_(
    "SYNCROOM_TRUSTED_PROXIES",
    "whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed: addresses or networks, separated by commas",
    kinds.proxies,
    shown="`127.0.0.1` with an https address, private networks on a platform, else none",
)
_(
    "SYNCROOM_LINGER_SECONDS",
    "seconds after SIGTERM during which people are still served while `/readyz` answers 503, for proxies that ask it",
    kinds.number(0, 60),
    "0",
)
_("SYNCROOM_HSTS_SUBDOMAINS", "extend HSTS to subdomains and preloading; only if all of the domain is yours", kinds.flag, "false")

_ = group("What it keeps, and where")
_(
    "SYNCROOM_DATA",
    "the folder of everything that must be kept: the SQLite file, the secret key, uploads; static files are collected there too",
    shown="`data` beside `manage.py`",
)
_(
    "SYNCROOM_SECRET_KEY",
    "Django's secret key, 32 random characters or more; otherwise it is generated into `secret_key` in the data folder, readable by its owner only",
    kinds.key,
    shown="made at the first start; on a platform from the database's password",
)
_(
    "SYNCROOM_SECRET_KEY_FALLBACKS",
    "former secret keys, separated by spaces: what was signed and sealed with them still holds, until `manage.py reseal` was run",
    kinds.keys,
)
_("DATABASE_URL", "`postgres://user:password@host:port/name`", kinds.database, shown="SQLite in the data folder")
_(
    "REDIS_URL",
    "`redis://host:port/0`: lets several processes serve one site, and counts their limits together. Without it a second process refuses to start",
    kinds.redis,
)
_(
    "SYNCROOM_LAYER",
    "the import path of another channel layer",
    kinds.dotted,
    "channels_redis.pubsub.RedisPubSubChannelLayer",
    shown="Redis Pub/Sub",
)

_ = group("The first administrator")
_("SYNCROOM_ADMIN_USERNAME", "makes this administrator when the server starts and there is none; without it a link is printed that works once")
_("SYNCROOM_ADMIN_PASSWORD", "the password of that administrator, best as `SYNCROOM_ADMIN_PASSWORD_FILE`; afterwards neither is read any more")

_ = group("Mail")
_(
    "SYNCROOM_EMAIL_URL",
    "a mail server, such as `smtp+tls://user:password@host:587`; without one, e-mail is never asked to work",
    kinds.mail,
)
_("SYNCROOM_EMAIL_FROM", "the sender of mail", kinds.sender, shown="`SyncRoom <no-reply@…>`")

_ = group("Calls")
_("SYNCROOM_STUN_URLS", "where browsers learn their own address, such as `stun:turn.example.org:3478`", kinds.ice("stun", "stuns"))
_("SYNCROOM_TURN_URLS", "the relay, such as `turn:turn.example.org:3478 turns:turn.example.org:5349?transport=tcp`", kinds.ice("turn", "turns"))
_("SYNCROOM_TURN_SECRET", "what site and relay both know (coturn's `static-auth-secret`), best as `SYNCROOM_TURN_SECRET_FILE`", kinds.token)
_("SYNCROOM_JANUS_URL", "the WebSocket of a Janus gateway for calls that are too large without, such as `ws://127.0.0.1:8188`", kinds.janus)
_("SYNCROOM_JANUS_SECRET", "what site and Janus both know (its `api_secret`), best as `SYNCROOM_JANUS_SECRET_FILE`", kinds.token)
_("SYNCROOM_JANUS_ROOM_KEY", "what makes rooms there (the `admin_key` of its VideoRoom), best as `SYNCROOM_JANUS_ROOM_KEY_FILE`", kinds.token)

_ = group("Spotify")
_(
    "SYNCROOM_SPOTIFY_CLIENT_ID",
    "lets people connect their own Spotify account (see [Spotify](spotify.md)); without it a Spotify link is a card, and no more. It is no secret",
)

_ = group("What it tells")
_(
    "SYNCROOM_LOG_LEVEL",
    "`DEBUG`, `INFO`, `WARNING` or `ERROR`. Logs hold no message, passcode or token at any of them",
    kinds.one_of("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"),
    "WARNING",
)

_(
    "SYNCROOM_LOG_FORMAT",
    "`text`, or `json`: one object a line. Either has the ids of request, room and person where they are known",
    kinds.one_of("text", "json"),
    "text",
)
_(
    "SYNCROOM_METRICS_TOKEN",
    "opens `/metrics` to whoever sends `Authorization: Bearer …` with it; without this and the next there are no metrics",
    kinds.token,
)
_(
    "SYNCROOM_METRICS_ALLOW",
    "opens `/metrics` to these addresses or networks, separated by commas; behind a proxy that is not trusted everybody has the proxy's",
    kinds.addresses,
)

_ = group("For developing")
_("SYNCROOM_DEBUG", "tracebacks in the browser, static files unhashed (`make dev` sets it); never on the internet", kinds.flag, "false")
_(
    "SYNCROOM_SPOTIFY_STANDIN",
    "for tests: a server on this machine that answers in Spotify's place, such as `http://127.0.0.1:8123`",
    kinds.site,
)

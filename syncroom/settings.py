"""The one settings file. Every variable that is read here stands in variables.py, and on docs/configuration.md, which is made from it."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from .environment import BASE_DIR, env, hosts, postgresql, secret_key
from .logs import logging
from .platform import NETWORKS, PLATFORM, platform_key
from .problems import stop_if_any

stop_if_any()

DATA = Path(env("SYNCROOM_DATA") or BASE_DIR / "data").resolve()
HOST, PORT, URL = "0.0.0.0" if PLATFORM else env("HOST"), env("PORT"), env("SYNCROOM_URL")  # noqa: S104 the router is the only way in
SECURE, LINGER_SECONDS = URL is not None and URL.scheme == "https", env("SYNCROOM_LINGER_SECONDS")

DEBUG = env("SYNCROOM_DEBUG")
SECRET_KEY = env("SYNCROOM_SECRET_KEY") or platform_key() or secret_key(DATA)
SECRET_KEY_FALLBACKS = env("SYNCROOM_SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = ["*"] if PLATFORM and not URL else hosts(URL, HOST)
CSRF_TRUSTED_ORIGINS = [f"{URL.scheme}://{URL.netloc}"] if URL else []

ROOT_URLCONF, ASGI_APPLICATION = "syncroom.urls", "syncroom.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEST_RUNNER = "django.test.runner.DiscoverRunner"

INSTALLED_APPS = [
    "daphne",  # before staticfiles: its `runserver` serves sockets too
    "servestatic.runserver_nostatic",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "syncroom",
    "accounts",
    "rooms",
    "chat",
    "studytools",
]

MIDDLEWARE = [
    "syncroom.static.lean",
    "syncroom.logs.middleware",
    "syncroom.metrics.middleware",
    "syncroom.health.middleware",
    "syncroom.plain.middleware",
    "django.middleware.security.SecurityMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    "syncroom.packing.middleware",
    "syncroom.caching.middleware",
    "csp.middleware.CSPMiddleware",
    "accounts.sessions.Middleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "accounts.middleware.seen",
    "rooms.devices.middleware",
    "syncroom.bodies.middleware",
    "syncroom.throttle.middleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "accounts.preferences.context",
            ]
        },
    }
]

# Where things are kept
DATABASE_URL, REDIS_URL = env("DATABASE_URL"), env("REDIS_URL")
SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA / "syncroom.sqlite3",
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=27103364; PRAGMA mmap_size=134217728;",
    },
}
POSTGRESQL = {
    "CONN_HEALTH_CHECKS": True,
    "OPTIONS": {
        "connect_timeout": 3,
        "options": "-c statement_timeout=10000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=15000",
        "pool": {"min_size": 2, "max_size": 12, "timeout": 5},
    },
}
DATABASES = {"default": postgresql(DATABASE_URL, POSTGRESQL) if DATABASE_URL else SQLITE}
REDIS_HOST = {"address": REDIS_URL, "socket_timeout": 20, "socket_connect_timeout": 3, "health_check_interval": 10, "retry_on_timeout": True}
CHANNEL_LAYERS = (
    {  # one process needs none: its own connections are served directly
        "default": {
            "BACKEND": env("SYNCROOM_LAYER"),
            "CONFIG": {"hosts": [REDIS_HOST], "prefix": "syncroom"},
        }
    }
    if REDIS_URL
    else {}
)
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# Who people are
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["accounts.hashers.Argon2", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.MixedOrLong"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "display_name", "email"]},
    },
]
LOGIN_URL, LOGIN_REDIRECT_URL, LOGOUT_REDIRECT_URL, ACCOUNT_LOGOUT_REDIRECT_URL = "account_login", "/", "/", "/"
SESSION_ENGINE, SESSION_COOKIE_AGE = "accounts.sessions", 30 * 86_400
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "syncroom_session", "syncroom_csrf"
ADMIN_USERNAME, ADMIN_PASSWORD = env("SYNCROOM_ADMIN_USERNAME"), env("SYNCROOM_ADMIN_PASSWORD")
METRICS_TOKEN, METRICS_ALLOW = env("SYNCROOM_METRICS_TOKEN"), env("SYNCROOM_METRICS_ALLOW")
STUN_URLS, TURN_URLS, TURN_SECRET = env("SYNCROOM_STUN_URLS"), env("SYNCROOM_TURN_URLS"), env("SYNCROOM_TURN_SECRET")
JANUS_URL, JANUS_SECRET, JANUS_ROOM_KEY = env("SYNCROOM_JANUS_URL"), env("SYNCROOM_JANUS_SECRET"), env("SYNCROOM_JANUS_ROOM_KEY")
EMAIL_URL = env("SYNCROOM_EMAIL_URL")
if EMAIL_URL:
    vars().update(env.email_url_config(EMAIL_URL))
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
EMAIL_TIMEOUT, PASSWORD_RESET_TIMEOUT = 10, 4 * 3600
DEFAULT_FROM_EMAIL = env("SYNCROOM_EMAIL_FROM") or f"SyncRoom <no-reply@{URL.hostname if URL else 'localhost'}>"
ACCOUNT_ADAPTER = "accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"} if EMAIL_URL else {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_FORMS = {
    "signup": "accounts.forms.SignupForm",
    "login": "accounts.forms.LoginForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "add_email": "accounts.forms.AddEmailForm",
}
ACCOUNT_EMAIL_VERIFICATION = "optional" if EMAIL_URL else "none"
ACCOUNT_PRESERVE_USERNAME_CASING, ACCOUNT_USERNAME_MIN_LENGTH = False, 3  # accounts.usernames has the whole rule
ACCOUNT_PREVENT_ENUMERATION, ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = "strict", False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "SyncRoom: "
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False  # ours outlive a cache that is away, and do not lock owners out: accounts.attempts, accounts.views
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False  # guests may sign up and log in: accounts.views
ACCOUNT_LOGIN_ON_PASSWORD_RESET = ACCOUNT_SESSION_REMEMBER = ACCOUNT_EMAIL_NOTIFICATIONS = True
SPOTIFY_CLIENT_ID, SPOTIFY_STANDIN = env("SYNCROOM_SPOTIFY_CLIENT_ID"), env("SYNCROOM_SPOTIFY_STANDIN")
MFA_PASSKEY_LOGIN_ENABLED = MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ADAPTER, MFA_SUPPORTED_TYPES = "accounts.factors.adapter.FactorAdapter", ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an address is optional here, and many sites send no mail to verify it by
ALLAUTH_TRUSTED_PROXY_COUNT = 0  # the server has already put the right address in REMOTE_ADDR

# What a browser may do with our pages
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "frame-src": [SELF],  # our own small pages; each names the one place it loads from: studytools/music/frames.py
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS, SECURE_REFERRER_POLICY = "DENY", "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
TRUSTED_PROXIES = env("SYNCROOM_TRUSTED_PROXIES") or (NETWORKS if PLATFORM else "127.0.0.1" if SECURE else "")
if SECURE:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 86_400
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = env("SYNCROOM_HSTS_SUBDOMAINS")
    if not SECURE_HSTS_PRELOAD:
        SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # a neighbour's subdomains are not ours to force

# Static files, language, log
STATIC_URL, STATIC_ROOT = "/static/", DATA / "static"
STATICFILES_DIRS, SERVESTATIC_ALLOW_ALL_ORIGINS = [BASE_DIR / "static"], False  # our files are for our pages
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "syncroom.static.PackedOnce"},
}
MEDIA_ROOT = DATA / "media"
FILE_UPLOAD_TEMP_DIR = DATA / "uploads"  # on the same disk, so that a large file is moved, not copied
FILE_UPLOAD_TEMP_DIR.mkdir(mode=0o700, exist_ok=True)
USE_TZ, TIME_ZONE, LANGUAGE_CODE, FORMAT_MODULE_PATH = True, "UTC", "en", "syncroom.formats"
LOGGING = logging(env("SYNCROOM_LOG_LEVEL"), env("SYNCROOM_LOG_FORMAT"))

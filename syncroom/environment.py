"""What the environment says: one prefix, files for secrets, and a key that is made at the first start."""

import os
import socket
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from environ import FileAwareEnv

from . import dotenv
from .variables import catalogue

BASE_DIR = Path(__file__).resolve().parent.parent


class Environment(FileAwareEnv):
    """env("NAME") is the value of what stands in variables.py, its default where it is not set; ValueError in words if it makes no sense."""

    def get_value(self, var, cast=None, default=FileAwareEnv.NOTSET, parse_default=False):
        """Every text is taken as it is: a password may begin with $, and a file end with a newline."""
        variable = catalogue[var]
        try:
            return variable.kind(self.ENVIRON.get(var, "").strip() or variable.default)
        except ValueError as error:
            raise ValueError(f"{var} {error}") from None


env = Environment()
FILE_PROBLEMS = dotenv.read(BASE_DIR / ".env", env)


def secret_key(folder):
    """The key in `folder`/secret_key, made (mode 0600) if there is none yet; two processes make one."""
    path = Path(folder) / "secret_key"
    try:
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(get_random_secret_key())
    except FileExistsError:
        pass
    return path.read_text().strip() or _empty(path)


def _empty(path):
    raise ImproperlyConfigured(f"{path} is empty: delete it, and a new key is made")


def hosts(url, host):
    """The names this site answers to: its address, or this machine's when it has none."""
    local = ["localhost", "127.0.0.1", "[::1]"]
    if url:
        return [url.hostname, *local]
    return list({*local, host, socket.gethostname()} - {"0.0.0.0", "::"})  # noqa: S104 only compared with


def postgresql(url, settings):
    """Django's settings of `url`; what stands behind its ?, such as sslmode=require, joins the options of ours."""
    config = env.db_url_config(url)
    return config | settings | {"OPTIONS": settings["OPTIONS"] | config.get("OPTIONS", {})}

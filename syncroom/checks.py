"""What could be better in the settings; what is wrong stops the start already: see problems.py."""

import ipaddress
import os

from django.conf import settings
from django.core.checks import Info, Tags, Warning, register


@register(Tags.security)
def exposed(app_configs, **kwargs):
    """Shown at every start."""
    url = settings.URL
    if url and url.scheme == "http" and not local(url.hostname):
        words = "SYNCROOM_URL begins with http://: passwords and messages travel readable by anyone on the way."
        yield Warning(words, "Put a proxy with TLS in front, and give the address with https://.", id="syncroom.W001")
    if settings.TRUSTED_PROXIES.strip() == "*":
        words = "SYNCROOM_TRUSTED_PROXIES is *: whoever reaches this port may claim any address, and limits by address do not hold."
        yield Warning(words, "Name your proxy's address or network instead, unless nobody else can reach the port.", id="syncroom.W002")
    if settings.DEBUG and url and not local(url.hostname):
        words = "SYNCROOM_DEBUG shows code and settings to whoever causes an error."
        yield Warning(words, "Take it away.", id="syncroom.W003")


@register(Tags.security, deploy=True)
def missing(app_configs, **kwargs):
    """Shown by `check --deploy`."""
    if not settings.URL:
        words = "SYNCROOM_URL is not set: this site answers to names of this machine only, and its cookies travel unencrypted."
        yield Warning(words, "Set it to the address that people type.", id="syncroom.W004")
    if not settings.EMAIL_URL:
        words = "SYNCROOM_EMAIL_URL is not set: nobody can be sent a new password."
        yield Info(words, "Set it to a mail server, or have administrators help who forgets theirs.", id="syncroom.I001")
    if not settings.REDIS_URL and settings.DATABASE_URL:
        words = "REDIS_URL is not set: one process serves this site, and a second one on this machine refuses to start."
        yield Info(words, "Set it to serve by several processes.", id="syncroom.I002")


@register(Tags.security, deploy=True)
def readable(app_configs, **kwargs):
    for path, others in ((settings.DATA / "secret_key", 0o077), (settings.DATA, 0o007), (settings.BASE_DIR / ".env", 0o007)):
        if path.exists() and os.stat(path).st_mode & others:
            words = f"{str(path)!r} holds secrets, and can be opened by other users of this machine."
            yield Warning(words, f"chmod go= {path}", id="syncroom.W005")


def local(name):
    """This machine, or a network where no certificate can be had."""
    try:
        return ipaddress.ip_address(name).is_private
    except ValueError:
        return name == "localhost" or name.endswith((".localhost", ".local", ".lan", ".internal", ".test"))

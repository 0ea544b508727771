"""allauth's second step, our way: secrets are sealed, a passkey belongs to the site's own address."""

import ipaddress

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http.request import split_domain_port

from accounts.useragents import device
from syncroom import sealed

NAME_CHARS = 60


class FactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is not right, or was used already. A code of the app is good for about a minute.",
        "too_many_codes": "Too many wrong codes. Please wait a quarter of an hour, then try again.",
        "strange_passkey": "This passkey could not be checked. Please try again.",
        "too_many_passkeys": "You have as many passkeys as an account can have. Remove one first.",
        "cannot_generate_recovery_codes": "Recovery codes come with a passkey or an app. Set up one of them first.",
    }
    encrypt, decrypt = staticmethod(sealed.seal), staticmethod(sealed.unseal)

    def get_totp_label(self, user):
        return user.username

    def get_totp_issuer(self):
        return f"SyncRoom {host(context.request)}"

    def build_totp_svg(self, url):
        return ""  # the page draws it

    def generate_authenticator_name(self, user, type):
        return device(context.request.META.get("HTTP_USER_AGENT", ""))[:NAME_CHARS]

    def get_public_key_credential_rp_entity(self):
        return {"id": host(context.request), "name": "SyncRoom"}

    def get_public_key_credential_user_entity(self, user):
        return super().get_public_key_credential_user_entity(user) | {"display_name": user.name, "name": user.username}


def host(request):
    return settings.URL.hostname if settings.URL else split_domain_port(request.get_host())[0]


def origin(request):
    """Where our pages are; a passkey is asked for by no others, neighbours on subdomains included."""
    return f"{settings.URL.scheme}://{settings.URL.netloc}" if settings.URL else f"{request.scheme}://{request.get_host()}"


def no_passkeys(request):
    """Why there can be none at the address the site is visited by, in words, or ""."""
    try:
        ipaddress.ip_address(host(request).strip("[]"))
    except ValueError:
        safe = origin(request).startswith("https:") or host(request) == "localhost" or host(request).endswith(".localhost")
        return "" if safe else "Passkeys need an address that begins with https."
    return "Passkeys need an address with a name, such as https://study.example.org, or http://localhost on your own machine."

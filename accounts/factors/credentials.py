"""What a browser hands us of a passkey: read strictly, whoever made it up."""

import json
import re
import struct

from allauth.mfa.adapter import get_adapter
from cryptography.exceptions import InvalidKey, UnsupportedAlgorithm
from django import forms
from django.core.exceptions import ValidationError
from fido2.utils import websafe_decode

from .adapter import origin

LONGEST = 16_384
BASE64URL = re.compile(r"[A-Za-z0-9_-]*")
PARTS = ("clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle")
BROKEN = (ValueError, TypeError, LookupError, AttributeError, AssertionError, ArithmeticError, RecursionError, NotImplementedError, EOFError)
BROKEN += (struct.error, InvalidKey, UnsupportedAlgorithm)
OURS = {"strange_passkey", "too_many_passkeys"}


def strange():
    return get_adapter().validation_error("strange_passkey")


def checked(parse):
    """A method that reads bytes which anybody may have made up: whatever breaks in there is a refusal."""

    def method(self, *args):
        try:
            return parse(self, *args)
        except ValidationError as error:
            raise error if getattr(error, "code", None) in OURS else strange() from None
        except BROKEN:
            raise strange() from None

    return method


class CredentialField(forms.CharField):
    """Gives the dictionary that PublicKeyCredential.toJSON() describes, reduced to what is needed of it."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": LONGEST} | kwargs)

    def clean(self, value):
        try:
            given = json.loads(super().clean(value))
            response = {name: text(given["response"][name]) for name in PARTS if given["response"].get(name) is not None}
            resident = given.get("clientExtensionResults", {}).get("credProps", {}).get("rk") is True
        except (*BROKEN, ValidationError):
            raise strange() from None
        return {
            "id": text(given.get("id")),
            "rawId": text(given.get("id")),
            "type": "public-key",
            "response": response,
            "clientExtensionResults": {"credProps": {"rk": resident}},
        }


def text(value):
    if not isinstance(value, str) or not BASE64URL.fullmatch(value):
        raise strange()
    return value


def check_origin(request, credential):
    """It was made for a page of this very site, and not within somebody else's."""
    said = json.loads(websafe_decode(credential["response"]["clientDataJSON"]))
    if said["origin"] != origin(request) or said.get("crossOrigin"):
        raise strange()

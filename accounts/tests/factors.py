"""An app that shows codes, and a device that keeps passkeys, for tests."""

import hashlib
import json
import re
import secrets
import time
from html import unescape

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

Flag = AuthenticatorData.FLAG
PASSWORD = "lovelace-1843"


def code(secret, seconds=0):
    """What the app shows so many seconds from now."""
    return format_hotp_value(hotp_value(secret, int(time.time() + seconds) // 30))


def wrong(secret):
    right = {code(secret, seconds) for seconds in (-60, -30, 0, 30, 60)}
    return next(text for n in range(10) if (text := f"{n:06}") not in right)


def confirm(browser, password=PASSWORD):
    """Say the password once more, before a change."""
    return browser.post("/accounts/reauthenticate/", {"password": password})


def set_up_app(browser):
    """The app's key; the account has its codes from now on."""
    confirm(browser)
    page = browser.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'data-copy="([A-Z2-7]+)"', page)[1]
    browser.post("/accounts/2fa/totp/activate/", {"code": code(secret)})
    return secret


def recovery_codes(browser):
    page = browser.get("/accounts/2fa/recovery-codes/").content.decode()
    return re.findall(r"<li>(\d{4} \d{4})</li>", page)


def options(page):
    """What a page asks the device."""
    return json.loads(unescape(re.search(r'data-options="([^"]*)"', page.content.decode())[1]))


class Device:
    """Keeps one passkey. `origin` is where it believes to be."""

    def __init__(self, origin="http://localhost", rp="localhost", verified=True):
        self.origin, self.rp, self.id = origin, rp, secrets.token_bytes(16)
        self.key, self.handle = ec.generate_private_key(ec.SECP256R1()), None
        self.flags = Flag.UP | (Flag.UV if verified else Flag(0))

    def client_data(self, type, challenge, **more):
        return CollectedClientData.create(type=type, challenge=challenge, origin=self.origin, **more)

    def data(self, flags, credential=b""):
        return AuthenticatorData.create(hashlib.sha256(self.rp.encode()).digest(), flags, 0, credential)

    def create(self, options, **more):
        asked = options["publicKey"]
        self.handle = asked["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())
        data = self.data(self.flags | Flag.AT, AttestedCredentialData.create(b"\0" * 16, self.id, public))
        client_data = self.client_data("webauthn.create", asked["challenge"], **more)
        attestation = AttestationObject.create("none", data, {})
        return self.answer(clientDataJSON=client_data, attestationObject=attestation, clientExtensionResults={"credProps": {"rk": True}})

    def get(self, options, **more):
        client_data, data = self.client_data("webauthn.get", options["publicKey"]["challenge"], **more), self.data(self.flags)
        signature = self.key.sign(data + client_data.hash, ec.ECDSA(hashes.SHA256()))
        return self.answer(clientDataJSON=client_data, authenticatorData=data, signature=signature, userHandle=websafe_decode(self.handle))

    def answer(self, clientExtensionResults=None, **response):
        response = {name: websafe_encode(bytes(value)) for name, value in response.items()}
        name = websafe_encode(self.id)
        return {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": clientExtensionResults or {}}


def set_up_passkey(browser, device, name="Library laptop"):
    confirm(browser)
    asked = options(browser.get("/accounts/2fa/passkeys/add/"))
    return browser.post("/accounts/2fa/passkeys/add/", {"name": name, "credential": json.dumps(device.create(asked))})


def log_in_with(browser, device, **more):
    asked = browser.get("/accounts/2fa/passkeys/login/").json()
    return browser.post("/accounts/2fa/passkeys/login/", {"credential": json.dumps(device.get(asked)), **more})

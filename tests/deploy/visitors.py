"""People who come through a proxy: over TLS, by the site's name, from an address of their own."""

import ssl

from requests.adapters import HTTPAdapter

from tests.live.server import Person


class Address(HTTPAdapter):
    """All of 127.0.0.0/8 is this machine, so a test can have as many addresses as it likes."""

    def __init__(self, address):
        self.address = address
        super().__init__()

    def init_poolmanager(self, *args, **kwargs):
        super().init_poolmanager(*args, source_address=(self.address, 0), **kwargs)


class Visitor(Person):
    """`proxy` stands where the server would."""

    def __init__(self, proxy, address="127.0.0.1"):
        super().__init__(proxy)
        ca = f"{proxy.certificates}/ca.pem"
        self.session.verify, self.session.trust_env = ca, False
        self.session.mount("https://", Address(address))
        self.connecting = {"ssl": ssl.create_default_context(cafile=ca), "local_addr": (address, 0)}

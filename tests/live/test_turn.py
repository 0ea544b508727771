"""The relay's configuration in deploy/, asked of a real coturn: who is served, how much, and whereto nobody gets."""

import re

import pytest

from tests.live.programs import running
from tests.live.relays import SECRET, Coturn
from tests.live.server import ROOT
from tests.live.turn import Asker, credential

UNAUTHORISED, FORBIDDEN, QUOTA = 401, 403, 486
ELSEWHERE = {4: ["1.1.1.1", "9.9.9.9", "172.15.255.255", "172.32.0.1", "192.167.1.1", "223.255.255.254"], 6: ["2606:4700::1111", "2a00::1"]}
SPECIAL = {
    4: [
        *("0.0.0.0", "0.1.2.3", "10.0.0.0", "10.255.255.255", "100.64.0.1", "100.127.9.9", "127.0.0.1", "127.255.255.254", "169.254.169.254"),
        *("172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.2", "192.88.99.1", "192.168.0.0", "192.168.255.255", "198.18.0.1", "198.19.255.1"),
        *("198.51.100.7", "203.0.113.7", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
    ],
    6: [
        *("::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.0", "::ffff:1.1.1.1", "64:ff9b::7f00:1", "64:ff9b::a00:0", "64:ff9b:1::1"),
        *("100::", "100::1", "1000::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "5f00::1", "fc00::1", "fd00::", "fd12::9"),
        *("fe80::", "fe80::1", "fec0::1", "ff02::1", "ff02::100"),
    ],
}


@pytest.fixture(scope="module")
def coturn(tmp_path_factory):
    with running(Coturn(tmp_path_factory.mktemp("coturn")).start()) as coturn:
        yield coturn


@pytest.fixture
def ask(coturn):
    """ask(username, password) is somebody at the relay's door."""
    askers = []

    def ask(*credential, at="127.0.0.1"):
        askers.append(Asker((at, coturn.port), *credential))
        return askers[-1]

    yield ask
    for asker in askers:
        asker.socket.close()


@pytest.mark.parametrize("family", [4, 6])
def test_nobody_reaches_this_machine_or_its_neighbours_through_it(coturn, ask, family):
    if family == 6 and len(coturn.addresses) == 1:
        pytest.skip("this machine has no IPv6")
    ada = ask(*credential(SECRET))
    assert ada.allocate(family) == 0
    assert {peer: ada.permit(peer) for peer in ELSEWHERE[family]} == dict.fromkeys(ELSEWHERE[family], 0)
    assert {peer: ada.permit(peer) for peer in SPECIAL[family]} == dict.fromkeys(SPECIAL[family], FORBIDDEN)


@pytest.mark.parametrize(
    "who",
    [
        pytest.param((), id="nobody"),
        pytest.param(credential("another-secret"), id="whom another site sent"),
        pytest.param(credential(SECRET, seconds=-1), id="whose time is over"),
        pytest.param(("ada", credential(SECRET)[1]), id="who cut off the time"),
        pytest.param((credential(SECRET, seconds=86_400)[0], credential(SECRET)[1]), id="who wrote a later time"),
    ],
)
def test_only_whoever_the_site_names_is_served(ask, who):
    assert ask(*who).allocate() == UNAUTHORISED


def test_nobody_takes_all_of_it(ask):
    quota = int(re.search(r"^user-quota=(\d+)", (ROOT / "deploy/turnserver.conf").read_text(), re.M)[1])
    answers = [ask(*credential(SECRET, "greedy", 60 + n)).allocate() for n in range(quota + 1)]
    assert answers == [0] * quota + [QUOTA]
    assert ask(*credential(SECRET, "grace")).allocate() == 0


def test_it_offers_nothing_but_relays(coturn):
    """No TCP relays, no console, no page."""
    configured = coturn.configuration().splitlines()
    assert {"no-tcp-relay", "no-cli", "no-multicast-peers", "use-auth-secret"} <= set(configured)
    assert not {"web-admin", "allow-loopback-peers", "no-auth", "server-relay", "prometheus"} & {line.split("=")[0] for line in configured}

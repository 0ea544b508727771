"""Radio: a member's browser speaks to a station's host after their own click, from a framed page that can do nothing else."""

import asyncio
import datetime
import http.server
import ssl
import threading

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from playwright.async_api import expect

from studytools.music.tests.samples import wav

from .people import PATIENCE

ADD = """
from studytools.models import Station
Station.objects.create(name="Far away", address="{address}", about="Tones all day")
"""


def certificate(folder):
    """A file with a key, and a certificate by itself for this machine."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(7)
    signed = built.not_valid_before(now - datetime.timedelta(days=1)).not_valid_after(now + datetime.timedelta(days=1)).sign(key, hashes.SHA256())
    plain = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path = folder / "station.pem"
    path.write_bytes(key.private_bytes(*plain) + signed.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def station(tmp_path_factory):
    """A station on another port: its address; `asked` is what it was asked for, and from where."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            server.asked.append((self.path, self.headers.get("Referer"), self.headers.get("Cookie")))
            self.send_response(200)
            self.send_header("Content-Type", "audio/wav")
            self.end_headers()
            self.wfile.write(wav(30))

        def log_message(self, *words):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate(tmp_path_factory.mktemp("station")))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.address = f"https://127.0.0.1:{server.server_port}/stream"
    yield server
    server.shutdown()


async def test_a_station_is_asked_by_who_clicked_and_by_nobody_else(serve, visit, station):
    server = serve()
    server.manage("shell", "-c", ADD.format(address=station.address))
    ada, grace = await visit(server, ignore_https_errors=True), await visit(server, ignore_https_errors=True)
    code = await ada.create(display_name="Ada")
    await grace.open(f"/rooms/{code}/")
    await grace.join("Grace")
    await grace.inside()
    elsewhere = []
    for visitor in (ada, grace):
        visitor.page.on("request", lambda request, who=visitor: request.url.startswith(server.url) or elsewhere.append((who, request.url)))
    sheet = ada.page.locator("#music-sheet")
    await ada.page.locator("music-bar [data-part=open]").click()
    await sheet.get_by_role("tab", name="Radio").click()
    await expect(sheet.locator("#music-radio li")).to_contain_text("live · Tones all day · from 127.0.0.1", timeout=PATIENCE)
    assert elsewhere == station.asked == []
    await sheet.get_by_role("button", name="Play now: Far away").click()
    await expect(ada.page.locator("music-bar")).to_contain_text("live · 127.0.0.1", timeout=PATIENCE)
    await expect(grace.page.locator("music-bar")).to_contain_text("live radio", timeout=PATIENCE)
    assert {(who, url) for who, url in elsewhere} == {(ada, station.address)}
    assert {asked[0] for asked in station.asked} == {"/stream"} and {asked[1:] for asked in station.asked} == {(None, None)}

    frame = await ada.page.request.get(await ada.page.locator("iframe").evaluate("one => one.src"))
    page = await ada.page.request.get(f"{server.url}/rooms/{code}/")
    policy = frame.headers["content-security-policy"]
    assert f"media-src https://127.0.0.1:{station.server_port};" in policy + ";" and "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy and frame.headers["x-frame-options"] == "SAMEORIGIN"
    assert str(station.server_port) not in page.headers["content-security-policy"]

    stranger = "postMessage({from: 'player', state: 'failed', words: 'lies'}, '*')"  # the page itself is no frame of ours
    await ada.page.evaluate(stranger)
    await asyncio.sleep(0.2)  # nothing is to happen
    await expect(ada.page.locator("music-bar")).not_to_contain_text("lies")

    await ada.page.keyboard.press("Escape")
    await ada.page.locator("music-bar").get_by_role("button", name="Stop listening").click()
    await expect(ada.page.locator("iframe")).to_have_count(0)
    await grace.page.locator("music-bar").get_by_role("button", name="Listen", exact=True).click()
    await expect(grace.page.locator("music-bar")).to_contain_text("live · 127.0.0.1", timeout=PATIENCE)

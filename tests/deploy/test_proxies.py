"""Through the real nginx and Caddy: everything that works without them, and what only they can break."""

import asyncio

import pytest
import websockets

from studytools.music.tests.samples import wav
from tests.live.client import until
from tests.live.oracle import Talker, table

from .certificates import HOST
from .conftest import CODES, REQUEST_BYTES, TRACK_BYTES
from .rolling import agreed

pytestmark = pytest.mark.xdist_group("proxies")
SECRET = "analytical-engine-1"


@pytest.fixture
def room(visitor):
    """(ada, grace, code): both are members."""
    ada, grace = visitor(), visitor("127.0.0.9")
    code = ada.create()
    assert grace.join(code).status_code == 302
    return ada, grace, code


def test_its_configuration_is_valid(proxy):
    done = proxy.check()
    assert done.returncode == 0, done.stderr
    assert "[warn]" not in done.stderr


def test_an_account_is_made_and_its_cookies_stay_on_https(visitor):
    ada = visitor()
    answer = ada.post("/accounts/signup/", username=f"ada{ada.server.port}", password1=SECRET)
    assert answer.status_code == 302, answer.text
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    cookies = {cookie.name: cookie for cookie in answer.cookies}
    assert {"syncroom_session", "syncroom_csrf"} <= set(cookies)
    for cookie in cookies.values():
        assert cookie.secure, cookie
    assert cookies["syncroom_session"].has_nonstandard_attr("HttpOnly")


def test_plain_http_leads_to_the_address(visitor, proxy):
    answer = visitor().session.get(f"http://127.0.0.1:{proxy.plain}/rooms/?page=2", headers={"Host": HOST}, allow_redirects=False)
    assert answer.status_code in (301, 308)
    assert answer.headers["Location"].removesuffix("/rooms/?page=2") in (f"https://{HOST}", proxy.url)


def test_people_are_told_apart_by_their_own_address(visitor, proxy):
    """Whoever guesses codes is slowed down whatever they claim; their neighbour is not."""
    number = 20 if proxy.name == "nginx" else 30
    guesser, neighbour = visitor(f"127.0.0.{number}"), visitor(f"127.0.0.{number + 1}")
    claims = [{"X-Forwarded-For": f"10.9.8.{n}", "X-Real-IP": f"10.9.8.{n}", "Forwarded": f"for=10.9.8.{n}"} for n in range(CODES + 1)]
    answers = [guesser.get(f"/rooms/none-such-{n}abc/", headers=claim).status_code for n, claim in enumerate(claims)]
    assert answers == [404] * CODES + [429]
    assert neighbour.get("/rooms/none-such-9abc/").status_code == 404


def test_nobody_can_say_over_http_that_it_is_https(visitor, proxy):
    claim = {"Host": HOST, "X-Forwarded-Proto": "https"}
    answer = visitor().session.get(f"http://127.0.0.1:{proxy.plain}/", headers=claim, allow_redirects=False)
    assert answer.status_code in (301, 308)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:80", f"{HOST}.evil.example"])
def test_another_host_is_refused(visitor, host):
    answer = visitor().get("/", headers={"Host": host})
    assert answer.status_code in (403, 421)  # the proxy's own answer: the server is not even asked
    assert "SyncRoom" not in answer.text


async def test_another_origin_is_refused(room):
    ada, _, code = room
    url = f"{ada.server.url.replace('http', 'ws')}/ws/rooms/{code}/"
    for origin in ("https://evil.example", f"http://{HOST}", "null"):
        with pytest.raises(websockets.InvalidStatus) as refused:
            await websockets.connect(url, origin=origin, additional_headers={"Cookie": ada.cookie}, **ada.connecting)
        assert refused.value.response.status_code == 403
    assert ada.post("/rooms/new/", name="X").status_code == 302
    ada.session.headers["Referer"] = "https://evil.example/"
    assert ada.post("/rooms/new/", name="X").status_code == 403


async def test_people_talk_and_come_back(room, enter):
    ada, grace, code = room
    one, two = await enter(ada, code), await enter(grace, code)
    assert (await one.post("hello", "x" * 4_000))["type"] == "ok"
    await until(lambda: two.words == ["hello"])
    two.ws.transport.abort()
    await one.post("meanwhile")
    await two.enter()
    assert two.words == ["hello", "meanwhile"]


async def test_silence_longer_than_a_proxy_waits_costs_nothing(room, enter):
    """As scaled in conftest: nginx' patience is 3 s, a ping passes every half second."""
    ada, grace, code = room
    one, two = await enter(ada, code), await enter(grace, code)
    await asyncio.sleep(4)  # the silence itself
    assert (one.closed, two.closed) == (None, None)
    await one.post("after")
    await until(lambda: two.words == ["after"])


@pytest.mark.parametrize("how", ["reload", "restart"])
async def test_what_happens_to_the_proxy_costs_no_message(proxy, served, room, enter, how):
    *people, code = room
    talkers = [Talker(await enter(person, code), f"p{n}") for n, person in enumerate(people)]
    stop = asyncio.Event()
    jobs = [asyncio.create_task(talker.talk(stop, 0.05)) for talker in talkers]
    for _ in range(2):
        said = [len(talker.acked) for talker in talkers]
        await until(lambda said=said: all(len(talker.acked) > before + 5 for talker, before in zip(talkers, said, strict=True)), 20)
        await asyncio.to_thread(getattr(proxy, how))
    stop.set()
    await asyncio.gather(*jobs)
    await asyncio.gather(*(talker.say(f"{talker.name}_end") for talker in talkers))
    await agreed(table(served, code), talkers)
    if (proxy.name, how) == ("nginx", "reload"):
        assert [talker.reconnects for talker in talkers] == [0, 0]  # its old workers see them out


@pytest.mark.parametrize(("beyond", "status"), [(0, 403), (1, 413)])
@pytest.mark.parametrize("chunked", [False, True])
def test_the_largest_request_passes_and_one_byte_more_does_not(visitor, beyond, status, chunked):
    """The size is looked at first: 403 is the answer to a form that knows no token, so all of it has arrived."""
    body = b"x" * (REQUEST_BYTES + beyond)
    pieces = (body[n : n + 2**20] for n in range(0, len(body), 2**20)) if chunked else body
    headers = {"Content-Type": "application/octet-stream"}
    answer = visitor().session.post(visitor().server.url + "/rooms/new/", pieces, headers=headers, timeout=30)
    assert answer.status_code == status, answer.text
    assert status == 403 or "MB fit into one go" in answer.text


@pytest.mark.parametrize(
    ("beyond", "status", "words"), [(0, 201, "ids"), (1, 422, "larger than a track may be"), (REQUEST_BYTES, 413, "MB fit into one go")]
)
def test_a_track_at_the_limit_is_taken_and_one_byte_more_is_refused_in_words(room, beyond, status, words):
    ada, _, code = room
    track = wav(seconds=(TRACK_BYTES - 44) / 2 / 8_000)
    assert len(track) == TRACK_BYTES
    files = {"file": ("lecture.wav", track + b"\0" * beyond)}
    headers, form = {"Accept": "application/json", "X-CSRFToken": ada.session.cookies["syncroom_csrf"]}, {"licence": "mine"}
    answer = ada.session.post(f"{ada.server.url}/rooms/{code}/tracks/", form, headers=headers, files=files, timeout=30)
    assert (answer.status_code, words in answer.text) == (status, True), answer.text


def test_static_files_come_packed_in_pieces_and_for_ever(visitor, served):
    packed = (path.with_suffix("") for path in (served.data / "static").rglob("*.????????????.*.br"))
    file = max(packed, key=lambda path: path.stat().st_size)
    ada, path = visitor(), f"/static/{file.relative_to(served.data / 'static')}"
    packed = ada.get(path, headers={"Accept-Encoding": "br"}, stream=True)
    assert packed.headers["Content-Encoding"] == "br"
    assert packed.raw.read(decode_content=False) == file.with_name(file.name + ".br").read_bytes()
    assert "immutable" in packed.headers["Cache-Control"]
    piece = ada.get(path, headers={"Range": "bytes=100-199", "Accept-Encoding": "identity"})
    assert (piece.status_code, piece.content) == (206, file.read_bytes()[100:200])

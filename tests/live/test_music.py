"""Music on real servers: tracks end once, in every process; a large file keeps nobody waiting."""

import asyncio
import time

import pytest

from studytools.music.tests.samples import silence
from tests.live.client import until

pytestmark = [pytest.mark.usefixtures("logs_are_clean"), pytest.mark.xdist_group("processes")]


def send(person, code, data, name="tone.wav"):
    return person.upload(f"/rooms/{code}/tracks/", data, name)


def heard(client, kind):
    return [event for event in client.others if event["type"] == f"music.{kind}"]


async def play(client, track, *more):
    answer = await client.ask("music.queue", client_id="once", tracks=[track, *more])
    assert answer["type"] == "ok", answer
    assert (await client.ask("music.play", version=0))["type"] == "ok"


async def test_each_track_ends_once_whichever_process_is_first(serve_together, enter):
    servers = [serve_together(SYNCROOM_RECONCILE_SECONDS=1) for _ in range(2)]
    ada, grace = (server.person() for server in servers)
    code = ada.create()
    grace.join(code)
    clients = [await enter(ada, code), await enter(grace, code)]
    tracks = [send(ada, code, silence(2), f"{n}.wav").json()["ids"][0] for n in range(3)]
    await play(clients[0], *tracks)
    await until(lambda: all(len(heard(client, "played")) == 3 for client in clients), timeout=20)
    for client in clients:
        assert [event["title"] for event in heard(client, "played")] == ["0", "1", "2"]
        starts = [event["started_at"] for event in heard(client, "changed")]
        assert len(starts) == 4 and starts[3] is None
        assert starts[1] == heard(client, "changed")[0]["ends_at"]  # not a moment between them
    assert clients[0].last == clients[1].last
    answers = await asyncio.gather(*(client.ask("music.set", version=heard(client, "changed")[-1]["seq"], loop="all") for client in clients))
    assert sorted(answer["type"] for answer in answers) == ["ok", "refused"]


async def test_a_server_that_was_killed_goes_on_where_it_would_be(serve, enter):
    server = serve(SYNCROOM_RECONCILE_SECONDS=1)
    ada = server.person()
    client = await enter(ada, code := ada.create())
    tracks = [send(ada, code, silence(seconds), f"{seconds}.wav").json()["ids"][0] for seconds in (3, 500)]
    await play(client, *tracks)
    (first,) = heard(client, "changed")
    server.kill()
    await asyncio.to_thread(server.start)
    await client.enter()
    await until(lambda: heard(client, "changed")[-1]["act"] == "ended")
    assert heard(client, "changed")[-1]["started_at"] == first["ends_at"]


async def test_a_large_track_streams_in_pieces_while_others_talk(serve, enter):
    server = serve()
    ada = server.person()
    client = await enter(ada, code := ada.create())
    track = send(ada, code, data := silence(2_700)).json()["ids"][0]
    url = f"{server.url}/rooms/{code}/tracks/{track}/"

    def fetch(**headers):
        return ada.session.get(url, headers=headers, timeout=60)

    reading = asyncio.gather(*(asyncio.to_thread(fetch) for _ in range(4)))
    slowest = 0
    while not reading.done():
        before = time.monotonic()
        await client.ask("ping")
        slowest = max(slowest, time.monotonic() - before)
        await asyncio.sleep(0.01)
    assert all(answer.content == data for answer in await reading)
    assert slowest < 1.5
    part = await asyncio.to_thread(fetch, Range=f"bytes={len(data) - 7}-")
    assert (part.status_code, part.content, part.headers["Content-Range"]) == (206, data[-7:], f"bytes {len(data) - 7}-{len(data) - 1}/{len(data)}")
    etag = part.headers["ETag"]
    assert (await asyncio.to_thread(fetch, **{"If-None-Match": etag})).status_code == 304
    stranger = server.person()
    assert stranger.get(f"/rooms/{code}/tracks/{track}/", allow_redirects=False).status_code == 302


async def test_what_is_larger_than_anything_is_refused_and_leaves_nothing(serve):
    server = serve(SYNCROOM_TRACK_BYTES=200_000)
    ada = server.person()
    code = ada.create()
    answer = await asyncio.to_thread(send, ada, code, silence(60))
    assert answer.status_code == 422 and "larger than a track may be" in answer.json()["message"]
    assert [path for folder in ("media", "uploads") for path in (server.data / folder).rglob("*") if path.is_file()] == []
    assert (await asyncio.to_thread(send, ada, code, silence(20))).status_code == 201

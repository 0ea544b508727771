"""The client in docs/, which knows nothing but docs/protocol.md, joins, posts and resumes."""

import asyncio
import sys

from tests.live.client import until
from tests.live.server import ROOT


async def test_the_example_client_joins_posts_and_resumes(serve, enter):
    server = serve()
    ada = server.person()
    code = ada.create(passcode="open sesame")
    one = await enter(ada, code)
    words = [sys.executable, str(ROOT / "docs/client.py"), server.url, code, "Katherine", "--passcode", "open sesame"]
    example = await asyncio.create_subprocess_exec(
        *words, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    example.stdin.write(b"before\n")
    await example.stdin.drain()
    await until(lambda: len(one.messages) == 1)
    await asyncio.to_thread(server.kill)
    example.stdin.write(b"in between\n")
    await example.stdin.drain()
    await asyncio.to_thread(server.start)
    await one.enter()
    await until(lambda: len(one.messages) == 2)
    await one.post("hers", "from Ada")
    example.stdin.write(b"after\n")
    example.stdin.close()
    out, err = await asyncio.wait_for(example.communicate(), 30)
    assert err == b""
    assert out.decode().splitlines() == [
        "Katherine: <p>before</p>",
        "Katherine: <p>in between</p>",
        "Ada: <p>from Ada</p>",
        "Katherine: <p>after</p>",
    ]
    assert [html for *_, html in one.list] == ["<p>before</p>", "<p>in between</p>", "<p>from Ada</p>", "<p>after</p>"]

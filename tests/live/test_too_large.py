"""Requests that are too large are answered with a page, also where no proxy stands before the server."""

import http.client

import pytest

from tests.live.server import CSRF

pytestmark = pytest.mark.usefixtures("logs_are_clean")


@pytest.mark.parametrize("chunked", [False, True])
def test_the_answer_is_a_page_in_words(serve, chunked):
    server = serve(SYNCROOM_REQUEST_BYTES=1024**2)
    body = f"csrfmiddlewaretoken={CSRF}&name=".encode() + b"x" * 1024**2
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"syncroom_csrf={CSRF}"}
    pieces = (body[n : n + 65_536] for n in range(0, len(body), 65_536))
    connection.request("POST", "/rooms/new/", pieces if chunked else body, headers, encode_chunked=chunked)
    answer = connection.getresponse()
    assert answer.status == 413
    assert "At most 1 MB fit into one go" in answer.read().decode()

"""People's files: whole, in one range, not at all; never run, never kept where others find them."""

from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.http import Http404
from django.test import AsyncRequestFactory

from syncroom import files

BODY = bytes(range(256)) * 1200  # more than two pieces


@pytest.fixture
def file(tmp_path):
    storage = FileSystemStorage(tmp_path)
    return SimpleNamespace(storage=storage, name=storage.save("kept", ContentFile(BODY)))


def body(response):
    return b"".join(response) if response.streaming else response.content


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        (None, 200, slice(None)),
        ("bytes=0-", 206, slice(None)),
        ("bytes=0-0", 206, slice(0, 1)),
        ("bytes=100-200100", 206, slice(100, 200101)),
        (f"bytes={len(BODY) - 1}-", 206, slice(-1, None)),
        (f"bytes=5-{len(BODY) * 9}", 206, slice(5, None)),
        ("bytes=-7", 206, slice(-7, None)),
        (f"bytes=-{len(BODY) * 9}", 206, slice(None)),
        (f"bytes={len(BODY)}-", 416, slice(0)),
        ("bytes=-0", 416, slice(0)),
        ("bytes=9-3", 200, slice(None)),
        ("bytes=-", 200, slice(None)),
        ("bytes=0-1,5-9", 200, slice(None)),
        ("bytes=１-２", 200, slice(None)),
        (f"bytes={'9' * 5000}-", 200, slice(None)),
        ("lines=1-2", 200, slice(None)),
    ],
)
def test_a_range_is_answered_with_that_range(rf, file, asked, status, part):
    response = files.served(rf.get("/", **({"HTTP_RANGE": asked} if asked else {})), file, "audio/flac")
    told = body(response)
    assert (response.status_code, told, response["Content-Length"]) == (status, BODY[part], str(len(told)))
    assert response["Accept-Ranges"] == "bytes"
    if status == 416:
        assert response["Content-Range"] == f"bytes */{len(BODY)}"
    if status == 206:
        start = BODY.index(told) if len(told) == len(BODY) else range(len(BODY))[part].start
        assert response["Content-Range"] == f"bytes {start}-{start + len(told) - 1}/{len(BODY)}"


def test_what_a_browser_knows_is_not_sent_again(rf, file):
    etag = files.served(rf.head("/"), file, "audio/flac")["ETag"]
    for known in (etag, f'W/{etag}, "other"'):
        response = files.served(rf.get("/", HTTP_IF_NONE_MATCH=known), file, "audio/flac")
        assert (response.status_code, response["ETag"], body(response)) == (304, etag, b"")
    assert files.served(rf.get("/", HTTP_IF_NONE_MATCH='"other"'), file, "audio/flac").status_code == 200


@pytest.mark.parametrize(("known", "status"), [("same", 206), ('"other"', 200), ("Wed, 21 Oct 2015 07:28:00 GMT", 200)])
def test_a_range_goes_on_only_in_the_same_file(rf, file, known, status):
    known = files.served(rf.head("/"), file, "audio/flac")["ETag"] if known == "same" else known
    assert files.served(rf.get("/", HTTP_RANGE="bytes=5-9", HTTP_IF_RANGE=known), file, "audio/flac").status_code == status


def test_asking_for_the_head_gives_no_body(rf, file):
    response = files.served(rf.head("/", HTTP_RANGE="bytes=5-9"), file, "audio/flac")
    assert (response.status_code, response["Content-Length"], body(response)) == (200, str(len(BODY)), b"")


def test_nothing_in_a_file_is_run_or_left_with_others(rf, file):
    response = files.served(rf.get("/"), file, "text/html", name='a"b\r\nX-Evil: 1;ü.html')
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment; filename")
    assert "\r" not in response["Content-Disposition"] and "X-Evil" not in response.headers
    assert response["Cache-Control"] == "private, no-cache"
    assert response["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    shown = files.served(rf.get("/"), file, "image/webp", name="a.webp", inline=True, seconds=60)
    assert (shown["Content-Disposition"], shown["Cache-Control"]) == ('inline; filename="a.webp"', "private, max-age=60")


def test_a_file_that_is_gone_is_not_found(rf, file):
    file.storage.delete(file.name)
    with pytest.raises(Http404):
        files.served(rf.get("/"), file, "audio/flac")


async def test_on_the_loop_it_is_read_elsewhere_a_piece_at_a_time(file):
    response = files.served(AsyncRequestFactory().get("/", headers={"Range": "bytes=10-200009"}), file, "audio/flac")
    assert response.is_async
    told = [piece async for piece in response]
    assert b"".join(told) == BODY[10:200010]
    assert max(map(len, told)) == files.PIECE_BYTES


async def test_whoever_stops_reading_leaves_nothing_open(file, monkeypatch):
    opened = []
    real = file.storage.open
    monkeypatch.setattr(file.storage, "open", lambda *words: opened.append(real(*words)) or opened[-1])
    response = files.served(AsyncRequestFactory().get("/"), file, "audio/flac")
    reading = aiter(response)
    assert await anext(reading)
    response.close()
    await reading.aclose()
    assert opened[0].closed

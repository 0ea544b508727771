"""Gives people's files to those whom a view has let in: in ranges, a piece at a time, and never as something a browser would run."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from hashlib import blake2s

from django.core.handlers.asgi import ASGIRequest
from django.http import Http404, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.utils.http import content_disposition_header, parse_etags

PIECE_BYTES = 128 * 1024
RANGE = re.compile(r"bytes=(\d{0,19})-(\d{0,19})", re.ASCII)
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")
_readers = ThreadPoolExecutor(4, "files")  # a slow disk keeps files waiting, and nothing else


def served(request, file, content_type, *, name="", inline=False, seconds=0):
    """The answer to GET or HEAD: all of `file` (a FieldFile), the one range that was asked for (206), 304, or 416; Http404 if it is not on disk.

    `content_type` is what we found it to be. `inline` is only for what we made or checked; the rest is saved, as `name`. A browser may keep it
    for itself, but asks each time whether it may still have it, or not for so many `seconds`.
    """
    try:
        handle = file.storage.open(file.name, "rb")
    except OSError:
        raise Http404("This file is not here any more.") from None
    etag = f'"{blake2s(f"{file.name} {handle.size}".encode(), digest_size=12).hexdigest()}"'  # a name of ours never gets other contents
    if etag in (known.removeprefix("W/") for known in parse_etags(request.headers.get("If-None-Match", ""))):
        handle.close()
        response = HttpResponseNotModified()
    else:
        response = answer(request, handle, wanted(request, handle.size, etag))
        response["Content-Type"] = content_type
        response["Content-Disposition"] = content_disposition_header(not inline, UNPRINTABLE.sub("", name) or "file")
    response["ETag"], response["Accept-Ranges"] = etag, "bytes"
    response["Cache-Control"] = f"private, max-age={seconds}" if seconds else "private, no-cache"
    response["X-Content-Type-Options"], response["Cross-Origin-Resource-Policy"] = "nosniff", "same-origin"
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
    return response


def wanted(request, size, etag):
    """(first, last) byte, None for all of it, or () where there is no such range. Several ranges, and other units, are not for us: all of it."""
    asked = RANGE.fullmatch(request.headers.get("Range", "").strip()) if request.method == "GET" else None
    if not asked or request.headers.get("If-Range", etag) != etag or asked[0] == "bytes=-":
        return None
    first, last = asked.groups()
    if not first:  # the last so many
        return (max(0, size - int(last)), size - 1) if int(last) and size else ()
    if last and int(last) < int(first):
        return None
    return (int(first), min(int(last or size), size - 1)) if int(first) < size else ()


def answer(request, handle, part):
    size = handle.size
    if part == ():
        return bare(handle, 416, 0, f"bytes */{size}")
    if request.method == "HEAD":
        return bare(handle, 200, size)
    first, last = part or (0, size - 1)
    response = StreamingHttpResponse(pieces(request, handle, first, last - first + 1), status=206 if part else 200)
    response._resource_closers.append(handle.close)  # also when nobody reads to the end
    response["Content-Length"] = str(last - first + 1)
    if part:
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return response


def bare(handle, status, length, contents=""):
    """No body."""
    handle.close()
    response = HttpResponse(status=status)
    response["Content-Length"] = str(length)
    if contents:
        response["Content-Range"] = contents
    return response


def pieces(request, handle, start, length):
    """Read off the loop where there is one: Django would gather a plain iterator in memory there."""
    return read_apart(handle, start, length) if isinstance(request, ASGIRequest) else read(handle, start, length)


def read(handle, start, length):
    handle.seek(start)
    while length > 0 and (piece := handle.read(min(PIECE_BYTES, length))):
        length -= len(piece)
        yield piece


async def read_apart(handle, start, length):
    loop, reading = asyncio.get_running_loop(), read(handle, start, length)
    try:
        while piece := await loop.run_in_executor(_readers, next, reading, b""):
            yield piece
    finally:
        handle.close()

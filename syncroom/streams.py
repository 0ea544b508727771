"""Sends what is made piece by piece, such as an archive: on a thread of its own, at the reader's pace, and never gathered in memory."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from django.core.handlers.asgi import ASGIRequest
from django.db import connections
from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header


def streamed(request, pieces, content_type, name):
    """The answer that saves the bytes of the generator `pieces` as a file of this name; it is closed when nobody reads on."""
    response = StreamingHttpResponse(apart(pieces) if isinstance(request, ASGIRequest) else pieces, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"], response["X-Content-Type-Options"] = "no-store", "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
    response["X-Accel-Buffering"] = "no"  # a proxy need not wait for the end
    return response


async def apart(pieces):
    """One thread makes all of them: a database's connection belongs to a thread."""
    thread, loop = ThreadPoolExecutor(1, "stream"), asyncio.get_running_loop()
    try:
        while (piece := await loop.run_in_executor(thread, next, pieces, None)) is not None:
            yield piece
    finally:
        thread.submit(end, pieces)
        thread.shutdown(wait=False)


def end(pieces):
    with suppress(Exception):
        pieces.close()
    connections.close_all()

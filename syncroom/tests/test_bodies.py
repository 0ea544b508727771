"""Requests that are too large: nothing of them is kept."""

import pytest

from syncroom import bodies, limits

LIMIT = 4_096


@pytest.fixture
def measure(monkeypatch):
    """measure(pieces, declared) is what the application receives, and its scope."""
    monkeypatch.setattr(limits, "REQUEST_BYTES", LIMIT)

    async def measure(pieces, declared=None):
        scope = {"type": "http", "headers": [(b"content-length", str(declared).encode())] if declared else []}
        pieces, heard = iter(pieces), []

        async def receive():
            return {"type": "http.request", "body": next(pieces), "more_body": True}

        async def application(scope, receive, send):
            while pieces.__length_hint__() and not (heard and heard[-1]["type"] == "http.disconnect"):
                heard.append(await receive())

        await bodies.bounded(application)(scope, receive, None)
        return heard, scope.get(bodies.TOO_LARGE, False)

    return measure


def kept(heard):
    return sum(len(message.get("body", b"")) for message in heard)


@pytest.mark.parametrize(("size", "too_large"), [(LIMIT - 1, False), (LIMIT, False), (LIMIT + 1, True)])
@pytest.mark.parametrize("tells", [True, False])
async def test_the_limit_holds_to_the_byte(measure, size, too_large, tells):
    heard, flagged = await measure([b"x" * (size - 100), b"x" * 100], size if tells else None)
    assert flagged is too_large
    assert kept(heard) <= LIMIT


async def test_what_says_that_it_is_too_large_is_not_kept_at_all(measure):
    heard, flagged = await measure([b"x" * 1_000] * 5, 5_000)
    assert (kept(heard), flagged) == (0, True)


async def test_what_never_ends_is_cut_off(measure):
    heard, _ = await measure([b"x" * LIMIT] * 100)
    assert heard[-1] == {"type": "http.disconnect"}
    assert len(heard) == bodies.PATIENCE + 1

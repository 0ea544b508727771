"""Pages travel packed, to whoever can unpack them, and are the same afterwards."""

import gzip

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client, room, ada):
    client.force_login(ada)
    return lambda **headers: client.get(f"/rooms/{room.code}/", headers=headers)


def test_a_page_is_packed_for_who_unpacks_it(page):
    plain, packed = page(), page(accept_encoding="gzip, br")
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) == len(packed.content) < len(plain.content) / 3
    assert gzip.decompress(packed.content).count(b"<sound-bar") == plain.content.count(b"<sound-bar") == 1
    for response in (plain, packed):
        assert "Accept-Encoding" in response.headers["Vary"]


def test_its_length_tells_little_of_what_it_holds(page):
    assert len({len(page(accept_encoding="gzip").content) for _ in range(6)}) > 1


def test_what_is_short_or_no_page_is_left_as_it_is(client):
    response = client.get("/healthz", headers={"accept_encoding": "gzip"})
    assert response.status_code == 200
    assert "Content-Encoding" not in response.headers

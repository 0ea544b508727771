"""Static files are packed once, and only those that pages name."""

import pytest
from django.http import HttpResponse

from syncroom.static import FOR_GOOD, NEEDLESS, PackedOnce, lean

HASHED = "rooms/room.0123456789ab.css"


def test_what_is_named_by_its_contents_is_packed_and_only_once(tmp_path):
    storage = PackedOnce(location=tmp_path, base_url="/static/")
    for name in (HASHED, "rooms/room.css"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("a { color: inherit }\n" * 99)
    assert {packed for _, packed in storage.compress_files({HASHED, "rooms/room.css"})} == {f"{HASHED}.br", f"{HASHED}.gz"}
    assert list(storage.compress_files({HASHED})) == []
    (tmp_path / f"{HASHED}.br").unlink()
    assert (HASHED, f"{HASHED}.br") in storage.compress_files({HASHED})


CASES = [("/static/a.js", "public, immutable", 0), ("/static/a.js", "max-age=60", 5), ("/avatars/a", "immutable", 5)]


@pytest.mark.parametrize(("path", "caching", "left"), CASES)
def test_what_never_changes_says_no_more_than_it_must(rf, path, caching, left):
    said = {"Cache-Control": caching, "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
    answer = lean(lambda request: HttpResponse(headers=said | dict.fromkeys(NEEDLESS, "x")))(rf.get(path))
    assert len([name for name in NEEDLESS if name in answer.headers]) == left
    kept = said | ({} if left else {"Cache-Control": FOR_GOOD})
    assert kept.items() <= dict(answer.headers).items()

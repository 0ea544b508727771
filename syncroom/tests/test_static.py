"""Static files are packed once, and only those that pages name."""

from syncroom.static import PackedOnce

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

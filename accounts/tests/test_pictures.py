"""Pictures of people: whatever is sent is drawn anew, within bounds, or refused in a sentence; nothing of the file itself is kept."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts import avatars
from accounts.models import User
from syncroom import limits

PAGE = "/accounts/picture/"
SECRET = b"52.5200 N 13.4050 E, kitchen"


def drawn(format="PNG", size=(300, 200), mode="RGB", colour=(200, 30, 30), **options):
    file = BytesIO()
    Image.new(mode, size, colour).save(file, format, **options)
    return file.getvalue()


def frames(format, number=3):
    file = BytesIO()
    first, *others = (Image.new("RGB", (80, 80), (80 * n, 0, 0)) for n in range(number))
    first.save(file, format, save_all=True, append_images=others)
    return file.getvalue()


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def vast_png(side):
    """A few kilobytes that claim to be side × side pixels, and would be."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    rows = zlib.compressobj(9)
    data = b"".join(rows.compress(b"\0" * (side // 8 + 1)) for _ in range(side)) + rows.flush()
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def gif_of(width, height):
    """A small screen with a vast first frame."""
    return b"GIF89a\x0a\x00\x0a\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff" + b",\0\0\0\0" + struct.pack("<HH", width, height) + b"\0\x02\x02\x4c\x01\0;"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def send(browser, ada):
    browser.force_login(ada)

    def send(data, name="me.png", type="image/png"):
        return browser.post(PAGE, {"picture": SimpleUploadedFile(name, data, type)})

    return send


def files(media):
    return sorted(path.relative_to(media) for path in media.rglob("*") if path.is_file()) if media.exists() else []


GOOD = {
    "png": drawn(),
    "jpeg": drawn("JPEG", (640, 480)),
    "webp": drawn("WEBP"),
    "gif": drawn("GIF", mode="P", colour=3),
    "transparent": drawn(mode="RGBA", colour=(0, 0, 0, 0)),
    "grey": drawn("JPEG", mode="L", colour=90),
    "ink": drawn("JPEG", mode="CMYK", colour=(0, 90, 90, 0)),
    "one pixel": drawn(size=(1, 1)),
    "a line": drawn(size=(3_000, 1)),
    "moving gif": frames("GIF"),
    "moving png": frames("PNG"),
    "moving webp": frames("WEBP"),
    "with more behind it": drawn() + b"<script>alert(1)</script>PK\x03\x04",
}


@pytest.mark.parametrize("kind", GOOD)
def test_what_can_be_read_becomes_two_squares(send, ada, media, kind):
    assert send(GOOD[kind]).status_code == 302
    ada.refresh_from_db()
    for field, side in ((ada.avatar, 256), (ada.avatar_small, 64)):
        with Image.open(field.path) as picture:
            assert (picture.format, picture.size, getattr(picture, "n_frames", 1)) == ("WEBP", (side, side), 1)
        assert b"<script" not in field.open().read()
    assert len(files(media)) == 2


BAD = {
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', avatars.STRANGE),
    "html": (b"<!doctype html><script>alert(1)</script>", avatars.STRANGE),
    "words": (b"a picture, honestly", avatars.STRANGE),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3", avatars.STRANGE),
    "bmp": (drawn("BMP"), avatars.STRANGE),
    "nothing": (b"", avatars.EMPTY),
    "half": (drawn("JPEG", (400, 400))[:700], avatars.BROKEN),
    "half a png": (drawn(size=(400, 400))[:-60], avatars.BROKEN),
    "head alone": (drawn()[:20], avatars.STRANGE),
    "400 million pixels": (vast_png(20_000), avatars.VAST),
    "a vast frame on a small screen": (gif_of(60_000, 60_000), avatars.VAST),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_cannot_be_is_refused_in_a_sentence_and_leaves_nothing(send, ada, media, kind):
    data, words = BAD[kind]
    for name, type in (("me.png", "image/png"), ("../../etc/passwd.jpg", "image/jpeg")):
        answer = send(data, name, type)
        assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert files(media) == []
    assert User.objects.get().face == ""


def test_a_picture_may_be_as_large_as_the_limit_and_no_larger(send, monkeypatch):
    data = drawn()
    monkeypatch.setattr(limits, "AVATAR_BYTES", len(data))
    assert send(data).status_code == 302
    assert avatars.HEAVY in send(data + b"\0").content.decode()
    monkeypatch.setattr(limits, "AVATAR_PIXELS", 60_000)
    monkeypatch.setattr(limits, "AVATAR_BYTES", 10**6)
    assert send(drawn(size=(300, 200))).status_code == 302
    assert avatars.VAST in send(drawn(size=(300, 201))).content.decode()


def test_many_frames_cost_no_more_than_one(send):
    file = BytesIO()
    Image.new("P", (2_000, 2_000)).save(file, "GIF", save_all=True, append_images=[Image.new("P", (2_000, 2_000), n) for n in range(1, 60)])
    assert send(file.getvalue()).status_code == 302


def test_nothing_of_what_a_file_says_is_kept(send, ada, media):
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = SECRET.decode(), 6  # where it was taken, and that it is to be turned
    wide = Image.new("RGB", (200, 200), (0, 0, 255))
    wide.paste((255, 0, 0), (0, 0, 200, 100))  # red above; turned by 90°, red is on the right
    file = BytesIO()
    wide.save(file, "JPEG", exif=exif, comment=SECRET, quality=95)
    send(file.getvalue())
    ada.refresh_from_db()
    assert SECRET not in ada.avatar.open().read()
    with Image.open(ada.avatar.path) as picture:
        assert not picture.getexif() and "icc_profile" not in picture.info
        assert picture.convert("RGB").getpixel((240, 128))[0] > 200 > 60 > picture.convert("RGB").getpixel((15, 128))[0]


def test_names_and_types_are_the_senders_tale(send, ada, media):
    send(drawn("JPEG"), "../../../evil.svg", "image/svg+xml")
    ada.refresh_from_db()
    assert [str(path) for path in files(media)] == sorted(f"avatars/{ada.face}{size}.webp" for size in ("", "-64"))
    assert len(ada.face) == 32


def test_her_picture_is_served_for_long_and_never_run(send, browser, another_browser, ada):
    send(drawn())
    ada.refresh_from_db()
    answer = another_browser.get(f"/avatars/{ada.face}-64.webp")
    assert (answer.status_code, answer["Content-Type"], answer["X-Content-Type-Options"]) == (200, "image/webp", "nosniff")
    assert "immutable" in answer["Cache-Control"] and "max-age=31536000" in answer["Cache-Control"]
    assert answer["Content-Disposition"].startswith("inline")
    page = browser.get("/accounts/").content.decode()
    assert f"/avatars/{ada.face}-64.webp" in page and f"/avatars/{ada.face}.webp" in page


@pytest.mark.parametrize("name", ["x", "-64", "..%2f..%2fsecret_key", "a" * 32, "a" * 3_000, "%00", "64-64-64"])
def test_a_guessed_name_is_not_found(browser, db, name):
    assert browser.get(f"/avatars/{name}.webp").status_code in (400, 404)


def test_another_picture_takes_the_first_away_and_none_takes_all(send, browser, ada, media, room, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        send(drawn())
    ada.refresh_from_db()
    first = ada.face
    with django_capture_on_commit_callbacks(execute=True):
        send(drawn("JPEG"))
    ada.refresh_from_db()
    assert ada.face != first and browser.get(f"/avatars/{first}.webp").status_code == 404
    assert len(files(media)) == 2
    assert room.memberships.get(user=ada).face == ada.face
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(PAGE, {"remove": "1"})
    assert files(media) == []
    assert room.memberships.get(user=ada).face == ""


def test_a_guest_has_a_picture_and_no_picture_is_asked_for_kindly(browser):
    browser.come_as_guest()
    assert "choose a picture" in browser.post(PAGE, {}).content.decode()
    assert browser.post(PAGE, {"picture": SimpleUploadedFile("me.png", drawn(), "image/png")}).status_code == 302


def test_changing_it_is_limited(send, monkeypatch):
    monkeypatch.setattr(limits, "AVATARS_PER_HOUR", 2)
    assert [send(drawn()).status_code for _ in range(3)] == [302, 302, 429]


def test_a_moderator_sees_it_and_takes_it_away(send, ada, another_browser, room):
    send(drawn())
    ada.refresh_from_db()
    another_browser.force_login(User.objects.create_superuser("root", password="of-all-evil-1"))
    page = f"/admin/accounts/user/{ada.pk}/"
    assert f"/avatars/{ada.face}-64.webp" in another_browser.get(f"{page}change/").content.decode()
    assert another_browser.post(f"{page}act/no-picture/", {"asked": 1, "why": "Rude"}).status_code == 302
    ada.refresh_from_db()
    assert ada.face == "" and room.memberships.get(user=ada).face == ""
    assert "drawn from their name" in another_browser.get(f"{page}change/").content.decode()

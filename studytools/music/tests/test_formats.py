"""What a file is stands in the file: five kinds are taken, whatever they are called; all else is refused in words."""

import struct

import pytest

from rooms.live.protocol import Refused
from studytools.music.formats import examine
from syncroom import limits

from .samples import flac, id3, info, mp3, ogg, upload, wav

SOUNDS = {"wav": wav, "mp3": mp3, "flac": flac, "opus": lambda: ogg("opus"), "vorbis": lambda: ogg("vorbis")}
PAGE = b"<!doctype html><script>alert(1)</script>"


def refusal(data):
    with pytest.raises(Refused) as refused:
        examine(upload(data))
    return refused.value.code


@pytest.mark.parametrize("kind", SOUNDS)
@pytest.mark.parametrize("name", ["a.exe", "a.mp3", "x", "../../etc/passwd", "a.html"])
def test_a_sound_is_what_it_is_whatever_it_is_called(kind, name):
    found = examine(upload(SOUNDS[kind](), name, "text/html"))
    assert found.kind == kind
    assert 1_950 <= found.ms <= 2_050


@pytest.mark.parametrize("kind", SOUNDS)
def test_one_that_ends_before_its_end_is_refused(kind):
    data = SOUNDS[kind]()
    if kind == "mp3":
        data = mp3(4, promised=153)[: len(data)]
    for part in (0.5, 0.9):
        assert refusal(data[: int(len(data) * part)]) == "track-truncated"
    assert refusal(data[:3]) in ("track-truncated", "track-unreadable")


def test_an_ogg_without_its_last_page_is_refused():
    assert refusal(ogg(ended=False)) == "track-truncated"


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + b"\0" * 5_000,
        b"<html><audio src=x>" * 50,
        PAGE + mp3(),
        b"RIFF" + struct.pack("<I", 100) + b"AVI " + b"\0" * 96,
        b"fLaC" + b"\xff" * 4_000,
        b"OggS" + b"\0" * 4_000,
        b"ID3\x03\0\0\x7f\x7f\x7f\x7f" + b"\0" * 4_000,
        b"ID3\x03\0\0\xff\xff\xff\xff" + b"\0" * 4_000,
        b"PK\x03\x04" + b"\0" * 4_000,
        b"\xff\xfb\x90\xc4" * 300,
        b"#!/bin/sh\nrm -rf /\n" * 100,
        b"\0" * 20_000,
    ],
)
def test_what_is_no_sound_is_refused_whatever_it_begins_like(data):
    assert refusal(data) in ("track-unreadable", "track-truncated")


@pytest.mark.parametrize(
    "data",
    [
        wav() + PAGE,
        wav(tags=b"JUNK" + struct.pack("<I", len(PAGE)) + PAGE),
        flac() + PAGE,
        ogg() + PAGE,
        ogg() + ogg(),
        mp3() + PAGE,
        mp3(1) + PAGE + mp3(1),
        mp3() + b"PK\x03\x04",
    ],
)
def test_a_page_or_an_archive_in_a_sound_is_refused(data):
    assert refusal(data) in ("track-unreadable", "track-truncated")


@pytest.mark.parametrize(
    "data",
    [
        wav(tags=info("<script>alert(1)</script>")),
        mp3(title="<script>alert(1)</script>"),
        flac(comment=b"TITLE=<script>alert(1)</script>"),
        ogg("opus", title="<script>alert(1)</script>"),
        ogg("vorbis", title="<script>alert(1)</script>"),
    ],
)
def test_what_tags_say_is_text(data):
    assert examine(upload(data)).title == "<script>alert(1)</script>"


def test_tags_are_one_line_bounded_and_hide_nothing():
    found = examine(upload(mp3(title="a\u202eb\nc\u200b" + "x" * 5_000)))
    assert found.title.startswith("ab c")
    assert "\u202e" not in found.title and len(found.title) == 200


def test_tags_larger_than_any_picture_are_refused():
    size = 17 * 1024 * 1024
    head = b"ID3\x03\0\0" + bytes((size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127))
    assert refusal(head + b"\0" * 100 + mp3()) == "track-unreadable"


def test_nothing_and_almost_nothing_are_refused():
    assert refusal(b"") == "track-empty"
    assert refusal(wav(0.9)) == "track-too-short"
    assert examine(upload(wav(1))).ms == 1_000


@pytest.mark.parametrize("most", [2, 3])
def test_how_long_a_track_may_be(monkeypatch, most):
    monkeypatch.setattr(limits, "TRACK_SECONDS", most)
    assert examine(upload(wav(most))).ms == most * 1_000
    assert refusal(wav(most + 1)) == "track-too-long"
    assert refusal(ogg(seconds=7_200)) == "track-too-long"


def test_headers_that_lie_about_hours_are_refused_as_they_are_told():
    two_hours = bytearray(flac())
    two_hours[18:26] = struct.pack(">Q", 44_100 << 44 | 15 << 36 | 44_100 * 7_200)
    assert refusal(bytes(two_hours)) == "track-truncated"


def test_an_mp3_with_its_tag_at_either_end_is_counted_by_its_frames():
    plain = examine(upload(mp3(3))).ms
    assert examine(upload(id3("Title") + mp3(3) + b"TAG" + b"\0" * 125)).ms == plain
    assert examine(upload(mp3(3, promised=115))).ms == plain

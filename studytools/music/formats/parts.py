"""What all readers of sound files say no with."""

from rooms.live.protocol import Refused

TAGS_MOST = 16 * 1024 * 1024  # bytes of titles and pictures
PAGES = (b"<html", b"<!doctype", b"<script")  # long enough not to be met by chance in a few hundred kilobytes of sound
MARKS = (*PAGES, b"<svg", b"<?php", b"<?xml", b"pk\x03\x04", b"%pdf-")


def unreadable():
    return Refused("track-unreadable")


def truncated():
    return Refused("track-truncated")


def exactly(file, count):
    """So many bytes, or it ends before its end."""
    data = file.read(count)
    if len(data) != count:
        raise truncated()
    return data


def must_be_dull(rest, marks=MARKS):
    """What is in a file besides sound and tags is no page, program or archive in disguise."""
    low = rest.lower()
    if any(mark in low for mark in marks):
        raise unreadable()


def synchsafe(four):
    """A size of ID3v2: seven bits a byte."""
    if any(byte > 127 for byte in four):
        raise unreadable()
    return four[0] << 21 | four[1] << 14 | four[2] << 7 | four[3]

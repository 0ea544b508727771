"""A room to take along: one JSON file, or one page to read that needs nothing else; what its members may see, and no more."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe

AT_ONCE = 500
STYLES = ("syncroom/tokens.css", "rooms/transcript.css")


@dataclass(frozen=True)
class Section:
    """`rows(room)` yields dicts; `html(row)` is one of them on the page, safe as it stands."""

    name: str
    title: str
    rows: Callable
    html: Callable


sections: list[Section] = []


def section(name, title, rows, html):
    sections.append(Section(name, title, rows, html))


def in_order(queryset, key):
    """Rows by the unique field `key`, some at a time, however many there are."""
    last = None
    while some := list((queryset if last is None else queryset.filter(**{f"{key}__gt": last})).order_by(key)[:AT_ONCE]):
        yield from some
        last = getattr(some[-1], key)


def facts(room):
    names = ("code", "name", "topic", "description", "visibility", "lifetime", "state", "created_at")
    members = room.memberships.standing().order_by("joined_at", "pk")
    return {name: getattr(room, name) for name in names} | {
        "exported_at": timezone.now(),
        "members": [{"id": member.user_id, "name": member.name, "role": member.role} for member in members],
    }


def as_json(room):
    """Bytes, in pieces."""
    yield (json.dumps({"room": facts(room)}, ensure_ascii=False, cls=DjangoJSONEncoder)[:-1]).encode()
    for known in sections:
        yield f',\n"{known.name}": ['.encode()
        before = "\n"
        for row in known.rows(room):
            yield (before + json.dumps(row, ensure_ascii=False, cls=DjangoJSONEncoder)).encode(errors="replace")
            before = ",\n"
        yield b"]"
    yield b"}\n"


def as_page(room):
    """Bytes, in pieces."""
    sheets = "\n".join(Path(settings.BASE_DIR, "static", name).read_text() for name in STYLES)
    style = mark_safe(f"<style>{sheets}</style>")  # noqa: S308 our own
    yield render_to_string("rooms/transcript_head.html", {"room": room, "facts": facts(room), "style": style}).encode()
    for known in sections:
        yield f"<section><h2>{known.title}</h2>\n".encode()
        found = False
        for row in known.rows(room):
            found = True
            yield known.html(row).encode(errors="replace")
        yield b"</section>\n" if found else b"<p class='soft'>Nothing.</p></section>\n"
    yield b"</main></body></html>\n"


def gathered(pieces, size=32 * 1024):
    """Fewer, larger ones."""
    waiting, length = [], 0
    for piece in pieces:
        waiting.append(piece)
        length += len(piece)
        if length >= size:
            yield b"".join(waiting)
            waiting, length = [], 0
    yield b"".join(waiting)

"""Writes an archive while it is sent: a few hundred rows are in memory at a time, however many there are."""

import csv
import json
from datetime import date, datetime
from io import StringIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from . import exporting

PIECE_BYTES = 64 * 1024
FORMULA = ("=", "+", "-", "@", "\t", "\r")
README = """What SyncRoom keeps of {name}, as of {now:%Y-%m-%d %H:%M} UTC.

json/ and csv/ hold the same, once for programs and once for spreadsheets. Times are UTC. In the CSV files a text that begins like a formula
(= + - @) has an apostrophe before it, so that no spreadsheet runs it; the JSON files have every text as it was written.
What others wrote is theirs and not in here, nor are their names.

{parts}
"""


class Sink:
    """What was written and not yet sent; it has no way back, so the archive needs none."""

    def __init__(self):
        self.pieces, self.size = [], 0

    def write(self, data):
        if data:  # compressing gives nothing most of the time
            self.pieces.append(bytes(data))
            self.size += len(data)
        return len(data)

    def flush(self):
        pass

    def take(self):
        data = b"".join(self.pieces)
        self.pieces, self.size = [], 0
        return data


def archive(user, progress=lambda done, total: None):
    """Bytes, in pieces. `progress(rows done, rows in all)` is told now and then."""
    sink, now = Sink(), timezone.now()
    known = [(part, part.ids(user)) for part in exporting.parts]
    done, total = 0, 2 * sum(len(ids) for _, ids in known)
    with ZipFile(sink, "w", ZIP_DEFLATED) as archive:
        for name, pieces in members(user, known, now):
            with archive.open(entry(name, now), "w", force_zip64=True) as member:
                for data, rows in pieces:
                    member.write(data)
                    done += rows
                    if sink.size >= PIECE_BYTES:
                        progress(done, total)
                        yield sink.take()
    progress(total, total)
    yield sink.take()


def entry(name, now):
    info = ZipInfo(name, now.timetuple()[:6])
    info.compress_type, info.external_attr = ZIP_DEFLATED, 0o600 << 16
    return info


def members(user, known, now):
    """(name, pieces) of each file in the archive; a piece is (bytes, rows that it holds)."""
    lines = "\n".join(f"{part.name}: {part.about} ({len(ids)})" for part, ids in known)
    yield "README.txt", [(README.format(name=user.name, now=now, parts=lines).encode(), 0)]
    for part, ids in known:
        yield f"json/{part.name}.json", as_json(part.rows(ids))
        yield f"csv/{part.name}.csv", as_csv(part.fields, part.rows(ids))
    for found in exporting.files:
        for name, file in found(user):
            yield name, contents(file)


def as_json(rows):
    before = "[\n"
    for row in rows:
        yield (before + json.dumps(row, ensure_ascii=False, cls=DjangoJSONEncoder)).encode(errors="replace"), 1
        before = ",\n"
    yield (b"[]\n" if before == "[\n" else b"\n]\n"), 0


def as_csv(fields, rows):
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(fields)
    for row in rows:
        writer.writerow([cell(value) for value in row.values()])
        yield text.getvalue().encode(errors="replace"), 1
        text.seek(0)
        text.truncate()
    yield text.getvalue().encode(), 0


def cell(value):
    if isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def contents(file):
    try:
        handle = file.storage.open(file.name, "rb")
    except OSError:
        return  # it is not there any more
    with handle:
        while piece := handle.read(PIECE_BYTES):
            yield piece, 0

"""What stands in a backup's manifest.json, and whether this program can take it."""

import re
from pathlib import PurePosixPath
from typing import Literal

import msgspec
from django.db.migrations.loader import MigrationLoader

from syncroom import __version__

FORMAT = 1
NAME, SECRET = "manifest.json", "secret_key"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
UPLOADS = "uploads/"
NOT_OURS = "This is no backup of SyncRoom"


class Unfit(Exception):
    """Why not, in a sentence for whoever typed the command. Nothing was changed."""


class Part(msgspec.Struct):
    """One file: its size in bytes, and the SHA-256 of what is in it."""

    size: int
    sha256: str


class Manifest(msgspec.Struct):
    """`rows` is how many each table has, `migrations` how far the tables are, `server` and `tool` the versions of what made the database's part."""

    format: int
    version: str
    made: str
    engine: Literal["sqlite", "postgresql"]
    server: str
    tool: str
    migrations: dict[str, list[str]]
    rows: dict[str, int]
    files: dict[str, Part]

    @property
    def database(self):
        return DATABASES[self.engine]

    @property
    def uploads(self):
        return [name for name in self.files if name.startswith(UPLOADS)]

    @property
    def size(self):
        return sum(part.size for part in self.files.values())

    def __str__(self):
        key = "with the secret key" if SECRET in self.files else "without the secret key"
        words = f"{sum(self.rows.values()):,} rows in {len(self.rows)} tables ({self.engine}), {len(self.uploads):,} uploads, {key}"
        return f"made {self.made} by SyncRoom {self.version}: {words}"


def read(text):
    try:
        manifest = msgspec.json.decode(text, type=Manifest)
    except msgspec.MsgspecError:
        raise Unfit(f"{NOT_OURS}, or its {NAME} is broken.") from None
    if manifest.format > FORMAT or numbers(manifest.version) > numbers(__version__):
        raise Unfit(f"This backup was made by SyncRoom {manifest.version}, which is newer than this one ({__version__}). Update SyncRoom first.")
    for name in manifest.files:
        if not safe(name, manifest):
            raise Unfit(f"{NOT_OURS}: {name!r} has no place in one.")
    if manifest.database not in manifest.files:
        raise Unfit(f"{NOT_OURS}: there is no {manifest.database} in it.")
    return manifest


def numbers(version):
    return [int(number) for number in re.findall(r"\d+", version)]


def safe(name, manifest):
    """Nothing may land outside of where it belongs, whoever made the file."""
    if name in (manifest.database, SECRET):
        return True
    path = PurePosixPath(name)
    odd = "\\" in name or "\x00" in name or ":" in path.parts[0] or str(path) != name
    return name.startswith(UPLOADS) and len(path.parts) > 1 and ".." not in path.parts and not odd


def know(migrations):
    """Unfit if these include a step that this program has never heard of."""
    known = set(MigrationLoader(None).disk_migrations)
    strange = sorted(f"{app}.{name}" for app, names in migrations.items() for name in names if (app, name) not in known)
    if strange:
        raise Unfit(f"This backup's tables are newer than this SyncRoom ({strange[0]} is unknown here). Update SyncRoom first.")

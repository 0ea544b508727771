"""Making a backup: the database first, then the uploads, so that no upload it speaks of is missing."""

import os
import re
import shutil
import tempfile
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from syncroom import __version__

from . import archive, postgresql, sqlite
from .manifest import FORMAT, SECRET, UPLOADS, Manifest, Unfit

OURS = re.compile(r"syncroom-\d{8}-\d{6}(-\d+)?\.zip")
STEP = 500  # uploads between two signs of life


def destination(given):
    """Where a backup goes: the file that was named, or a new name in the folder that was."""
    path = Path(given) if given else settings.DATA / "backups"
    if given and not (path.is_dir() or str(given).endswith("/")):
        if path.exists():
            raise Unfit(f"{path} is there already. Give another name, or a folder.")
        return path.absolute()
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"syncroom-{timezone.now():%Y%m%d-%H%M%S}"
    names = (f"{name}{suffix}.zip" for suffix in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(path / name for name in names if not (path / name).exists()).absolute()


def backup(path, with_secrets, tell):
    """The manifest of the backup that is now at `path`."""
    engine = postgresql if connection.vendor == "postgresql" else sqlite
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    make_room(path.parent)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".syncroom-backup-") as folder, archive.new(path) as writer:
        made = timezone.now()
        tell("Copying the database …")
        database, rows, migrations, server, tool = engine.dump(Path(folder))
        if sqlite.PEOPLE not in rows:
            raise Unfit("There is no SyncRoom to back up here: SYNCROOM_DATA or DATABASE_URL say where it is.")
        writer.add(database, database.name)
        database.unlink()
        add_uploads(writer, tell)
        if with_secrets:
            add_secret(writer, Path(folder))
        manifest = Manifest(FORMAT, __version__, f"{made:%Y-%m-%dT%H:%M:%SZ}", connection.vendor, server, tool, migrations, rows, writer.parts)
        writer.finish(manifest)
    return manifest


def make_room(folder):
    """Uploads go in as they are; a database twice for a moment, the second time packed."""
    database = settings.DATABASES["default"]["NAME"]
    need = 2 * os.path.getsize(database) if connection.vendor == "sqlite" and os.path.exists(database) else 0
    need += sum(size_of(path) for path in uploads())
    if shutil.disk_usage(folder).free < need * 1.05:
        raise Unfit(f"There is not enough room in {folder}: {need / 1e6:,.0f} MB are needed.")


def size_of(path):
    try:
        return path.stat().st_size
    except OSError:
        return 0


def uploads():
    """Plain files only: a link may lead anywhere."""
    for folder, _, names in os.walk(settings.MEDIA_ROOT):
        for name in sorted(names):
            path = Path(folder, name)
            if path.is_file() and not path.is_symlink():
                yield path


def add_uploads(writer, tell):
    """What is removed meanwhile was removed before the backup, for whoever restores it."""
    for n, path in enumerate(list(uploads()), 1):
        try:
            writer.add(path, UPLOADS + path.relative_to(settings.MEDIA_ROOT).as_posix(), packed=False)
        except FileNotFoundError:
            continue
        if n % STEP == 0:
            tell(f"{n:,} uploads …")


def add_secret(writer, folder):
    with closing(tempfile.NamedTemporaryFile("w", dir=folder)) as file:
        file.write(settings.SECRET_KEY)
        file.flush()
        writer.add(file.name, SECRET)


def rotate(folder, keep):
    """Delete all but the `keep` newest of the backups in this folder that we named; their names."""
    names = sorted((path.name for path in folder.iterdir() if OURS.fullmatch(path.name)), key=in_order)
    old = names[:-keep]
    for name in old:
        (folder / name).unlink(missing_ok=True)
    return old


def in_order(name):
    """The second of a second comes after the first."""
    stem = name.removesuffix(".zip")
    return stem[:24], int(stem[25:] or 1)

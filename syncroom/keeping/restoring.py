"""Putting a backup back: checked whole before anything is touched, made ready beside what is there, and then exchanged for it."""

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.utils import timezone

from rooms.models import Process
from syncroom import limits, lock

from . import afterwards, postgresql, sqlite
from .manifest import SECRET, UPLOADS, Unfit, know
from .returning import put_back

OCCUPIED = "There is a SyncRoom in {} already. Restore into an empty one, or say --replace: what is there is then kept aside. Nothing was changed."
SERVED = f"A server uses this database, or was killed less than {limits.LEASE_SECONDS:.0f} seconds ago. Stop it, and try then. Nothing was changed."
OTHER = {
    "sqlite": "This backup is of SQLite, and DATABASE_URL says PostgreSQL. Restore it without DATABASE_URL, then run manage.py move_to_postgresql.",
    "postgresql": "This backup is of PostgreSQL: set DATABASE_URL to a database for it.",
}


def restore(backup, replace, tell):
    """`backup`: a Reader. What was there before is in a folder that is returned, or None."""
    manifest = backup.manifest
    know(manifest.migrations)
    if manifest.engine != connection.vendor:
        raise Unfit(f"{OTHER[manifest.engine]} Nothing was changed.")
    with alone(), tempfile.TemporaryDirectory(dir=settings.DATA, prefix=".restoring-") as folder:
        if (occupied := inhabited()) and not replace:
            raise Unfit(OCCUPIED.format(settings.DATA))
        tell("Checking and unpacking …")
        backup.check(Path(folder))
        aside = settings.DATA / f"replaced-{timezone.now():%Y%m%d-%H%M%S}"
        if manifest.engine == "sqlite":
            ready(Path(folder) / manifest.database, manifest, tell)
            pairs = [(Path(folder) / manifest.database, settings.DATABASES["default"]["NAME"])]
            exchange(pairs + files(Path(folder), manifest), aside)
        else:
            tell("Filling the database …")
            with put_back(Path(folder) / manifest.database, manifest, aside.name.replace("-", "_"), keep=occupied):
                bring_up_to_date(tell)
                exchange(files(Path(folder), manifest), aside)
        afterwards.mark()
        if not occupied:
            shutil.rmtree(aside, ignore_errors=True)
    return aside if occupied else None


@contextmanager
def alone():
    """No server runs, and none can start meanwhile."""
    try:
        held = lock.hold(words=lock.BUSY + " Nothing was changed.")
    except ImproperlyConfigured as busy:
        raise Unfit(str(busy)) from None
    with held:
        if someone_serves():
            raise Unfit(SERVED)
        yield


def someone_serves():
    """A server on another machine, which holds no lock of ours, renews a lease; one on this machine has let go of its lock."""
    if connection.vendor != "postgresql":
        return False
    try:
        return Process.objects.filter(lease_until__gt=timezone.now()).exists()
    except DatabaseError:  # there are no tables yet
        return False


def inhabited():
    uploads = settings.MEDIA_ROOT.exists() and any(path.is_file() for path in settings.MEDIA_ROOT.rglob("*"))
    if connection.vendor == "postgresql":
        return uploads or postgresql.inhabited()
    return uploads or sqlite.inhabited(Path(settings.DATABASES["default"]["NAME"]))


def ready(database, manifest, tell):
    """The copy holds what the manifest says, and is then brought to where this program is."""
    rows, migrations = sqlite.survey(database)
    if rows != manifest.rows or migrations != manifest.migrations:
        raise Unfit("What is in this backup's database is not what its manifest says. Nothing was changed.")
    with sqlite.standing_in(database):
        bring_up_to_date(tell)
    sqlite.survey(database)


def bring_up_to_date(tell):
    tell("Bringing the tables up to date …")
    call_command("migrate", verbosity=0, interactive=False)


def files(folder, manifest):
    """[(what is restored, its place), …] besides the database."""
    pairs = [(folder / UPLOADS.rstrip("/"), settings.MEDIA_ROOT)]
    if SECRET in manifest.files:
        pairs.append((folder / SECRET, settings.DATA / "secret_key"))
    return pairs


def exchange(pairs, aside):
    """All of them, or none: what is there goes aside first, and returns if anything fails."""
    moved = []
    aside.mkdir(mode=0o700, exist_ok=True)
    try:
        for new, place in pairs:
            for old in [place, *(Path(f"{place}{end}") for end in ("-wal", "-shm", "-journal"))]:
                if old.exists():
                    old.rename(aside / old.name)
                    moved.append((aside / old.name, old))
            if new.exists():
                new.rename(place)
                moved.append((place, new))
    except OSError:
        for now, before in reversed(moved):
            now.rename(before)
        raise

"""manage.py move_to_postgresql: the SQLite file's content becomes that of DATABASE_URL."""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DataError, IntegrityError, connection

from syncroom.keeping.manifest import Unfit
from syncroom.keeping.moving import move, old_database
from syncroom.keeping.restoring import alone


class Command(BaseCommand):
    help = (
        "Copy every row from the SQLite file in the data folder to the empty PostgreSQL database that DATABASE_URL names, and compare both. "
        "Stop the server first. The file stays as it is; uploads and the secret key stay where they are."
    )

    def add_arguments(self, parser):
        parser.add_argument("--from", dest="file", metavar="FILE", help="another SQLite file than the one in the data folder")

    def handle(self, file, **options):
        if connection.vendor != "postgresql":
            raise CommandError("Set DATABASE_URL first: postgres://user:password@host:5432/name, an empty database.", returncode=2)
        try:
            with alone():
                self.stdout.write("Making the tables …")
                call_command("migrate", verbosity=0, interactive=False)
                total = move(Path(file or old_database()), self.stdout.write)
        except Unfit as why:
            raise CommandError(str(why), returncode=2) from None
        except (DataError, IntegrityError) as error:
            words = str(error).splitlines()[0]
            raise CommandError(f"PostgreSQL does not take what SQLite had: {words}. Nothing was changed.", returncode=2) from None
        self.stdout.write(f"{total:,} rows moved, and equal on both sides. Start the server with DATABASE_URL; the file stays as it was.")

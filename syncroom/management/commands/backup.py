"""manage.py backup: everything of this site in one file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import filesizeformat

from syncroom.keeping.archive import Reader
from syncroom.keeping.making import backup, destination, rotate
from syncroom.keeping.manifest import SECRET, Unfit

WITHOUT = (
    "The secret key is not in it. Keep {} apart, or say --with-secrets: with another key everybody must sign in again,\n"
    "and what is encrypted with it, such as a connection to Spotify, is lost."
)
WITH = "The secret key is in it: whoever has this file can sign in as anybody."


class Command(BaseCommand):
    help = (
        "Write people, rooms, messages and uploads to one file, while people go on talking: FILE, or a new name in the folder FILE "
        "(backups in the data folder if left out). It is there once it is whole, and readable by its owner only. "
        "With --check, say whether an existing one is whole."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", metavar="FILE", help="a new file, or a folder")
        parser.add_argument("--keep", type=int, metavar="N", help="afterwards delete all but the N newest backups of that folder")
        parser.add_argument("--with-secrets", action="store_true", help="put the secret key in, too")
        parser.add_argument("--check", action="store_true", help="only check that FILE is whole and unaltered")

    def handle(self, file, keep, with_secrets, check, **options):
        try:
            if check:
                return self.check_file(file)
            self.make(file, keep, with_secrets)
        except Unfit as why:
            raise CommandError(str(why), returncode=2) from None
        except OSError as error:
            raise CommandError(f"No backup was made: {error.strerror} ({error.filename}).", returncode=2) from None

    def check_file(self, file):
        if not file:
            raise Unfit("Say which file to check.")
        with Reader(file) as found:
            found.check()
            self.stdout.write(f"{file} is whole: {found.manifest}.")

    def make(self, file, keep, with_secrets):
        if keep is not None and (keep < 1 or (file and not (Path(file).is_dir() or file.endswith("/")))):
            raise Unfit("--keep needs a folder, and a number from 1.")
        path = destination(file)
        manifest = backup(path, with_secrets, self.stdout.write)
        self.stdout.write(f"{path} ({filesizeformat(path.stat().st_size)}): {manifest}.")
        self.stdout.write(WITH if SECRET in manifest.files else WITHOUT.format("secret_key of the data folder"))
        if keep:
            for name in rotate(path.parent, keep):
                self.stdout.write(f"{name} was deleted.")

"""manage.py restore: a backup becomes this site."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from syncroom.environment import env, secret_key
from syncroom.keeping.archive import Reader
from syncroom.keeping.manifest import SECRET, Unfit
from syncroom.keeping.restoring import restore
from syncroom.platform import platform_key

ASIDE = "What was here before is in {}: delete it when you are content."
SCHEMA = "The old tables are in the schema {} of the database: drop it when you are content."
NO_KEY = "This backup holds no secret key: put yours into secret_key of {}, or everybody signs in again."
OTHER_KEY = "Another secret key is set and goes before the key of this backup: give it that key, or everybody signs in again."


class Command(BaseCommand):
    help = (
        "Put back what manage.py backup wrote. The file is checked whole before anything is touched; a newer, altered or truncated one is refused, "
        "and so are a site with people in it (unless --replace, which keeps the old one aside) and a server that runs."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--replace", action="store_true", help="even if this site has people: what is there is kept aside")

    def handle(self, file, replace, **options):
        try:
            with Reader(file) as backup:
                manifest = backup.manifest
                aside = restore(backup, replace, self.stdout.write)
        except Unfit as why:
            raise CommandError(str(why), returncode=2) from None
        except OSError as error:
            raise CommandError(f"Nothing was changed: {error.strerror} ({error.filename}).", returncode=2) from None
        self.stdout.write(f"Restored: {manifest}.")
        if aside:
            self.stdout.write(ASIDE.format(aside))
            if manifest.engine == "postgresql":
                self.stdout.write(SCHEMA.format(aside.name.replace("-", "_")))
        if SECRET not in manifest.files:
            self.stdout.write(NO_KEY.format(settings.DATA))
        elif (env("SYNCROOM_SECRET_KEY") or platform_key() or secret_key(settings.DATA)) != secret_key(settings.DATA):
            self.stdout.write(OTHER_KEY)
        self.stdout.write("Start the server again (make run, or systemctl start syncroom).")

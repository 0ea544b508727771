"""Pages that are made from the code: written, or compared."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class GeneratingCommand(BaseCommand):
    """`pages()` gives {path below the project: text}; `--check` fails if a file differs."""

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="only say whether the files are current")

    def handle(self, check, **options):
        for name, text in self.pages().items():
            path = settings.BASE_DIR / name
            current = path.exists() and path.read_text() == text
            if check and not current:
                raise CommandError(f"{name} is not current. Make it again without --check.")
            if not current:
                path.write_text(text)
            self.stdout.write(f"{name} is current.")

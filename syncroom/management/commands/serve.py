"""manage.py serve: the server."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from rooms.live.process import process
from syncroom.keeping.afterwards import renumber
from syncroom.server import serve


class Command(BaseCommand):
    help = "Serve SyncRoom (HTTP and connections) until it is told to stop. HOST, PORT and SYNCROOM_URL are read from the environment."

    def add_arguments(self, parser):
        parser.add_argument("--host", default=settings.HOST)
        parser.add_argument("--port", type=int, default=settings.PORT)

    def handle(self, host, port, **options):
        try:
            process.hold_lock()
        except ImproperlyConfigured as problem:
            raise CommandError(problem) from None
        renumber()
        address = settings.URL.geturl() if settings.URL else f"http://{host}:{port}"
        self.stdout.write(f"SyncRoom is at {address}/  (Ctrl+C stops it)")
        self.stdout.write("To become its administrator:  .venv/bin/python manage.py createsuperuser  and then open /admin/")
        self.stdout.flush()
        serve(host, port)

"""manage.py serve: the server."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from rooms.live.process import process
from syncroom.keeping.afterwards import renumber
from syncroom.server import serve
from syncroom.starting import check_address, check_tables, first_administrator

HERE = {"0.0.0.0": "localhost", "::": "localhost"}  # noqa: S104 where a browser on this machine finds it


class Command(BaseCommand):
    help = "Serve SyncRoom (HTTP and connections) until it is told to stop. HOST, PORT and SYNCROOM_URL are read from the environment."

    def add_arguments(self, parser):
        parser.add_argument("--host", default=settings.HOST)
        parser.add_argument("--port", type=int, default=settings.PORT)

    def handle(self, host, port, **options):
        try:
            process.hold_lock()
        except ImproperlyConfigured as problem:
            raise CommandError(problem, returncode=2) from None
        check_address(host, port)
        check_tables()
        renumber()
        address = settings.URL.geturl().rstrip("/") if settings.URL else f"http://{HERE.get(host, host)}:{port}"
        self.stdout.write(f"SyncRoom is at {address}/  (Ctrl+C stops it)")
        first_administrator(address, self.stdout.write)
        self.stdout.flush()
        serve(host, port)

"""How fast the moderators' desk is with a large site: `python -m bench.admin` fills a database and times every list.

It runs on SQLite in a folder of its own, and on PostgreSQL where DATABASE_URL names an empty database or --postgresql says to start one.
Everything it made in folders is removed at the end. `--rooms` and `--messages` say how large; `--folder` where.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from . import machine


def main():
    options = arguments()
    if options.child:
        return child(options)
    print("\n".join(f"{what}: {value}" for what, value in machine.about().items()))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))  # what was begun is removed then, too
    folder = tempfile.mkdtemp(prefix="syncroom-desk-", dir=options.folder)
    try:
        if not options.skip_sqlite:
            measure("SQLite", options, folder, "")
        if url := os.environ.get("DATABASE_URL", ""):
            measure("PostgreSQL", options, folder, url)
        elif options.postgresql:
            with_postgresql(options, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rooms", type=int, default=100_000)
    parser.add_argument("--messages", type=int, default=5_000_000)
    parser.add_argument("--times", type=int, default=15, help="how often each page is asked for")
    parser.add_argument("--folder", help="where the data goes meanwhile; some 5 GB")
    parser.add_argument("--postgresql", action="store_true", help="start a PostgreSQL of one's own as well")
    parser.add_argument("--skip-sqlite", action="store_true")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def with_postgresql(options, folder):
    from tests.live.programs import PostgreSQL, running

    place = f"{folder}/postgresql"
    os.mkdir(place)
    os.chmod(folder, 0o711)
    with running(PostgreSQL(place).create()) as postgresql:
        measure("PostgreSQL", options, folder, postgresql.url)


def measure(name, options, folder, url):
    """In a process of its own, since settings are read once."""
    env = os.environ | {"SYNCROOM_DATA": f"{folder}/{name}", "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "syncroom.settings"}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], env=env, check=True)
    subprocess.run([sys.executable, "manage.py", "collectstatic", "--no-input", "-v0"], env=env, check=True)
    words = [f"--rooms={options.rooms}", f"--messages={options.messages}", f"--times={options.times}"]
    subprocess.run([sys.executable, "-m", "bench.admin", "--child", *words], env=env, check=True)


def child(options):
    import django

    django.setup()
    from . import admin_pages, admin_site, filling

    began = time.monotonic()
    admin_site.fill_all(options.rooms, options.messages)
    print(f"\n{filling.vendor()}, filled in {time.monotonic() - began:.0f} s: {admin_site.told()}\n", flush=True)
    print(admin_pages.table(options.times, options.rooms, options.messages), flush=True)


if __name__ == "__main__":
    main()

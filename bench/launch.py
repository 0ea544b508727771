"""`manage.py` under a profiler: SIGUSR1 begins, SIGUSR2 ends and leaves a profile of every thread in $BENCH_PROFILE."""

import cProfile
import os
import signal
import sys
import time
from pathlib import Path

FOLDER = Path(os.environ.get("BENCH_PROFILE", "."))


class Watch:
    """Processor time by thread, not the wall clock: waiting costs nothing. A thread's profile is stopped by that thread alone."""

    def __init__(self):
        self.profiles, self.on = {}, False

    def begin(self, *_):
        self.on = True
        self.profiles["loop"] = cProfile.Profile(time.thread_time)
        self.profiles["loop"].enable()

    def end(self, *_):
        self.on = False
        self.leave("loop")

    def leave(self, name):
        if profile := self.profiles.pop(name, None):
            profile.dump_stats(FOLDER / f"{name}.prof")

    def around(self, work):
        def watched(batcher, batch):
            if self.on:
                profile = self.profiles.setdefault(batcher.name, cProfile.Profile(time.thread_time))
                return profile.runcall(work, batcher, batch)
            self.leave(batcher.name)  # the first batch after the end; people leaving are one
            return work(batcher, batch)

        return watched


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "syncroom.settings")
    import django

    django.setup()
    from rooms.live.batching import Batcher

    watch = Watch()
    Batcher._work = watch.around(Batcher._work)
    signal.signal(signal.SIGUSR1, watch.begin)
    signal.signal(signal.SIGUSR2, watch.end)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["manage.py", *sys.argv[1:]])


if __name__ == "__main__":
    main()

"""`manage.py` under a profiler: SIGUSR1 begins, SIGUSR2 ends and leaves a profile of every thread in $BENCH_PROFILE."""

import cProfile
import os
import signal
import sys
import time
from pathlib import Path

FOLDER = Path(os.environ.get("BENCH_PROFILE", "."))


class Watch:
    """Processor time by thread, not the wall clock: waiting costs nothing."""

    def __init__(self):
        self.profiles, self.on = {}, False

    def profile(self, name):
        return self.profiles.setdefault(name, cProfile.Profile(time.thread_time))

    def begin(self, *_):
        self.on = True
        self.profile("loop").enable()

    def end(self, *_):
        self.on = False
        self.profile("loop").disable()
        for name, profile in self.profiles.items():
            profile.dump_stats(FOLDER / f"{name}.prof")

    def around(self, work):
        def watched(batcher, batch):
            if not self.on:
                return work(batcher, batch)
            return self.profile(batcher.name).runcall(work, batcher, batch)

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

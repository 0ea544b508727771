"""Where this server's time goes: a profile of each thread, by module and by function."""

import pstats
from collections import Counter
from pathlib import Path

from tests.live.server import ROOT

LINES = 14
THREADS = "loop", "writer"


def show(folder, result):
    """Prints shares of processor time; the profiler makes small Python functions look dearer than they are."""
    deliveries = max(result["deliveries"], 1)
    for thread in THREADS:
        path = Path(folder) / f"{thread}.prof"
        if path.exists():
            stats = pstats.Stats(str(path)).stats
            total = sum(row[2] for row in stats.values())
            print(f"\n{thread}: {total:.2f} s of CPU, {total / deliveries * 1e6:.2f} µs a delivery while profiled")
            print_top("by module", Counter(), ((module(where), row[2]) for where, row in stats.items()), total)
            print_top("by function", Counter(), ((f"{module(where)} {where[2]}", row[2]) for where, row in stats.items()), total)
    print(f"\n{result['deliveries_per_write']:.1f} deliveries per write, {commits(folder, result)}")


def print_top(title, times, pairs, total):
    for name, seconds in pairs:
        times[name] += seconds
    print(f"  {title}")
    for name, seconds in times.most_common(LINES):
        print(f"    {seconds / total:6.1%}  {name}")


def module(where):
    """A file of ours, a package of others, or what is written in C."""
    path, _, _ = where
    if path == "~":
        return "in C:"
    if "site-packages/" in path:
        return path.rpartition("site-packages/")[2].partition("/")[0]
    return path.removeprefix(f"{ROOT}/") if path.startswith(str(ROOT)) else Path(path).name


def commits(folder, result):
    stats = pstats.Stats(str(Path(folder) / "writer.prof")).stats
    writes = sum(row[1] for (path, _, name), row in stats.items() if path.endswith("live/writer.py") and name == "write")
    return f"{writes} commits of {result['messages'] / max(writes, 1):.1f} messages on average"

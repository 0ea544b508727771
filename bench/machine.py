"""What the machine says: processor time, memory, and who runs on which core."""

import datetime
import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PACKAGES = "django", "channels", "daphne", "uvicorn", "uvloop", "websockets", "msgspec"


def cores():
    """(the server's, the load generator's): another one where there is another."""
    usable = sorted(os.sched_getaffinity(0))
    return usable[0], usable[1] if len(usable) > 1 else usable[0]


def pin(core):
    """This process, and what it starts from now on."""
    os.sched_setaffinity(0, {core})


def cpu_seconds(pid):
    """User and system time of all threads."""
    return _ticks(f"/proc/{pid}/stat") / TICKS


def loop_seconds(pid):
    """Of the main thread alone, where the event loop runs."""
    return _ticks(f"/proc/{pid}/task/{pid}/stat") / TICKS


def _ticks(path):
    fields = Path(path).read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def resident_kib(pid):
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def about():
    """{what: value} for the head of a report."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
    load = os.getloadavg()[0]
    return {
        "date": datetime.datetime.now(datetime.UTC).isoformat(timespec="minutes"),
        "commit": commit(),
        "machine": f"{model}, {os.cpu_count()} cores",
        "load before": round(load, 1),
        "versions": ", ".join([f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in PACKAGES)]),
    }


def commit():
    told = subprocess.run(["git", "describe", "--always", "--dirty", "--exclude=*"], capture_output=True, text=True)
    return told.stdout.strip() or "unknown"

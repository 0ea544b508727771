"""docs/faults.md: what each fault, played in full, came to; with its commit and date."""

import statistics
import subprocess
from datetime import UTC, datetime

from tests.live.server import ROOT

PAGE = ROOT / "docs/faults.md"


def record(fault, outcome):
    """One line more, printed too. It is written only once everything held, so a line is a pass."""
    line = f"| {fault} | {datetime.now(UTC):%Y-%m-%d} | {commit()} | {outcome} |\n"
    with open(PAGE, "a") as page:
        page.write(line)
    print(line, end="")


def measured(times):
    """Seconds, as they are told."""
    return f"median {1000 * statistics.median(times):.0f} ms, worst {1000 * max(times):.0f} ms"


def commit():
    """What was tried, marked with + where it was not what is committed; the page itself does not count."""
    changed = git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!docs/faults.md")
    return git("rev-parse", "--short", "HEAD") + ("+" if changed else "")


def git(*words):
    return subprocess.check_output(["git", *words], cwd=ROOT, text=True).strip()

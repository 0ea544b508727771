"""docs/faults.md: what each fault, played in full, came to; with its commit and date."""

import subprocess
from datetime import UTC, datetime

from tests.live.server import ROOT

PAGE = ROOT / "docs/faults.md"


def record(fault, outcome):
    """One line more. It is written only once everything held, so a line is a pass."""
    commit = subprocess.check_output(["git", "describe", "--always", "--dirty"], cwd=ROOT, text=True).strip()
    with open(PAGE, "a") as page:
        page.write(f"| {fault} | {datetime.now(UTC):%Y-%m-%d} | {commit} | {outcome} |\n")

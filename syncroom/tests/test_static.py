"""Static files are packed once, and only those that pages name."""

import os
import subprocess
import sys

from tests.live.server import ROOT, environment


def collect(folder):
    subprocess.run([sys.executable, "manage.py", "collectstatic", "--no-input", "-v0"], cwd=ROOT, env=environment(folder), check=True)
    return {path: path.stat().st_mtime_ns for path in (folder / "static/syncroom").iterdir()}


def test_a_second_start_packs_nothing_again(tmp_path):
    first = collect(tmp_path)
    packed = {path for path in first if path.suffix == ".br"}
    assert {path.name.count(".") for path in packed} == {3}  # name, hash, kind, br
    again = collect(tmp_path)
    assert {path: again[path] for path in packed} == {path: first[path] for path in packed}
    gone = sorted(packed)[0]
    os.unlink(gone)
    assert gone in collect(tmp_path)

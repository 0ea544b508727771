"""The bench works: it is run tiny, and nothing it measures is lost or doubled."""

import json
import subprocess
import sys

from tests.live.server import ROOT

TALK = {"deliveries_per_cpu_second", "deliveries_per_second", "deliveries_per_write", "p50_ms", "p99_ms", "server_share", "generator_share"}
ARRIVE = {"joins_per_second", "joins_per_cpu_second", "kib_per_connection"}


def test_the_bench_measures_both_servers(tmp_path):
    told = subprocess.run(
        [sys.executable, "-m", "bench", "--smoke", "--output", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, timeout=240
    )
    assert told.returncode == 0, told.stderr
    report = json.loads(next(tmp_path.glob("*.json")).read_text())
    assert {"date", "commit", "machine", "versions"} <= report["about"].keys()
    assert [(run["case"], run["peer"]) for run in report["runs"]] == [
        ("1x6", "syncroom"), ("1x6", "tutorial"), ("arrivals", "syncroom"), ("arrivals", "tutorial"), ("2x3, phases end", "syncroom"),
        ("1x6, call signals", "syncroom"), ("a mix of four sounds", "syncroom"),
    ]  # fmt: skip
    *talks, phases, signals, sounds = report["runs"]
    assert sounds["times_real_time"] > 1
    assert 0 <= sounds["longest_task_ms"] < 1_000
    assert signals["signals_per_second"] > 1
    assert 0 < signals["signal_p50_ms"] <= signals["signal_p99_ms"] < 5_000
    assert 0 < signals["signal_cpu_us"] < 100_000
    assert signals["refused"] == 0
    assert phases["people"] == 6
    assert phases["phase_p50_ms"] <= phases["phase_p99_ms"] <= phases["phase_last_ms"] < 5_000
    for run in talks:
        assert (ARRIVE if run["case"] == "arrivals" else TALK) <= run.keys()
        assert (run["lost"], run["doubled"]) == (0, 0)
    assert "deliveries per CPU second" in told.stdout


def test_the_bench_of_the_desk_opens_every_list_of_a_small_site(tmp_path):
    words = ["--rooms", "60", "--messages", "600", "--times", "1", "--folder", str(tmp_path)]
    told = subprocess.run([sys.executable, "-m", "bench.admin", *words], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert told.returncode == 0, told.stderr
    rows = [line.split("|") for line in told.stdout.splitlines() if line.startswith("| ") and "median" not in line]
    assert len(rows) > 40
    assert all(int(row[5]) <= 16 for row in rows), rows
    assert list(tmp_path.iterdir()) == []

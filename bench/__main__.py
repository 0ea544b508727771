"""`make bench`: servers and load started fresh for every measurement, in turns, so that a busy machine slows all of them alike."""

import argparse
import dataclasses
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.live.server import ROOT, copied

from . import call, cases, machine, music, profiling, report
from .peers import PEERS
from .peers.syncroom import Launched

RESULTS = Path(__file__).parent / "results"


def run(course, chosen=None):
    """[{"case", "peer", figures…}, …]"""
    found, prepared = [], {}
    with tempfile.TemporaryDirectory(prefix="syncroom-bench-") as folder:
        for repeat in range(course.repeats):
            for case in course.cases:
                for peer in case.peers:
                    print(f"{repeat + 1}/{course.repeats}  {case.name}  {peer}", file=sys.stderr)
                    found.append({"case": case.name, "peer": peer} | measure(PEERS[peer], case, course, Path(folder), prepared))
    return found


def measure(peer, case, course, folder, prepared):
    """One fresh server, one load."""
    key = (peer.name, *case.layout.values())
    if key not in prepared:
        home = folder / "-".join(map(str, key))
        home.mkdir()
        prepared[key] = home, peer.prepare(home, case.layout)
    home, seats = prepared[key]
    with tempfile.TemporaryDirectory(dir=folder) as data:
        server = peer(copied(home, data)).start()
        try:
            return load(server, case, course, seats)
        finally:
            server.stop()


def load(server, case, course, seats):
    plan = dataclasses.asdict(case) | dataclasses.asdict(course) | {
        "peer": server.name, "ready": server.ready, "port": server.port, "pid": server.process.pid, "data": str(server.data),
        "seats": seats, "core": CORES[1],
    }  # fmt: skip
    del plan["cases"]
    told = subprocess.run([sys.executable, "-m", "bench.generator"], cwd=ROOT, input=json.dumps(plan), capture_output=True, text=True)
    if told.returncode:
        raise SystemExit(f"{told.stderr}\n{server.log[-2000:]}")
    return json.loads(told.stdout)


def profile(course):
    """Only this server, only at full speed."""
    with tempfile.TemporaryDirectory(prefix="syncroom-profile-") as folder:
        for case in cases.PROFILE.cases:
            case = dataclasses.replace(case, markdown=course.cases[0].markdown)
            where = Path(folder) / case.name
            where.mkdir()
            os.environ["BENCH_PROFILE"] = str(where)
            result = measure(Launched, case, cases.PROFILE, Path(folder), {})
            print(f"\n# {case.name}: {result['deliveries_per_cpu_second']:,.0f} deliveries per CPU second while profiled")
            profiling.show(where, result)


def options():
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="once and short, in less than a minute")
    parser.add_argument("--smoke", action="store_true", help="tiny: whether it works at all, no figures")
    parser.add_argument("--only", default="", metavar="WORDS", help="just the cases whose name has these in it, such as `phase`")
    parser.add_argument("--markdown", action="store_true", help="every message has code or maths")
    parser.add_argument("--music", nargs="?", type=float, const=10, metavar="MINUTES", help="how far apart two browsers' music is, over ten minutes")
    parser.add_argument("--call", action="store_true", help="how soon a call is there, and what it costs, in real browsers")
    parser.add_argument("--profile", action="store_true", help="where this server's time goes, by module")
    parser.add_argument("--output", type=Path, default=RESULTS, help="the folder for the JSON")
    return parser.parse_args()


def main():
    asked = options()
    if asked.music:
        return music.measure(asked.music)
    if asked.call:
        return call.measure()
    machine.pin(CORES[0])
    course = cases.SMOKE if asked.smoke else cases.QUICK if asked.quick else cases.FULL
    course = dataclasses.replace(course, cases=tuple(case for case in course.cases if asked.only in case.name))
    if asked.markdown:
        course = dataclasses.replace(course, cases=tuple(dataclasses.replace(case, markdown=True) for case in course.cases))
    if asked.profile:
        return profile(course)
    about = machine.about()
    found = run(course)
    asked.output.mkdir(parents=True, exist_ok=True)
    path = asked.output / f"{about['date'].replace(':', '')}.json"
    path.write_text(json.dumps({"about": about, "runs": found}, indent=1))
    print(report.markdown(about, found))
    print(f"\n{path}", file=sys.stderr)


CORES = machine.cores()
if __name__ == "__main__":
    main()

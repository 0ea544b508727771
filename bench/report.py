"""Figures as people read them: medians of the repeats, side by side."""

from statistics import median

BUSY = 0.85  # of a core: from here on the load generator is what is measured
COUNTS = "lost", "doubled", "disordered", "refused"
TALK = (
    ("deliveries_per_cpu_second", "deliveries per CPU second"), ("deliveries_per_second", "per second"), ("deliveries_per_write", "per write"),
    ("p50_ms", "p50 ms"), ("p99_ms", "p99 ms"), ("server_share", "server CPU"), ("generator_share", "generator CPU"),
    ("lost", "lost"), ("doubled", "doubled"), ("disordered", "disordered"), ("refused", "refused"),
)  # fmt: skip
ARRIVE = (
    ("joins_per_second", "joins/s"),
    ("joins_per_cpu_second", "joins per CPU second"),
    ("kib_per_connection", "KiB per connection"),
    ("lost", "lost"),
)
PHASES = (("phase_p50_ms", "p50 ms"), ("phase_p99_ms", "p99 ms"), ("phase_last_ms", "last ms"), ("people", "people"))
SIGNALS = (
    ("signals_per_second", "signals/s"), ("signal_cpu_us", "µs of server CPU each"), ("signal_p50_ms", "p50 ms"), ("signal_p99_ms", "p99 ms"),
    ("server_share", "server CPU"), ("generator_share", "generator CPU"), ("refused", "refused"),
)  # fmt: skip
SOUNDS = (("times_real_time", "times real time"), ("sound_per_cpu_second", "seconds per CPU second"), ("longest_task_ms", "longest task ms"))


def markdown(about, runs):
    talks = [run for run in runs if "p50_ms" in run]
    arrivals = [run for run in runs if "joins_per_second" in run]
    head = "\n".join(f"- {name}: {value}" for name, value in about.items())
    phases = [run for run in runs if "phase_p50_ms" in run]
    signals = [run for run in runs if "signal_cpu_us" in run]
    sounds = [run for run in runs if "times_real_time" in run]
    parts = [
        head,
        table(talks, TALK),
        ratios(talks),
        table(arrivals, ARRIVE),
        table(phases, PHASES),
        table(signals, SIGNALS),
        table(sounds, SOUNDS),
        warnings([*talks, *arrivals, *signals]),
    ]
    return "\n\n".join(filter(None, parts))


def table(runs, columns):
    if not runs:
        return ""
    lines = ["| | " + " | ".join(title for _, title in columns) + " |", "|---|" + "---|" * len(columns)]
    for (case, peer), some in grouped(runs).items():
        lines.append(f"| {case} {peer} | " + " | ".join(cell(key, [run[key] for run in some]) for key, _ in columns) + " |")
    return "\n".join(lines)


def grouped(runs):
    """{(case, peer): runs}"""
    groups = {}
    for run in runs:
        groups.setdefault((run["case"], run["peer"]), []).append(run)
    return groups


def cell(key, values):
    if key in COUNTS:
        return str(sum(values))
    if key.endswith("share"):
        return f"{median(values):.0%}"
    spread = f" ({short(min(values))}–{short(max(values))})" if len(values) > 1 and key == "deliveries_per_cpu_second" else ""
    return short(median(values)) + spread


def short(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def ratios(runs):
    """How many times the tutorial's deliveries per CPU second; interleaved, so a busy machine matters least here."""
    rates = {key: median(run["deliveries_per_cpu_second"] for run in some) for key, some in grouped(runs).items()}
    cases = [case for case, peer in rates if peer == "tutorial"]
    return "\n".join(f"- {case}: {rates[case, 'syncroom'] / max(rates[case, 'tutorial'], 1):.0f} times the tutorial" for case in cases)


def warnings(runs):
    """Where the load generator was the bottleneck, the server's wall-clock rates are too low; per CPU second they hold."""
    groups = grouped(runs).items()
    return "\n".join(
        f"- **{case} {peer}: the load generator used {median(run['generator_share'] for run in some):.0%} of its core; it is the bottleneck.**"
        for (case, peer), some in groups
        if median(run["generator_share"] for run in some) > BUSY
    )

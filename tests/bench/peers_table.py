#!/usr/bin/env python3
"""The table of peers.sh. usage: peers_table.py FOLDER with PROGRAM.RUN.csv of the instrument

Each figure is the median over the runs of that run's own p50 or p99. Run 0 had empty caches: only
its first frame is shown. The first two seconds of each run are a warm-up and not counted.
"""
import csv, glob, os, statistics, sys

WARM_UP_NS = 2 * 10**9


def read(path):
    with open(path) as file:
        rows = [{key: int(value) for key, value in row.items() if value != ""} for row in csv.DictReader(file)]
    for row in rows:
        if "pose_xr_ns" in row:
            row["own_pose_ns"] = row["pose_age_ns"] - row["pose_xr_ns"]
    return rows


def quantile(values, q):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(q * len(ordered)))] if ordered else float("nan")


def steady(rows):
    return [row for row in rows if row["end_ns"] - rows[0]["end_ns"] >= WARM_UP_NS]


def over_runs(runs, figure):
    return statistics.median(figure(rows) for rows in runs)


def spread(runs, key, unit, form):
    def at(q):
        return over_runs(runs, lambda rows: quantile([r[key] for r in steady(rows) if key in r], q) / unit)

    return f"{at(0.50):{form}} / {at(0.99):{form}}"


def cpu_per_frame(rows):
    rows = steady(rows)
    return (rows[-1]["process_cpu_ns"] - rows[0]["process_cpu_ns"]) / (len(rows) - 1) / 1e6


def frames_per_s(rows):
    rows = steady(rows)
    return (len(rows) - 1) / ((rows[-1]["end_ns"] - rows[0]["end_ns"]) / 1e9)


def column(folder, program):
    paths = sorted(glob.glob(os.path.join(folder, program + ".*.csv")))
    cold, runs = read(paths[0]), [read(path) for path in paths[1:]]
    frames = [row for rows in runs for row in steady(rows)]
    return [
        spread(runs, "pose_age_ns", 1e6, ".2f"),
        spread(runs, "own_pose_ns", 1e6, ".2f"),
        f"{100 * sum(row['pose_matched'] for row in frames) / len(frames):.1f} %",
        spread(runs, "app_cpu_ns", 1e6, ".3f"),
        f"{over_runs(runs, cpu_per_frame):.1f}",
        f"{cold[0]['since_exec_ns'] / 1e6:.0f} / {over_runs(runs, lambda rows: rows[0]['since_exec_ns']) / 1e6:.0f}",
        f"{over_runs(runs, lambda rows: rows[-1]['resident_bytes']) / 2**20:.0f}",
        f"{over_runs(runs, frames_per_s):.1f}",
        str(len(frames)),
    ]


def main():
    folder = sys.argv[1]
    names = ["hello_xr", "respite"]
    head = [
        "pose age at xrEndFrame, p50 / p99, ms",
        "less the runtime's own calls, p50 / p99, ms",
        "poses found again",
        "app-thread CPU, p50 / p99, ms",
        "process CPU per frame, ms",
        "exec to first frame with layers, cold / warm, ms",
        "resident memory, MiB",
        "frames per second",
        "frames counted",
    ]
    columns = [column(folder, name) for name in names]
    runs = len(glob.glob(os.path.join(folder, names[0] + ".*.csv"))) - 1
    print(f"Monado's null compositor, lavapipe, medians of {runs} runs in turn:\n")
    print("| | " + " | ".join(names) + " |\n| --- |" + " --- |" * len(names))
    for i, label in enumerate(head):
        print(f"| {label} | " + " | ".join(c[i] for c in columns) + " |")


main()

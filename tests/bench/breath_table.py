#!/usr/bin/env python3
"""Rows of the table of breath.sh, from the scorer's figures: breath_table.py SCORE.json MIC_CPU_SHARE"""
import json
import sys

score = json.load(open(sys.argv[1]))
belts, audio, noise = score["respiration"]["mean"], score["audio"]["readout"], score["distractors"]
count = len(score["respiration"]["recordings"])
rows = [
    (f"belts, {count} patients: breaths found within 0.5 s, F1", f"{belts['f1_0.5']:.3f}", "≥ 0.965"),
    ("… within 1 s, F1", f"{belts['f1_1.0']:.3f}", "≥ 0.975"),
    ("… rate from breaths, mean error a minute", f"{belts['rate_mae']:.3f}", "≤ 0.40"),
    ("… rate as shown, mean error a minute (shown so much of the time)",
     f"{belts['readout_mae']:.2f} ({100 * belts['readout_coverage']:.0f} %)", "≤ 0.60"),
    ("… announced after the true onset, median / dated off by",
     f"{belts['delay_median_s']:.2f} s / {belts['stamp_error_s']:+.2f} s", "≤ 0.35 s / ± 0.15 s"),
    ("stethoscope sound, 8 to 20 a minute: rate shown right within 10 %",
     f"{audio['within_10pct']} of {audio['clips']} clips", "≥ 10 of 12"),
    (f"rain, waves, talk, alarms as one stream of {noise['seconds']:.0f} s: false breaths a minute",
     f"{noise['false_per_min']:.2f}", "≤ 0.5"),
    ("microphone: share of a core", f"{100 * float(sys.argv[2]):.2f} %", "≤ 1 %"),
]
for row in rows:
    print("| " + " | ".join(row) + " |")

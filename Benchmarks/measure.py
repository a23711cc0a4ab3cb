"""What both benchmarks need: commands timed from start to end, and figures printed with what they mean."""

import statistics
import subprocess
import sys
import time


def run(words, status=0, **options):
    """Run a command to its end; anything but the wanted exit status ends the benchmark.

    Returns the seconds that it took, and what it printed.
    """
    begin = time.monotonic()
    done = subprocess.run(
        words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options
    )
    seconds = time.monotonic() - begin
    if done.returncode != status:
        sys.exit(f"{' '.join(words)}\n{done.stdout}\nended with {done.returncode}, not {status}")
    return seconds, done.stdout


def claim(text, holds):
    print(f"  {'holds' if holds else 'DOES NOT HOLD'}: {text}")
    return holds


median = statistics.median

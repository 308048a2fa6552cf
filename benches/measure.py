#!/usr/bin/env python3
"""Runs a command and prints what it cost: wall seconds, CPU seconds of all threads, peak memory.

    benches/measure.py khien verify --population r.kidx --records records.parquet --out result

CPU seconds are the figure to compare: they hardly depend on what else the machine does.
"""

import os
import resource
import subprocess
import sys
import time

if len(sys.argv) < 2:
    sys.exit(__doc__)

begun = time.monotonic()
status = subprocess.run(sys.argv[1:], check=False).returncode
wall = time.monotonic() - begun
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(
    f"wall {wall:.2f} s, CPU {used.ru_utime + used.ru_stime:.2f} s, "
    f"peak {used.ru_maxrss / 2**20:.2f} GiB, load {os.getloadavg()[0]:.1f}",
    file=sys.stderr,
)
sys.exit(status)

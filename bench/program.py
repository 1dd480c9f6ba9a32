# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the program and measures it: wall time, processor time, peak memory, its progress lines."""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
BUILT = os.path.join(os.path.dirname(HERE), "build", "release", "app", "godwit")

# The kernel counts the memory of the process that starts a program as that program's peak; so a small one starts it.
STARTER = """
import os, sys
out = int(sys.argv[1])
child = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
os.write(out, b"%d\\n" % child)
_, status, used = os.wait4(child, 0)
os.write(out, b"%d %f %d\\n" % (os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss))
"""


class Run:
    """One run of the program. Lines arrive with the moment at which they came."""

    def __init__(self, godwit, plan, folder, cutover, on_line=None, command=None, exits=(0,)):
        """`command` instead of `run` with that plan; `exits`: the codes that are no failure."""
        self.folder = folder
        self.godwit = godwit
        self.lines = []  # (monotonic seconds, object)
        self._on_line = on_line
        self._exits = exits
        os.makedirs(folder)
        path = os.path.join(folder, "plan.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(plan, file, indent=1)
        reads, writes = os.pipe()
        self._errors = open(os.path.join(folder, "stderr.txt"), "w+b")
        self.begun = time.monotonic()
        self._starter = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", STARTER, str(writes), godwit, *(command or ["run", path, "--cutover", cutover]),
             "--progress", "json", "--state", os.path.join(folder, "state")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, pass_fds=[writes])
        os.close(writes)
        self._facts = os.fdopen(reads)
        self._pid = int(self._facts.readline() or 0)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        for line in self._starter.stdout:
            moment = time.monotonic()
            try:
                said = json.loads(line)
            except ValueError:
                continue
            self.lines.append((moment, said))
            if self._on_line:
                self._on_line(moment, said)

    def say(self, word):
        self._starter.stdin.write(word.encode() + b"\n")
        self._starter.stdin.flush()

    def ended(self):
        return self._starter.poll() is not None

    def finish(self):
        """Waits for the end; afterwards the figures are there."""
        facts = self._facts.readline().split()
        self.seconds = time.monotonic() - self.begun
        self._starter.wait()
        self._reader.join()
        self._close()
        self.exit_code, self.cpu, self.peak_mb = int(facts[0]), float(facts[1]), int(facts[2]) / 1024
        self.summary = self.lines[-1][1] if self.lines else {}
        if self.exit_code not in self._exits or self.summary.get("outcome") not in ("succeeded", "findings"):
            raise SystemExit(f"The run did not succeed (exit {self.exit_code}): {json.dumps(self.summary)[:2000]}\n"
                             f"{self.errors()}")
        return self

    def _close(self):
        self._facts.close()
        self._starter.stdin.close()
        self._starter.stdout.close()

    def errors(self):
        self._errors.seek(0)
        return self._errors.read()[-4000:].decode(errors="replace")

    def events(self):
        """What the journal says, oldest first."""
        job = next(said["job"] for _, said in self.lines if "job" in said)
        out = os.path.join(self.folder, "report.json")
        subprocess.run([self.godwit, "report", job, "--out", out, "--state", os.path.join(self.folder, "state")],
                       check=True, stdout=subprocess.DEVNULL)
        with open(out, encoding="utf-8") as file:
            return sorted(json.load(file)["events"], key=lambda event: event["time"])

    def remove(self):
        """Ends the program if it still runs, and takes its folder away."""
        if not self.ended():
            if self._pid:
                os.kill(self._pid, 15)  # our own child's child, not yet waited for while the starter lives
            try:
                self._starter.wait(30)
            except subprocess.TimeoutExpired:
                os.kill(self._pid, 9)
                self._starter.wait()
        self._errors.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def plan(source, target, indices, name):
    return {
        "godwit": 1, "name": name, "method": "live-copy",
        "source": {"product": source.product, "url": source.url, "proxy": "none"},
        "target": {"product": target.product, "url": target.url, "proxy": "none"},
        "select": {"indices": indices},
        # To try settings of the method: GODWIT_BENCH_OPTIONS='{"writers": 3}'
        "options": json.loads(os.environ.get("GODWIT_BENCH_OPTIONS", "{}")),
    }


def options(description):
    """The command line that all measurements share."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--godwit", default=BUILT, metavar="PATH", help="the program; a release build")
    parser.add_argument("--heap", default="1g", help="heap of each server")
    parser.add_argument("--folder", metavar="DIR", help="where servers keep data while they run; else TMPDIR")
    return parser


def check(arguments):
    if not os.access(arguments.godwit, os.X_OK):
        raise SystemExit(f"There is no program {arguments.godwit}. Build it, or name it with --godwit.")
    arguments.godwit = os.path.abspath(arguments.godwit)


def median(values):
    return statistics.median(values)


def percentile(values, share):
    """The smallest value that is not exceeded by that share of them."""
    ordered = sorted(values)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


def verdict(value, limit):
    return "ok" if value <= limit else "MISSED"


def table(rows):
    """Prints columns: text to the left, figures to the right."""
    widths = [max(len(str(row[i])) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        cells = [str(cell).ljust(width) if i == 0 else str(cell).rjust(width)
                 for i, (cell, width) in enumerate(zip(row, widths))]
        print("  ".join(cells).rstrip(), flush=True)


def say(text):
    print(text, file=sys.stderr, flush=True)

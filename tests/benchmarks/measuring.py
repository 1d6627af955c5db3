"""Measuring: in, jobs with the engines that do them; out, CPU time and peak memory of each, and whether they agree.

Each run is a process of its own, engines in turn, so that a busy moment of the machine meets them all.
"""

from __future__ import annotations

import json
import math
import os
import resource
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

SIZES = (10_000, 100_000, 1_000_000)
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One run: CPU seconds (of each part, where there are parts), peak memory in MB, and what was found, to compare."""

    seconds: float
    memory: float
    found: str = ""
    parts: dict[str, float] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Engine:
    """Who does a job, given a size; asked is how many times kgtool's time it is to take at least, by size.

    Beyond its largest size it runs only where slow runs are wanted. What it finds must be what kgtool finds, unless it
    is known to find less: then its note says how much. Where a job has parts, what is asked is asked of their geometric
    mean or, with of_each, of each part.
    """

    run: Callable[[int], Outcome]
    asked: Mapping[int, float] = field(default_factory=dict)
    largest: int = 10**9
    agrees: bool = True
    of_each: bool = False
    is_there: Callable[[], bool] = lambda: True


@dataclass(frozen=True, slots=True)
class Job:
    """What is done, at which sizes, kgtool first; the last size is for slow runs alone."""

    engines: Mapping[str, Engine]
    sizes: tuple[int, ...] = SIZES


def timed(run: Callable[[], object]) -> tuple[float, object]:
    """Return the CPU seconds of a call in this process, and what it returns."""
    started = time.process_time()
    result = run()
    return time.process_time() - started, result


def outcome(seconds: float, found: object, note: str = "", parts: Mapping[str, float] | None = None) -> Outcome:
    """Return the outcome of a run in this process."""
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Outcome(seconds, memory, str(found), dict(parts or {}), note)


def command(words: tuple[str, ...], cwd: Path) -> tuple[Outcome, str]:
    """Return the outcome of a whole process, and what it writes."""
    before = _children()
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True)
    if done.returncode == -signal.SIGXCPU:  # out of time, and so is this process then
        os.kill(os.getpid(), signal.SIGXCPU)
    assert done.returncode in {0, 1}, done.stderr
    used = _children()
    seconds = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    return Outcome(seconds, used.ru_maxrss / 1024), done.stdout


def _children() -> resource.struct_rusage:
    return resource.getrusage(resource.RUSAGE_CHILDREN)


def rows(name: str, job: Job, sizes: tuple[int, ...], rounds: int, limit: float, *, slow: bool) -> list[str]:
    """Return the lines of the table for a job; raises AssertionError where engines do not agree."""
    lines: list[str] = []
    for size in sizes:
        wanted = {who: engine for who, engine in job.engines.items() if slow or size <= engine.largest}
        taking_part = {who: engine for who, engine in wanted.items() if engine.is_there()}
        runs: dict[str, list[Outcome]] = {who: [] for who in taking_part}
        for _ in range(rounds):
            for who, tried in runs.items():
                if not (tried and math.isinf(tried[-1].memory)):  # once out of time, always
                    tried.append(_in_a_process(name, who, size, limit))
        own, *_ = runs
        for who, engine in taking_part.items():
            if engine.agrees and not math.isinf(runs[who][0].memory):
                assert runs[who][0].found == runs[own][0].found, f"{name} at {size}: {who} finds something else"
            lines.append(_line(name, size, who, engine, runs[who], runs[own]))
        lines += [
            f"| {name} | {size:,} | {who} | | | | | not installed |" for who in wanted.keys() - taking_part.keys()
        ]
    return lines


def _line(name: str, size: int, who: str, engine: Engine, runs: list[Outcome], own: list[Outcome]) -> str:
    late = math.isinf(runs[0].memory)
    each = _ratios(runs, own)
    ratio, note = statistics.geometric_mean(each), runs[0].note
    if len(each) > 1 and runs is not own:
        note = f"{min(each):.2g} to {max(each):.2g}; {note}".rstrip("; ")
    asked, counts = engine.asked.get(size), min(each) if engine.of_each else ratio
    verdict = "" if asked is None else f"{_short(asked)}: {'reached' if counts >= asked else 'not reached'}"
    seconds = f"{'> ' if late else ''}{statistics.median(run.seconds for run in runs):.3g}"
    memory = "" if late else f"{max(run.memory for run in runs):,.0f}"
    times = "1" if runs is own else f"{'> ' if late else ''}{_short(ratio)}"
    return f"| {name} | {size:,} | {who} | {seconds} | {memory} | {times} | {verdict} | {note} |"


def _ratios(runs: list[Outcome], own: list[Outcome]) -> list[float]:
    """Return how many times another takes, for each part of the job; where it has no parts, for the whole."""

    def medians(tried: list[Outcome]) -> list[float]:
        whole = [statistics.median(run.seconds for run in tried)]
        return [statistics.median(run.parts[part] for run in tried) for part in runs[0].parts] or whole

    return [theirs / ours for theirs, ours in zip(medians(runs), medians(own), strict=True)]


def _short(ratio: float) -> str:
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.2g}"


def _in_a_process(name: str, who: str, size: int, limit: float) -> Outcome:
    words = (sys.executable, "-m", "tests.benchmarks", "--one", name, who, str(size))
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, preexec_fn=lambda: _limit(int(limit)))
    if done.returncode == -signal.SIGXCPU:
        return Outcome(limit, math.inf, note="stopped")
    assert done.returncode == 0, done.stderr
    return Outcome(**json.loads(done.stdout.splitlines()[-1]))


def _limit(seconds: int) -> None:
    """Have this process and those that it starts ended, each after so many seconds of CPU."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))


def show(measured: Outcome) -> None:
    """Print an outcome for the process that wants it."""
    print(json.dumps(asdict(measured)))

"""What kgtool validate costs as a command: in, a number of triples; out, its CPU time beside that of pySHACL's command.

    python -m tests.benchmarks.command [--size 100000] [--rounds 3]

kgtool validates a project of that size from nothing: parsing, inference, every shape and every check, places and a
report. pySHACL's own command line validates the same triples with the same shapes, and does nothing else; it is ended
after --limit seconds of CPU, which then count as its time. Medians of whole processes, run in turn. Exits 1 if kgtool
takes more than a fifth of what pySHACL takes.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import signal
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from kgtool.pipeline.documents import GENERATED
from kgtool.project import Project
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.store import dump, parse_files
from kgtool.rdf.terms import Triple
from kgtool.rdf.turtle import serialise
from tests.benchmarks.graphs import ROOT, document, documents, ontology

PART = 1 / 5


def main() -> int:
    """Measure, print the table, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--size", type=int, default=100_000, help="number of triples")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured")
    parser.add_argument("--limit", type=int, default=300, help="CPU seconds after which a process is ended")
    words = parser.parse_args()
    with TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        number = write_project(project, words.size)
        data, shapes = Path(folder) / "data.ttl", Path(folder) / "shapes.ttl"
        files = [path for part in ("ontology", "graph") for path in sorted((project / part).rglob("*.ttl"))]
        data.write_bytes(dump({None: parse_files(files)}, "ntriples", Prefixes({})))
        checked = parse_files(sorted((project / "shapes").glob("*.ttl")))
        shapes.write_bytes(dump({None: checked}, "ntriples", Prefixes({})))
        commands = {
            "kgtool": ("-m", "kgtool", "--project", str(project), "validate"),
            "pyshacl": ("-m", "pyshacl", "--shapes", str(shapes), "--format", "turtle", str(data)),
        }
        seconds: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(words.rounds):
            for name, command in commands.items():
                shutil.rmtree(project / ".kgtool", ignore_errors=True)
                seconds[name].append(_cpu((sys.executable, *command), words.limit))
    medians = {name: statistics.median(measured) for name, measured in seconds.items()}
    print(f"{number:,} triples\n\n| command | CPU s | part |\n|---|---|---|")
    for name, median in medians.items():
        print(f"| {name} | {median:.2f} | {median / medians['pyshacl']:.3f} |")
    return int(medians["kgtool"] > PART * medians["pyshacl"])


def write_project(folder: Path, size: int) -> int:
    """Write a project of at least so many triples, one file of facts and one of evidence for each document."""
    for part in ("ontology", "shapes", "queries"):
        shutil.copytree(ROOT / part, folder / part)
    prefixes = Project.load(ROOT).prefixes
    total = len(ontology())
    for number in range(documents(size)):
        triples = document(number)
        total += len(triples)
        evidence = [triple for triple in triples if _is_evidence(triple)]
        facts = [triple for triple in triples if not _is_evidence(triple)]
        for role, said in (("facts", facts), ("evidence", evidence)):
            path = folder / "graph" / role / f"d{number}.ttl"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{GENERATED}\n\n{serialise(said, prefixes)}", encoding="utf-8")
    return total


def _is_evidence(triple: Triple) -> bool:
    return "/passage/" in triple.subject or "/statement/" in triple.subject or triple.predicate.endswith("#evidence")


def _cpu(command: tuple[str, ...], limit: int) -> float:
    """Return the CPU seconds of a process; what it found does not matter, as long as it ran to its end or limit."""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 5)),
    ) as process:
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in {0, 1, -signal.SIGXCPU}, said.decode()
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    sys.exit(main())

"""Other validators: in, files of data and shapes; out, what pyrudof and Jena find in them, and how fast.

pyrudof is in the optional dependencies "bench". Jena is Debian's libapache-jena-java, which needs a repair to run: it
looks for the messages of its copy of Xerces under another name than they have.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp
from zipfile import ZipFile

from kgtool.rdf.store import parse
from kgtool.rdf.terms import Term, Triple
from kgtool.rdf.vocabulary import SH
from tests.benchmarks.measuring import ROOT, Outcome, command

# rudof 0.3.35 panics at an inverse path of alternatives
PANICS = ("https://w3id.org/ip-cooperation/shapes#ParticipationMeeting",)
NOTE = "without a shape at which it panics"
_JARS = Path("/usr/share/java")
_NEEDED = ("jena-*", "thrift", "slf4j-api", "slf4j-nop", "commons-*", "guava")
_MESSAGES = "org/apache/jena/ext/"

Found = set[tuple[str, str, str]]  # shape, focus node and message of each result


def digest(found: Found) -> str:
    """Return results as one text, to compare them."""
    from hashlib import sha256

    return f"{len(found)} results {sha256(repr(sorted(found)).encode()).hexdigest()}"


def with_pyrudof(data: str, shapes: str) -> tuple[float, Found]:
    """Return the CPU seconds that pyrudof validates N-Triples files for, loading not counted, and what it finds."""
    import pyrudof

    from tests.benchmarks.measuring import timed

    rudof = pyrudof.Rudof(pyrudof.RudofConfig())
    rudof.read_data(data, format=pyrudof.RDFFormat.NTriples)
    rudof.read_shacl(shapes, format=pyrudof.ShaclFormat.NTriples)
    seconds, report = timed(rudof.validate_shacl)
    assert isinstance(report, pyrudof.ShaclValidationReport)
    return seconds, {(str(each.source_shape), str(each.focus_node), _plain(each.message)) for each in report}


def pyrudof_process(data: Path, shapes: Path) -> tuple[Outcome, Found]:
    """Run pyrudof over N-Triples files in a process of its own."""
    code = (
        "import json, sys; from tests.benchmarks.peers import with_pyrudof;"
        "print(json.dumps(sorted(with_pyrudof(*sys.argv[1:])[1])))"
    )
    measured, written = command((sys.executable, "-c", code, str(data), str(shapes)), ROOT)
    return measured, {(shape, focus, message) for shape, focus, message in json.loads(written)}


def jena_process(data: Path, shapes: Path) -> tuple[Outcome, Found]:
    """Run the shacl command of Jena over files."""
    words = ("java", "-cp", _class_path(), "shacl.shacl", "validate", "--shapes", str(shapes), "--data", str(data))
    measured, written = command(words, ROOT)
    assert "ValidationReport" in written, "Jena ended without a report"
    return measured, reported(parse(written))


def has_pyrudof() -> bool:
    """Return whether pyrudof is installed."""
    return find_spec("pyrudof") is not None


def has_jena() -> bool:
    """Return whether Debian's Jena is installed, and a Java to run it."""
    return shutil.which("java") is not None and (_JARS / "jena-shacl.jar").exists()


@cache
def _class_path() -> str:
    """Return the class path of Debian's Jena, the messages of Xerces first, where its classes look for them."""
    folder = Path(mkdtemp())
    with ZipFile(_JARS / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith(_MESSAGES) and name.endswith(".properties"):
                target = folder / name.removeprefix(_MESSAGES)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(jar.read(name))
    return ":".join([str(folder), *(str(jar) for name in _NEEDED for jar in sorted(_JARS.glob(f"{name}.jar")))])


def reported(report: Iterable[Triple]) -> Found:
    """Return the results of a validation report in RDF."""
    said: dict[Term, dict[str, Term]] = {}
    for subject, predicate, value in report:
        said.setdefault(subject, {})[predicate.removeprefix(SH)] = value
    return {
        (str(each["sourceShape"]), str(each["focusNode"]), getattr(each.get("resultMessage"), "lexical", ""))
        for each in said.values()
        if "sourceShape" in each
    }


def _plain(message: object) -> str:
    """Return a literal's lexical form, given the literal as Turtle writes it."""
    text = str(message)
    return text[1 : text.rindex('"')] if text.startswith('"') else text

"""Imports point one way, each engine has one importer, and importing costs little."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import kgtool

PACKAGE = Path(kgtool.__file__).parent

# From the bottom up; a module may import what stands in its own layer or in one before it. The terms, the prefixes and
# the vocabularies of RDF are what everything is written in.
LAYERS = (
    ("kgtool.errors", "kgtool.rdf.terms"),
    ("kgtool.rdf.prefixes", "kgtool.rdf.vocabulary"),
    ("kgtool.model", "kgtool.project"),
    ("kgtool.rdf",),
    ("kgtool.reading",),
    ("kgtool.extraction",),
    ("kgtool.review",),
    ("kgtool.reasoning",),
    ("kgtool.validation",),
    ("kgtool.answers",),
    ("kgtool.checks",),
    ("kgtool.pipeline",),
    ("kgtool.cli", "kgtool.__main__"),
)
# Rooms side by side: neither looks into the other, though one stands lower in the house.
STRANGERS = (
    ("kgtool.extraction", "kgtool.reasoning"),
    ("kgtool.reading", "kgtool.reasoning"),
    ("kgtool.reading", "kgtool.validation"),
    ("kgtool.extraction", "kgtool.validation"),
)
ENGINES = {
    "pyoxigraph": "kgtool.rdf.store",
    "owlrl": "kgtool.reasoning",
    "pyshacl": "kgtool.validation",
    "trafilatura": "kgtool.reading",
    "lxml": "kgtool.reading",
    "pypdf": "kgtool.reading",
    "docx": "kgtool.reading",
    "click": "kgtool.cli",
}
HEAVY = {"rdflib", "owlrl", "pyshacl", "trafilatura", "lxml", "pypdf", "docx"}


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def imports(name: str) -> set[str]:
    """Return what a module imports anywhere in it: modules of kgtool by name, other packages by their first part."""
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                found.add(full if full in MODULES else str(node.module))
    return {imported if imported.startswith("kgtool") else imported.split(".")[0] for imported in found}


def within(name: str, room: str) -> bool:
    return name == room or name.startswith(room + ".")


def layer(name: str) -> int:
    """Return the layer of a module, by the longest name that it is within."""
    fitting = [(len(room), level) for level, rooms in enumerate(LAYERS) for room in rooms if within(name, room)]
    assert fitting, f"{name} has no layer: give it one in this test"
    return max(fitting)[1]


@pytest.mark.parametrize("name", [name for name in MODULES if name != "kgtool"])
def test_imports_point_downwards(name: str) -> None:
    for imported in imports(name):
        if imported.startswith("kgtool."):
            assert layer(imported) <= layer(name), f"{name} imports {imported}, which stands above it"


@pytest.mark.parametrize(("one", "other"), STRANGERS)
def test_rooms_side_by_side_do_not_know_each_other(one: str, other: str) -> None:
    for name in MODULES:
        for room, stranger in ((one, other), (other, one)):
            if within(name, room):
                assert not [imported for imported in imports(name) if within(imported, stranger)]


@pytest.mark.parametrize(("engine", "room"), ENGINES.items())
def test_each_engine_is_imported_in_one_room(engine: str, room: str) -> None:
    importers = {name for name in MODULES if engine in imports(name)}
    assert all(within(name, room) for name in importers)


def test_rdflib_is_imported_only_at_its_border_and_beside_the_engines_built_on_it() -> None:
    importers = {name for name in MODULES if "rdflib" in imports(name)}
    rooms = ("kgtool.rdf.rdflib_border", "kgtool.reasoning", "kgtool.validation")
    assert all(any(within(name, room) for room in rooms) for name in importers)


def test_importing_every_module_imports_no_heavy_engine() -> None:
    names = [name for name in MODULES if name != "kgtool.__main__"]
    program = (
        f"import importlib, sys\nfor name in {names!r}: importlib.import_module(name)\n"
        f"print(*sorted({HEAVY!r} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=PACKAGE.parent
    )
    assert done.stdout.split() == []


@pytest.mark.parametrize("name", MODULES)
def test_every_module_begins_with_a_docstring(name: str) -> None:
    tree = ast.parse(MODULES[name].read_text(encoding="utf-8"))
    assert ast.get_docstring(tree) or not tree.body

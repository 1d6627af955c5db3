"""What CI runs works as it is written: the action's steps in a shell, the hooks in a real repository."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from textwrap import dedent

import pytest
import yaml

from kgtool.errors import UsageError
from kgtool.rdf.layout import formatted
from tests.reports.sample import FACTS, SHAPES, findings, make_project

ACTION, HOOKS = "action.yml", ".pre-commit-hooks.yaml"


def environment(folder: Path) -> dict[str, str]:
    """Return an environment in which kgtool is the one under test."""
    binary = folder / "bin" / "kgtool"
    binary.parent.mkdir(exist_ok=True)
    binary.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kgtool "$@"\n')
    binary.chmod(0o755)
    root = str(Path(__file__).parents[2])
    return {**os.environ, "PATH": f"{binary.parent}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": root}


def git(folder: Path, *words: str) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True)


@pytest.mark.parametrize(
    ("inputs", "status"),
    [
        ({}, 1),
        ({"fail-on": "none", "sarif-file": "out.sarif"}, 0),
        ({"data": "graph/facts/one.ttl\n\n", "format": "json"}, 1),
        ({"shapes": "nowhere; echo pwned"}, 2),
    ],
)
def test_the_steps_of_the_action_run_as_a_shell_runs_them(
    tmp_path: Path, project_root: Path, inputs: dict[str, str], status: int
) -> None:
    action = yaml.safe_load((project_root / ACTION).read_text())
    make_project(tmp_path / "project")
    (step,) = [step for step in action["runs"]["steps"] if step.get("id") == "validate"]
    values = {name: described.get("default", "") for name, described in action["inputs"].items()} | inputs
    variables = {name: values[text.split("inputs.")[1].split(" ")[0]] for name, text in step["env"].items()}
    files = {"GITHUB_OUTPUT": str(tmp_path / "output"), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary")}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=tmp_path / "project",
        env={**environment(tmp_path), **variables, **files},
        capture_output=True,
        text=True,
    )
    assert done.returncode == status, done.stderr
    assert (tmp_path / "output").read_text() == f"status={status}\n"
    assert "\npwned" not in done.stdout
    if values["format"] == "github" and status != 2:
        assert "::error title=length is a number,file=graph/facts/one.ttl,line=12" in done.stdout
        assert "| violation |" in (tmp_path / "summary").read_text()
    if "sarif-file" in inputs:
        assert json.loads((tmp_path / "project/out.sarif").read_text())["version"] == "2.1.0"


def test_the_action_installs_itself_wherever_it_lies(tmp_path: Path, project_root: Path) -> None:
    (step,) = [s for s in yaml.safe_load((project_root / ACTION).read_text())["runs"]["steps"] if s["id"] == "install"]
    python = tmp_path / "bin" / "python3"
    python.parent.mkdir()
    python.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    python.chmod(0o755)
    folder = "/a folder; echo pwned"
    environment = {"PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}", "KGTOOL": folder}
    assert step["env"]["KGTOOL"] == "${{ github.action_path }}"
    shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    done = subprocess.run(shell, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["-m", "pip", "install", "--quiet", folder]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_the_hooks_run_in_a_repository(tmp_path: Path, project_root: Path) -> None:
    pytest.importorskip("pre_commit")
    project = make_project(tmp_path / "project")
    hooks = yaml.safe_load((project_root / HOOKS).read_text())
    for hook in hooks:
        hook["language"] = "system"  # the package under test, not one made anew from a clone
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    (project.root / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    git(project.root, "init", "-q")
    git(project.root, "add", "-A")

    def run(hook: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pre_commit", "run", hook, "--all-files"]
        home = {"PRE_COMMIT_HOME": str(tmp_path / "cache")}
        return subprocess.run(
            command, cwd=project.root, env={**environment(tmp_path), **home}, capture_output=True, text=True
        )

    assert run("kgtool-format").returncode == 1, "the hook lays out the files, so that they differ from the index"
    shapes = project.root / "shapes/bridges.ttl"
    assert formatted(shapes.read_text(), project.prefixes) == shapes.read_text()
    git(project.root, "add", "-A")
    assert run("kgtool-format").returncode == 0
    assert "length is a number" in run("kgtool-validate").stdout
    assert run("kgtool-query-lint").returncode == 0
    (project.root / "queries/all.rq").write_text(
        "#+ summary: What?\nSELECT * { ?s a <https://example.org/bridges#No> }"
    )
    assert "query-term" in run("kgtool-query-lint").stdout


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_what_a_revision_did_not_touch_is_not_reported(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    other = tmp_path / "graph/facts/two.ttl"
    other.write_text("@prefix b: <https://example.org/bridges#> .\n<https://example.org/id/bridge/two> a b:Bridge .\n")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "first")
    assert findings(project, changed_since="HEAD").findings == ()
    other.write_text(f"{other.read_text()}<https://example.org/id/bridge/two> b:length 'deep' .\n")
    full, part = findings(project).findings, findings(project, changed_since="HEAD").findings
    assert set(part) == {finding for finding in full if str(finding.focus).endswith("/two")}
    assert len(part) == 2
    git(tmp_path, "checkout", "-q", "--", ".")
    (tmp_path / "graph/facts/one.ttl").write_text(FACTS.replace("    ", "").replace("120 ,", "121 ,").lstrip("\n"))
    assert {str(f.focus).rpartition("/")[2] for f in findings(project, changed_since="HEAD").findings} == {"old", "new"}
    shapes = tmp_path / "shapes/bridges.ttl"
    shapes.write_text(f"{shapes.read_text()}\n# changed\n")
    assert findings(project, changed_since="HEAD").findings == findings(project).findings
    with pytest.raises(UsageError, match="changed-since"):
        findings(project, changed_since="no-such-revision")
    with pytest.raises(UsageError, match="only"):
        findings(project, only=frozenset({"laiout"}))


NAMES = ("a", "b", "c", "d", "e", "f")
LINES = (
    "bridge:{0} a b:Bridge .",
    "bridge:{0} a b:Ferry .",
    'bridge:{0} b:length "x" .',
    "bridge:{0} b:length 3 .",
    *4 * ("bridge:{0} b:near bridge:{1} .",),
    'bridge:{0} rdfs:label "{1}" .',
    "bridge:{0} b:nearr bridge:{1} .",
)
FAR = """
    b:Far a sh:PropertyShape ; sh:targetClass b:Bridge ; sh:message "No ferry within four." ;
        sh:path ( b:near b:near b:near b:near ) ; sh:qualifiedValueShape [ sh:class b:Ferry ] ; sh:qualifiedMaxCount 0 .
"""


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@pytest.mark.parametrize("seed", range(12))
def test_what_a_change_has_caused_is_reported_as_a_full_run_reports_it(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    project = make_project(tmp_path, shapes=SHAPES + FAR)
    head = FACTS[: FACTS.index("document:one")]
    files = [tmp_path / f"graph/facts/{name}.ttl" for name in ("one", "two", "three")]

    def write(file: Path) -> None:
        lines = [chance.choice(LINES).format(*chance.choices(NAMES, k=2)) for _ in range(chance.randint(1, 12))]
        file.write_text(dedent(head) + "".join(f"{line}\n" for line in lines), encoding="utf-8")

    for file in files:
        write(file)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "first")
    before = {finding.key for finding in findings(project).findings}
    changed = chance.sample(files, chance.randint(1, 2))
    for file in changed:
        write(file)
    full, part = findings(project).findings, findings(project, changed_since="HEAD").findings
    assert set(part) <= set(full), "nothing else than a full run finds"
    names = {file.relative_to(tmp_path).as_posix() for file in changed}
    for finding in full:
        new = finding.key not in before
        assert finding in part or not new, "whatever is new"
        assert finding in part or (finding.place and finding.place.file not in names), "whatever is in a changed file"


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_what_a_change_has_caused_far_off_is_reported(tmp_path: Path) -> None:
    project = make_project(tmp_path, shapes=SHAPES + FAR)
    head = dedent(FACTS[: FACTS.index("document:one")])
    chain = " ".join(f"bridge:{one} b:near bridge:{other} ." for one, other in pairwise("abcde"))
    (tmp_path / "graph/facts/one.ttl").write_text(f'{head}bridge:a a b:Bridge ; rdfs:label "A" .\n{chain}\n')
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "first")
    (tmp_path / "graph/facts/two.ttl").write_text(f"{head}bridge:e a b:Ferry .\n")
    found = {f.rule.rpartition("#")[2]: str(f.place) for f in findings(project, changed_since="HEAD").findings}
    assert found["Far"] == "graph/facts/one.ttl:7:1"

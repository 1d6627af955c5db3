"""All that kgtool can be asked is documented: commands and options in help and README, queries in their files."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from kgtool.cli.group import COMMANDS, kgtool
from tests.cli.conftest import run_kgtool

CONTEXT = click.Context(kgtool)
OPTIONS = [
    (name, option)
    for name in COMMANDS
    if (command := kgtool.get_command(CONTEXT, name))
    for option in command.params
    if isinstance(option, click.Option)
]


@pytest.fixture(scope="module")
def readme(project_root: Path) -> str:
    return (project_root / "README.md").read_text(encoding="utf-8")


def commands_in(readme: str) -> list[str]:
    """Return the kgtool commands in the README's shell blocks, without comments."""
    blocks = re.findall(r"```(?:sh|console)\n(.*?)```", readme, re.DOTALL)
    lines = [line.removeprefix("$ ").partition("  #")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith("kgtool ")]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_that_says_what_it_does(name: str) -> None:
    command = kgtool.get_command(CONTEXT, name)
    assert command is not None
    assert command.help
    first = command.help.splitlines()[0]
    assert first.endswith(".")
    assert len(first) <= 66, "the first line must fit the list of commands"


@pytest.mark.parametrize(("name", "option"), OPTIONS, ids=[f"{name} {option.opts[0]}" for name, option in OPTIONS])
def test_every_option_has_help(name: str, option: click.Option) -> None:
    assert option.help
    assert option.help.endswith(".")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(readme: str, name: str) -> None:
    assert re.search(rf"^\| `{name}\b", readme, re.MULTILINE)


@pytest.mark.parametrize(("name", "option"), OPTIONS, ids=[f"{name} {option.opts[0]}" for name, option in OPTIONS])
def test_every_option_is_in_the_row_of_its_command_in_the_readme(readme: str, name: str, option: click.Option) -> None:
    row = re.search(rf"^\| `{name}\b.*$", readme, re.MULTILINE)
    assert row
    assert any(re.search(rf"(?<![\w-]){re.escape(word)}\b", row[0]) for word in option.opts)


def test_every_query_says_what_it_asks(project_root: Path) -> None:
    listed = run_kgtool("queries", "--format", "tsv", cwd=project_root).out.splitlines()[1:]
    assert len(listed) == len(list((project_root / "queries").glob("*.rq")))
    for line in listed:
        question = line.split("\t")[3].strip('"')
        assert question.endswith("?"), line


def test_the_commands_of_the_readme_work(real_project: Path, readme: str, tmp_path: Path) -> None:
    commands = commands_in(readme)
    assert len(commands) >= 3
    for line in commands:
        words = shlex.split(line)[1:]
        assert run_kgtool(*words, cwd=real_project, status=None).status in {0, 1}, line
